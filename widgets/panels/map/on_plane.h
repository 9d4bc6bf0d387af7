// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/maps/layout.h"

#include <QPointF>

namespace unimo::panels {

/// A place of a map as the widget takes it.
[[nodiscard]] inline QPointF onPlane(const maps::Point& place)
{
    return {static_cast<double>(place.x), static_cast<double>(place.y)};
}

} // namespace unimo::panels
