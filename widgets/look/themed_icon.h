// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractButton;
class QString;

namespace unimo::look {

/// Gives a button the theme's icon of this name, also of each theme that follows.
void setThemedIcon(QAbstractButton* button, const QString& name);

} // namespace unimo::look
