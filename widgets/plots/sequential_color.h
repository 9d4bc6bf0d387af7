// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace unimo::plots {

/// Viridis (van der Walt, Smith 2015), perceptually even: 0 is dark blue, 1 yellow.
[[nodiscard]] QColor sequentialColor(float share);

} // namespace unimo::plots
