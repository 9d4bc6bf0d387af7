// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/histogram_time_plot.h"
#include "widgets/plots/value_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>

using namespace unimo::plots;

namespace {

Histogram at(int64_t step, double minimum, std::vector<double> edges, std::vector<double> counts)
{
    return {step, static_cast<double>(step), minimum, std::move(edges), std::move(counts)};
}

} // namespace

class HistogramTimeTest : public QObject
{
    Q_OBJECT
private slots:
    void countsAndQuantilesByHand()
    {
        const Histogram h = at(1, 0, {1, 2, 4}, {2, 0, 6});
        QCOMPARE(h.total(), 8.0);
        QCOMPARE(h.countBelow(-1), 0.0);
        QCOMPARE(h.countBelow(0.5), 1.0);
        QCOMPARE(h.countBelow(1.5), 2.0);
        QCOMPARE(h.countBelow(3), 5.0);
        QCOMPARE(h.countBelow(9), 8.0);
        QCOMPARE(h.quantile(0.125), 0.5);
        QCOMPARE(h.quantile(0.25), 1.0);
        QCOMPARE(h.quantile(0.625), 3.0); // 3 of 6 into the last bucket
        QCOMPARE(h.quantile(1), 4.0);
        const Histogram one = at(1, 5, {5}, {3}); // all values alike
        QCOMPARE(one.countBelow(5), 0.0);
        QCOMPARE(one.countBelow(5.1), 3.0);
        QCOMPARE(one.quantile(0.5), 5.0);
    }
    void emptyEndsAreCutOff()
    {
        HistogramSeries series;
        constexpr double far = std::numeric_limits<double>::max();
        series.append(at(1, 0.1, {0, 1, 2, far}, {0, 3, 1, 0}));
        QCOMPARE(series.points()[0].minimum, 0.0);
        QCOMPARE(series.points()[0].edges, (std::vector<double>{1, 2}));
    }
    void hostileHistogramsAreLeftOut()
    {
        HistogramSeries series;
        const double nan = std::nan("");
        const double inf = std::numeric_limits<double>::infinity();
        for (const Histogram& bad :
             {at(1, 0, {}, {}), at(1, 0, {1}, {1, 2}), at(1, 0, {2, 1}, {1, 1}),
              at(1, 0, {1}, {-1}), at(1, 0, {1}, {nan}), at(1, nan, {1}, {1}), at(1, 0, {inf}, {1}),
              at(1, 0, {1}, {0}), at(1, -1e300, {1e300}, {1})})
            series.append(bad);
        QVERIFY(series.empty());
    }
    void seriesStayInBounds()
    {
        HistogramSeries series;
        std::vector<double> edges, counts;
        for (int i = 1; i <= 1000; ++i) {
            edges.push_back(i);
            counts.push_back(1);
        }
        for (int step = 0; step < 5000; ++step)
            series.append(at(step, 0, edges, counts));
        QVERIFY(series.points().size() <= HistogramSeries::kMostPoints);
        QVERIFY(series.points().size() > HistogramSeries::kMostPoints / 3);
        QVERIFY(series.points()[0].edges.size() <= HistogramSeries::kMostBuckets);
        QCOMPARE(series.points()[0].total(), 1000.0);
        QCOMPARE(series.points()[0].step, int64_t{0});
        QVERIFY(series.points().back().step > 4900);
        series.purge(1000);
        QVERIFY(series.points().back().step < 1000);
        series.append(at(500, 0, {1}, {1})); // a resumed run goes on from there
        QVERIFY(series.points().back().step <= 500);
    }
    void thePlotTellsTheValuesOfAStepAndSavesThem()
    {
        HistogramSeries series;
        series.append(at(10, 0, {1, 2}, {1, 3}));
        series.append(at(20, 0, {1, 2}, {4, 0}));
        HistogramTimePlot plot(QStringLiteral("similarity/x"));
        plot.resize(400, 240);
        plot.show();
        CrosshairLink link;
        plot.setCrosshairLink(&link);
        plot.setSeries(series);
        plot.redrawNow();
        link.point(12, &plot);
        QCOMPARE(plot.valueTable()->heading(), QStringLiteral("step 10"));
        QCOMPARE(plot.valueTable()->rows()[1].value, QStringLiteral("1.333")); // 1 + 1 of 3
        link.point(17, &plot);
        QCOMPARE(plot.valueTable()->heading(), QStringLiteral("step 20"));
        QCOMPARE(plot.valueTable()->rows()[1].value, QStringLiteral("0.5"));
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("x.csv"));
        QVERIFY(plot.exportTo(file).ok());
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        QCOMPARE(in.readAll(), QByteArray("tag,step,wall_time,from,to,count\n"
                                          "similarity/x,10,10.000000,0,1,1\n"
                                          "similarity/x,10,10.000000,1,2,3\n"
                                          "similarity/x,20,20.000000,0,1,4\n"));
        for (const char* ending : {"png", "svg", "pdf"})
            QVERIFY(
                plot.exportTo(folder.filePath(QStringLiteral("x.") + QLatin1String(ending))).ok());
        QVERIFY(!plot.exportTo(QStringLiteral("/nowhere/x.csv")).ok());
    }
};

QTEST_MAIN(HistogramTimeTest)
#include "histogram_time_test.moc"
