// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/events/event_history.h"
#include "core/events/event_tail.h"
#include "core/tensor/detail/weights.h"
#include "core/train/recipe.h"
#include "core/train/run_folder.h"
#include "tests/core/tensor/free_port.h"
#include "tests/core/train/tiny_project.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTest>
#include <memory>

using namespace unimo;
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
        QVERIFY(process->waitForFinished(120'000));
}

events::EventHistory curvesOf(const fs::path& run)
{
    events::EventTail tail(run);
    events::EventHistory history;
    history.apply(tail.poll());
    return history;
}

tensor::TensorMap weightsOf(const fs::path& run)
{
    return tensor::readSafetensors(*train::RunFolder(run).latestCheckpoint() / "model.safetensors")
        .orThrow()
        .tensors;
}

double distance(const tensor::TensorMap& a, const tensor::TensorMap& b)
{
    double most = 0;
    for (const auto& [name, value] : a)
        if (value.numel() > 0)
            most = std::max(most, (value - b.at(name)).abs().max().item<double>());
    return most;
}

} // namespace

/// Several processes that train one model (docs/training.md, "More than one process").
class ProcessesTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    fs::path project_;

    /// Every objective that processes share, without dropout, which each process draws on its own.
    [[nodiscard]] QStringList arguments(const char* run, int64_t steps) const
    {
        Settings recipe = tests::tinyRecipe(steps);
        recipe
            .merge({{"model", {{"dropout", 0}, {"feature_dropout", 0}}},
                    {"cmcl", {{"on", true}, {"pairs", 5}}},
                    {"texts", {{"on", true}, {"count", 3}}},
                    {"pictures", {{"on", true}, {"count", 3}}},
                    // A rate that does not depend on how many steps are planned.
                    {"optim", {{"warmup", 0}, {"final", 1}}},
                    {"run", {{"validation_scenes", 0}}}})
            .orThrow();
        const fs::path file = folder_->path() / (std::string(run) + ".json");
        writeJsonAtomic(file, recipe.toJson()).orThrow();
        return {"train",           "--project", project_.c_str(), "--run",
                path(run).c_str(), "--recipe",  file.c_str()};
    }
    [[nodiscard]] fs::path path(const char* run) const { return project_ / "runs" / run; }

private Q_SLOTS:
    void initTestCase()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        project_ = folder_->path() / "project";
        tests::makeTinyProject(project_);
        tests::addUnpairedData(project_);
    }
    void cleanupTestCase() { folder_.reset(); }

    /// Two and four learn what one learns from the same steps.
    void processesEqualOne()
    {
        constexpr int64_t kSteps = 5;
        awaitEnd(start(1, arguments("one", kSteps)));
        const auto one = curvesOf(path("one"));
        QVERIFY(one.scalars.contains("loss/contrast") && one.scalars.contains("loss/cmcl"));
        for (const auto& [name, count] : {std::pair{"two", 2}, {"four", 4}}) {
            const auto processes = start(count, arguments(name, kSteps));
            awaitEnd(processes);
            for (const auto& process : processes)
                QVERIFY2(process->exitCode() == 0, process->readAll());
            const auto several = curvesOf(path(name));
            for (const auto& [tag, points] : one.scalars) {
                if (!tag.starts_with("loss/") && !tag.starts_with("accuracy/") &&
                    tag != "train/gradient_norm")
                    continue;
                const auto& others = several.scalars.at(tag);
                QCOMPARE(others.size(), points.size());
                for (size_t i = 0; i < points.size(); ++i)
                    QVERIFY2(std::abs(points[i].value - others[i].value) <=
                                 1e-4 * std::max(1.0F, std::abs(points[i].value)),
                             tag.c_str());
            }
            QVERIFY(several.scalars.contains("time/exchange_ms"));
            // AdamW turns the last bit of a gradient near 0 into a step of any direction.
            QVERIFY2(distance(weightsOf(path("one")), weightsOf(path(name))) < 5e-3, name);
        }
    }

    /// What the checkpoint says goes on with another number of processes.
    void resumesWithAnotherNumber()
    {
        awaitEnd(start(2, arguments("resumed", 3)));
        QCOMPARE(train::RunFolder(path("resumed")).status().orThrow().step, int64_t{3});
        Settings recipe =
            train::loadRecipe((path("resumed") / "recipe.json").string(), {"run.steps=5"})
                .orThrow();
        writeJsonAtomic(path("resumed") / "recipe.json", recipe.toJson()).orThrow();
        const auto processes = start(3, {"train", "--project", project_.c_str(), "--run",
                                         path("resumed").c_str(), "--resume"});
        awaitEnd(processes);
        QVERIFY2(processes[0]->exitCode() == 0, processes[0]->readAll());
        const auto whole = curvesOf(path("one")).scalars.at("loss/total");
        const auto parts = curvesOf(path("resumed")).scalars.at("loss/total");
        QCOMPARE(parts.size(), size_t{5});
        QVERIFY(std::abs(parts[3].value - whole[3].value) < 1e-3);
    }

    /// One of them is killed: the run ends, says so and leaves a checkpoint to go on from.
    void aKilledProcessEndsTheRun()
    {
        const auto processes = start(2, arguments("killed", 100'000));
        const train::RunFolder run(path("killed"));
        QTRY_VERIFY_WITH_TIMEOUT(run.status().ok() && run.status()->step > 2, 60'000);
        processes[1]->kill();
        awaitEnd(processes);
        QVERIFY(processes[0]->exitCode() != 0);
        const auto status = run.status().orThrow();
        QCOMPARE(status.state, train::RunState::Failed);
        QVERIFY2(status.error.find("another process of the run was lost") != std::string::npos,
                 status.error.c_str());
        QVERIFY(run.latestCheckpoint().has_value());
        QCOMPARE(run.latestCheckpoint()->filename().string(), status.lastCheckpoint);
    }

    void stoppingStopsAll()
    {
        const auto processes = start(2, arguments("stopped", 100'000));
        const train::RunFolder run(path("stopped"));
        QTRY_VERIFY_WITH_TIMEOUT(run.status().ok() && run.status()->step > 2, 60'000);
        run.send({train::ControlCommand::Kind::Set, "contrast.weight", 0.5}).orThrow();
        run.send({train::ControlCommand::Kind::Stop, {}, 0}).orThrow();
        awaitEnd(processes);
        for (const auto& process : processes)
            QVERIFY2(process->exitCode() == 0, process->readAll());
        QCOMPARE(run.status().orThrow().state, train::RunState::Finished);
        QVERIFY(curvesOf(run.path()).scalars.contains("changed/contrast.weight"));
    }

    void whatProcessesCannotShareIsRefused()
    {
        for (const auto& [change, said] : {std::pair{"contrast.pairs=1", "contrast.pairs"},
                                           {"adversarial.on=true", "adversarial"}}) {
            const auto processes = start(2, arguments("refused", 1) << "--set" << change);
            awaitEnd(processes);
            for (const auto& process : processes) {
                QVERIFY(process->exitCode() != 0);
                QVERIFY(process->readAll().contains(said));
            }
        }
    }
};

QTEST_GUILESS_MAIN(ProcessesTest)
#include "processes_test.moc"
