// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/image.h"

#include <QTest>

using namespace unimo;

namespace {

/// A picture whose pixel (x, y) is (x, y, x + y).
Image ramp(int width, int height)
{
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const int value : {x, y, x + y})
                image.rgb.push_back(static_cast<uint8_t>(value));
    return image;
}

} // namespace

class GeometryTest : public QObject
{
    Q_OBJECT
private slots:
    void shrinkingAveragesAreas()
    {
        const Image half = resized(ramp(40, 20), 20, 10);
        QCOMPARE(half.width, 20);
        QCOMPARE(half.height, 10);
        // Pixels 6, 7 across and 4, 5 down: means 6.5, 4.5 and 11.
        QVERIFY(half.row(2)[9] == 6 || half.row(2)[9] == 7);
        QVERIFY(half.row(2)[10] == 4 || half.row(2)[10] == 5);
        QCOMPARE(half.row(2)[11], uint8_t{11});
    }
    void growingKeepsTheEnds()
    {
        const Image large = resized(ramp(4, 4), 9, 12);
        QCOMPARE(large.rgb.size(), size_t{9 * 12 * 3});
        QCOMPARE(large.row(0)[0], uint8_t{0});
        QCOMPARE(large.row(11)[24], uint8_t{3});
        QVERIFY(resized(ramp(4, 4), 4, 4).rgb == ramp(4, 4).rgb);
    }
    void fittingKeepsTheAspectAndNeverEnlarges()
    {
        const Image fit = fitted(ramp(100, 50), 40, 40);
        QCOMPARE(fit.width, 40);
        QCOMPARE(fit.height, 20);
        QCOMPARE(fitted(ramp(10, 5), 40, 40).width, 10);
        const Image thin = fitted(ramp(200, 1), 10, 10);
        QCOMPARE(thin.width, 10);
        QCOMPARE(thin.height, 1);
    }
    void intersectionOverUnionOfBoxes()
    {
        const Box left{0, 0, 0.5F, 1};
        QCOMPARE(intersectionOverUnion(left, left), 1.0F);
        QCOMPARE(intersectionOverUnion(left, {0.5F, 0, 1, 1}), 0.0F); // they only touch
        QCOMPARE(intersectionOverUnion(left, {0, 0, 1, 1}), 0.5F);
        QCOMPARE(intersectionOverUnion(left, {0.25F, 0, 0.75F, 1}), 1.0F / 3);
    }
};

QTEST_APPLESS_MAIN(GeometryTest)
#include "geometry_test.moc"
