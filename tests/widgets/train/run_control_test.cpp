// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/run_control.h"

#include <QSignalSpy>
#include <QTest>

using namespace unimo;
using panels::RunControl;
using train::RunState;

Q_DECLARE_METATYPE(unimo::train::RunState)
Q_DECLARE_METATYPE(unimo::panels::RunControl::Action)

class RunControlTest : public QObject
{
    Q_OBJECT
private slots:
    void actionsOfEachState_data()
    {
        QTest::addColumn<RunState>("state");
        QTest::addColumn<RunControl::Action>("main");
        QTest::addColumn<QString>("label");
        QTest::addColumn<bool>("stop");
        QTest::addColumn<bool>("checkpoint");
        QTest::addColumn<bool>("restart");
        using A = RunControl::Action;
        QTest::newRow("queued") << RunState::Queued << A::Start << "Start training" << false
                                << false << false;
        QTest::newRow("starting") << RunState::Starting << A::None << "Starting…" << true << false
                                  << false;
        QTest::newRow("running") << RunState::Running << A::Pause << "Pause" << true << true
                                 << false;
        QTest::newRow("paused") << RunState::Paused << A::Resume << "Resume" << true << true
                                << false;
        QTest::newRow("stopping") << RunState::Stopping << A::None << "Stopping…" << false << false
                                  << false;
        QTest::newRow("finished") << RunState::Finished << A::Start << "Start training" << false
                                  << false << true;
        QTest::newRow("failed") << RunState::Failed << A::Start << "Start training" << false
                                << false << true;
        QTest::newRow("lost") << RunState::Lost << A::Start << "Start training" << false << false
                              << true;
    }
    void actionsOfEachState()
    {
        QFETCH(RunState, state);
        RunControl control;
        control.setHasProject(true);
        control.setRun("a");
        train::RunStatus status;
        status.state = state;
        status.lastCheckpoint = "step-100";
        control.setStatus(status);
        QTEST(control.mainAction(), "main");
        QTEST(control.mainLabel(), "label");
        QTEST(control.canStop(), "stop");
        QTEST(control.canCheckpoint(), "checkpoint");
        QTEST(control.canRestart(), "restart");
        status.lastCheckpoint.clear();
        control.setStatus(status);
        QVERIFY(!control.canRestart());
    }
    void nothingStartsWithoutAProject()
    {
        RunControl control;
        QVERIFY(!control.canStart());
        control.setHasProject(true);
        QVERIFY(control.canStart());
    }
    void anAskedActionIsWaitedForUntilTheStateChanges()
    {
        RunControl control;
        control.setHasProject(true);
        control.setRun("a");
        train::RunStatus status;
        status.state = RunState::Running;
        control.setStatus(status);
        control.setAsked("Pausing…");
        QCOMPARE(control.mainLabel(), QStringLiteral("Pausing…"));
        QVERIFY(!control.canPause() && !control.canStop());
        status.step = 1;
        control.setStatus(status); // still running
        QCOMPARE(control.mainLabel(), QStringLiteral("Pausing…"));
        status.state = RunState::Paused;
        control.setStatus(status);
        QVERIFY(control.canResume());
        QSignalSpy changed(&control, &RunControl::changed);
        control.setRun("b");
        QCOMPARE(changed.count(), 1);
        QVERIFY(control.canStart());
    }
};

QTEST_APPLESS_MAIN(RunControlTest)
#include "run_control_test.moc"
