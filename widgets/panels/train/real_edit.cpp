// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/real_edit.h"

#include "widgets/look/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <array>
#include <charconv>
#include <cmath>

namespace unimo::panels {

RealEdit::RealEdit(double minimum, double maximum, QWidget* parent)
    : QLineEdit(parent), minimum_(minimum), maximum_(maximum)
{
    setAlignment(Qt::AlignRight);
    connect(this, &QLineEdit::textEdited, this, &RealEdit::mark);
    connect(this, &QLineEdit::editingFinished, this, &RealEdit::commit);
}

QString RealEdit::textOf(double value)
{
    std::array<char, 64> text{};
    const double size = std::abs(value);
    const bool plain = size == 0 || (size >= 1e-4 && size < 1e7);
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value,
                      plain ? std::chars_format::fixed : std::chars_format::scientific);
    return QString::fromLatin1(text.data(), end.ptr - text.data());
}

void RealEdit::setValue(double value)
{
    value_ = value;
    setText(textOf(value));
    mark();
}

bool RealEdit::read(double& value) const
{
    bool ok = false;
    value = QLocale::c().toDouble(text().trimmed(), &ok);
    return ok && value >= minimum_ && value <= maximum_;
}

void RealEdit::mark()
{
    double ignored = 0;
    const bool bad = !read(ignored);
    if (bad == property("bad").toBool())
        return;
    setProperty("bad", bad);
    setStyleSheet(bad ? QStringLiteral("QLineEdit { border: 2px solid %1; }")
                            .arg(look::Theme::instance().color(QStringLiteral("bad")).name())
                      : QString());
}

void RealEdit::commit()
{
    double typed = 0;
    const bool ok = read(typed);
    const bool changed = ok && typed != value_;
    setValue(ok ? typed : value_);
    if (changed)
        Q_EMIT valueEdited(typed);
}

void RealEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        setValue(value_);
    else
        QLineEdit::keyPressEvent(event);
}

} // namespace unimo::panels
