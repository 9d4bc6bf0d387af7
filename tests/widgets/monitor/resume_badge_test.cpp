// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/host.h"
#include "core/train/circumstances.h"
#include "core/train/recipe.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/badge.h"
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/monitor_panel.h"
#include "widgets/panels/train/train_panel.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <QTest>

using namespace unimo;
using namespace unimo::panels;
namespace fs = std::filesystem;

/// The badge that tells how exact a resume would be, in both panels that have it.
class ResumeBadgeTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::TestProject> project_;
    std::unique_ptr<bridge::Workspace> workspace_;
    std::unique_ptr<TrainPanel> train_;
    std::unique_ptr<MonitorPanel> monitor_;

    [[nodiscard]] look::Badge* badge(const QWidget& panel) const
    {
        return panel.findChild<look::Badge*>(QStringLiteral("resume badge"));
    }
    [[nodiscard]] train::RunFolder run() const
    {
        return train::RunFolder(project_->path() / "runs" / "stopped");
    }
    /// A run of 100 steps that was stopped at a step.
    void makeRun(int64_t step, double minutes = 0)
    {
        Settings recipe(train::recipeTable());
        recipe.set("run.minutes", minutes).orThrow();
        recipe.set("run.steps", 100).orThrow();
        recipe.set("run.device", "cpu").orThrow();
        const fs::path checkpoint = run().checkpointsFolder() / "step-00000040";
        fs::create_directories(checkpoint);
        writeJsonAtomic(run().recipeFile(), recipe.toJson()).orThrow();
        for (const char* file : {"model.safetensors", "optimizer.safetensors"})
            writeFileAtomic(checkpoint / file, "").orThrow();
        const auto made =
            train::circumstancesNow(recipe, project_->store().dataVersion()).orThrow();
        writeJsonAtomic(checkpoint / "trainer.json", {{"made_with", train::toJson(made)}})
            .orThrow();
        setState(train::RunState::Finished, step);
    }
    void setState(train::RunState state, int64_t step) const
    {
        train::RunStatus status;
        status.state = state;
        status.pid = ::getpid();
        status.step = step;
        status.totalSteps = 100;
        status.lastCheckpoint = "step-00000040";
        status.heartbeat = unixTime();
        run().writeStatus(status).orThrow();
    }
    void open()
    {
        test::openAndWait(*workspace_, project_->folder());
        QTRY_COMPARE(workspace_->activeRun(), QString::fromStdString(run().path().string()));
    }

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }
    void init()
    {
        project_ = std::make_unique<test::TestProject>(20);
        workspace_ = std::make_unique<bridge::Workspace>();
        train_ = std::make_unique<TrainPanel>(workspace_.get());
        monitor_ = std::make_unique<MonitorPanel>(workspace_.get());
        for (QWidget* panel :
             {static_cast<QWidget*>(train_.get()), static_cast<QWidget*>(monitor_.get())}) {
            panel->resize(1280, 760);
            panel->show();
        }
    }
    void cleanup()
    {
        monitor_.reset();
        train_.reset();
        workspace_.reset();
    }

    void aStoppedRunResumesExactlyUntilTheDataChanges()
    {
        makeRun(40);
        open();
        for (const QWidget* panel :
             {static_cast<QWidget*>(train_.get()), static_cast<QWidget*>(monitor_.get())}) {
            QTRY_VERIFY(badge(*panel)->isVisible());
            QCOMPARE(badge(*panel)->text(), QStringLiteral("✓ Resumes exactly"));
        }
        for (const auto& [mode, name] :
             {std::pair(look::Theme::Mode::Light, "light"), {look::Theme::Mode::Dark, "dark"}}) {
            look::Theme::instance().apply(mode);
            QTest::qWait(1100);
            QVERIFY(test::keepPicture(*train_, QStringLiteral("resume_train_%1").arg(name)));
            QVERIFY(test::keepPicture(*monitor_, QStringLiteral("resume_monitor_%1").arg(name)));
        }
        look::Theme::instance().apply(look::Theme::Mode::Light);
        workspace_->addTag({1}, QStringLiteral("kept")); // no part of the data version
        workspace_->addCaptions({{0, 1, "a square", "full"}});
        for (const QWidget* panel :
             {static_cast<QWidget*>(train_.get()), static_cast<QWidget*>(monitor_.get())}) {
            QTRY_COMPARE(badge(*panel)->text(), QStringLiteral("≈ Resumes, not exactly"));
            QVERIFY(badge(*panel)->toolTip().contains(QStringLiteral("The data has changed")));
        }
        workspace_->undo();
        QTRY_COMPARE(badge(*train_)->text(), QStringLiteral("✓ Resumes exactly"));
    }
    void aRunByTheClockDoesNot()
    {
        makeRun(40, 15);
        open();
        QTRY_VERIFY(badge(*train_)->isVisible());
        QVERIFY2(badge(*train_)->toolTip().contains(QStringLiteral("clock")),
                 qPrintable(badge(*train_)->toolTip()));
    }
    void aRunAtItsEndOrAtWorkHasNone()
    {
        makeRun(100);
        open();
        QTest::qWait(1500);
        QVERIFY(!badge(*train_)->isVisible() && !badge(*monitor_)->isVisible());
        setState(train::RunState::Failed, 40);
        QTRY_VERIFY_WITH_TIMEOUT(badge(*train_)->isVisible(), 5000);
        setState(train::RunState::Running, 41);
        QTRY_VERIFY(!badge(*train_)->isVisible());
    }
};

QTEST_MAIN(ResumeBadgeTest)
#include "resume_badge_test.moc"
