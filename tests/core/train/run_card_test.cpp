// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/host.h"
#include "core/train/foreign_runs.h"
#include "core/train/run_card.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <QTest>

using namespace unimo;
using namespace unimo::train;
namespace fs = std::filesystem;

namespace {

fs::path makeRun(const fs::path& runs, const std::string& name, RunState state)
{
    const RunFolder run(runs / name);
    fs::create_directories(run.path());
    writeJsonAtomic(run.recipeFile(), nlohmann::json::object()).orThrow();
    RunStatus status;
    status.state = state;
    status.pid = ::getpid();
    status.host = hostName();
    status.heartbeat = unixTime();
    run.writeStatus(status).orThrow();
    return run.path();
}

} // namespace

class RunCardTest : public QObject
{
    Q_OBJECT
private slots:
    void aCardIsKeptBesideTheProtocolFiles()
    {
        const TemporaryFolder folder;
        const fs::path run = makeRun(folder.path(), "a", RunState::Finished);
        QCOMPARE(readRunCard(run), RunCard());
        writeRunCard(run, {"  with\nrewriting ", true}).orThrow();
        QCOMPARE(readRunCard(run), (RunCard{"with rewriting", true}));
        QVERIFY(fs::exists(run / "card.json"));
        writeRunCard(run, {"   ", false}).orThrow();
        QVERIFY(!fs::exists(run / "card.json"));
        writeRunCard(run, {}).orThrow(); // nothing to remove is no fault
        QVERIFY(!writeRunCard(folder.path() / "missing", {"x", false}).ok());
    }
    void hostileCardsAreEmptyOrCut()
    {
        const TemporaryFolder folder;
        for (const char* bad : {"{", "[1]", R"({"name": 7, "archived": "yes"})", "null"}) {
            writeFileAtomic(folder.path() / "card.json", bad).orThrow();
            QCOMPARE(readRunCard(folder.path()), RunCard());
        }
        writeFileAtomic(folder.path() / "card.json", std::string(100'000, ' ')).orThrow();
        QCOMPARE(readRunCard(folder.path()), RunCard());
        // 2 bytes a letter: the cut must not leave half of one.
        std::string name = "x";
        for (int i = 0; i < 300; ++i)
            name += "\u00e9";
        writeRunCard(folder.path(), {name, false}).orThrow();
        const RunCard card = readRunCard(folder.path());
        QCOMPARE(card.name.size(), kLongestRunName - 1);
        QCOMPARE(card.name, name.substr(0, kLongestRunName - 1));
    }
    void theTrashKeepsEveryRunAndGivesItBack()
    {
        const TemporaryFolder folder;
        const fs::path runs = folder.path() / "runs";
        const fs::path trash = folder.path() / "trash" / "runs";
        const fs::path run = makeRun(runs, "a", RunState::Finished);
        const fs::path first = moveToTrash(run, trash).orThrow();
        QVERIFY(!fs::exists(run));
        QVERIFY(fs::exists(first / "recipe.json"));
        makeRun(runs, "a", RunState::Failed);
        const fs::path second = moveToTrash(run, trash).orThrow();
        QVERIFY(second != first);
        moveFromTrash(first, run).orThrow();
        QCOMPARE(RunFolder(run).status().orThrow().state, RunState::Finished);
        const Status taken = moveFromTrash(second, run);
        QVERIFY(!taken.ok());
        QVERIFY(fs::exists(second)); // what could not go back is where it was
        QVERIFY(!moveToTrash(runs / "missing", trash).ok());
    }
    void aRunAtWorkIsNotMoved()
    {
        const TemporaryFolder folder;
        for (const RunState state : {RunState::Queued, RunState::Starting, RunState::Running,
                                     RunState::Paused, RunState::Stopping}) {
            const fs::path run = makeRun(folder.path() / "runs", name(state), state);
            const auto moved = moveToTrash(run, folder.path() / "trash");
            QVERIFY(!moved.ok());
            QVERIFY(moved.error().message.find(name(state)) != std::string::npos);
            QVERIFY(fs::exists(run));
        }
        // One whose trainer died claims to run and is lost.
        const RunFolder dead(makeRun(folder.path() / "runs", "dead", RunState::Running));
        RunStatus status = dead.status().orThrow();
        status.heartbeat -= 100;
        dead.writeStatus(status).orThrow();
        QVERIFY(moveToTrash(dead.path(), folder.path() / "trash").ok());
    }
    void foreignFoldersAreKeptWithTheProject()
    {
        const TemporaryFolder project;
        QVERIFY(readForeignRuns(project.path()).opened.empty());
        ForeignRuns runs;
        QVERIFY(runs.open("/logs/b"));
        QVERIFY(!runs.open("/logs/b"));
        QVERIFY(runs.open("/logs"));            // takes the place of its part
        QVERIFY(!runs.open("/logs/c"));         // is there already
        QVERIFY(runs.open("/logs-of-another")); // a name that starts alike is no part
        runs.notes["/logs/b"] = {{"baseline", true}, false};
        runs.notes["/logs/c"].removed = true;
        writeForeignRuns(project.path(), runs).orThrow();

        ForeignRuns read = readForeignRuns(project.path());
        QCOMPARE(read.opened, (std::vector<fs::path>{"/logs", "/logs-of-another"}));
        QCOMPARE(read.notes.at("/logs/b").card, (RunCard{"baseline", true}));
        QVERIFY(read.notes.at("/logs/c").removed);
        QVERIFY(read.open("/logs/c")); // brings it back
        QVERIFY(!read.notes.at("/logs/c").removed);
        read.forgetAllBut({"/logs-of-another/x"});
        QCOMPARE(read.opened, (std::vector<fs::path>{"/logs-of-another"}));
        QVERIFY(read.notes.empty());
    }
    void hostileListsAreEmptyOrPartial()
    {
        const TemporaryFolder project;
        for (const char* bad :
             {"{", "[]", R"({"opened": {"folder": "/x"}})",
              R"({"opened": ["x", 1, {"folder": 3}, {"folder": "relative"}], "runs": 7})"}) {
            writeFileAtomic(project.path() / "event_folders.json", bad).orThrow();
            QVERIFY(readForeignRuns(project.path()).opened.empty());
        }
        writeFileAtomic(project.path() / "event_folders.json",
                        R"({"opened": [{"folder": "/a/../b"}, 5],
                            "runs": [{"folder": "/b/c", "removed": 1, "name": []}]})")
            .orThrow();
        const ForeignRuns runs = readForeignRuns(project.path());
        QCOMPARE(runs.opened, (std::vector<fs::path>{"/b"}));
        QVERIFY(!runs.notes.at("/b/c").removed);
    }
};

QTEST_APPLESS_MAIN(RunCardTest)
#include "run_card_test.moc"
