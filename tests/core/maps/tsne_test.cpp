// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/maps/layout.h"
#include "core/maps/tsne_gradient.h"

#include <QTest>
#include <cmath>

using namespace unimo;
using maps::Affinities;
using maps::Point;

namespace {

constexpr int kDim = 12, kNeighbours = 10;

/// Eight arcs in twelve dimensions with a little noise.
std::vector<float> arcs(int count)
{
    Random random(5);
    std::vector<float> rows;
    for (int i = 0; i < count; ++i) {
        const int cluster = i % 8;
        const double along = static_cast<double>(i) / count;
        for (int d = 0; d < kDim; ++d)
            rows.push_back(
                static_cast<float>(std::sin(1.0 + 2.0 * cluster * (d + 1)) +
                                   0.6 * std::sin(0.7 * (d + 1) + 3.0 * along + cluster) +
                                   random.uniform(-0.05, 0.05)));
    }
    return rows;
}

std::vector<Point> scattered(int count)
{
    Random random(9);
    std::vector<Point> places;
    for (int i = 0; i < count; ++i)
        places.push_back(
            {static_cast<float>(random.uniform(-3, 3)), static_cast<float>(random.uniform(-2, 4))});
    return places;
}

double divergence(const Affinities& affinities, const std::vector<Point>& places)
{
    const auto similarity = [&](size_t i, size_t j) {
        const double dx = static_cast<double>(places[i].x) - static_cast<double>(places[j].x);
        const double dy = static_cast<double>(places[i].y) - static_cast<double>(places[j].y);
        return 1 / (1 + dx * dx + dy * dy);
    };
    double all = 0, sum = 0;
    for (size_t i = 0; i < places.size(); ++i)
        for (size_t j = 0; j < places.size(); ++j)
            all += i == j ? 0 : similarity(i, j);
    for (size_t i = 0; i < places.size(); ++i)
        for (size_t n = affinities.first[i]; n < affinities.first[i + 1]; ++n) {
            const auto p = static_cast<double>(affinities.p[n]);
            sum += p * std::log(p * all / similarity(i, static_cast<size_t>(affinities.other[n])));
        }
    return sum;
}

Affinities allOf(const std::vector<float>& rows, double perplexity)
{
    const int count = static_cast<int>(rows.size()) / kDim;
    return maps::affinitiesOf(maps::neighboursOf(rows, kDim, count - 1).orThrow(), perplexity);
}

} // namespace

class TsneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Three points in a row at 0, 1 and 3; only the first two are neighbours. By hand: the
    /// similarities are 1/2, 1/10 and 1/5, their sum over ordered pairs 1.6.
    void aGradientWorkedOutByHand()
    {
        Affinities affinities;
        affinities.first = {0, 1, 2, 2};
        affinities.other = {1, 0};
        affinities.p = {0.5F, 0.5F};
        const std::vector<Point> places{{0, 0}, {1, 0}, {3, 0}};
        const auto gradient = maps::tsneGradient(affinities, places, 1, 0);
        const double wanted[] = {0.5 * 0.5 * -1 + (0.25 * 1 + 0.01 * 3) / 1.6,
                                 0.5 * 0.5 * 1 - (0.25 * 1 - 0.04 * 2) / 1.6,
                                 -(0.01 * 3 + 0.04 * 2) / 1.6};
        for (size_t i = 0; i < 3; ++i) {
            QVERIFY(std::abs(static_cast<double>(gradient[i].x) - wanted[i]) < 1e-6);
            QVERIFY(std::abs(gradient[i].y) < 1e-6F);
        }
        // Attraction twelve times as strong.
        const auto early = maps::tsneGradient(affinities, places, 12, 0);
        QVERIFY(std::abs(static_cast<double>(early[0].x) - (wanted[0] - 11 * 0.25)) < 1e-5);
    }

    /// A quarter of the slope of the divergence.
    void theGradientIsTheSlopeOfTheDivergence()
    {
        const auto affinities = allOf(arcs(40), 8);
        const auto places = scattered(40);
        const auto gradient = maps::tsneGradient(affinities, places, 1, 0);
        for (size_t i = 0; i < places.size(); ++i)
            for (const bool up : {false, true}) {
                const auto at = [&](float by) {
                    auto moved = places;
                    (up ? moved[i].y : moved[i].x) += by;
                    return divergence(affinities, moved);
                };
                const float step = 1.0F / 256;
                const double slope = (at(step) - at(-step)) / (2.0 * static_cast<double>(step));
                const auto got = static_cast<double>(up ? gradient[i].y : gradient[i].x);
                QVERIFY2(std::abs(4 * got - slope) < 2e-5, qPrintable(QString::number(slope)));
            }
    }

    void cellsComeNearTheExactGradient()
    {
        const int count = 3000;
        const auto affinities =
            maps::affinitiesOf(maps::neighboursOf(arcs(count), kDim, 90).orThrow(), 30);
        auto places = scattered(count);
        places[7] = places[8]; // on one spot
        const auto exact = maps::tsneGradient(affinities, places, 1, 0);
        const auto near = maps::tsneGradient(affinities, places, 1, 0.5F);
        double off = 0, size = 0;
        for (size_t i = 0; i < exact.size(); ++i) {
            off += std::pow(
                static_cast<double>(std::hypot(exact[i].x - near[i].x, exact[i].y - near[i].y)), 2);
            size += std::pow(static_cast<double>(std::hypot(exact[i].x, exact[i].y)), 2);
        }
        QVERIFY(off > 0); // else nothing was spared
        QVERIFY2(std::sqrt(off / size) < 0.02, qPrintable(QString::number(std::sqrt(off / size))));
    }

    void affinitiesHaveTheirPerplexity()
    {
        const auto rows = arcs(200);
        auto neighbours = maps::neighboursOf(rows, kDim, 90).orThrow();
        // One row that no other one names: what it has is its own, halved and divided by all.
        for (size_t i = 1; i < neighbours.size(); ++i)
            neighbours[i].clear();
        const auto affinities = maps::affinitiesOf(neighbours, 30);
        double entropy = 0, sum = 0;
        for (size_t n = 0; n < affinities.first[1]; ++n) {
            const double p = static_cast<double>(affinities.p[n]) * 2 * 200;
            sum += p;
            entropy -= p > 0 ? p * std::log(p) : 0;
        }
        QVERIFY(std::abs(sum - 1) < 1e-4);
        QVERIFY2(std::abs(std::exp(entropy) - 30) < 0.01, qPrintable(QString::number(entropy)));
        // Symmetric, one in sum.
        const auto all = maps::affinitiesOf(maps::neighboursOf(rows, kDim, 90).orThrow(), 30);
        double total = 0;
        std::vector<float> p(200 * 200);
        for (size_t i = 0; i < 200; ++i)
            for (size_t n = all.first[i]; n < all.first[i + 1]; ++n) {
                total += static_cast<double>(all.p[n]);
                p[i * 200 + static_cast<size_t>(all.other[n])] = all.p[n];
            }
        QVERIFY(std::abs(total - 1) < 1e-4);
        for (size_t i = 0; i < 200; ++i)
            for (size_t j = 0; j < i; ++j)
                QCOMPARE(p[i * 200 + j], p[j * 200 + i]);
    }

    void itIsMoreTrustworthyThanAPlane()
    {
        const auto rows = arcs(600);
        const double plane =
            maps::trustworthiness(rows, kDim, maps::principalComponents(rows, kDim), kNeighbours);
        const double got =
            maps::trustworthiness(rows, kDim, maps::tsne(rows, kDim).orThrow(), kNeighbours);
        QVERIFY2(got > 0.98 && got > plane + 0.02,
                 qPrintable(QStringLiteral("%1 against %2").arg(got).arg(plane)));
    }

    void aSeedGivesOneMap()
    {
        const auto rows = arcs(200);
        const auto differs = [](const std::vector<Point>& a, const std::vector<Point>& b) {
            for (size_t i = 0; i < a.size(); ++i)
                if (a[i].x != b[i].x || a[i].y != b[i].y)
                    return true;
            return false;
        };
        const auto once = maps::tsne(rows, kDim).orThrow();
        QVERIFY(!differs(once, maps::tsne(rows, kDim).orThrow()));
        maps::TsneOptions other;
        other.seed = 2;
        QVERIFY(differs(once, maps::tsne(rows, kDim, other).orThrow()));
    }

    void itShowsItselfAndStops()
    {
        std::stop_source stop;
        int seen = 0;
        const auto stopped = maps::tsne(
            arcs(4000), kDim, {}, {},
            [&](const std::vector<Point>& places, int done, int rounds) {
                QCOMPARE(places.size(), size_t{4000});
                QVERIFY(done > 0 && done <= rounds);
                if (++seen == 2)
                    stop.request_stop();
            },
            stop.get_token());
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        QCOMPARE(seen, 2);
    }

    void fewPointsAreNoTrouble()
    {
        QVERIFY(maps::tsne({}, kDim).orThrow().empty());
        for (const size_t count : {2, 3, 5, 20})
            for (const bool same : {false, true}) {
                const auto rows =
                    same ? std::vector<float>(count * kDim, 0.5F) : arcs(static_cast<int>(count));
                const auto places = maps::tsne(rows, kDim).orThrow();
                QCOMPARE(places.size(), count);
                for (const Point& place : places)
                    QVERIFY(std::hypot(place.x, place.y) < 1e4F);
            }
    }
};

QTEST_GUILESS_MAIN(TsneTest)
#include "tsne_test.moc"
