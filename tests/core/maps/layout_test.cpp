// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/maps/layout.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>

using namespace unimo;
using maps::Point;

namespace {

constexpr int kCount = 240, kDim = 12, kClusters = 8, kNeighbours = 15;

/// The same numbers as tests/data/maps/make_layout.py makes: eight arcs in twelve dimensions.
std::vector<float> points()
{
    std::vector<float> rows;
    for (int i = 0; i < kCount; ++i) {
        const int cluster = i % kClusters;
        const double along = static_cast<double>(i / kClusters) / (kCount / kClusters);
        for (int d = 0; d < kDim; ++d)
            rows.push_back(
                static_cast<float>(std::sin(1.0 + 2.0 * cluster * (d + 1)) +
                                   0.6 * std::sin(0.7 * (d + 1) + 3.0 * along + cluster)));
    }
    return rows;
}

double farthest(const std::vector<Point>& a, const std::vector<Point>& b)
{
    double most = 0;
    for (size_t i = 0; i < a.size(); ++i)
        most = std::max(most, static_cast<double>(std::hypot(a[i].x - b[i].x, a[i].y - b[i].y)));
    return most;
}

} // namespace

class LayoutTest : public QObject
{
    Q_OBJECT
    nlohmann::json golden_ = readJson(std::string(UNIMO_TEST_DATA) + "/maps/layout.json").orThrow();
    std::vector<float> rows_ = points();

private Q_SLOTS:
    void principalComponentsEqualThoseOfScikitLearn()
    {
        const auto places = maps::principalComponents(rows_, kDim);
        QCOMPARE(places.size(), static_cast<size_t>(kCount));
        for (size_t i = 0; i < golden_["principal_components"].size(); ++i) {
            const auto& wanted = golden_["principal_components"][i];
            QVERIFY(std::abs(std::abs(places[i].x) - wanted[0].get<float>()) < 1e-3F);
            QVERIFY(std::abs(std::abs(places[i].y) - wanted[1].get<float>()) < 1e-3F);
        }
        QVERIFY(std::abs(maps::trustworthiness(rows_, kDim, places, kNeighbours) -
                         golden_["principal_trustworthiness"].get<double>()) < 1e-4);
    }

    /// As trustworthy as umap-learn's maps of the same points, within 0.01.
    void umapIsAsGoodAsItsReference()
    {
        const double reference = golden_["umap_trustworthiness"];
        for (uint64_t seed = 1; seed <= 3; ++seed) {
            maps::UmapOptions options;
            options.seed = seed;
            const auto places = maps::umap(rows_, kDim, options).orThrow();
            const double got = maps::trustworthiness(rows_, kDim, places, kNeighbours);
            QVERIFY2(got > reference - 0.01, std::to_string(got).c_str());
        }
    }

    void aSeedGivesOneMap()
    {
        const auto once = maps::umap(rows_, kDim).orThrow();
        QCOMPARE(farthest(once, maps::umap(rows_, kDim).orThrow()), 0.0);
        maps::UmapOptions other;
        other.seed = 2;
        QVERIFY(farthest(once, maps::umap(rows_, kDim, other).orThrow()) > 0.1);
    }

    void itShowsItselfAndStops()
    {
        std::vector<float> many;
        for (int copy = 0; copy < 30; ++copy)
            for (const float value : rows_)
                many.push_back(value + 0.01F * static_cast<float>(copy));
        std::stop_source stop;
        int seen = 0;
        const auto stopped = maps::umap(
            many, kDim, {}, {},
            [&](const std::vector<Point>& places, int done, int epochs) {
                QCOMPARE(places.size(), static_cast<size_t>(kCount * 30));
                QVERIFY(done > 0 && done <= epochs);
                if (++seen == 2)
                    stop.request_stop();
            },
            stop.get_token());
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        QCOMPARE(seen, 2);
    }

    /// A map turned, mirrored and shifted comes back.
    void alignedUndoesTurnsAndMirrors()
    {
        const auto reference = maps::principalComponents(rows_, kDim); // centred
        for (const bool mirrored : {false, true}) {
            std::vector<Point> moved;
            for (const Point& place : reference) {
                const float y = mirrored ? -place.y : place.y;
                moved.push_back({0.6F * place.x - 0.8F * y + 3, 0.8F * place.x + 0.6F * y - 2});
            }
            QVERIFY(farthest(maps::aligned(moved, reference), reference) < 1e-3);
        }
    }

    void fewPointsAreNoTrouble()
    {
        QVERIFY(maps::principalComponents({}, kDim).empty());
        QVERIFY(maps::umap({}, kDim).orThrow().empty());
        const std::vector<float> two(2 * kDim, 0.5F); // and both the same
        QCOMPARE(maps::umap(two, kDim).orThrow().size(), size_t{2});
        const std::vector<float> same(20 * kDim, 0.5F);
        for (const Point& place : maps::umap(same, kDim).orThrow())
            QVERIFY(std::isfinite(place.x) && std::isfinite(place.y));
    }
};

QTEST_GUILESS_MAIN(LayoutTest)
#include "layout_test.moc"
