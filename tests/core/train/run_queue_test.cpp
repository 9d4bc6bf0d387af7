// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/host.h"
#include "core/train/queue_work.h"
#include "core/train/recipe.h"
#include "core/train/run_card.h"
#include "core/train/run_queue.h"
#include "core/train/run_start.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <QTest>
#include <chrono>
#include <memory>
#include <thread>

using namespace unimo;
using namespace unimo::train;
namespace fs = std::filesystem;
using Names = std::vector<std::string>;

/// The queue alone, and its worker with a script in the trainer's place.
class RunQueueTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;

    [[nodiscard]] fs::path project() const { return folder_->path() / "p"; }
    [[nodiscard]] fs::path runs() const { return project() / "runs"; }
    [[nodiscard]] RunQueue queue() const { return RunQueue(project()); }
    [[nodiscard]] Names waiting() const { return queue().read().orThrow().runs; }

    void makeRun(const std::string& name) const
    {
        Settings recipe(recipeTable());
        recipe.set("run.minutes", 0).orThrow();
        recipe.set("run.steps", 10).orThrow();
        fs::create_directories(runs() / name);
        writeJsonAtomic(runs() / name / "recipe.json", recipe.toJson()).orThrow();
    }
    void makeCheckpoint(const std::string& name) const
    {
        const fs::path checkpoint = runs() / name / "checkpoints" / "step-00000004";
        fs::create_directories(checkpoint);
        writeFileAtomic(checkpoint / "trainer.json", "{}").orThrow();
        setState(name, RunState::Finished, 4);
    }
    void setState(const std::string& name, RunState state, int64_t step = 0) const
    {
        RunStatus status;
        status.state = state;
        status.pid = ::getpid();
        status.host = hostName();
        status.step = step;
        status.heartbeat = unixTime();
        status.lastCheckpoint = step > 0 ? "step-00000004" : "";
        RunFolder(runs() / name).writeStatus(status).orThrow();
    }
    [[nodiscard]] RunStatus status(const std::string& name) const
    {
        return RunFolder(runs() / name).status().orThrow();
    }
    /// `$run` of the script is the run folder, and `say STATE STEP` writes its status.
    [[nodiscard]] fs::path program(const std::string& script) const
    {
        const fs::path file = folder_->path() / "program";
        const std::string calls = (folder_->path() / "calls").string();
        writeFileAtomic(file, "#!/bin/sh\necho \"$*\" >> '" + calls + R"sh('
run="$5"
say() {
    printf '{"state": "%s", "pid": %d, "host": "h", "step": %d, "heartbeat": %d,' \
        "$1" $$ "$2" "$(date +%s)" > "$run/status.tmp"
    echo ' "last_checkpoint": "c"}' >> "$run/status.tmp"
    mv "$run/status.tmp" "$run/status.json"
}
)sh" + script)
            .orThrow();
        fs::permissions(file, fs::perms::owner_all);
        return file;
    }
    [[nodiscard]] std::string calls() const
    {
        const auto text = readFile(folder_->path() / "calls");
        return text ? *text : std::string();
    }

