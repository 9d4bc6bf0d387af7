// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"

#include <QStringList>
#include <QVector>
#include <QWidget>
#include <functional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace unimo::panels {

/// One way of asking about the picture: a body, and a line under it that tells how long the answer
/// took or why there is none.
class QueryTab : public QWidget
{
    Q_OBJECT
public:
    explicit QueryTab(bridge::EngineThread* engine, QWidget* parent = nullptr);

    /// Asks again: another picture or checkpoint is there.
    virtual void ask() = 0;
    /// Takes errors of its own requests.
    virtual void onFailed(bridge::EngineThread::Request request, const Error& error) = 0;
    /// Asks why the first result is there, or the chosen one; nothing where there is none.
    virtual void explainBest() {}
    /// Asks a second model the same from now on and shows its answers in a second column; null: no
    /// longer.
    void compareWith(bridge::EngineThread* other);
    /// What stands above the two columns.
    void setColumnTitles(const QString& own, const QString& other);
    /// "62 ms", "1.4 s".
    [[nodiscard]] static QString took(double milliseconds);

Q_SIGNALS:
    void explainWanted(const unimo::inference::EvidenceQuestion& question);

protected:
    /// Takes the answers of the second model.
    virtual void connectOther(bridge::EngineThread* other) = 0;
    /// Removes the answers of the second model.
    virtual void clearOther() = 0;
    [[nodiscard]] bridge::EngineThread* other() const { return other_; }
    /// Asks the model and, where there is one, the second.
    template <typename Ask>
    void askBoth(const Ask& askOne)
    {
        askOne(engine_);
        if (other_)
            askOne(other_);
    }
    /// Puts the answers of both models side by side.
    [[nodiscard]] QWidget* inColumns(QWidget* own, QWidget* others);
    [[nodiscard]] QVBoxLayout* body() const { return body_; }
    [[nodiscard]] bridge::EngineThread* engine() const { return engine_; }
    void tell(const QString& text);
    void tellError(const Error& error);
    /// The same with a button that does something about it.
    void tellError(const Error& error, const QString& action, const std::function<void()>& act);
    /// Fills a box, which has a layout, with a button for each text; a click hands it to `take`.
    void offer(QWidget* box, const QStringList& texts, const QString& help,
               const std::function<void(const QString&)>& take);

private:
    void setBad(bool bad);

    bridge::EngineThread* engine_;
    QVBoxLayout* body_;
    QLabel* message_;
    QPushButton* action_; ///< beside the message; hidden when there is none
    std::function<void()> act_;
    bridge::EngineThread* other_ = nullptr;
    QVector<QLabel*> ownTitles_, otherTitles_;
    QVector<QWidget*> otherColumns_;
};

} // namespace unimo::panels
