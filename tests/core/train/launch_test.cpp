// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/run_folder.h"
#include "tests/core/train/process_runs.h"
#include "tests/core/train/tiny_project.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <csignal>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

/// The processes that a launcher has started, by their place among them.
QMap<int, qint64> childrenOf(qint64 launcher)
{
    QMap<int, qint64> children;
    QFile list(QString("/proc/%1/task/%1/children").arg(launcher));
    if (!list.open(QIODevice::ReadOnly))
        return children;
    for (const QByteArray& word : list.readAll().split(' ')) {
        QFile environment(QString("/proc/%1/environ").arg(word.toLongLong()));
        if (word.isEmpty() || !environment.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray& variable : environment.readAll().split('\0'))
            if (variable.startsWith("RANK="))
                children.insert(variable.mid(5).toInt(), word.toLongLong());
    }
    return children;
}

/// An ended process that nobody has asked about yet is over all the same.
bool isAlive(qint64 pid)
{
    QFile stat(QString("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = stat.readAll();
    return !line.mid(line.lastIndexOf(')')).startsWith(") Z");
}

} // namespace

/// `unimo train --processes N`.
class LaunchTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    fs::path project_;
    QProcess launcher_;

    [[nodiscard]] train::RunFolder run(const char* name) const
    {
        return train::RunFolder(project_ / "runs" / name);
    }
    void start(const char* name, int64_t steps, const QStringList& more = {})
    {
        const fs::path file = folder_->path() / (std::string(name) + ".json");
        writeJsonAtomic(file, tests::processesRecipe(steps).toJson()).orThrow();
        launcher_.setProcessChannelMode(QProcess::MergedChannels);
        launcher_.start(qEnvironmentVariable("UNIMO_BIN"),
                        QStringList{"train", "--project", project_.c_str(), "--run",
                                    run(name).path().c_str(), "--recipe", file.c_str(),
                                    "--processes", "2"}
                            << more);
    }
    void awaitSteps(const char* name)
    {
        QTRY_VERIFY_WITH_TIMEOUT(run(name).status().ok() && run(name).status()->step > 2, 180'000);
        QCOMPARE(childrenOf(launcher_.processId()).size(), 2);
    }

private Q_SLOTS:
    void initTestCase()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        project_ = folder_->path() / "project";
        tests::makeTinyProject(project_);
        tests::addUnpairedData(project_);
    }
    void cleanupTestCase() { folder_.reset(); }
    void cleanup()
    {
        launcher_.kill();
        launcher_.waitForFinished();
    }

    void trainsToTheEnd()
    {
        start("whole", 3);
        QVERIFY(launcher_.waitForFinished(300'000));
        const QByteArray said = launcher_.readAll();
        QVERIFY2(launcher_.exitCode() == 0, said);
        QCOMPARE(said.count("finished at step 3"), 1); // one of them speaks
        QCOMPARE(run("whole").status().orThrow().step, int64_t{3});
        QVERIFY(tests::curvesOf(run("whole").path()).scalars.contains("time/exchange_ms"));
    }

    void aSignalStopsAllAndLeavesACheckpoint()
    {
        start("stopped", 100'000);
        awaitSteps("stopped");
        ::kill(static_cast<pid_t>(launcher_.processId()), SIGINT);
        QVERIFY(launcher_.waitForFinished(120'000));
        QCOMPARE(launcher_.exitCode(), 143);
        QCOMPARE(run("stopped").status().orThrow().state, train::RunState::Finished);
        QVERIFY(run("stopped").latestCheckpoint().has_value());
    }

    void aLostProcessIsNamed_data()
    {
        QTest::addColumn<int>("index");
        QTest::newRow("the one that writes") << 0;
        QTest::newRow("another") << 1;
    }
    void aLostProcessIsNamed()
    {
        QFETCH(const int, index);
        const char* name = index == 0 ? "lost0" : "lost1";
        start(name, 100'000, {"--set", "run.checkpoint_seconds=1"});
        awaitSteps(name);
        QTRY_VERIFY_WITH_TIMEOUT(run(name).latestCheckpoint().has_value(), 120'000);
        ::kill(static_cast<pid_t>(childrenOf(launcher_.processId()).value(index)), SIGKILL);
        QVERIFY(launcher_.waitForFinished(60'000));
        const QByteArray said = launcher_.readAll();
        QCOMPARE(launcher_.exitCode(), 1);
        const QString killed = QString("process %1 of 2 was killed by signal 9").arg(index);
        QVERIFY2(said.contains(killed.toUtf8()), said);
        const auto status = run(name).status().orThrow();
        QCOMPARE(status.state, train::RunState::Failed);
        QVERIFY2(status.error.find("process " + std::to_string(index) + " of 2") !=
                     std::string::npos,
                 status.error.c_str());
        QVERIFY(status.canRestart());
    }

    /// Nobody is left behind when the launcher itself is killed.
    void processesEndWithTheLauncher()
    {
        start("orphans", 100'000);
        awaitSteps("orphans");
        const auto children = childrenOf(launcher_.processId());
        launcher_.kill();
        QVERIFY(launcher_.waitForFinished(30'000));
        for (const qint64 child : children)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(child), 120'000);
        QVERIFY(run("orphans").latestCheckpoint().has_value());
    }

    void aWrongRecipeIsSaidOnce()
    {
        start("wrong", 1, {"--set", "run.steps=-1"});
        QVERIFY(launcher_.waitForFinished(60'000));
        const QByteArray said = launcher_.readAll();
        QCOMPARE(launcher_.exitCode(), 1);
        QCOMPARE(said.count("run.steps"), 1);
    }
};

QTEST_GUILESS_MAIN(LaunchTest)
#include "launch_test.moc"
