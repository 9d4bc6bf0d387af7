// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace unimo::panels {

/// One text, edited in place: Enter or leaving the field keeps the text, Escape takes the old
/// one back. As high as its text.
class TextEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    TextEditor(const QString& name, const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    /// Strikes out what begins at this character; -1: nothing.
    void strikeFrom(int character);

Q_SIGNALS:
    void edited(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void commit();

    QString kept_;
};

} // namespace unimo::panels
