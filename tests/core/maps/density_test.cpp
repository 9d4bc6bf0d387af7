// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/maps/density.h"
#include "core/maps/labels.h"

#include <QTest>
#include <cmath>
#include <map>

using namespace unimo;
using maps::Density;
using maps::Point;

namespace {

/// Two round hills far from each other, the second with half as many points.
std::vector<Point> hills(int count)
{
    Random random(4);
    const auto normal = [&] {
        return std::sqrt(-2 * std::log(1 - random.uniform())) *
               std::cos(6.283185307 * random.uniform());
    };
    std::vector<Point> places;
    for (int i = 0; i < count; ++i)
        places.push_back({static_cast<float>(normal() + (i % 3 == 0 ? 12 : 0)),
                          static_cast<float>(normal() + (i % 3 == 0 ? 5 : 0))});
    return places;
}

} // namespace

class DensityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aContourHoldsItsShareOfThePoints()
    {
        const auto places = hills(6000);
        const Density density(places);
        for (const double share : {0.25, 0.5, 0.9}) {
            const float height = density.heightAround(share);
            int inside = 0;
            for (const Point& place : places) {
                const auto [column, row] = density.cellOf(place);
                inside += density.at(column, row) >= height;
            }
            QVERIFY2(std::abs(inside / 6000.0 - share) < 0.01, qPrintable(QString::number(inside)));
        }
    }

    /// Nothing is lost at the edge, and the hills stand where the points are.
    void hillsStandWhereThePointsAre()
    {
        const Density density(hills(6000));
        double sum = 0;
        for (int row = 0; row < Density::side(); ++row)
            for (int column = 0; column < Density::side(); ++column)
                sum += static_cast<double>(density.at(column, row));
        QVERIFY2(std::abs(sum - 6000) < 30, qPrintable(QString::number(sum)));
        const auto height = [&](float x, float y) {
            const auto [column, row] = density.cellOf({x, y});
            return density.at(column, row);
        };
        QVERIFY(height(0, 0) > 1.5F * height(12, 5));
        QVERIFY(height(12, 5) > 20 * height(6, 2.5F));
    }

    /// Each line closes on itself, and one goes around each hill.
    void contoursAreClosedLines()
    {
        const Density density(hills(6000));
        const auto lines = density.contour(density.heightAround(0.5));
        bool first = false, second = false;
        for (const auto& line : lines) {
            QVERIFY(line.size() > 3);
            QCOMPARE(line.front().x, line.back().x);
            QCOMPARE(line.front().y, line.back().y);
            const bool around = std::hypot(line[0].x, line[0].y) < 4;
            double angles = 0; // once around the hill's middle
            for (size_t i = 0; i + 1 < line.size(); ++i) {
                const auto angle = [&](const Point& at) {
                    return std::atan2(at.y - (around ? 0 : 5), at.x - (around ? 0 : 12));
                };
                QVERIFY(std::hypot(line[i].x - line[i + 1].x, line[i].y - line[i + 1].y) < 0.4F);
                angles += static_cast<double>(
                    std::remainder(angle(line[i + 1]) - angle(line[i]), 6.2831853F));
                QVERIFY(std::hypot(line[i].x - (around ? 0 : 12), line[i].y - (around ? 0 : 5)) <
                        2);
            }
            if (std::abs(std::abs(angles) - 6.2831853) < 1e-3)
                (around ? first : second) = true;
        }
        QVERIFY(first && second);
    }

    void fewPointsAreNoTrouble()
    {
        QVERIFY(Density({}).contour(Density({}).heightAround(0.5)).empty());
        const std::vector<Point> same(9, Point{3, 3});
        const Density density(same);
        QVERIFY(!density.contour(density.heightAround(0.5)).empty());
    }

    /// What every caption has says nothing; what one hill has alone does. In any writing.
    void labelsAreTheTellingWords()
    {
        const auto places = hills(300);
        std::vector<std::string> captions;
        for (int i = 0; i < 300; ++i)
            captions.push_back(i % 3 == 0 ? i % 2 ? "A Dog on the grass, 12" : "the dog in grass"
                                          : "The boat in the 港口");
        const auto labels = maps::labelsOf(places, captions);
        QVERIFY(labels.size() >= 2);
        std::map<std::string, int> texts;
        for (const auto& label : labels) {
            const bool dogs = std::hypot(label.place.x - 12, label.place.y - 5) < 4;
            QCOMPARE(QString::fromStdString(label.text),
                     dogs ? QStringLiteral("dog · grass") : QStringLiteral("boat · 港口"));
            texts[label.text] += label.captions;
        }
        QCOMPARE(texts.size(), size_t{2});
        QVERIFY(texts["boat · 港口"] > 150 && labels[0].captions >= labels[1].captions);
        // All the same: nothing to tell.
        captions.assign(300, "a dog");
        QVERIFY(maps::labelsOf(places, captions).empty());
        QVERIFY(maps::labelsOf({}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(DensityTest)
#include "density_test.moc"
