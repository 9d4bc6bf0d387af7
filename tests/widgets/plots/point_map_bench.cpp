// SPDX-License-Identifier: GPL-3.0-or-later
// How long a gesture takes on a map. A frame should take 16 ms, a lasso 100 ms.
#include "widgets/look/theme.h"
#include "widgets/plots/point_map.h"

#include <QTest>
#include <random>

using namespace unimo;
using plots::PointMap;

class PointMapBench : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void gestures_data()
    {
        QTest::addColumn<int>("pairs");
        QTest::addColumn<QString>("gesture");
        for (const int pairs : {2000, 20'000, 500'000})
            for (const char* gesture : {"zoom", "zoom with labels", "hover", "rectangle"})
                QTest::newRow(qPrintable(QString("%1 points, %2").arg(2 * pairs).arg(gesture)))
                    << pairs << QString(gesture);
    }
    void gestures()
    {
        QFETCH(int, pairs);
        QFETCH(QString, gesture);
        std::mt19937 random(1);
        std::normal_distribution<double> normal;
        std::vector<QPointF> places;
        std::vector<float> values;
        for (int i = 0; i < 2 * pairs; ++i)
            places.emplace_back(normal(random), normal(random));
        for (int i = 0; i < pairs; ++i)
            values.push_back(static_cast<float>(normal(random)));
        PointMap map;
        map.resize(1000, 700);
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        map.setPairs(places, values);
        map.setColoring(PointMap::Coloring::Similarity);
        if (gesture.endsWith(QLatin1String("labels"))) {
            std::vector<std::pair<QPointF, QString>> labels;
            for (size_t i = 0; i < 30; ++i)
                labels.emplace_back(places[i], QStringLiteral("label %1").arg(i));
            map.setLabels(labels);
        }
        map.repaint();
        const QPointF at(500, 350);
        int turn = 0;
        QBENCHMARK
        {
            ++turn;
            if (gesture.startsWith(QLatin1String("zoom"))) {
                QWheelEvent wheel(at, map.mapToGlobal(at), {}, {0, turn % 2 ? 120 : -120},
                                  Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
                QCoreApplication::sendEvent(&map, &wheel);
            } else if (gesture == QLatin1String("hover")) {
                QTest::mouseMove(&map, QPoint(400 + turn % 200, 300));
            } else {
                QTest::mousePress(&map, Qt::LeftButton, Qt::ShiftModifier, QPoint(300, 200));
                QTest::mouseMove(&map, QPoint(500, 400));
                QTest::mouseRelease(&map, Qt::LeftButton, Qt::ShiftModifier, QPoint(500, 400));
            }
            map.repaint();
        }
    }
};

QTEST_MAIN(PointMapBench)
#include "point_map_bench.moc"
