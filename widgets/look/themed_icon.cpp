// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/themed_icon.h"

#include "widgets/look/theme.h"

#include <QAbstractButton>

namespace unimo::look {

void setThemedIcon(QAbstractButton* button, const QString& name)
{
    const auto take = [button, name] { button->setIcon(Theme::instance().icon(name)); };
    take();
    QObject::connect(&Theme::instance(), &Theme::changed, button, take);
}

} // namespace unimo::look
