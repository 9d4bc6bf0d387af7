// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/replot_timer.h"

#include <algorithm>

namespace unimo::plots {
namespace {

constexpr qint64 kShortestPauseMs = 33;
constexpr qint64 kTurnMs = 10; ///< redraws in one go; then others have their turn
constexpr int kBetweenTurnsMs = 2;

/// Time that the redraws of all plots have taken since the event loop was last free of them.
struct Turn
{
    QElapsedTimer sinceEnd;
    qint64 spentMs = 0;
};
Turn turn; // of the GUI thread, the only one that draws

} // namespace

ReplotTimer::ReplotTimer(QObject* parent) : QObject(parent)
{
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, [this] {
        if (!turn.sinceEnd.isValid() || turn.sinceEnd.elapsed() >= kBetweenTurnsMs)
            turn.spentMs = 0;
        if (turn.spentMs >= kTurnMs) {
            timer_.start(kBetweenTurnsMs);
            return;
        }
        sinceLast_.start();
        Q_EMIT due();
        turn.spentMs += sinceLast_.elapsed();
        turn.sinceEnd.start();
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
