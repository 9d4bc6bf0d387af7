// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/group_series.h"
#include "widgets/plots/value_table.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>

using namespace unimo::plots;

namespace {

CurveSeries series(const std::vector<std::pair<int64_t, float>>& points, double start = 0)
{
    CurveSeries out;
    std::vector<CurvePoint> added;
    for (const auto& [step, value] : points)
        added.push_back({step, start + static_cast<double>(step), value});
    out.append(added);
    return out;
}

std::vector<int64_t> steps(const CurveSeries& curve)
{
    std::vector<int64_t> out;
    for (size_t i = 0; i < curve.size(); ++i)
        out.push_back(curve.at(i).step);
    return out;
}

} // namespace

class GroupSeriesTest : public QObject
{
    Q_OBJECT
private slots:
    void meanAndBandByHand()
    {
        const CurveSeries a = series({{0, 1}, {10, 3}, {20, 5}});
        const CurveSeries b = series({{0, 3}, {10, 3}, {20, 9}});
        const CurveSeries c = series({{0, 5}, {10, 6}});
        GroupSeries group;
        group.rebuild({&a, &b, &c}, Band::Range);
        QCOMPARE(steps(group.mean()), (std::vector<int64_t>{0, 10, 20}));
        QCOMPARE(group.mean().values(), (std::vector<float>{3, 4, 7}));
        QCOMPARE(group.low().values(), (std::vector<float>{1, 3, 5}));
        QCOMPARE(group.high().values(), (std::vector<float>{5, 6, 9}));
        QCOMPARE(group.runs(0), 3u);
        QCOMPARE(group.runs(2), 2u); // c has ended
        group.rebuild({&a, &b, &c}, Band::Deviation);
        // 1, 3, 5: mean 3, squares 4 + 0 + 4 over 2 -> 2. 5, 9: mean 7, 8 over 1 -> 2.828427
        QCOMPARE(group.low().values()[0], 1.0f);
        QCOMPARE(group.high().values()[0], 5.0f);
        QCOMPARE(group.high().values()[2], 7 + std::sqrt(8.0f));
    }
    void stepsThatDifferAreInterpolated()
    {
        const CurveSeries a = series({{0, 0}, {10, 10}});
        const CurveSeries b = series({{4, 1}, {8, 3}, {12, 5}});
        GroupSeries group;
        group.rebuild({&a, &b}, Band::Range);
        QCOMPARE(steps(group.mean()), (std::vector<int64_t>{0, 4, 8, 10, 12}));
        // at 4: 4 and 1; at 8: 8 and 3; at 10: 10 and 4; at 12 b alone
        QCOMPARE(group.mean().values(), (std::vector<float>{0, 2.5f, 5.5f, 7, 5}));
        QCOMPARE(group.low().values(), (std::vector<float>{0, 1, 3, 4, 5}));
    }
    void whatIsNotFiniteIsNoRun()
    {
        const float nan = std::nanf("");
        const CurveSeries a = series({{0, 1}, {10, nan}, {20, 3}});
        const CurveSeries b = series({{0, 3}, {10, 5}, {20, nan}});
        const CurveSeries c = series({{20, std::numeric_limits<float>::infinity()}});
        GroupSeries group;
        group.rebuild({&a, &b, &c}, Band::Deviation);
        QCOMPARE(group.mean().values(), (std::vector<float>{2, 5, 3}));
        QCOMPARE(group.runs(1), 1u);
        QCOMPARE(group.runs(2), 1u);
        group.rebuild({&c}, Band::Range);
        QVERIFY(std::isnan(group.mean().values()[0]));
        group.rebuild({}, Band::Range);
        QVERIFY(group.mean().empty());
    }
    void overRelativeTimeRunsOfDifferentDaysMeet()
    {
        const CurveSeries a = series({{0, 1}, {10, 3}}, 1.7e9);
        const CurveSeries b = series({{0, 1}, {10, 3}}, 1.8e9);
        GroupSeries group;
        group.setXAxis(XAxis::RelativeTime);
        group.rebuild({&a, &b}, Band::Range);
        QCOMPARE(group.mean().x(), (std::vector<double>{0, 10}));
    }
    void smoothedBandsHoldTheirMean()
    {
        std::vector<std::pair<int64_t, float>> first, second;
        for (int i = 0; i < 500; ++i) {
            first.emplace_back(i, std::sin(static_cast<float>(i)));
            second.emplace_back(i, std::cos(static_cast<float>(i) * 1.7f));
        }
        const CurveSeries a = series(first), b = series(second);
        GroupSeries group;
        group.setSmoothing({Smoothing::Kind::ExponentialAverage, 0.9});
        group.rebuild({&a, &b}, Band::Deviation);
        for (size_t i = 0; i < group.mean().size(); ++i) {
            QVERIFY(group.low().smoothed()[i] <= group.mean().smoothed()[i] + 1e-6f);
            QVERIFY(group.high().smoothed()[i] >= group.mean().smoothed()[i] - 1e-6f);
        }
    }
    void theLowestAndHighestOfEveryColumnAreDrawn()
    {
        // One outlier in 100,000 points of one of three runs is in the picture's ranges.
        CurvePlot plot(QStringLiteral("loss"));
        plot.resize(400, 240);
        const QStringList runs = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        for (const QString& run : runs) {
            plot.setCurve(run, run, 0);
            std::vector<CurvePoint> points;
            for (int i = 0; i < 100'000; ++i)
                points.push_back(
                    {i, 1.0 * i, run == QLatin1String("b") && i == 77'777 ? 50.f : 1.f});
            plot.append(run, points);
        }
        plot.setGroups({{QStringLiteral("g"), QStringLiteral("all"), 1, runs}});
        QElapsedTimer timer;
        timer.start();
        plot.redrawNow();
        qInfo("group of 3 x 100,000 points: %lld ms", timer.elapsed());
        QCOMPARE(plot.group(QStringLiteral("g"))->high().values()[77'777], 50.f);
        const auto& high = plot.group(QStringLiteral("g"))->high();
        QCOMPARE(high.valueExtremes().query(high.values(), 0, high.size()).highest, 77'777u);
    }
    void theExportHoldsMeanLowHighAndRuns()
    {
        CurvePlot plot(QStringLiteral("loss"));
        for (const char* run : {"a", "b", "alone"}) {
            const QString name = QString::fromLatin1(run);
            plot.setCurve(name, name, 0);
            plot.append(name, {{1, 10, name == QLatin1String("b") ? 4.f : 2.f}});
        }
        plot.setGroups({{QStringLiteral("g"),
                         QStringLiteral("both"),
                         1,
                         {QStringLiteral("a"), QStringLiteral("b")}}});
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("x.csv"));
        QVERIFY(plot.exportTo(file).ok());
        QFile in(file);
        QVERIFY(in.open(QIODevice::ReadOnly));
        QCOMPARE(in.readAll(),
                 QByteArray("run,tag,step,wall_time,value,smoothed,low,high,smoothed_low,"
                            "smoothed_high,runs\n"
                            "alone,loss,1,10.000000,2,2,,,,,\n"
                            "both (2 runs),loss,1,0.000000,3,3,2,4,2,4,2\n"));
        for (const char* ending : {"png", "svg", "pdf"})
            QVERIFY(plot.exportTo(folder.filePath(QStringLiteral("x.") + ending)).ok());
    }
    void theValueTableNamesTheNumberOfRuns()
    {
        CurvePlot plot(QStringLiteral("loss"));
        plot.resize(400, 240);
        plot.show();
        CrosshairLink link;
        plot.setCrosshairLink(&link);
        for (const char* run : {"a", "b"}) {
            const QString name = QString::fromLatin1(run);
            plot.setCurve(name, name, 0);
            plot.append(name, {{1, 10, 2.f}, {2, 11, name == QLatin1String("b") ? 4.f : 2.f}});
        }
        plot.setGroups({{QStringLiteral("g"),
                         QStringLiteral("both"),
                         1,
                         {QStringLiteral("a"), QStringLiteral("b")}}});
        plot.redrawNow();
        link.point(2, &plot);
        QCOMPARE(plot.valueTable()->rows().size(), 1);
        QCOMPARE(plot.valueTable()->rows()[0].name, QStringLiteral("both (2 runs)"));
        QCOMPARE(plot.valueTable()->rows()[0].value, QStringLiteral("3  (2 to 4)"));
        plot.setXAxis(XAxis::WallTime); // no mean there: the runs themselves
        plot.redrawNow();
        link.point(11, &plot);
        QCOMPARE(plot.valueTable()->rows().size(), 2);
    }
    void fallingStepsAreNotQuadratic()
    {
        // A hostile file: each point takes back the one before.
        CurveSeries series;
        series.setSmoothing({Smoothing::Kind::ExponentialAverage, 0.9});
        std::vector<CurvePoint> rising, falling;
        constexpr int kPoints = 200'000;
        for (int i = 0; i < kPoints; ++i) {
            rising.push_back({i, 0, 1});
            falling.push_back({kPoints - 1 - i, 0, 1});
        }
        series.append(rising);
        QElapsedTimer timer;
        timer.start();
        series.append(falling);
        QCOMPARE(series.size(), size_t{1});
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_MAIN(GroupSeriesTest)
#include "group_series_test.moc"
