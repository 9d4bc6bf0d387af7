// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/events/event_writer.h"
#include "core/store/project.h"
#include "core/train/run_folder.h"
#include "tests/widgets/monitor/trained_run.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/chart_grid.h"
#include "widgets/panels/monitor/monitor_panel.h"
#include "widgets/panels/monitor/run_table_model.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/histogram_time_plot.h"
#include "widgets/plots/lane_plot.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <cmath>

using namespace unimo;
using namespace unimo::panels;

class MonitorPanelTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<bridge::Workspace> workspace_;
    std::unique_ptr<MonitorPanel> panel_;

    [[nodiscard]] ChartGrid* charts() const { return panel_->findChild<ChartGrid*>(); }
    [[nodiscard]] QSlider* smoothing() const
    {
        for (auto* slider : panel_->findChildren<QSlider*>())
            if (slider->accessibleName() == QLatin1String("Smoothing"))
                return slider;
        return nullptr;
    }
    [[nodiscard]] QTableView* table() const
    {
        for (auto* view : panel_->findChildren<QTableView*>())
            if (view->accessibleName() == QLatin1String("Runs"))
                return view;
        return nullptr;
    }
    [[nodiscard]] RunTableModel* model() const { return panel_->findChild<RunTableModel*>(); }
    [[nodiscard]] const plots::CurveSeries* series(const char* tag, const QString& run) const
    {
        const auto* plot = charts()->plot(QString::fromLatin1(tag));
        return plot ? plot->series(run) : nullptr;
    }
    [[nodiscard]] size_t points(const char* tag, const QString& run) const
    {
        const auto* found = series(tag, run);
        return found ? found->size() : 0;
    }

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }
    void init()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        QVERIFY(store::Project::create(folder_->path() / "p", "test").ok());
        workspace_ = std::make_unique<bridge::Workspace>();
        panel_ = std::make_unique<MonitorPanel>(workspace_.get());
        panel_->resize(1280, 760);
        panel_->show();
    }
    void cleanup()
    {
        panel_.reset();
        workspace_.reset();
    }
    [[nodiscard]] std::filesystem::path projectRuns() const
    {
        return folder_->path() / "p" / "runs";
    }
    void open()
    {
        QSignalSpy opened(workspace_.get(), &bridge::Workspace::projectChanged);
        workspace_->openProject(QString::fromStdString((folder_->path() / "p").string()));
        QTRY_COMPARE(opened.count(), 1);
    }

    void emptyStateLeadsToTrain()
    {
        QSignalSpy wanted(workspace_.get(), &bridge::Workspace::panelWanted);
        QPushButton* button = nullptr;
        for (auto* candidate : panel_->findChildren<QPushButton*>())
            if (candidate->text() == QLatin1String("Go to Train"))
                button = candidate;
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("train"));
        QVERIFY(panel_->grab().save(QStringLiteral("monitor_empty.png")));
    }
    void aRunIsFollowedWhileItTrains()
    {
        TrainedRun run(projectRuns(), "2026-11-24-1512-demo");
        run.status(train::RunState::Running, 100, 0.05);
        run.log(0, 100, 0.5);
        open();
        QTRY_COMPARE(points("loss/total", run.path()), size_t{20});
        QCOMPARE(workspace_->activeRun(), run.path());

        run.log(100, 300, 0.5);
        run.status(train::RunState::Running, 300, 0.05);
        QTRY_COMPARE(points("loss/total", run.path()), size_t{60});
        QTRY_COMPARE(model()->status(run.path())->step, int64_t{300});
        QCOMPARE(panel_->findChild<plots::LanePlot*>()->series(0).size(), size_t{60});
        const QAbstractItemModelTester tester(model());

        run.resumeFrom(200);
        QTRY_COMPARE(points("loss/total", run.path()), size_t{40});
        run.log(200, 250, 0.5);
        QTRY_COMPARE(points("loss/total", run.path()), size_t{50});
        QTRY_COMPARE(panel_->findChild<plots::LanePlot*>()->series(0).size(), size_t{50});
    }
    void theBadgeNamesALoaderThatIsTooSlow()
    {
        TrainedRun run(projectRuns(), "2026-11-24-1512-demo");
        run.status(train::RunState::Running, 100, 0.05);
        open();
        auto* badge = panel_->findChild<QLabel*>(QStringLiteral("bottleneck"));
        QTRY_VERIFY(model()->status(run.path()));
        QVERIFY(!badge->isVisible());
        run.status(train::RunState::Running, 200, 0.35);
        QTRY_VERIFY(badge->isVisible());
        run.status(train::RunState::Finished, 200, 0.35);
        QTRY_VERIFY(!badge->isVisible());
    }
    void severalRunsAreComparedByTheirCheckMarks()
    {
        TrainedRun first(projectRuns(), "2026-11-23-1000-quick");
        first.status(train::RunState::Finished, 400, 0.05);
        first.log(0, 400, 1.0);
        TrainedRun second(projectRuns(), "2026-11-24-1512-demo");
        second.status(train::RunState::Running, 200, 0.05);
        second.log(0, 200, 0.5);
        open();
        QTRY_COMPARE(model()->rowCount(), 2);
        workspace_->setActiveRun(second.path());
        QTRY_COMPARE(points("loss/total", second.path()), size_t{40});
        const int row = model()->rowOf(first.path());
        QVERIFY(model()->colorSlot(first.path()) != model()->colorSlot(second.path()));
        if (!model()->isShown(first.path()))
            QVERIFY(model()->setData(model()->index(row, 0), Qt::Checked, Qt::CheckStateRole));
        QTRY_COMPARE(points("loss/total", first.path()), size_t{80});
        table()->sortByColumn(RunTableModel::Step, Qt::DescendingOrder);
        QCOMPARE(table()->model()->index(0, 0).data(RunTableModel::kPathRole).toString(),
                 first.path());
        table()->setCurrentIndex(table()->model()->index(0, 0));
        QTRY_COMPARE(workspace_->activeRun(), first.path());
    }
    void filterSmoothingAndAxesReachEveryChart()
    {
        TrainedRun run(projectRuns(), "2026-11-24-1512-demo");
        run.status(train::RunState::Running, 100, 0.05);
        run.log(0, 100, 0.5);
        open();
        QTRY_VERIFY(charts()->plot("time/compute_ms"));
        auto* filter = panel_->findChild<QLineEdit*>();
        QTest::keyClicks(filter, QStringLiteral("^loss/(total|match)"));
        QVERIFY(charts()->plot("loss/total")->isVisible());
        QVERIFY(!charts()->plot("loss/caption")->isVisible());
        QVERIFY(!charts()->plot("time/compute_ms")->isVisible());
        QTest::keyClicks(filter, QStringLiteral("(")); // half-typed: what was shown stays
        QVERIFY(charts()->plot("loss/total")->isVisible());
        filter->clear();
        QVERIFY(charts()->plot("loss/caption")->isVisible());

        auto* slider = smoothing();
        slider->setValue(0);
        QVERIFY(series("loss/total", run.path())->smoothed() ==
                series("loss/total", run.path())->values());
        slider->setValue(900);
        QVERIFY(series("loss/total", run.path())->smoothed() !=
                series("loss/total", run.path())->values());
        for (auto* button : panel_->findChildren<QToolButton*>())
            if (button->text() == QLatin1String("log y"))
                QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(charts()->plot("loss/caption")->logY());
    }
    void liveChangesAreMarkedAndNotCurves()
    {
        TrainedRun run(projectRuns(), "2026-11-24-1512-demo");
        run.status(train::RunState::Running, 100, 0.05);
        run.log(0, 100, 0.5);
        run.scalar("changed/optim.learning_rate", 1e-4f, 50);
        open();
        QTRY_VERIFY(charts()->plot("loss/total"));
        QVERIFY(!charts()->plot("changed/optim.learning_rate"));
    }
    void aStepOfACurveIsAskedByItsCheckpoint()
    {
        TrainedRun run(projectRuns(), "2026-11-24-1512-demo");
        run.status(train::RunState::Finished, 100, 0.05);
        run.log(0, 100, 0.5);
        for (const char* step : {"step-00000020", "step-00000060"}) {
            const auto folder = projectRuns() / "2026-11-24-1512-demo" / "checkpoints" / step;
            std::filesystem::create_directories(folder);
            QVERIFY(writeFileAtomic(folder / "trainer.json", "{}").ok());
        }
        open();
        QTRY_COMPARE(points("loss/total", run.path()), size_t{20});
        smoothing()->setValue(0);
        auto* plot = charts()->plot("loss/total");
        plot->redrawNow();
        QSignalSpy wanted(workspace_.get(), &bridge::Workspace::panelWanted);
        QWidget* canvas = nullptr;
        for (auto* child : plot->findChildren<QWidget*>())
            if (child->accessibleName() == QLatin1String("loss/total"))
                canvas = child;
        QVERIFY(canvas);

        const auto ask = [&](qint64 step) { // as with the arrow keys
            charts()->crosshair()->point(static_cast<double>(step), plot);
            QTest::keyClick(canvas, Qt::Key_Return);
        };
        ask(75);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("query"));
        QVERIFY(workspace_->checkpoint().endsWith(QLatin1String("step-00000060")));
        QVERIFY(!workspace_->followsLatest());
        ask(60);
        QCOMPARE(workspace_->checkpointStep(), 60);
        ask(20);
        QCOMPARE(workspace_->checkpointStep(), 20);
        wanted.clear();
        ask(15); // nothing is kept from so early
        QCOMPARE(wanted.count(), 0);
        QCOMPARE(workspace_->checkpointStep(), 20);

        // The menu says which one, or why none.
        const auto entry = [&](qint64 step) {
            charts()->crosshair()->point(static_cast<double>(step), plot);
            QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
            QApplication::sendEvent(canvas, &event);
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            const QAction* first = menu ? menu->actions().value(0) : nullptr;
            const auto told =
                first ? std::pair(first->text(), first->isEnabled()) : std::pair(QString(), false);
            if (menu)
                menu->close();
            return told;
        };
        QCOMPARE(entry(60), std::pair(QStringLiteral("Ask the checkpoint of step 60"), true));
        QCOMPARE(entry(75),
                 std::pair(QStringLiteral("Ask the checkpoint of step 60, the last up to step 75"),
                           true));
        QCOMPARE(entry(15),
                 std::pair(QStringLiteral("Ask a checkpoint: the first that is kept is of step 20"),
                           false));

        // A double click on the curve does it, one beside fits.
        charts()->crosshair()->clear();
        const auto* series = plot->series(run.path());
        const auto place =
            plot->pixelOf(series->x()[12], static_cast<double>(series->values()[12]));
        wanted.clear();
        QTest::mouseDClick(canvas, Qt::LeftButton, {}, place.toPoint());
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(workspace_->checkpointStep(), 60);
        QTest::mouseDClick(canvas, Qt::LeftButton, {}, place.toPoint() + QPoint(0, 40));
        QCOMPARE(wanted.count(), 1);
    }
    void histogramsAreDrawnOverTheSteps()
    {
        TrainedRun run(projectRuns(), "2026-11-24-1512-demo");
        run.status(train::RunState::Running, 100, 0.05);
        run.log(0, 100, 0.5);
        for (int step = 10; step <= 50; step += 10)
            for (const char* tag : {"similarity/contrast_positive", "similarity/contrast_negative"})
                run.histogram(tag, {0.1f, 0.2f, 0.02f * static_cast<float>(step)}, step);
        run.histogram("weights/a", {1, 2}, 10);
        open();
        panel_->findChild<QTabWidget*>()->setCurrentIndex(2);
        const auto plots = [this] { return panel_->findChildren<plots::HistogramTimePlot*>(); };
        QTRY_COMPARE(plots().size(), 2);
        QTRY_COMPARE(plots()[0]->series().points().size(), size_t{5});
        QCOMPARE(plots()[0]->series().points()[4].total(), 3.0);
        run.resumeFrom(40);
        QTRY_COMPARE(plots()[0]->series().points().size(), size_t{3});
        run.histogram("similarity/contrast_negative", {0.1f}, 40);
        QTRY_COMPARE(plots()[0]->series().points().size(), size_t{4});

        QComboBox* groups = nullptr;
        for (auto* box : panel_->findChildren<QComboBox*>())
            if (box->accessibleName() == QLatin1String("Which histograms"))
                groups = box;
        QVERIFY(groups && groups->isVisible());
        groups->setCurrentIndex(groups->findText(QStringLiteral("weights")));
        Q_EMIT groups->activated(groups->currentIndex());
        QCOMPARE(plots().size(), 1);
        QCOMPARE(plots()[0]->tag(), QStringLiteral("weights/a"));
    }
    void hostileFoldersAreSurvived()
    {
        std::filesystem::create_directories(projectRuns() / "broken");
        QVERIFY(writeFileAtomic(projectRuns() / "broken" / "status.json", "{\"state\": 7").ok());
        QVERIFY(writeFileAtomic(projectRuns() / "broken" / "events.out.tfevents.1.x.1",
                                std::string(5000, '\xff'))
                    .ok());
        TrainedRun run(projectRuns(), "2026-11-24-1512-demo");
        run.status(train::RunState::Running, 100, 0.05);
        open();
        QTRY_COMPARE(model()->rowCount(), 2);
        const QString broken = QString::fromStdString((projectRuns() / "broken").string());
        QTRY_COMPARE(model()->index(model()->rowOf(broken), RunTableModel::State).data().toString(),
                     QStringLiteral("unreadable"));
        model()->setShown(broken, true);
        std::filesystem::remove_all(projectRuns() / "broken");
        QTRY_COMPARE(model()->rowCount(), 1);
    }
    void picturesInBothThemes()
    {
        TrainedRun first(projectRuns(), "2026-11-23-1000-quick");
        first.status(train::RunState::Failed, 1400, 0.05);
        first.log(0, 1400, 1.0);
        TrainedRun second(projectRuns(), "2026-11-24-1512-demo");
        second.status(train::RunState::Running, 2100, 0.27);
        second.log(0, 2100, 0.5);
        second.scalar("changed/optim.learning_rate", 1e-4f, 1200);
        second.text("samples/caption_0", "two red apples to the left of a blue car", 2000);
        second.text("samples/caption_1", "a yellow dog", 2000);
        second.text("samples/caption_0", "a red red apple", 1000);
        open();
        QTRY_COMPARE(model()->rowCount(), 2);
        workspace_->setActiveRun(second.path());
        model()->setShown(first.path(), true);
        QTRY_COMPARE(points("time/compute_ms", second.path()), size_t{420});
        QTRY_COMPARE(points("time/compute_ms", first.path()), size_t{280});
        charts()->crosshair()->point(1000, charts()->plot("loss/caption"));
        for (const auto& [size, mode, name] :
             {std::tuple(QSize(1280, 760), look::Theme::Mode::Light, "1280_light"),
              std::tuple(QSize(1280, 760), look::Theme::Mode::Dark, "1280_dark"),
              std::tuple(QSize(1920, 1040), look::Theme::Mode::Dark, "1920_dark")}) {
            look::Theme::instance().apply(mode);
            panel_->resize(size);
            QTest::qWait(300);
            QVERIFY(panel_->grab().save(QStringLiteral("monitor_%1.png").arg(name)));
        }
        panel_->findChild<QTabWidget*>()->setCurrentIndex(1);
        QTest::qWait(200);
        QVERIFY(panel_->grab().save(QStringLiteral("monitor_samples.png")));
        look::Theme::instance().apply(look::Theme::Mode::Light);
    }
};

QTEST_MAIN(MonitorPanelTest)
#include "monitor_panel_test.moc"
