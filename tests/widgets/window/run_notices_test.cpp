// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/dropped.h"
#include "app/workbench/run_notices.h"
#include "core/base/files.h"
#include "core/store/project.h"
#include "widgets/bridge/workspace.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace unimo;
using train::RunState;
using workbench::Dropped;
using workbench::RunNotices;

/// What is told of runs, and what a dropped file means.
class RunNoticesTest : public QObject
{
    Q_OBJECT

    static train::RunStatus status(RunState state, int64_t step)
    {
        train::RunStatus status;
        status.state = state;
        status.step = step;
        status.error = "out of memory";
        return status;
    }

private slots:
    void endsAreToldOnce()
    {
        QWidget window;
        bridge::Workspace workspace;
        RunNotices notices(&workspace, &window);
        QSignalSpy told(&workspace, &bridge::Workspace::notified);
        const QString run = QStringLiteral("/p/runs/one");
        notices.take(status(RunState::Finished, 9), QStringLiteral("/p/runs/old"));
        QCOMPARE(told.count(), 0); // it was over before
        notices.take(status(RunState::Running, 1), run);
        notices.take(status(RunState::Running, 2), run);
        QCOMPARE(told.count(), 0);
        notices.take(status(RunState::Failed, 2), run);
        notices.take(status(RunState::Failed, 2), run);
        QCOMPARE(told.count(), 1);
        QVERIFY(told[0][0].toString().contains(QStringLiteral("one has failed: out of memory")));
        QVERIFY(told[0][1].toBool());
        notices.take(status(RunState::Running, 3), run);
        notices.take(status(RunState::Finished, 4), run);
        QCOMPARE(told.count(), 2);
        QVERIFY(!told[1][1].toBool());
    }

    void standingStillIsTold()
    {
        QWidget window;
        bridge::Workspace workspace;
        RunNotices notices(&workspace, &window, /*stallMs=*/150);
        QSignalSpy told(&workspace, &bridge::Workspace::notified);
        const QString run = QStringLiteral("/p/runs/one");
        notices.take(status(RunState::Running, 1), run);
        QTRY_COMPARE(told.count(), 1);
        QTest::qWait(300);
        notices.take(status(RunState::Running, 1), run); // a heartbeat, no step
        QTest::qWait(300);
        QCOMPARE(told.count(), 1);
        notices.take(status(RunState::Running, 2), run);
        QTRY_COMPARE(told.count(), 2);
        notices.take(status(RunState::Running, 3), run);
        notices.take(status(RunState::Paused, 3), run);
        QTest::qWait(300);
        QCOMPARE(told.count(), 2); // nobody expects steps of it
    }

    void whatIsDroppedIsKnown()
    {
        const TemporaryFolder folder;
        const auto path = [&](const char* name) {
            return QString::fromStdString((folder.path() / name).string());
        };
        (void)store::Project::create(folder.path() / "project", "p").orThrow();
        for (const char* name : {"run", "checkpoint", "pictures"})
            std::filesystem::create_directories(folder.path() / name);
        writeFileAtomic(folder.path() / "run" / "status.json", "{}").orThrow();
        writeFileAtomic(folder.path() / "checkpoint" / "trainer.json", "{}").orThrow();
        writeFileAtomic(folder.path() / "captions.csv", "filepath,title\n").orThrow();
        QVERIFY(QImage(4, 4, QImage::Format_RGB32).save(path("picture.png")));
        QVERIFY(workbench::droppedKind(path("project")) == Dropped::Project);
        QVERIFY(workbench::droppedKind(path("run")) == Dropped::Run);
        QVERIFY(workbench::droppedKind(path("checkpoint")) == Dropped::Checkpoint);
        QVERIFY(workbench::droppedKind(path("pictures")) == Dropped::Data);
        QVERIFY(workbench::droppedKind(path("picture.png")) == Dropped::Picture);
        QVERIFY(workbench::droppedKind(path("captions.csv")) == Dropped::Data);
        QVERIFY(workbench::droppedKind(path("missing")) == Dropped::Data);
    }
};

QTEST_MAIN(RunNoticesTest)
#include "run_notices_test.moc"
