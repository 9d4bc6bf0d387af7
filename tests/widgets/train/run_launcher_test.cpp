// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "widgets/bridge/run_launcher.h"
#include "widgets/bridge/run_watcher.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace unimo;
using bridge::RunLauncher;
using bridge::TrainCommand;

class RunLauncherTest : public QObject
{
    Q_OBJECT

    TemporaryFolder folder_;

    [[nodiscard]] QString path(const char* name) const
    {
        return QString::fromStdString((folder_.path() / name).string());
    }
    /// A program in unimo's place, that does what a trainer might do at its start.
    void useProgram(const QByteArray& script)
    {
        QFile file(path("program"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script);
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv("UNIMO_BIN", path("program").toUtf8());
    }

private slots:
    void theCommandIsQuotedForAShell()
    {
        const TrainCommand command{
            "/my data/p",
            "/my data/p/runs/x",
            "demo",
            {{"optim.learning_rate", "0.0002"}, {"data.train_split", "it's"}}};
        QCOMPARE(command.text(),
                 QStringLiteral("unimo train --project '/my data/p' --run '/my data/p/runs/x' "
                                "--recipe demo --set optim.learning_rate=0.0002 "
                                "--set 'data.train_split=it'\\''s' --background"));
        const TrainCommand resume{"/p", "/p/runs/x", {}, {}, true};
        QCOMPARE(resume.text(),
                 QStringLiteral("unimo train --project /p --run /p/runs/x --resume --background"));
        const TrainCommand two{"/p", "/p/runs/x", "demo", {}, false, 2};
        QCOMPARE(two.text(), QStringLiteral("unimo train --project /p --run /p/runs/x "
                                            "--recipe demo --processes 2 --background"));
    }
    void theProcessHasASessionOfItsOwn()
    {
        useProgram("cut -d' ' -f6 /proc/$$/stat\necho $$\nsleep 1\n");
        RunLauncher launcher;
        QVERIFY(launcher.start({path("p"), path("own"), "demo", {}, false}).ok());
        QFile console(path("own/console.txt"));
        QTRY_VERIFY(console.exists() && console.size() > 0);
        QVERIFY(console.open(QIODevice::ReadOnly));
        QByteArray text;
        QTRY_VERIFY((text += console.readAll()).count('\n') == 2);
        const auto lines = text.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        const auto own = readFile("/proc/self/stat");
        QVERIFY(own.ok());
        const QByteArray after =
            QByteArray::fromStdString(*own).mid(static_cast<qsizetype>(own->rfind(')')) + 2);
        QVERIFY(lines[0] != after.split(' ').value(3)); // state ppid pgrp session
    }
    void aStartThatFailsSaysWhy()
    {
        useProgram("echo 'unimo: no such recipe: demo' >&2\nexit 1\n");
        bridge::RunWatcher watcher;
        std::vector<train::RunStatus> seen;
        connect(&watcher, &bridge::RunWatcher::statusChanged, this,
                [&](const train::RunStatus& status) { seen.push_back(status); });
        watcher.watch(path("bad")); // before the folder is there
        RunLauncher launcher;
        QVERIFY(launcher.start({path("p"), path("bad"), "demo", {}, false}).ok());
        QTRY_VERIFY(!seen.empty() && seen.back().state == train::RunState::Failed);
        QCOMPARE(QString::fromStdString(seen.back().error),
                 QStringLiteral("unimo: no such recipe: demo"));
    }
    void aResumeKeepsWhatIsKnownOfTheRun()
    {
        useProgram("sleep 1\n");
        const train::RunFolder run(path("again").toStdString());
        QDir().mkpath(path("again"));
        train::RunStatus status;
        status.state = train::RunState::Finished;
        status.step = 700;
        status.lastCheckpoint = "step-700";
        QVERIFY(run.writeStatus(status).ok());
        RunLauncher launcher;
        QVERIFY(launcher.start({path("p"), path("again"), {}, {}, true}).ok());
        QCOMPARE(run.status()->step, int64_t{700});
        QVERIFY(run.status()->state == train::RunState::Starting);
    }
    void folderThatCannotBeMadeIsAnError()
    {
        useProgram("exit 0\n");
        QFile blocker(path("file"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        RunLauncher launcher;
        const Status status = launcher.start({path("p"), path("file/run"), "demo", {}, false});
        QVERIFY(!status.ok());
        QVERIFY(status.error().kind == ErrorKind::Io);
    }
};

QTEST_GUILESS_MAIN(RunLauncherTest)
#include "run_launcher_test.moc"
