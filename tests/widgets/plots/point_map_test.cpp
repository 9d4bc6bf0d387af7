// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "widgets/look/theme.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/point_map.h"

#include <QImage>
#include <QTest>
#include <QWheelEvent>

using namespace unimo;
using plots::PointMap;

namespace {

constexpr int kPairs = 12'000; ///< enough for single pixels
constexpr int kLegendHigh = 100;

void fill(PointMap& map)
{
    Random random(3);
    std::vector<QPointF> places;
    std::vector<float> values;
    for (int i = 0; i < 2 * kPairs; ++i)
        places.emplace_back(random.uniform(-1, 1) + random.uniform(-1, 1), random.uniform(-1, 1));
    for (int i = 0; i < kPairs; ++i)
        values.push_back(static_cast<float>(random.uniform(-1, 1)));
    map.setPairs(places, values);
}

void drag(PointMap& map, const QVector<QPoint>& way)
{
    QTest::mousePress(&map, Qt::LeftButton, {}, way.front());
    for (const QPoint& at : way) {
        QMouseEvent move(QEvent::MouseMove, at, map.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(&map, &move);
        map.repaint();
    }
    QTest::mouseRelease(&map, Qt::LeftButton, {}, way.back());
}

/// Without the legend and the mark of the focus.
QImage pointsOf(PointMap& map)
{
    map.clearFocus();
    return map.grab().toImage().copy(0, 0, map.width(), map.height() - kLegendHigh);
}

} // namespace

class PointMapTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    /// Pixel for pixel what drawing one point after the other gives: pictures, then captions.
    void manyPointsAreDrawnWhereTheyLie()
    {
        PointMap map;
        map.resize(700, 500);
        fill(map);
        for (const int zoom : {0, 600}) {
            QWheelEvent wheel({300, 200}, map.mapToGlobal(QPointF(300, 200)), {}, {0, zoom},
                              Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&map, &wheel);
            const QImage drawn = pointsOf(map);
            const QColor background = look::Theme::instance().color(QStringLiteral("panel"));
            QImage wanted(drawn.size(), QImage::Format_RGB32);
            wanted.fill(background);
            int inside = 0;
            for (const int text : {0, 1})
                for (int pair = 0; pair < kPairs; ++pair) {
                    const QPointF at = text ? map.textAt(pair) : map.pictureAt(pair);
                    if (at.x() < 0 || at.y() < 0 || at.x() >= wanted.width() ||
                        at.y() >= wanted.height())
                        continue;
                    ++inside;
                    wanted.setPixel(static_cast<int>(at.x()), static_cast<int>(at.y()),
                                    plots::readableOn(plots::okabeIto(text), background).rgb());
                }
            QVERIFY(inside > 1000);
            QCOMPARE(drawn.convertToFormat(QImage::Format_RGB32), wanted);
        }
    }

    /// What is shifted while the map is dragged equals what is drawn anew.
    void aDraggedMapIsTheOneDrawnAnew_data()
    {
        QTest::addColumn<bool>("similarity");
        QTest::addColumn<bool>("selection");
        QTest::newRow("by kind") << false << false;
        QTest::newRow("by similarity") << true << false;
        QTest::newRow("with a selection") << false << true;
    }
    void aDraggedMapIsTheOneDrawnAnew()
    {
        QFETCH(bool, similarity);
        QFETCH(bool, selection);
        PointMap map;
        map.resize(700, 500);
        fill(map);
        if (similarity)
            map.setColoring(PointMap::Coloring::Similarity);
        if (selection) {
            QSet<int> chosen;
            for (int pair = 0; pair < kPairs; pair += 3)
                chosen.insert(pair);
            map.setSelection(chosen);
            map.setLinesShown(false);
        }
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        const QImage before = pointsOf(map);
        for (const auto& way : {QVector<QPoint>{{300, 200}, {340, 230}, {341, 190}},
                                QVector<QPoint>{{300, 200}, {120, 200}},
                                QVector<QPoint>{{300, 20}, {310, 480}, {690, 490}, {5, 5}}}) {
            drag(map, way);
            const QImage shifted = pointsOf(map);
            QVERIFY(shifted != before);
            map.setColoring(similarity ? PointMap::Coloring::Similarity : PointMap::Coloring::Kind);
            QCOMPARE(pointsOf(map), shifted);
        }
    }

    /// The first of two labels in one place is shown, at most twelve, none cut off at the edge.
    void labelsDoNotOverlap()
    {
        PointMap map;
        map.resize(900, 600);
        fill(map);
        std::vector<std::pair<QPointF, QString>> labels;
        for (int i = 0; i < 40; ++i)
            labels.emplace_back(QPointF(-1.5 + i % 4, -0.9 + (i / 4 % 10) * 0.2),
                                QStringLiteral("label %1").arg(i));
        labels.insert(labels.begin() + 1, {labels[0].first, QStringLiteral("hidden")});
        map.setLabels(labels);
        const auto shown = map.shownLabels();
        QCOMPARE(shown.size(), size_t{12});
        QCOMPARE(shown[0].second, QStringLiteral("label 0"));
        QCOMPARE(shown[1].second, QStringLiteral("label 1"));
        for (size_t i = 0; i < shown.size(); ++i) {
            QVERIFY(QRectF(map.rect()).contains(shown[i].first));
            for (size_t j = 0; j < i; ++j)
                QVERIFY(!shown[i].first.intersects(shown[j].first));
        }
        QWheelEvent wheel({0, 0}, {}, {}, {0, 3000}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&map, &wheel);
        QVERIFY(map.shownLabels().empty()); // none is in this view
    }

    /// Contours lie under the points and move with them.
    void contoursLieUnderThePoints()
    {
        PointMap map;
        map.resize(700, 500);
        fill(map);
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        const QImage bare = pointsOf(map);
        map.setContours({QPolygonF({{-2.5, 0}, {2.5, 0}})}, {QPolygonF({{0, -1.5}, {0, 1.5}})});
        const QImage lined = pointsOf(map);
        const QRgb background = look::Theme::instance().color(QStringLiteral("panel")).rgb();
        int drawn = 0;
        for (int y = 0; y < bare.height(); ++y)
            for (int x = 0; x < bare.width(); ++x) {
                drawn += bare.pixel(x, y) != lined.pixel(x, y);
                if (bare.pixel(x, y) != background)
                    QCOMPARE(lined.pixel(x, y), bare.pixel(x, y));
            }
        QVERIFY2(drawn > 300, qPrintable(QString::number(drawn)));
        drag(map, {{300, 200}, {350, 230}});
        const QImage moved = pointsOf(map);
        map.setColoring(PointMap::Coloring::Kind);
        QCOMPARE(pointsOf(map), moved);
        map.setContours({}, {});
        QVERIFY(pointsOf(map) != moved);
    }
};

QTEST_MAIN(PointMapTest)
#include "point_map_test.moc"
