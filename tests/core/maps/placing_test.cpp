// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/maps/placing.h"

#include <QTest>
#include <cmath>

using namespace unimo;
using maps::Point;

namespace {

constexpr int kDim = 24;

std::vector<float> randomRows(int count, uint64_t seed, int free = kDim)
{
    Random random(seed);
    std::vector<float> rows(static_cast<size_t>(count) * kDim);
    for (size_t i = 0; i < rows.size(); ++i)
        if (static_cast<int>(i % kDim) < free)
            rows[i] = static_cast<float>(random.uniform(-1, 1) * (1 + static_cast<double>(i % 5)));
    return rows;
}

/// Turned by 50 degrees, mirrored and moved.
std::vector<Point> turned(std::vector<Point> places)
{
    const float c = std::cos(0.87F), s = std::sin(0.87F);
    for (Point& place : places)
        place = {c * place.x + s * place.y + 3, s * place.x - c * place.y - 1};
    return places;
}

float distance(const Point& a, const Point& b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

} // namespace

class PlacingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// However the map was turned since: what it was made of lands on its own place, and what lies
    /// halfway between two vectors halfway between their places.
    void componentsPlaceExactly()
    {
        const auto rows = randomRows(200, 1);
        for (const bool turn : {false, true}) {
            auto places = maps::principalComponents(rows, kDim);
            if (turn)
                places = turned(places);
            const auto again = maps::placedByComponents(rows, kDim, places, rows);
            QCOMPARE(again.size(), places.size());
            for (size_t i = 0; i < places.size(); ++i)
                QVERIFY(distance(again[i], places[i]) < 1e-3F);
            std::vector<float> middle(kDim);
            for (size_t d = 0; d < kDim; ++d)
                middle[d] = (rows[d] + rows[kDim + d]) / 2;
            const auto between = maps::placedByComponents(rows, kDim, places, middle);
            QVERIFY(distance(between.front(), {(places[0].x + places[1].x) / 2,
                                               (places[0].y + places[1].y) / 2}) < 1e-3F);
        }
    }

    void vectorsOnALineStayOnIt()
    {
        const auto rows = randomRows(50, 2, /*free=*/1);
        const auto places = turned(maps::principalComponents(rows, kDim));
        const auto again = maps::placedByComponents(rows, kDim, places, rows);
        for (size_t i = 0; i < places.size(); ++i)
            QVERIFY(distance(again[i], places[i]) < 1e-3F);
        const std::vector<float> same(static_cast<size_t>(4 * kDim), 0.5F);
        const std::vector<Point> one(4, Point{2, 5});
        QVERIFY(distance(maps::placedByComponents(same, kDim, one, same).front(), {2, 5}) < 1e-6F);
    }

    /// On any map what is known lands on its place, whatever its length.
    void neighboursPlaceNearTheLikest()
    {
        const auto rows = randomRows(300, 3);
        Random random(4);
        std::vector<Point> places(300);
        for (Point& place : places)
            place = {static_cast<float>(random.uniform(-9, 9)),
                     static_cast<float>(random.uniform(-9, 9))};
        std::vector<float> longer(rows.begin(), rows.begin() + 10 * kDim);
        for (float& value : longer)
            value *= 7;
        const auto found = maps::placedByNeighbours(rows, kDim, places, longer);
        QCOMPARE(found.size(), size_t{10});
        for (size_t i = 0; i < found.size(); ++i)
            QVERIFY2(distance(found[i], places[i]) < 0.2F,
                     qPrintable(QString::number(distance(found[i], places[i]))));
        // Between two, nearer to the likelier one.
        const std::vector<float> two = {1, 0, 0, 1};
        const auto between =
            maps::placedByNeighbours(two, 2, {{0, 0}, {10, 0}}, std::vector<float>{0.9F, 0.3F});
        QVERIFY(between.front().x > 0 && between.front().x < 5);
    }

    void nothingIsPlacedOnNoMap()
    {
        const auto row = randomRows(1, 5);
        QCOMPARE(maps::placedByComponents({}, kDim, {}, row).size(), size_t{1});
        QCOMPARE(maps::placedByNeighbours({}, kDim, {}, row).size(), size_t{1});
        QVERIFY(maps::placedByNeighbours(row, kDim, {{1, 1}}, {}).empty());
        QVERIFY(maps::placedByComponents(row, kDim, {{1, 1}}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(PlacingTest)
#include "placing_test.moc"