private slots:
    void init()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        fs::create_directories(runs());
        for (const char* name : {"a", "b", "c"})
            makeRun(name);
    }

    void theOrderIsKeptAndChanged()
    {
        QVERIFY(waiting().empty());
        for (const char* name : {"a", "b", "c"})
            queue().add(name).orThrow();
        QCOMPARE(waiting(), (Names{"a", "b", "c"}));
        QVERIFY(status("b").state == RunState::Queued);
        QCOMPARE(queue().move("c", 0).orThrow(), size_t{2});
        QCOMPARE(waiting(), (Names{"c", "a", "b"}));
        QCOMPARE(queue().move("c", 99).orThrow(), size_t{0}); // no further than the end
        QCOMPARE(waiting(), (Names{"a", "b", "c"}));
        QCOMPARE(queue().remove("b").orThrow(), size_t{1});
        queue().add("b", 0).orThrow();
        QCOMPARE(waiting(), (Names{"b", "a", "c"}));
        fs::remove_all(runs() / "a"); // deleted by hand
        QCOMPARE(waiting(), (Names{"b", "c"}));
    }
    void whatCannotWaitIsRefused()
    {
        queue().add("a").orThrow();
        setState("b", RunState::Running);
        for (const char* name : {"a", "b", "missing", "../p", ".", ""}) {
            const Status added = queue().add(name);
            QVERIFY2(!added.ok(), name);
            QVERIFY(added.error().kind == ErrorKind::Config);
        }
        QVERIFY(!queue().remove("c").ok());
        QVERIFY(!queue().move("c", 0).ok());
        QCOMPARE(waiting(), Names{"a"});
        QVERIFY(!RunQueue(folder_->path() / "nowhere").add("a").ok());
    }
    void aDamagedQueueSaysSo()
    {
        for (const char* bad : {"{", "[]", "{}", R"({"runs": "a"})", R"({"runs": ["../x"]})",
                                R"({"runs": [], "paused": 1})"}) {
            writeFileAtomic(runs() / "queue.json", bad).orThrow();
            const auto read = queue().read();
            QVERIFY2(!read.ok(), bad);
            QVERIFY2(read.error().where.find("queue.json") != std::string::npos, bad);
            QVERIFY(!queue().add("a").ok()); // and is not written over
        }
    }
    void aStoppedRunIsStoppedAgainWhenTakenOut()
    {
        makeCheckpoint("a");
        queue().add("a").orThrow();
        QVERIFY(status("a").state == RunState::Queued);
        QCOMPARE(status("a").step, int64_t{4}); // what is known of it stays
        (void)queue().remove("a").orThrow();
        QVERIFY(status("a").state == RunState::Finished);
        QVERIFY(status("a").canRestart());
        queue().add("b").orThrow();
        (void)queue().remove("b").orThrow();
        QVERIFY(moveToTrash(runs() / "b", project() / "trash").ok()); // nobody is about to start it
    }
    void thereIsOneWorker()
    {
        queue().add("a").orThrow();
        QVERIFY(!queue().hasWorker());
        auto worker = QueueWorker::begin(queue()).orThrow();
        QVERIFY(worker.has_value());
        QVERIFY(queue().hasWorker());
        QVERIFY(!QueueWorker::begin(queue()).orThrow().has_value());
        QCOMPARE(worker->next().orThrow()->id(), std::string("a"));
        QVERIFY(queue().hasWorker()); // until it has found that nothing waits
        QVERIFY(!worker->next().orThrow().has_value());
        QVERIFY(!queue().hasWorker());
        queue().add("b").orThrow(); // the old one does not take it: who added it starts another
        QVERIFY(!worker->next().orThrow().has_value());
        queue().setPaused(true).orThrow();
        auto second = QueueWorker::begin(queue()).orThrow();
        QVERIFY(!second->next().orThrow().has_value());
        QVERIFY(!queue().hasWorker());
        QCOMPARE(waiting(), Names{"b"});
    }

    void aFailedRunDoesNotStopTheQueue()
    {
        makeCheckpoint("c");
        for (const char* name : {"a", "b", "c"})
            queue().add(name).orThrow();
        Names lines;
        const bool worked = workQueue(queue(), program(R"(case "$run" in
*/a) echo "unimo: no such split" >&2; exit 1;;
*/b) kill -9 $$;;
esac
say finished 10
)"),
                                      {}, [&](const std::string& line) { lines.push_back(line); })
                                .orThrow();
        QVERIFY(worked);
        QVERIFY(waiting().empty());
        QVERIFY(!queue().hasWorker());
        QVERIFY(status("a").state == RunState::Failed);
        QCOMPARE(status("a").error, std::string("unimo: no such split"));
        QVERIFY(status("b").state == RunState::Failed);
        QVERIFY2(status("b").error.find("signal 9") != std::string::npos,
                 status("b").error.c_str());
        QVERIFY(status("c").state == RunState::Finished);
        QCOMPARE(lines.size(), size_t{6});
        // One was begun by its recipe, the other goes on.
        QVERIFY(calls().find("/a --recipe") != std::string::npos);
        QVERIFY(calls().find("/c --resume") != std::string::npos);
    }
    void theWorkerWaitsForARunThatTrains()
    {
        setState("b", RunState::Running); // this process, so that it lives
        queue().add("a").orThrow();
        std::jthread worker([&] { (void)workQueue(queue(), program("say finished 10\n"), {}); });
        QTest::qWait(1500);
        QVERIFY(calls().empty());
        QCOMPARE(waiting(), Names{"a"}); // and can still be taken out
        QVERIFY(queue().hasWorker());
        setState("b", RunState::Finished, 4);
        worker.join();
        QVERIFY(status("a").state == RunState::Finished);
    }
    void aStoppedWorkerPutsItsRunBack()
    {
        queue().add("a").orThrow();
        queue().add("b").orThrow();
        std::stop_source source;
        std::jthread worker([&] {
            (void)workQueue(queue(), program(R"(say running 1
trap 'say finished 5; exit 143' TERM
while true; do sleep 0.1; done
)"),
                            source.get_token());
        });
        QTRY_VERIFY(status("a").state == RunState::Running ||
                    status("a").state == RunState::Lost); // the script's host is not this one
        source.request_stop();
        worker.join();
        QCOMPARE(waiting(), (Names{"a", "b"}));
        QVERIFY(status("a").state == RunState::Queued);
        QCOMPARE(status("a").step, int64_t{5});
    }
    void aProgramThatIsNotThereFailsTheRun()
    {
        queue().add("a").orThrow();
        QVERIFY(workQueue(queue(), folder_->path() / "nothing", {}).ok());
        QVERIFY(status("a").state == RunState::Failed);
        QVERIFY2(status("a").error.find("nothing") != std::string::npos, status("a").error.c_str());
    }
    void theLastWordsAreTheLastLines()
    {
        const RunFolder run(runs() / "a");
        QVERIFY(lastWords(run).empty());
        writeFileAtomic(consoleFile(run), "one\ntwo\nthree\nfour\n\n").orThrow();
        QCOMPARE(lastWords(run), std::string("two\nthree\nfour"));
        writeFileAtomic(consoleFile(run), "one").orThrow();
        QCOMPARE(lastWords(run), std::string("one"));
        writeFileAtomic(consoleFile(run), std::string(100'000, 'x') + "\nend\n").orThrow();
        QVERIFY(lastWords(run).size() <= 4000 && lastWords(run).ends_with("\nend"));
    }
};

QTEST_GUILESS_MAIN(RunQueueTest)
#include "run_queue_test.moc"
