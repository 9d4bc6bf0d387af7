// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/replot_timer.h"

#include <algorithm>

namespace unimo::plots {
namespace {
constexpr qint64 kShortestPauseMs = 33;
}

ReplotTimer::ReplotTimer(QObject* parent) : QObject(parent)
{
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, [this] {
        sinceLast_.start();
        Q_EMIT due();
    });
}

void ReplotTimer::request()
{
    if (timer_.isActive())
        return;
    const qint64 since = sinceLast_.isValid() ? sinceLast_.elapsed() : kShortestPauseMs;
    timer_.start(static_cast<int>(std::max<qint64>(0, kShortestPauseMs - since)));
}

} // namespace unimo::plots
