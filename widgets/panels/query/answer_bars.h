// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/inference/engine.h"

#include <QString>
#include <QWidget>
#include <vector>

namespace unimo::panels {

/// Answers, best first, each with a bar as long as its probability.
class AnswerBars : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerBars(QWidget* parent = nullptr);
    void setAnswers(const std::vector<inference::Answer>& answers);
    /// Marks the answer known to be right; empty marks none.
    void setKnownAnswer(const QString& answer);
    /// Another model's answers to the same: what differs from them is marked. Empty: nothing is.
    void setReference(const std::vector<inference::Answer>& answers);
    /// What is marked on an answer: "new" or how far it moved up or down, and by how much.
    [[nodiscard]] QString difference(size_t row) const;
    /// A click on an answer, or Enter, asks why.
    void setExplainable(bool explainable);
    [[nodiscard]] const std::vector<inference::Answer>& answers() const { return answers_; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void explainWanted(const QString& answer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int rowAt(double y) const;
    void setCurrent(int row);

    std::vector<inference::Answer> answers_;
    std::vector<inference::Answer> reference_;
    QString known_;
    bool explainable_ = false;
    int current_ = -1; ///< row under the mouse or chosen by key
};

} // namespace unimo::panels
