// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/badge.h"

#include "widgets/look/theme.h"

namespace unimo::look {

Badge::Badge(const QString& color, QWidget* parent) : QLabel(parent), color_(color)
{
    takeTheme();
    connect(&Theme::instance(), &Theme::changed, this, &Badge::takeTheme);
}

void Badge::setColor(const QString& name)
{
    color_ = name;
    takeTheme();
}

void Badge::takeTheme()
{
    setStyleSheet(
        QStringLiteral("color: %1; border: 1px solid %1; border-radius: 6px; padding: 2px 8px;")
            .arg(Theme::instance().color(color_).name()));
}

} // namespace unimo::look
