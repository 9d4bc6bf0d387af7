// SPDX-License-Identifier: GPL-3.0-or-later
// How long a gesture takes with a million points in one curve. The window asks for 33 ms a redraw.
#include "widgets/look/theme.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/detail/qcustomplot.h"

#include <QTest>
#include <cmath>
#include <random>

using namespace unimo;
using namespace unimo::plots;

class CurvePlotBench : public QObject
{
    Q_OBJECT

    CurvePlot plot_{QStringLiteral("loss/total")};

    void zoomTo(double from, double to)
    {
        plot_.canvas()->xAxis->setRange(from, to);
        plot_.canvas()->replot(QCustomPlot::rpQueuedRefresh);
    }

private slots:
    void initTestCase()
    {
        look::Theme::instance().apply(look::Theme::Mode::Light);
        std::mt19937 random(1);
        std::normal_distribution<float> normal;
        std::vector<CurvePoint> points;
        for (int i = 0; i < 1'000'000; ++i)
            points.push_back({i, 1.7e9 + i * 0.1,
                              4 * std::exp(-static_cast<float>(i) / 2e5f) + 0.2f * normal(random)});
        plot_.setCurve("a", "demo", 0);
        plot_.append("a", points);
        plot_.setSmoothing({Smoothing::Kind::ExponentialAverage, 0.99});
        plot_.resize(900, 500);
        plot_.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot_));
        plot_.redrawNow();
    }
    void panOverEverything()
    {
        double shift = 0;
        QBENCHMARK
        {
            shift += 100;
            zoomTo(shift, 900'000 + shift);
        }
    }
    void zoomIntoAPart()
    {
        double size = 500'000;
        QBENCHMARK
        {
            zoomTo(300'000, 300'000 + (size = size > 1000 ? size * 0.9 : 500'000));
        }
    }
    void changeSmoothing()
    {
        double weight = 0.5;
        QBENCHMARK
        {
            plot_.setSmoothing({Smoothing::Kind::ExponentialAverage, weight += 1e-6});
            plot_.redrawNow();
        }
    }
    void appendOnePoint()
    {
        int64_t step = 1'000'000;
        QBENCHMARK
        {
            plot_.append("a", {{++step, 1.8e9, 1.0f}});
            plot_.redrawNow();
        }
    }
};

QTEST_MAIN(CurvePlotBench)
#include "curve_plot_bench.moc"
