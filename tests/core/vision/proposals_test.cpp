// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/proposals.h"
#include "tests/core/vision/scenes.h"

#include <QTest>
#include <algorithm>

using namespace unimo;
using namespace unimo::vision;

class ProposalsTest : public QObject
{
    Q_OBJECT
private slots:
    void objectsAreFound()
    {
        int found = 0;
        int objects = 0;
        for (uint64_t seed = 1; seed <= 10; ++seed) {
            const Scene scene = drawScene(seed);
            const auto boxes = proposeRegions(scene.image);
            QVERIFY(boxes.size() <= size_t{kMaxProposals});
            for (const Box& object : scene.boxes) {
                ++objects;
                found += std::ranges::any_of(boxes, [&](const Box& box) {
                    return intersectionOverUnion(box, object) >= 0.7F;
                });
            }
        }
        QCOMPARE(found, objects);
    }
    void theSamePictureGivesTheSameBoxes()
    {
        const Scene scene = drawScene(3);
        QVERIFY(proposeRegions(scene.image) == proposeRegions(scene.image));
    }
    void boxesLieInThePictureAndAreFew()
    {
        for (const auto& [width, height] : {std::pair(1, 1), {3, 400}, {400, 3}, {64, 64}}) {
            Image image{width, height, std::vector<uint8_t>(size_t{3} * width * height)};
            Random random(7);
            for (uint8_t& value : image.rgb)
                value = static_cast<uint8_t>(random.below(256));
            const auto boxes = proposeRegions(image, 5);
            QVERIFY(boxes.size() <= 5);
            for (const Box& box : boxes)
                QVERIFY(0 <= box.x1 && box.x1 < box.x2 && box.x2 <= 1 && 0 <= box.y1 &&
                        box.y1 < box.y2 && box.y2 <= 1);
        }
    }
};

QTEST_APPLESS_MAIN(ProposalsTest)
#include "proposals_test.moc"
