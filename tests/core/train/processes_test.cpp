// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/recipe.h"
#include "core/train/run_folder.h"
#include "tests/core/tensor/free_port.h"
#include "tests/core/train/process_runs.h"
#include "tests/core/train/tiny_project.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <memory>

using namespace unimo;
using tests::curvesOf;
using tests::distance;
using tests::momentsOf;
using tests::weightsOf;
namespace fs = std::filesystem;

namespace {

using Processes = std::vector<std::unique_ptr<QProcess>>;

/// Several `unimo train` on one run, as torchrun starts them.
Processes start(int count, const QStringList& arguments)
{
    Processes processes;
    const QString port = QString::number(tests::freePort());
    for (int i = 0; i < count; ++i) {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : {std::pair{"RANK", QString::number(i)},
                                          {"WORLD_SIZE", QString::number(count)},
                                          {"LOCAL_RANK", QString::number(i)},
                                          {"LOCAL_WORLD_SIZE", QString::number(count)},
                                          {"MASTER_ADDR", QString("127.0.0.1")},
                                          {"MASTER_PORT", port}})
            environment.insert(name, value);
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(environment);
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->start(qEnvironmentVariable("UNIMO_BIN"), arguments);
        processes.push_back(std::move(process));
    }
    return processes;
}

void awaitEnd(const Processes& processes)
{
    for (const auto& process : processes)
        QVERIFY(process->waitForFinished(300'000));
}

void awaitGoodEnd(const Processes& processes)
{
    awaitEnd(processes);
    for (const auto& process : processes)
        QVERIFY2(process->exitCode() == 0, process->readAll());
}

/// The losses, accuracies and gradient norms of both are the same. Of an accuracy one item in ten
/// may differ: sums in another order turn a near tie.
void compareCurves(const fs::path& one, const fs::path& other, double tolerance)
{
    const auto curves = curvesOf(one), others = curvesOf(other);
    for (const auto& [tag, points] : curves.scalars) {
        if (!tag.starts_with("loss/") && !tag.starts_with("accuracy/") &&
            tag != "train/gradient_norm")
            continue;
        QVERIFY2(others.scalars.contains(tag), tag.c_str());
        const auto& same = others.scalars.at(tag);
        QCOMPARE(same.size(), points.size());
        for (size_t i = 0; i < points.size(); ++i) {
            // Of two candidates that are as near either may win: one item more or less.
            const double allowed = tag.starts_with("accuracy/") && i > 0
                                       ? 0.35
                                       : tolerance * std::max(1.0F, std::abs(points[i].value));
            QVERIFY2(std::abs(points[i].value - same[i].value) <= allowed,
                     qPrintable(QString("%1 at point %2: %3, %4")
                                    .arg(QString::fromStdString(tag))
                                    .arg(i)
                                    .arg(points[i].value)
                                    .arg(same[i].value)));
        }
    }
}

} // namespace

/// Several processes that train one model (docs/training.md, "More than one process").
class ProcessesTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    fs::path project_;

    [[nodiscard]] QStringList arguments(const char* run, int64_t steps,
                                        const QStringList& changes = {}) const
    {
        const fs::path file = folder_->path() / (std::string(run) + ".json");
        writeJsonAtomic(file, tests::processesRecipe(steps).toJson()).orThrow();
        QStringList words{"train",           "--project", project_.c_str(), "--run",
                          path(run).c_str(), "--recipe",  file.c_str()};
        for (const QString& change : changes)
            words << "--set" << change;
        return words;
    }
    [[nodiscard]] fs::path path(const char* run) const { return project_ / "runs" / run; }
    [[nodiscard]] QStringList resumed(const char* run, int64_t steps) const
    {
        const Settings recipe = train::loadRecipe((path(run) / "recipe.json").string(),
                                                  {"run.steps=" + std::to_string(steps)})
                                    .orThrow();
        writeJsonAtomic(path(run) / "recipe.json", recipe.toJson()).orThrow();
        return {"train", "--project", project_.c_str(), "--run", path(run).c_str(), "--resume"};
    }
    void awaitSteps(const char* run) const
    {
        const train::RunFolder folder(path(run));
        QTRY_VERIFY_WITH_TIMEOUT(folder.status().ok() && folder.status()->step > 2, 180'000);
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

    /// Two and four learn what one learns from the same steps; with the optimiser shared, too.
    void processesEqualOne()
    {
        constexpr int64_t kSteps = 5;
        awaitGoodEnd(start(1, arguments("one", kSteps)));
        const auto one = curvesOf(path("one"));
        QVERIFY(one.scalars.contains("loss/contrast") && one.scalars.contains("loss/cmcl"));
        const QStringList shared{"run.shard_optimizer=true"};
        for (const auto& [name, count, changes] : {std::tuple{"two", 2, QStringList()},
                                                   {"four", 4, QStringList()},
                                                   {"two_shared", 2, shared},
                                                   {"four_shared", 4, shared}}) {
            awaitGoodEnd(start(count, arguments(name, kSteps, changes)));
            compareCurves(path("one"), path(name), 1e-4);
            QVERIFY(curvesOf(path(name)).scalars.contains("time/exchange_ms"));
            // AdamW turns the last bit of a gradient near 0 into a step of any direction.
            QVERIFY2(distance(weightsOf(path("one")), weightsOf(path(name))) < 5e-3, name);
        }
        // A checkpoint does not say how many wrote it.
        const auto whole = momentsOf(path("two")), parts = momentsOf(path("two_shared"));
        QCOMPARE(parts.size(), whole.size());
        QVERIFY2(distance(whole, parts) < 1e-4, "moments");
    }

    /// What the checkpoint says goes on with another number of processes.
    void resumesWithAnotherNumber_data()
    {
        QTest::addColumn<bool>("shared");
        QTest::newRow("each has all moments") << false;
        QTest::newRow("each has its part") << true;
    }
    void resumesWithAnotherNumber()
    {
        QFETCH(const bool, shared);
        const char* name = shared ? "resumed_shared" : "resumed";
        awaitGoodEnd(start(
            2, arguments(name, 3,
                         {QString("run.shard_optimizer=%1").arg(shared ? "true" : "false")})));
        QCOMPARE(train::RunFolder(path(name)).status().orThrow().step, int64_t{3});
        awaitGoodEnd(start(3, resumed(name, 5)));
        const auto whole = curvesOf(path("one")).scalars.at("loss/total");
        const auto parts = curvesOf(path(name)).scalars.at("loss/total");
        QCOMPARE(parts.size(), size_t{5});
        QVERIFY(std::abs(parts[3].value - whole[3].value) < 1e-3);
        QVERIFY(std::abs(parts[4].value - whole[4].value) < 1e-3);
    }

    /// The perturbations of a sequence are the same wherever it lies.
    void adversarialTrainingIsShared()
    {
        const QStringList changes{"adversarial.on=true", "adversarial.steps=2"};
        awaitGoodEnd(start(1, arguments("moved_one", 3, changes)));
        QVERIFY(curvesOf(path("moved_one")).scalars.contains("loss/adversarial"));
        awaitGoodEnd(start(2, arguments("moved_two", 3, changes)));
        compareCurves(path("moved_one"), path("moved_two"), 1e-3);
        QVERIFY(distance(weightsOf(path("moved_one")), weightsOf(path("moved_two"))) < 5e-3);
    }

    /// One of them is killed: the others end within seconds, say which one it was, and leave a
    /// checkpoint to go on from.
    void aKilledProcessEndsTheRun()
    {
        const auto processes = start(3, arguments("killed", 100'000));
        awaitSteps("killed");
        processes[1]->kill();
        QElapsedTimer timer;
        timer.start();
        awaitEnd(processes);
        QVERIFY2(timer.elapsed() < 60'000, "they do not wait for it");
        const train::RunFolder run(path("killed"));
        const auto status = run.status().orThrow();
        QCOMPARE(status.state, train::RunState::Failed);
        QVERIFY2(status.error.find("process 1 of 3 was lost") != std::string::npos,
                 status.error.c_str());
        for (const int other : {0, 2}) {
            const QByteArray said = processes[static_cast<size_t>(other)]->readAll();
            QVERIFY(processes[static_cast<size_t>(other)]->exitCode() != 0);
            QVERIFY2(said.contains("process 1 of 3 was lost"), said);
        }
        QVERIFY(run.latestCheckpoint().has_value());
        QCOMPARE(run.latestCheckpoint()->filename().string(), status.lastCheckpoint);
        QVERIFY(status.error.find(status.lastCheckpoint) != std::string::npos);
        awaitGoodEnd(start(2, resumed("killed", status.step + 1)));
        QCOMPARE(run.status().orThrow().state, train::RunState::Finished);
    }

    void stoppingStopsAll()
    {
        const auto processes = start(2, arguments("stopped", 100'000));
        awaitSteps("stopped");
        const train::RunFolder run(path("stopped"));
        run.send({train::ControlCommand::Kind::Set, "contrast.weight", 0.5}).orThrow();
        run.send({train::ControlCommand::Kind::Stop, {}, 0}).orThrow();
        awaitGoodEnd(processes);
        QCOMPARE(run.status().orThrow().state, train::RunState::Finished);
        QVERIFY(curvesOf(run.path()).scalars.contains("changed/contrast.weight"));
    }

    void whatProcessesCannotShareIsRefused()
    {
        const auto processes = start(2, arguments("refused", 1, {"contrast.pairs=1"}));
        awaitEnd(processes);
        for (const auto& process : processes) {
            QVERIFY(process->exitCode() != 0);
            QVERIFY(process->readAll().contains("contrast.pairs"));
        }
    }
};

QTEST_GUILESS_MAIN(ProcessesTest)
#include "processes_test.moc"
