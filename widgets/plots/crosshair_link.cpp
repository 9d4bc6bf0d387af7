// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/crosshair_link.h"

namespace unimo::plots {

void CrosshairLink::point(double x)
{
    if (x_ == x)
        return;
    x_ = x;
    Q_EMIT moved();
}

void CrosshairLink::clear()
{
    if (!x_)
        return;
    x_.reset();
    Q_EMIT moved();
}

} // namespace unimo::plots
