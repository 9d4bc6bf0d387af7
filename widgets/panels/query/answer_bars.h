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
    [[nodiscard]] const std::vector<inference::Answer>& answers() const { return answers_; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;

    std::vector<inference::Answer> answers_;
    QString known_;
};

} // namespace unimo::panels
