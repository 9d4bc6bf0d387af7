// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/token_label.h"

#include "widgets/bridge/token_counter.h"
#include "widgets/panels/data/text_editor.h"

#include <QEvent>
#include <QLineEdit>
#include <QStyle>

namespace unimo::panels {

TokenLabel::TokenLabel(const bridge::TokenCounter* counter, QWidget* text, QWidget* parent)
    : QLabel(parent), counter_(counter), field_(text)
{
    setContentsMargins(4, 0, 0, 2);
    setObjectName(QStringLiteral("tokens"));
    field_->installEventFilter(this);
    setToolTip(tr("As the checkpoint that is asked counts them"));
    setWordWrap(true);
    connect(counter, &bridge::TokenCounter::changed, this, &TokenLabel::count);
    hide();
    // Not before it has its place: a label without a parent would be a window.
    QMetaObject::invokeMethod(this, &TokenLabel::count, Qt::QueuedConnection);
}

TokenLabel::TokenLabel(const bridge::TokenCounter* counter, TextEditor* text, QWidget* parent)
    : TokenLabel(counter, static_cast<QWidget*>(text), parent)
{
    editor_ = text;
    connect(text, &QPlainTextEdit::textChanged, this, &TokenLabel::count);
}

TokenLabel::TokenLabel(const bridge::TokenCounter* counter, QLineEdit* text, QWidget* parent)
    : TokenLabel(counter, static_cast<QWidget*>(text), parent)
{
    line_ = text;
    connect(text, &QLineEdit::textChanged, this, &TokenLabel::count);
}

void TokenLabel::count()
{
    const QString text = editor_ ? editor_->toPlainText() : line_->text();
    const auto count = counter_->count(text);
    const bool fits = !count || count->fits();
    if (editor_)
        editor_->strikeFrom(fits ? -1 : count->cut);
    setVisible(count && !text.isEmpty() && (field_->hasFocus() || !fits));
    if (!count)
        return;
    setText(fits ? tr("%1 of %2 tokens").arg(count->tokens).arg(count->limit)
                 : tr("%1 of %2 tokens: what is after “%3” is not read")
                       .arg(count->tokens)
                       .arg(count->limit)
                       .arg(text.left(count->cut).trimmed().section(QLatin1Char(' '), -2)));
    setProperty("warning", !fits);
    setProperty("muted", fits);
    style()->unpolish(this);
    style()->polish(this);
}

bool TokenLabel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        QMetaObject::invokeMethod(this, &TokenLabel::count, Qt::QueuedConnection);
    return QLabel::eventFilter(watched, event);
}

} // namespace unimo::panels
