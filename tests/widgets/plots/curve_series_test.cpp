// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/curve_series.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/visible_points.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace unimo::plots;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

std::vector<CurvePoint> steps(int64_t from, const std::vector<float>& values)
{
    std::vector<CurvePoint> points;
    for (const float value : values) {
        points.push_back({from, 1000.0 + 2.0 * static_cast<double>(from), value});
        ++from;
    }
    return points;
}

std::vector<float> noise(size_t count, unsigned seed, bool withGaps)
{
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values) {
        value = normal(random);
        if (withGaps && random() % 7 == 0)
            value = random() % 2 ? kNaN : kInf;
    }
    return values;
}

/// The debiased average, straight from its definition: a weighted mean with weights w^age.
float weightedMean(const std::vector<float>& values, size_t last, double weight)
{
    double sum = 0, total = 0, w = 1;
    for (size_t i = last + 1; i-- > 0;) {
        if (!std::isfinite(values[i]))
            continue;
        sum += w * static_cast<double>(values[i]);
        total += w;
        w *= weight;
    }
    return static_cast<float>(sum / total);
}

/// What a pixel column shows when every point is drawn.
struct Column
{
    float lowest = kInf, highest = -kInf;
    bool operator==(const Column&) const = default;
};

template <typename Indices>
std::vector<Column> drawn(const Indices& indices, const std::vector<double>& x,
                          const std::vector<float>& values, const std::vector<double>& edges)
{
    std::vector<Column> columns(edges.size() - 1);
    for (const uint32_t i : indices) {
        if (i == VisiblePoints::kGap || !std::isfinite(values[i]) || x[i] < edges.front() ||
            x[i] >= edges.back())
            continue;
        const auto after = std::upper_bound(edges.begin(), edges.end(), x[i]);
        auto& column = columns[static_cast<size_t>(after - edges.begin()) - 1];
        column.lowest = std::min(column.lowest, values[i]);
        column.highest = std::max(column.highest, values[i]);
    }
    return columns;
}

} // namespace

