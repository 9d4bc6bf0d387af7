// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <functional>
#include <vector>

namespace unimo::bench {

struct Options
{
    int rows = 1'000'000; ///< samples, points, or steps
    int frames = 300;
    bool json = false;
};

/// Prints one line: what was done, over how many rows, p50 and p99 of the times, the goal.
void report(const Options& options, const QString& what, int rows, std::vector<double> milliseconds,
            double goal);

/// How long body takes, in milliseconds.
[[nodiscard]] inline double timed(const std::function<void()>& body)
{
    QElapsedTimer timer;
    timer.start();
    body();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void benchData(const Options& options);
void benchMap(const Options& options);
void benchMonitor(const Options& options);

} // namespace unimo::bench
