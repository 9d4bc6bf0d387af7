// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "tests/bench/widgets/measured.h"
#include "widgets/plots/point_map.h"

#include <QTest>
#include <QWheelEvent>
#include <cmath>

namespace unimo::bench {
namespace {

/// Two clouds of ten clusters, pictures and texts.
void fill(plots::PointMap& map, int points)
{
    const int pairs = points / 2;
    Random random(1);
    std::vector<QPointF> places(static_cast<size_t>(pairs) * 2);
    std::vector<float> values(static_cast<size_t>(pairs));
    for (size_t i = 0; i < values.size(); ++i) {
        const double angle = static_cast<double>(random.below(10)) * 0.628;
        const QPointF centre(3 * std::cos(angle), 3 * std::sin(angle));
        const auto near = [&] {
            return QPointF(random.uniform(-1, 1) + random.uniform(-1, 1),
                           random.uniform(-1, 1) + random.uniform(-1, 1));
        };
        places[i] = centre + near();
        places[values.size() + i] = centre + near() * 0.8;
        values[i] = static_cast<float>(random.uniform(-1, 1));
    }
    map.setPairs(std::move(places), std::move(values));
}

void drag(plots::PointMap& map, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers, int moves,
          std::vector<double>* frames)
{
    QTest::mousePress(&map, Qt::LeftButton, modifiers, from);
    for (int i = 1; i <= moves; ++i) {
        const QPointF at = QPointF(from) + QPointF(to - from) * i / moves;
        QMouseEvent move(QEvent::MouseMove, at, map.mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                         modifiers);
        const double took = timed([&] {
            QApplication::sendEvent(&map, &move);
            map.repaint();
        });
        if (frames)
            frames->push_back(took);
    }
    QTest::mouseRelease(&map, Qt::LeftButton, modifiers, to);
}

} // namespace

void benchMap(const Options& options)
{
    plots::PointMap map;
    map.resize(1600, 900);
    fill(map, options.rows);
    map.show();
    (void)QTest::qWaitForWindowExposed(&map);
    for (const bool lines : {false, true}) {
        map.setLinesShown(lines);
        map.fit();
        const QString with = lines ? QStringLiteral(", lines") : QString();
        std::vector<double> pans;
        drag(map, {300, 300}, {900, 600}, {}, options.frames, &pans);
        report(options, QStringLiteral("map: pan") + with, options.rows, pans, 16);
        std::vector<double> zooms;
        for (int i = 0; i < options.frames; ++i) {
            const QPointF at(800, 450);
            const int step = i < options.frames / 2 ? 15 : -15;
            QWheelEvent wheel(at, map.mapToGlobal(at), {}, {0, step}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            zooms.push_back(timed([&] {
                QApplication::sendEvent(&map, &wheel);
                map.repaint();
            }));
        }
        report(options, QStringLiteral("map: zoom") + with, options.rows, zooms, 16);
    }
    map.fit();
    std::vector<double> lassos;
    for (int i = 0; i < std::max(2, options.frames / 30); ++i) {
        drag(map, {400, 200}, {1200, 700}, Qt::ShiftModifier, 5, nullptr);
        QTest::mousePress(&map, Qt::LeftButton, Qt::AltModifier, {400, 200});
        for (int k = 0; k < 60; ++k) {
            const double angle = k * 0.1;
            const QPointF at(800 + 400 * std::cos(angle), 450 + 300 * std::sin(angle));
            QMouseEvent move(QEvent::MouseMove, at, map.mapToGlobal(at), Qt::NoButton,
                             Qt::LeftButton, Qt::AltModifier);
            QApplication::sendEvent(&map, &move);
        }
        lassos.push_back(timed([&] {
            QTest::mouseRelease(&map, Qt::LeftButton, Qt::AltModifier, {1200, 450});
        }));
    }
    report(options, QStringLiteral("map: lasso"), options.rows, lassos, 100);
}

} // namespace unimo::bench
