// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/theme.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/detail/qcustomplot.h"
#include "widgets/plots/lane_plot.h"
#include "widgets/plots/value_table.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>

using namespace unimo;
using namespace unimo::plots;

namespace {

std::vector<CurvePoint> falling(int count, double offset)
{
    std::vector<CurvePoint> points;
    for (int i = 0; i < count; ++i)
        points.push_back({i * 10, 1.7e9 + i * 3.0,
                          static_cast<float>(4 * std::exp(-i / 200.0) + offset +
                                             0.3 * std::sin(i * 12.9898) * std::cos(i * 78.233))});
    return points;
}

void wheel(QWidget* widget, QPointF at, int delta, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

void drag(QWidget* widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
{
    QTest::mousePress(widget, Qt::LeftButton, modifiers, from);
    QMouseEvent move(QEvent::MouseMove, QPointF(to), widget->mapToGlobal(QPointF(to)), Qt::NoButton,
                     Qt::LeftButton, modifiers);
    QApplication::sendEvent(widget, &move);
    QTest::mouseRelease(widget, Qt::LeftButton, modifiers, to);
}

void hover(QWidget* widget, QPoint at)
{
    QMouseEvent move(QEvent::MouseMove, QPointF(at), widget->mapToGlobal(QPointF(at)), Qt::NoButton,
                     Qt::NoButton, {});
    QApplication::sendEvent(widget, &move);
}

} // namespace

class CurvePlotTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<CurvePlot> plot_;

    QCustomPlot* canvas() { return plot_->canvas(); }
    QPoint center() { return canvas()->axisRect()->rect().center(); }

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }
    void init()
    {
        plot_ = std::make_unique<CurvePlot>(QStringLiteral("loss/total"));
        plot_->resize(640, 400);
        plot_->setCurve("a", "2026-11-24-1512-demo", 0);
        plot_->setCurve("b", "2026-11-24-1600-quick", 1);
        plot_->append("a", falling(1000, 0.5));
        plot_->append("b", falling(700, 1.0));
        plot_->setSmoothing({Smoothing::Kind::ExponentialAverage, 0.9});
        plot_->show();
        QVERIFY(QTest::qWaitForWindowExposed(plot_.get()));
        plot_->redrawNow();
    }
    void cleanup() { plot_.reset(); }

