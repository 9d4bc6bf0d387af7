// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLayout;

namespace unimo::look {

/// Takes everything out of a layout. Its widgets vanish at once and are deleted later, since one of
/// them may be the sender of what brought us here.
void clearLayout(QLayout* layout);

} // namespace unimo::look
