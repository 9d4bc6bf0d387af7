// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace unimo::look {

/// Matches the style sheet to a hidden widget and everything in it, a few milliseconds at a time
/// while the event loop has nothing else to do: the larger part of what its first showing would
/// cost.
void warmUp(QWidget* widget);

} // namespace unimo::look