    void showsEverythingAtFirst()
    {
        QCOMPARE(canvas()->xAxis->range().lower, 0.0);
        QCOMPARE(canvas()->xAxis->range().upper, 9990.0);
        QVERIFY(plot_->follows());
        plot_->append("a", {{20'000, 1.8e9, 1.0f}});
        plot_->redrawNow();
        QCOMPARE(canvas()->xAxis->range().upper, 20'000.0);
    }
    void wheelZoomsAtTheCursorAndNewPointsDoNotMoveTheView()
    {
        const QPointF at = center() + QPoint(60, 20);
        const double x = canvas()->xAxis->pixelToCoord(at.x());
        const double y = canvas()->yAxis->pixelToCoord(at.y());
        const double size = canvas()->xAxis->range().size();
        wheel(canvas(), at, 120);
        QVERIFY(canvas()->xAxis->range().size() < size);
        QVERIFY(std::abs(canvas()->xAxis->coordToPixel(x) - at.x()) < 0.5);
        QVERIFY(std::abs(canvas()->yAxis->coordToPixel(y) - at.y()) < 0.5);
        const QCPRange before = canvas()->xAxis->range();
        plot_->append("a", {{50'000, 1.8e9, 1.0f}});
        plot_->redrawNow();
        QVERIFY(canvas()->xAxis->range() == before);
        QTest::mouseDClick(canvas(), Qt::LeftButton, {}, center());
        plot_->redrawNow();
        QVERIFY(plot_->follows());
        QCOMPARE(canvas()->xAxis->range().upper, 50'000.0);
    }
    void wheelBesideAnAxisZoomsThatAxisAlone()
    {
        const QCPRange y = canvas()->yAxis->range();
        const double size = canvas()->xAxis->range().size();
        wheel(canvas(), QPointF(center().x(), canvas()->height() - 4), 120);
        QVERIFY(canvas()->yAxis->range() == y);
        QVERIFY(canvas()->xAxis->range().size() < size);
    }
    void wheelNeverLeavesWhatNumbersCanSay()
    {
        for (int i = 0; i < 400; ++i)
            wheel(canvas(), center(), 120);
        QVERIFY(canvas()->xAxis->range().size() > 0);
        plot_->setLogY(true);
        plot_->redrawNow();
        for (int i = 0; i < 400; ++i)
            wheel(canvas(), center(), -120);
        QVERIFY(canvas()->yAxis->range().lower > 0);
        QVERIFY(std::isfinite(canvas()->yAxis->range().upper));
        plot_->redrawNow();
    }
    void draggingPans()
    {
        const double x = canvas()->xAxis->pixelToCoord(center().x());
        drag(canvas(), center(), center() + QPoint(50, 0));
        QVERIFY(std::abs(canvas()->xAxis->coordToPixel(x) - center().x() - 50) < 1);
        QVERIFY(!plot_->follows());
    }
    void shiftDragZoomsToTheRectangle()
    {
        const QPoint from = center() - QPoint(80, 50), to = center() + QPoint(80, 50);
        const double left = canvas()->xAxis->pixelToCoord(from.x());
        const double width = canvas()->xAxis->pixelToCoord(to.x()) - left;
        drag(canvas(), from, to, Qt::ShiftModifier);
        QVERIFY(std::abs(canvas()->xAxis->range().lower - left) < width * 0.02);
        QVERIFY(std::abs(canvas()->xAxis->range().size() - width) < width * 0.02);
    }
    void theCrosshairSnapsAndAllLinkedPlotsShowIt()
    {
        CurvePlot other(QStringLiteral("loss/mlm"));
        other.resize(400, 300);
        other.setCurve("a", "demo", 0);
        other.append("a", falling(1000, 2));
        CrosshairLink link;
        other.setCrosshairLink(&link);
        plot_->setCrosshairLink(&link);
        other.show();
        QVERIFY(QTest::qWaitForWindowExposed(&other));
        other.redrawNow();

        hover(canvas(), center());
        QVERIFY(link.x());
        QCOMPARE(std::fmod(*link.x(), 10.0), 0.0);
        QVERIFY(plot_->valueTable()->isVisible());
        QCOMPARE(plot_->valueTable()->rows().size(), 2);
        QVERIFY(other.valueTable()->isVisible());
        QCOMPARE(other.valueTable()->heading(), plot_->valueTable()->heading());
        const double x = *link.x();
        QTest::keyClick(canvas(), Qt::Key_Right);
        QCOMPARE(*link.x(), x + 10);
        QTest::keyClick(canvas(), Qt::Key_Home);
        QCOMPARE(*link.x(), 0.0);
        QTest::keyClick(canvas(), Qt::Key_Left);
        QCOMPARE(*link.x(), 0.0);
        QTest::keyClick(canvas(), Qt::Key_Escape);
        QVERIFY(!link.x());
        QVERIFY(!other.valueTable()->isVisible());
    }
    void valuesThatAreNotFiniteDoNoHarm()
    {
        constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
        constexpr float kInf = std::numeric_limits<float>::infinity();
        plot_->append("a", {{10'000, 1.7e9, kNaN}, {10'010, 1.7e9, kInf}, {10'020, 1.7e9, -kInf}});
        for (const bool logarithmic : {false, true}) {
            plot_->setLogY(logarithmic);
            plot_->setLogX(logarithmic);
            plot_->redrawNow();
            QVERIFY(std::isfinite(canvas()->yAxis->range().lower));
            QVERIFY(std::isfinite(canvas()->yAxis->range().upper));
        }
        plot_->setCurve("c", "all broken", 2);
        plot_->append("c", {{0, 0, kNaN}});
        plot_->setCurveVisible("a", false);
        plot_->setCurveVisible("b", false);
        plot_->redrawNow();
        hover(canvas(), center());
        plot_->removeCurve("c");
        plot_->redrawNow();
    }
    void logarithmicAxisLeavesOutWhatIsNotPositive()
    {
        plot_->append("a", {{10'000, 1.7e9, -3.0f}, {10'010, 1.7e9, 0.0f}});
        plot_->setLogY(true);
        plot_->redrawNow();
        QVERIFY(canvas()->yAxis->range().lower > 0.1);
    }
    void axesOfTime()
    {
        plot_->setXAxis(XAxis::RelativeTime);
        plot_->redrawNow();
        QCOMPARE(canvas()->xAxis->range().lower, 0.0);
        QCOMPARE(canvas()->xAxis->range().upper, 2997.0);
        plot_->setXAxis(XAxis::WallTime);
        plot_->redrawNow();
        QCOMPARE(canvas()->xAxis->range().lower, 1.7e9);
    }
    void exportsPicturesAndPoints_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << QByteArray("\x89PNG");
        QTest::newRow("svg") << QByteArray("<?xml");
        QTest::newRow("pdf") << QByteArray("%PDF");
        QTest::newRow("csv") << QByteArray("run,tag,step,wall_time,value,smoothed\n"
                                           "2026-11-24-1512-demo,loss/total,0,");
    }
    void exportsPicturesAndPoints()
    {
        QFETCH(QByteArray, start);
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("x.") + QTest::currentDataTag());
        const Status status = plot_->exportTo(file);
        QVERIFY2(status.ok(), status.ok() ? "" : status.error().text().c_str());
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray content = written.readAll();
        QVERIFY(content.startsWith(start));
        if (start.startsWith("run"))
            QCOMPARE(content.count('\n'), 1 + 1000 + 700);
        if (start.startsWith("<?xml"))
            QVERIFY(content.contains("2026-11-24-1600-quick")); // the legend
        QVERIFY(!canvas()->legend->visible());
        QVERIFY(!plot_->exportTo(folder.filePath("x.bmp")).ok());
        QVERIFY(!plot_->exportTo(folder.filePath("no/such/folder/x.png")).ok());
    }
    void redrawsAtMostThirtyTimesASecond()
    {
        QTest::qWait(60);
        QSignalSpy redraws(canvas(), &QCustomPlot::afterReplot);
        for (int i = 0; i < 200; ++i) {
            plot_->append("a", {{20'000 + i, 1.7e9, 1.0f}});
            QTest::qWait(2);
        }
        QVERIFY(redraws.count() >= 1);
        QVERIFY(redraws.count() <= 200 * 2 * 30 / 1000 * 3); // waits may take longer than asked
    }
    void hiddenPlotsDoNotRedraw()
    {
        plot_->hide();
        QTest::qWait(60);
        QSignalSpy redraws(canvas(), &QCustomPlot::afterReplot);
        plot_->append("a", {{20'000, 1.7e9, 1.0f}});
        QTest::qWait(80);
        QCOMPARE(redraws.count(), 0);
        plot_->show();
        QTRY_VERIFY(redraws.count() > 0);
    }
    void picturesInBothThemes()
    {
        LanePlot lanes("Time of a step", "ms", {{"Data wait", 1}, {"Compute", 0}});
        lanes.resize(640, 200);
        std::vector<CurvePoint> wait, compute;
        for (int i = 0; i < 500; ++i) {
            wait.push_back({i, 1.7e9 + i, static_cast<float>(20 + 15 * std::sin(i / 20.0))});
            compute.push_back({i, 1.7e9 + i, 120.0f});
        }
        lanes.append(0, wait);
        lanes.append(1, compute);
        lanes.show();
        QVERIFY(QTest::qWaitForWindowExposed(&lanes));
        for (const auto& [mode, name] : {std::pair(look::Theme::Mode::Light, "light"),
                                         std::pair(look::Theme::Mode::Dark, "dark")}) {
            look::Theme::instance().apply(mode);
            plot_->redrawNow();
            lanes.redrawNow();
            hover(canvas(), center());
            hover(lanes.canvas(), lanes.canvas()->axisRect()->rect().center());
            QTest::qWait(50);
            const QImage curves = plot_->grab().toImage();
            QVERIFY(curves.save(QStringLiteral("curve_plot_%1.png").arg(name)));
            QVERIFY(lanes.grab().save(QStringLiteral("lane_plot_%1.png").arg(name)));
            QVERIFY((curves.pixelColor(300, 380).lightness() > 128) ==
                    (mode == look::Theme::Mode::Light));
        }
        look::Theme::instance().apply(look::Theme::Mode::Light);
    }
};

QTEST_MAIN(CurvePlotTest)
#include "curve_plot_test.moc"
