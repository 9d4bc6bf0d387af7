// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

class QLineEdit;

namespace unimo::bridge {
class TokenCounter;
}

namespace unimo::panels {

class TextEditor;

/// "12 of 48 tokens" under a text that is being edited, or that is too long for the model: then
/// what the model does not read is struck through. Hidden while there is no model.
class TokenLabel : public QLabel
{
    Q_OBJECT
public:
    /// counter and text outlive the label.
    TokenLabel(const bridge::TokenCounter* counter, TextEditor* text, QWidget* parent = nullptr);
    TokenLabel(const bridge::TokenCounter* counter, QLineEdit* text, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    TokenLabel(const bridge::TokenCounter* counter, QWidget* text, QWidget* parent);
    void count();

    const bridge::TokenCounter* counter_;
    QWidget* field_;
    TextEditor* editor_ = nullptr;
    QLineEdit* line_ = nullptr;
};

} // namespace unimo::panels
