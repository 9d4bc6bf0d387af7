// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <QRegularExpression>
#include <QTest>
#include <chrono>
#include <cmath>
#include <fstream>
#include <limits>
#include <thread>

using namespace unimo;
using namespace unimo::train;
namespace fs = std::filesystem;
using Kind = ControlCommand::Kind;

namespace {

double now()
{
    const auto time = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double>(time).count();
}

std::string thisHost()
{
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

/// The id of a process that has ended and been reaped.
int64_t endedProcess()
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    ::waitpid(child, nullptr, 0);
    return child;
}

RunStatus runningHere()
{
    RunStatus status;
    status.state = RunState::Running;
    status.pid = ::getpid();
    status.host = thisHost();
    status.heartbeat = now();
    return status;
}

void appendRaw(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::app) << bytes;
}

void touch(const fs::path& file)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "{}";
}

} // namespace

class RunFolderTest : public QObject
{
    Q_OBJECT
private slots:
    void statusRoundTrips()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        QVERIFY(!run.status().ok()); // none yet
        RunStatus status = runningHere();
        status.step = 1200;
        status.totalSteps = 6000;
        status.elapsedSeconds = 12.5;
        status.remainingSeconds = 372;
        status.samplesPerSecond = 80.25;
        status.dataWaitShare = 0.125;
        status.memoryBytes = int64_t{5} << 32;
        status.loss = std::numeric_limits<double>::quiet_NaN(); // a diverged run is still readable
        status.device = "cuda:0";
        status.lastCheckpoint = "step-1000";
        status.error = "a \"quoted\" \xff word";
        QVERIFY(run.writeStatus(status).ok());
        const RunStatus read = run.status().orThrow();
        QCOMPARE(read.state, RunState::Running);
        QCOMPARE(read.pid, status.pid);
        QCOMPARE(read.host, status.host);
        QCOMPARE(read.step, status.step);
        QCOMPARE(read.totalSteps, status.totalSteps);
        QCOMPARE(read.elapsedSeconds, status.elapsedSeconds);
        QCOMPARE(read.remainingSeconds, status.remainingSeconds);
        QCOMPARE(read.samplesPerSecond, status.samplesPerSecond);
        QCOMPARE(read.dataWaitShare, status.dataWaitShare);
        QCOMPARE(read.memoryBytes, status.memoryBytes);
        QVERIFY(std::isnan(read.loss));
        QCOMPARE(read.device, status.device);
        QCOMPARE(read.lastCheckpoint, status.lastCheckpoint);
        QCOMPARE(read.heartbeat, status.heartbeat);
        QVERIFY(read.error.starts_with("a \"quoted\""));
    }

    void everyStateHasItsOwnName()
    {
        for (int i = 0; i <= static_cast<int>(RunState::Lost); ++i) {
            const auto state = static_cast<RunState>(i);
            QCOMPARE(runStateFromName(name(state)), state);
        }
        QCOMPARE(runStateFromName("dancing"), RunState::Lost);
    }

    void deadRunsAreReportedAsLost_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("processGone");
        QTest::addColumn<bool>("otherHost");
        QTest::addColumn<double>("age");
        QTest::addColumn<bool>("lost");
        const int running = static_cast<int>(RunState::Running);
        QTest::newRow("alive") << running << false << false << 0.0 << false;
        QTest::newRow("quiet for a while") << running << false << false << 20.0 << false;
        QTest::newRow("silent") << running << false << false << 40.0 << true;
        QTest::newRow("process gone") << running << true << false << 0.0 << true;
        QTest::newRow("same id elsewhere") << running << true << true << 0.0 << false;
        QTest::newRow("silent elsewhere") << running << true << true << 40.0 << true;
        QTest::newRow("paused, gone") << int(RunState::Paused) << true << false << 0.0 << true;
        QTest::newRow("stopping, gone") << int(RunState::Stopping) << true << false << 0.0 << true;
        QTest::newRow("finished") << int(RunState::Finished) << true << false << 9e5 << false;
        QTest::newRow("failed") << int(RunState::Failed) << true << false << 9e5 << false;
        QTest::newRow("queued") << int(RunState::Queued) << true << false << 9e5 << false;
    }
    void deadRunsAreReportedAsLost()
    {
        QFETCH(int, state);
        QFETCH(bool, processGone);
        QFETCH(bool, otherHost);
        QFETCH(double, age);
        QFETCH(bool, lost);
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        RunStatus status = runningHere();
        status.state = static_cast<RunState>(state);
        status.heartbeat -= age;
        if (processGone)
            status.pid = endedProcess();
        if (otherHost)
            status.host = thisHost() + "-other";
        QVERIFY(run.writeStatus(status).ok());
        QCOMPARE(run.status().orThrow().state == RunState::Lost, lost);
    }

    void damagedStatusIsAnErrorThatNamesTheFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("torn") << QByteArray("{\"state\": \"running\", \"pi");
        QTest::newRow("list") << QByteArray("[1, 2]");
        QTest::newRow("no state") << QByteArray("{\"step\": 3}");
        QTest::newRow("unknown state") << QByteArray("{\"state\": \"dancing\"}");
        QTest::newRow("wrong type") << QByteArray("{\"state\": \"running\", \"step\": \"three\"}");
        QTest::newRow("nested") << QByteArray("{\"state\": \"running\", \"loss\": {\"a\": 1}}");
        QTest::newRow("fraction") << QByteArray("{\"state\": \"running\", \"pid\": 1.5}");
        QTest::newRow("deep") << QByteArray(20000, '[');
    }
    void damagedStatusIsAnErrorThatNamesTheFile()
    {
        QFETCH(QByteArray, content);
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        appendRaw(run.path() / "status.json", content.toStdString());
        const auto status = run.status();
        QVERIFY(!status.ok());
        QCOMPARE(status.error().kind, ErrorKind::Data);
        QVERIFY(status.error().where.find("status.json") != std::string::npos);
    }

    void commandsArriveOnceAndInOrder()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        int64_t offset = 0;
        QVERIFY(run.commandsSince(offset).empty());
        QVERIFY(run.send({Kind::Pause, {}, 0}).ok());
        QVERIFY(run.send({Kind::Set, "optim.learning_rate", 1.25e-5}).ok());
        auto commands = run.commandsSince(offset);
        QCOMPARE(commands.size(), size_t{2});
        QCOMPARE(commands[0].kind, Kind::Pause);
        QCOMPARE(commands[1].kind, Kind::Set);
        QCOMPARE(commands[1].key, std::string("optim.learning_rate"));
        QCOMPARE(commands[1].value, 1.25e-5);
        QVERIFY(run.commandsSince(offset).empty());
        for (const Kind kind : {Kind::Resume, Kind::Checkpoint, Kind::Stop})
            QVERIFY(run.send({kind, {}, 0}).ok());
        commands = run.commandsSince(offset);
        QCOMPARE(commands.size(), size_t{3});
        QCOMPARE(commands[0].kind, Kind::Resume);
        QCOMPARE(commands[1].kind, Kind::Checkpoint);
        QCOMPARE(commands[2].kind, Kind::Stop);
    }

    void valuesThatCannotBeWrittenAreRefused()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        QVERIFY(!run.send({Kind::Set, "rate", NAN}).ok());
        QVERIFY(!run.send({Kind::Set, "", 1}).ok());
        QVERIFY(!fs::exists(run.path() / "control.jsonl"));
    }

    void aLineStillBeingWrittenIsWaitedFor()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        const fs::path file = run.path() / "control.jsonl";
        int64_t offset = 0;
        appendRaw(file, "{\"command\": \"pause\"}\n{\"command\": \"st");
        QCOMPARE(run.commandsSince(offset).size(), size_t{1});
        QVERIFY(run.commandsSince(offset).empty());
        appendRaw(file, "op\"}\n");
        const auto commands = run.commandsSince(offset);
        QCOMPARE(commands.size(), size_t{1});
        QCOMPARE(commands[0].kind, Kind::Stop);
    }

    void aTornLineDoesNotTakeTheNextWithIt()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        appendRaw(run.path() / "control.jsonl", "{\"command\": \"pau"); // its writer died
        QVERIFY(run.send({Kind::Stop, {}, 0}).ok());
        int64_t offset = 0;
        const auto commands = run.commandsSince(offset);
        QCOMPARE(commands.size(), size_t{1});
        QCOMPARE(commands[0].kind, Kind::Stop);
    }

    void linesWithoutSenseAreSkipped()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        const fs::path file = run.path() / "control.jsonl";
        appendRaw(file, "\nnonsense\n[]\n{\"command\": 3}\n{\"command\": \"dance\"}\n"
                        "{\"command\": \"set\"}\n{\"command\": \"set\", \"key\": \"a\", "
                        "\"value\": \"fast\"}\n\xff\xfe\n" +
                            std::string(10000, '[') + "\n{\"command\": \"resume\", \"more\": 1}\n");
        int64_t offset = 0;
        auto commands = run.commandsSince(offset);
        QCOMPARE(commands.size(), size_t{1});
        QCOMPARE(commands[0].kind, Kind::Resume);

        appendRaw(file, std::string(3 << 20, 'x') + "\n{\"command\": \"stop\"}\n");
        for (int i = 0; i < 5 && commands[0].kind != Kind::Stop; ++i)
            if (auto later = run.commandsSince(offset); !later.empty())
                commands = std::move(later);
        QCOMPARE(commands[0].kind, Kind::Stop);
    }

    void aControlFileThatShrankIsNotReplayed()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        QVERIFY(run.send({Kind::Stop, {}, 0}).ok());
        int64_t offset = 1000;
        QVERIFY(run.commandsSince(offset).empty());
        QVERIFY(run.send({Kind::Pause, {}, 0}).ok());
        QCOMPARE(run.commandsSince(offset).size(), size_t{1});
    }

    void twoWritersDoNotMixTheirLines()
    {
        constexpr int each = 300;
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        const auto write = [&](const char* key) {
            for (int i = 0; i < each; ++i)
                if (!run.send({Kind::Set, key, static_cast<double>(i)}).ok())
                    return;
        };
        std::thread first(write, "first"), second(write, "second");
        std::vector<ControlCommand> commands;
        int64_t offset = 0;
        for (int i = 0; i < 20; ++i) // read while they write
            for (auto& command : run.commandsSince(offset))
                commands.push_back(std::move(command));
        first.join();
        second.join();
        for (auto& command : run.commandsSince(offset))
            commands.push_back(std::move(command));

        int next[2] = {0, 0};
        for (const ControlCommand& command : commands)
            QCOMPARE(command.value, static_cast<double>(next[command.key == "second"]++));
        QCOMPARE(next[0], each);
        QCOMPARE(next[1], each);
    }

    void aCheckpointCountsWhenItIsComplete()
    {
        TemporaryFolder temporary;
        const RunFolder run(temporary.path());
        QVERIFY(run.checkpoints().empty());
        QVERIFY(!run.latestCheckpoint());
        const fs::path folder = run.checkpointsFolder();
        touch(folder / "step-900" / "trainer.json");
        touch(folder / "step-1000" / "trainer.json");
        touch(folder / "step-20" / "trainer.json");
        touch(folder / "step-2000" / "model.safetensors"); // not complete
        touch(folder / "step-3000.tmp" / "trainer.json");  // not renamed yet
        touch(folder / "step-" / "trainer.json");
        touch(folder / "step--5" / "trainer.json");
        touch(folder / "step-99999999999999999999" / "trainer.json");
        touch(folder / "best" / "trainer.json");
        touch(folder / "step-4000"); // a file
        const std::vector<fs::path> wanted = {folder / "step-20", folder / "step-900",
                                              folder / "step-1000"};
        QVERIFY(run.checkpoints() == wanted);
        QVERIFY(run.latestCheckpoint() == folder / "step-1000");
    }

    void runsAreListedNewestFirst()
    {
        TemporaryFolder temporary;
        QVERIFY(listRuns(temporary.path() / "absent").empty());
        const auto make = [&](const char* id, int age) {
            const RunFolder run(temporary.path() / id);
            touch(run.recipeFile());
            fs::last_write_time(run.recipeFile(),
                                fs::file_time_type::clock::now() - std::chrono::hours(age));
        };
        make("middle", 2);
        make("newest", 1);
        make("oldest", 3);
        touch(temporary.path() / "no-run" / "notes.txt");
        touch(temporary.path() / "file");
        std::vector<std::string> ids;
        for (const RunFolder& run : listRuns(temporary.path()))
            ids.push_back(run.id());
        QCOMPARE(ids, (std::vector<std::string>{"newest", "middle", "oldest"}));
    }

    void newFoldersHaveFreshSafeNames()
    {
        TemporaryFolder temporary;
        const fs::path first = newRunFolder(temporary.path(), "../My Demo: run/1");
        QCOMPARE(first.parent_path(), temporary.path());
        const QRegularExpression shape("^\\d{4}-\\d\\d-\\d\\d-\\d{4}-my-demo-run-1$");
        QVERIFY(shape.match(QString::fromStdString(first.filename().string())).hasMatch());
        fs::create_directory(first);
        const fs::path second = newRunFolder(temporary.path(), "../My Demo: run/1");
        QVERIFY(second != first);
        QVERIFY(!fs::exists(second));
        QVERIFY(newRunFolder(temporary.path(), "///").filename().string().ends_with("-run"));
    }
};

QTEST_APPLESS_MAIN(RunFolderTest)
#include "run_folder_test.moc"
