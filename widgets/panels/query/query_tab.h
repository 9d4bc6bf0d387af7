// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"

#include <QStringList>
#include <QWidget>
#include <functional>

class QLabel;
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

protected:
    [[nodiscard]] QVBoxLayout* body() const { return body_; }
    [[nodiscard]] bridge::EngineThread* engine() const { return engine_; }
    void tell(const QString& text);
    void tellError(const Error& error);
    /// Fills a box, which has a layout, with a button for each text; a click hands it to `take`.
    void offer(QWidget* box, const QStringList& texts, const QString& help,
               const std::function<void(const QString&)>& take);
    /// "62 ms", "1.4 s".
    [[nodiscard]] static QString took(double milliseconds);

private:
    void setBad(bool bad);

    bridge::EngineThread* engine_;
    QVBoxLayout* body_;
    QLabel* message_;
};

} // namespace unimo::panels
