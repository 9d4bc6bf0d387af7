// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "widgets/look/theme.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/point_map.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>

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

/// Some pairs, in a corner of the plane each; returns their places.
std::vector<QPointF> fillFew(PointMap& map, int pairs)
{
    Random random(11);
    std::vector<QPointF> places;
    for (int i = 0; i < 2 * pairs; ++i)
        places.emplace_back(random.uniform(-2, 2), random.uniform(-1, 1));
    map.setPairs(places, std::vector<float>(static_cast<size_t>(pairs), 0.5F));
    return places;
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

    /// At most twelve labels, the most important first, over no point and not over each other.
    void labelsLieOverNothing()
    {
        PointMap map;
        map.resize(900, 600);
        const std::vector<QPointF> places = fillFew(map, 150);
        QVector<QPointF> points;
        for (int pair = 0; pair < map.pairs(); ++pair)
            points << map.pictureAt(pair) << map.textAt(pair);
        std::vector<std::pair<QPointF, QString>> labels;
        for (size_t i = 0; i < 40; ++i)
            labels.emplace_back(places[7 * i], QStringLiteral("label %1").arg(i));
        map.setLabels(labels);
        const auto shown = map.shownLabels();
        QCOMPARE(shown.size(), size_t{12});
        QCOMPARE(shown[0].second, QStringLiteral("label 0"));
        const auto overlaps = [&](const QRectF& box) {
            return std::count_if(points.begin(), points.end(), [&](const QPointF& at) {
                return box.intersects(QRectF(at - QPointF(4, 4), at + QPointF(4, 4)));
            });
        };
        for (size_t i = 0; i < shown.size(); ++i) {
            QVERIFY(QRectF(map.rect()).contains(shown[i].first));
            QCOMPARE(overlaps(shown[i].first), 0);
            for (size_t j = 0; j < i; ++j)
                QVERIFY(!shown[i].first.intersects(shown[j].first));
        }
        // While the map is dragged they go with it, then they are laid anew.
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        QTest::mousePress(&map, Qt::LeftButton, {}, {400, 300});
        QTest::mouseMove(&map, {410, 300});
        QTest::mouseMove(&map, {430, 310});
        const auto moved = map.shownLabels();
        for (const auto& [box, text] : moved)
            for (const auto& [before, same] : shown)
                if (same == text)
                    QVERIFY((box.topLeft() - before.topLeft() - QPointF(30, 10)).manhattanLength() <
                            1e-6);
        QTest::mouseRelease(&map, Qt::LeftButton, {}, {430, 310});
        QWheelEvent wheel({0, 0}, {}, {}, {0, 3000}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&map, &wheel);
        QVERIFY(map.shownLabels().empty()); // none is in this view
    }

    /// Where there are many points as well.
    void labelsKeepClearOfManyPoints()
    {
        PointMap map;
        map.resize(900, 600);
        fill(map);
        map.setLinesShown(false);
        map.setLabels({{QPointF(0, 0.9), QStringLiteral("above")},
                       {QPointF(0, -0.9), QStringLiteral("below")},
                       {QPointF(0, 0), QStringLiteral("amid them all")}});
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        map.repaint();
        const auto shown = map.shownLabels();
        QCOMPARE(shown.size(), size_t{2});
        for (const auto& [box, text] : shown)
            for (int pair = 0; pair < map.pairs(); ++pair)
                QVERIFY(!box.contains(map.pictureAt(pair)) && !box.contains(map.textAt(pair)));
    }

    /// Its points are drawn in their kinds' colours over the others, say their margins and can be
    /// clicked.
    void aStarIsDrawnAndClicked()
    {
        PointMap map;
        map.resize(900, 600);
        const std::vector<QPointF> places = fillFew(map, 60);
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        map.setPrimary(5);
        const QImage without = map.grab().toImage();
        map.setStar({{QStringLiteral("False rewrite"), plots::okabeIto(3), false},
                     {QStringLiteral("Retrieved picture"), plots::okabeIto(4), true}},
                    {{places[20], true, 0, QStringLiteral("-0.10")},
                     {places[30], true, 0, QStringLiteral("+0.20")},
                     {places[40], false, 1, QStringLiteral("+0.30")}});
        QCOMPARE(map.starPoints(), 3);
        const QImage with = map.grab().toImage();
        QVERIFY(with != without);
        const auto colorBeside = [&](int point) { // the middle has its sign
            return with.pixelColor((map.starPointAt(point) * with.devicePixelRatio()).toPoint() +
                                   QPoint(3, 3));
        };
        const QColor ground = look::Theme::instance().color(QStringLiteral("panel"));
        QCOMPARE(colorBeside(0).rgb(), plots::readableOn(plots::okabeIto(3), ground).rgb());
        QCOMPARE(colorBeside(2).rgb(), plots::readableOn(plots::okabeIto(4), ground).rgb());
        QStringList margins;
        for (const auto& [box, text] : map.shownMargins()) {
            margins << text;
            for (int point = 0; point < 3; ++point)
                QVERIFY(!box.contains(map.starPointAt(point)));
        }
        QCOMPARE(margins.size(), 3);
        QSignalSpy chosen(&map, &PointMap::starChosen);
        QSignalSpy primary(&map, &PointMap::primaryChosen);
        QSignalSpy hovered(&map, &PointMap::starHovered);
        QTest::mouseMove(&map, map.starPointAt(1).toPoint());
        QCOMPARE(hovered.takeLast().first().toInt(), 1);
        QTest::mouseClick(&map, Qt::LeftButton, {}, map.starPointAt(1).toPoint());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toInt(), 1);
        QCOMPARE(primary.count(), 0);
        // All of it comes into view.
        map.fitStar();
        for (int point = 0; point < 3; ++point)
            QVERIFY(map.rect().contains(map.starPointAt(point).toPoint()));
        map.setStar({}, {});
        QTest::mouseDClick(&map, Qt::LeftButton, {}, {5, 5});
        QVERIFY(map.shownMargins().empty());
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
