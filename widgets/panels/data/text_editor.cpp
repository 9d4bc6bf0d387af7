// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/text_editor.h"

#include "widgets/look/theme.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <algorithm>
#include <cmath>

namespace unimo::panels {

TextEditor::TextEditor(const QString& name, const QString& text, QWidget* parent)
    : QPlainTextEdit(text, parent), kept_(text)
{
    setAccessibleName(name);
    setToolTip(tr("Enter keeps the change, Esc takes it back"));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &QWidget::updateGeometry);
}

void TextEditor::strikeFrom(int character)
{
    QList<QTextEdit::ExtraSelection> struck;
    if (character >= 0) {
        QTextEdit::ExtraSelection rest;
        rest.cursor = textCursor();
        rest.cursor.setPosition(std::min(character, document()->characterCount() - 1));
        rest.cursor.movePosition(QTextCursor::End, QTextCursor::KeepAnchor);
        rest.format.setFontStrikeOut(true);
        rest.format.setForeground(look::Theme::instance().color(QStringLiteral("warning")));
        struck << rest;
    }
    setExtraSelections(struck);
}

QSize TextEditor::sizeHint() const
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    const int margins =
        static_cast<int>(std::ceil(2 * document()->documentMargin())) + 2 * frameWidth();
    return {120, std::max(1, lines) * fontMetrics().lineSpacing() + margins};
}

void TextEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        commit();
    } else if (event->key() == Qt::Key_Escape) {
        setPlainText(kept_);
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void TextEditor::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        commit();
}

void TextEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGeometry(); // another width breaks the lines elsewhere
}

void TextEditor::commit()
{
    const QString text = toPlainText().simplified();
    if (text.isEmpty()) {
        setPlainText(kept_);
    } else if (text != kept_) {
        kept_ = text;
        Q_EMIT edited(text);
    }
}

} // namespace unimo::panels
