// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/crosshair_link.h"

namespace unimo::plots {

void CrosshairLink::point(double x, const QObject* source)
{
    if (x_ == x && source_ == source)
        return;
    x_ = x;
    source_ = source;
    Q_EMIT moved();
}

void CrosshairLink::clear()
{
    if (!x_)
        return;
    x_.reset();
    source_ = nullptr;
    Q_EMIT moved();
}

} // namespace unimo::plots