class CurveSeriesTest : public QObject
{
    Q_OBJECT
private slots:
    void exponentialAverageEqualsItsDefinition()
    {
        const auto values = noise(300, 1, true);
        CurveSeries series;
        series.setSmoothing({Smoothing::Kind::ExponentialAverage, 0.9});
        // In two parts: the average goes on where it stood.
        series.append(steps(0, {values.begin(), values.begin() + 100}));
        series.append(steps(100, {values.begin() + 100, values.end()}));
        for (size_t i = 0; i < values.size(); ++i) {
            if (!std::isfinite(values[i])) {
                QVERIFY(!std::isfinite(series.smoothed()[i]));
                continue;
            }
            QVERIFY(std::abs(series.smoothed()[i] - weightedMean(values, i, 0.9)) < 1e-4f);
        }
    }
    void firstSmoothedPointIsTheFirstPoint()
    {
        CurveSeries series;
        series.setSmoothing({Smoothing::Kind::ExponentialAverage, kLargestSmoothing});
        series.append(steps(0, {5.0f}));
        QCOMPARE(series.smoothed()[0], 5.0f);
    }
    void runningMeanCoversItsWindow()
    {
        CurveSeries series;
        series.setSmoothing({Smoothing::Kind::RunningMean, 0.75}); // four points
        series.append(steps(0, {1, 2, 3, 4, 5, kNaN, 7}));
        QCOMPARE(series.smoothed()[1], 1.5f);
        QCOMPARE(series.smoothed()[4], 3.5f);
        QCOMPARE(series.smoothed()[6], (4.0f + 5.0f + 7.0f) / 3);
    }
    void aResumedRunReplacesWhatCameAfter()
    {
        CurveSeries series;
        series.setSmoothing({Smoothing::Kind::ExponentialAverage, 0.5});
        series.append(steps(0, {9, 8, 7, 6}));
        series.append(steps(2, {1, 2}));
        CurveSeries straight;
        straight.setSmoothing({Smoothing::Kind::ExponentialAverage, 0.5});
        straight.append(steps(0, {9, 8, 1, 2}));
        QVERIFY(series.values() == straight.values());
        QVERIFY(series.smoothed() == straight.smoothed());
        series.purge(1);
        QCOMPARE(series.size(), size_t{1});
        series.purge(0);
        QVERIFY(series.empty());
        QCOMPARE(series.nearest(3), size_t{0});
    }
    void xNeverFallsAndIsAlwaysFinite()
    {
        CurveSeries series;
        series.append({{0, 100, 1}, {1, 90, 1}, {2, std::nan(""), 1}, {3, 130, 1}});
        series.setXAxis(XAxis::RelativeTime);
        QVERIFY(std::is_sorted(series.x().begin(), series.x().end()));
        QCOMPARE(series.x().back(), 30.0);
        series.setXAxis(XAxis::WallTime);
        QCOMPARE(series.x().back(), 130.0);
    }
    void pyramidFindsWhatAScanFinds()
    {
        for (const size_t count : {0ul, 1ul, 31ul, 32ul, 33ul, 1025ul, 40'000ul}) {
            const auto values = noise(count, static_cast<unsigned>(count), true);
            MinMaxPyramid pyramid;
            pyramid.extend({values.begin(), values.begin() + static_cast<long>(count / 3)});
            pyramid.extend(values);
            std::mt19937 random(7);
            for (int trial = 0; trial < 200; ++trial) {
                const size_t a = random() % (count + 1), b = random() % (count + 1);
                const auto [begin, end] = std::minmax(a, b);
                float low = kInf, high = -kInf;
                for (size_t i = begin; i < end; ++i)
                    if (std::isfinite(values[i])) {
                        low = std::min(low, values[i]);
                        high = std::max(high, values[i]);
                    }
                const Extremes found = pyramid.query(values, begin, end);
                QCOMPARE(found.empty(), low > high);
                if (!found.empty()) {
                    QCOMPARE(values[found.lowest], low);
                    QCOMPARE(values[found.highest], high);
                }
            }
        }
    }
    void fewPointsShowWhatAllPointsShow_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("everything") << 0.0 << 50'000.0;
        QTest::newRow("a part") << 12'345.6 << 13'000.0;
        QTest::newRow("between two points") << 100.2 << 100.7;
        QTest::newRow("beyond the end") << 49'000.0 << 90'000.0;
    }
    void fewPointsShowWhatAllPointsShow()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        const auto values = noise(50'000, 3, true);
        CurveSeries series;
        series.append(steps(0, values));
        std::vector<double> edges;
        constexpr int kColumns = 700;
        for (int i = 0; i <= kColumns; ++i)
            edges.push_back(from + (to - from) * i / kColumns);
        std::vector<uint32_t> all(values.size());
        for (size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<uint32_t>(i);
        const auto visible = visiblePoints(series.x(), values, series.valueExtremes(), edges);
        QVERIFY(visible.points.size() <= 4 * kColumns + 2 + visible.gaps.size());
        QVERIFY(drawn(visible.points, series.x(), values, edges) ==
                drawn(all, series.x(), values, edges));
    }
    void aStretchOfNaNBreaksTheLineOnce()
    {
        std::vector<float> values(100, 1.0f);
        std::fill(values.begin() + 40, values.begin() + 60, kNaN);
        CurveSeries series;
        series.append(steps(0, values));
        std::vector<double> edges;
        for (int i = 0; i <= 100; ++i)
            edges.push_back(i);
        const auto visible = visiblePoints(series.x(), values, series.valueExtremes(), edges);
        QCOMPARE(std::count(visible.points.begin(), visible.points.end(), VisiblePoints::kGap), 1);
        QCOMPARE(visible.gaps, std::vector<uint32_t>{40});
    }
    void colorsAreReadableOnBothThemes()
    {
        for (const QColor background : {QColor(Qt::white), QColor(0x1e, 0x1f, 0x22)})
            for (int slot = 0; slot < 6; ++slot)
                QVERIFY(contrast(readableOn(okabeIto(slot), background), background) >= 3.0);
    }
    void aRunKeepsItsColorWhenOthersCome()
    {
        QStringList many;
        for (int i = 0; i < 20; ++i)
            many << QStringLiteral("run %1").arg(i);
        QSet<std::pair<QRgb, int>> looks; // colour and line tell the first 24 apart
        for (const int slot : colorSlots(many))
            looks.insert({okabeIto(slot).rgb(), static_cast<int>(lineStyle(slot))});
        QCOMPARE(looks.size(), 20);
        const auto few = colorSlots({"2026-11-24-1512-demo", "2026-11-24-1600-quick"});
        const auto more =
            colorSlots({"2026-11-24-1512-demo", "2026-11-24-1600-quick", "2026-11-25-0900-demo"});
        for (auto run = few.begin(); run != few.end(); ++run)
            QCOMPARE(more.value(run.key()), run.value());
        QSet<int> used;
        for (const int slot : more)
            used.insert(slot);
        QCOMPARE(used.size(), 3);
    }
};

QTEST_APPLESS_MAIN(CurveSeriesTest)
#include "curve_series_test.moc"
