// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "widgets/plots/plate_layout.h"

#include <QTest>

using namespace unimo;
using plots::PlateLayout;

class PlateLayoutTest : public QObject
{
    Q_OBJECT
private slots:
    void anEmptyPictureHasRoomAbove()
    {
        PlateLayout room({400, 300});
        const auto box = room.place({200, 150}, {60, 20}, 40);
        QVERIFY(box);
        QVERIFY(box->bottom() < 150 && box->bottom() > 140);
        QCOMPARE(box->center().x(), 200.0);
        // The second one for the same point lies elsewhere.
        const auto other = room.place({200, 150}, {60, 20}, 40);
        QVERIFY(other && !other->intersects(*box));
    }

    /// Whatever is drawn: no plate lies over it, over another, or out of the picture.
    void platesLieOverNothing()
    {
        Random random(7);
        PlateLayout room({640, 480});
        QVector<QPointF> points;
        for (int i = 0; i < 150; ++i) {
            points << QPointF(random.uniform(0, 640), random.uniform(0, 480));
            room.block(points.last(), 3);
        }
        const QRectF legend(8, 400, 120, 70);
        room.block(legend);
        QVector<QRectF> placed;
        for (int i = 0; i < 30; ++i)
            if (const auto box = room.place({random.uniform(0, 640), random.uniform(0, 480)},
                                            {random.uniform(30, 90), 18}, 120))
                placed << *box;
        QVERIFY2(placed.size() > 12, qPrintable(QString::number(placed.size())));
        for (qsizetype i = 0; i < placed.size(); ++i) {
            QVERIFY(QRectF(0, 0, 640, 480).contains(placed[i]));
            QVERIFY(!placed[i].intersects(legend));
            for (const QPointF& at : points)
                QVERIFY(!placed[i].intersects(QRectF(at - QPointF(3, 3), at + QPointF(3, 3))));
            for (qsizetype j = 0; j < i; ++j)
                QVERIFY(!placed[i].intersects(placed[j]));
        }
    }

    void whereThereIsNoRoomThereIsNoPlate()
    {
        PlateLayout full({200, 200});
        full.block(QRectF(0, 0, 200, 200));
        QVERIFY(!full.place({100, 100}, {20, 10}, 500));
        PlateLayout near({400, 400});
        near.block(QRectF(100, 100, 200, 200));
        QVERIFY(!near.place({200, 200}, {20, 10}, 60)); // the edge is 100 away
        QVERIFY(near.place({200, 200}, {20, 10}, 120));
        PlateLayout small({10, 10});
        QVERIFY(!small.place({5, 5}, {20, 10}, 50));
    }
};

QTEST_GUILESS_MAIN(PlateLayoutTest)
#include "plate_layout_test.moc"
