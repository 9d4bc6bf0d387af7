// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/bench/widgets/measured.h"
#include "widgets/plots/curve_plot.h"

#include <qcustomplot.h>

#include <QTest>
#include <QWheelEvent>
#include <cmath>

namespace unimo::bench {

void benchMonitor(const Options& options)
{
    plots::CurvePlot plot(QStringLiteral("loss"));
    plot.resize(1600, 900);
    plot.setCurve(QStringLiteral("run"), QStringLiteral("run"), 0);
    plot.show();
    (void)QTest::qWaitForWindowExposed(&plot);
    Random random(1);
    std::vector<plots::CurvePoint> points;
    for (int i = 0; i < options.rows; ++i)
        points.push_back(
            {i, static_cast<double>(i),
             static_cast<float>(8 / std::sqrt(1 + i * 0.001) + random.uniform(-1, 1))});
    const double first = timed([&] {
        plot.append(QStringLiteral("run"), points);
        plot.redrawNow();
    });
    report(options, QStringLiteral("monitor: first curve"), options.rows, {first}, 300);
    std::vector<double> zooms;
    QWidget* canvas = plot.canvas();
    for (int i = 0; i < options.frames; ++i) {
        const QPointF at(700 + i % 50, 400);
        const int step = i % 40 < 20 ? 60 : -60;
        QWheelEvent wheel(at, canvas->mapToGlobal(at), {}, {0, step}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        zooms.push_back(timed([&] {
            QApplication::sendEvent(canvas, &wheel);
            plot.redrawNow();
        }));
    }
    report(options, QStringLiteral("monitor: zoom"), options.rows, zooms, 16);
    std::vector<double> lives;
    for (int i = 0; i < options.frames; ++i)
        lives.push_back(timed([&] {
            plot.append(QStringLiteral("run"),
                        {{options.rows + i, static_cast<double>(options.rows + i), 1.0F}});
            plot.redrawNow();
        }));
    report(options, QStringLiteral("monitor: a new point"), options.rows, lives, 16);
}

} // namespace unimo::bench
