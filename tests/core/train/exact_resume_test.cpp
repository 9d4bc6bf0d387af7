// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/exact_resume.h"
#include "core/train/recipe.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <memory>

using namespace unimo;
using namespace unimo::train;
namespace fs = std::filesystem;
using Kind = ResumeObstacle::Kind;

class ExactResumeTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;

    [[nodiscard]] RunFolder run() const { return RunFolder(folder_->path() / "run"); }
    [[nodiscard]] fs::path checkpoint() const
    {
        return run().checkpointsFolder() / "step-00000007";
    }
    static Circumstances then()
    {
        return {.program = "0.1.0",
                .data = "d",
                .recipe = "r",
                .device = "cpu",
                .processor = "AVX2, x",
                .precision = "fp32",
                .threads = 2,
                .processes = 1};
    }
    void setRecipe(double minutes, int64_t steps) const
    {
        Settings recipe(recipeTable());
        recipe.set("run.minutes", minutes).orThrow();
        recipe.set("run.steps", steps).orThrow();
        writeJsonAtomic(run().recipeFile(), recipe.toJson()).orThrow();
    }
    [[nodiscard]] std::vector<Kind> kinds(const Circumstances& now) const
    {
        std::vector<Kind> found;
        for (const ResumeObstacle& obstacle : resumeObstacles(run(), now))
            found.push_back(obstacle.kind);
        return found;
    }

private slots:
    void init()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        fs::create_directories(checkpoint());
        setRecipe(0, 20);
        for (const char* file : {"model.safetensors", "optimizer.safetensors"})
            writeFileAtomic(checkpoint() / file, "").orThrow();
        writeJsonAtomic(checkpoint() / "trainer.json", {{"made_with", toJson(then())}}).orThrow();
    }

    void nothingChangedIsExact() { QVERIFY(kinds(then()).empty()); }
    void everyDifferenceIsNamed()
    {
        Circumstances now = then();
        now.program = std::string("0.2.0");
        QCOMPARE(kinds(now), std::vector{Kind::Program});
        const auto obstacle = resumeObstacles(run(), now).front();
        QCOMPARE(obstacle.then, std::string("0.1.0"));
        QCOMPARE(obstacle.now, std::string("0.2.0"));
        QVERIFY(textOf(obstacle).find("0.2.0") != std::string::npos);
        now = then();
        now.data = std::string("e");
        QCOMPARE(kinds(now), std::vector{Kind::Data});
        now = then();
        now.recipe = std::string("s");
        QCOMPARE(kinds(now), std::vector{Kind::Recipe});
        now = then();
        now.processor = std::string("AVX512, y");
        now.precision = std::string("bf16");
        QCOMPARE(kinds(now), (std::vector{Kind::Processor, Kind::Precision}));
        now = then();
        now.threads = 4;
        now.processes = 2;
        QCOMPARE(kinds(now), (std::vector{Kind::Threads, Kind::Processes}));
        now = then();
        now.device = std::string("cuda");
        QCOMPARE(kinds(now), std::vector{Kind::Device});
    }
    void aGpuIsNeverExact()
    {
        Circumstances gpu = then();
        gpu.device = std::string("cuda");
        writeJsonAtomic(checkpoint() / "trainer.json", {{"made_with", toJson(gpu)}}).orThrow();
        QCOMPARE(kinds(gpu), std::vector{Kind::Gpu});
    }
    void aRunByTheClockIsNotExact()
    {
        setRecipe(15, 20);
        QCOMPARE(kinds(then()), std::vector{Kind::Clock});
    }
    void aPartOfACheckpointIsNone()
    {
        fs::remove(checkpoint() / "optimizer.safetensors");
        QCOMPARE(kinds(then()), std::vector{Kind::NoCheckpoint});
        fs::remove_all(checkpoint());
        QCOMPARE(kinds(then()), std::vector{Kind::NoCheckpoint});
    }
    void anOldOrDamagedCheckpointSaysNothing()
    {
        for (const char* text : {"{}", "[]", "{", R"({"step": 7})"}) {
            writeFileAtomic(checkpoint() / "trainer.json", text).orThrow();
            QCOMPARE(kinds(then()), std::vector{Kind::Unknown});
        }
        writeFileAtomic(checkpoint() / "trainer.json", R"({"made_with": [1]})").orThrow();
        QVERIFY(kinds(then()).size() > 3); // everything differs from nothing
    }
    void whatIsKeptComesBack()
    {
        QVERIFY(circumstancesFromJson(toJson(then())) == then());
        QVERIFY(circumstancesFromJson({{"program", 7}, {"threads", "2"}}) == Circumstances());
    }
    void aRunIsCompleteAtItsRecipesEnd()
    {
        RunStatus status;
        status.step = 19;
        status.elapsedSeconds = 1e6;
        QVERIFY(!isComplete(run(), status));
        status.step = 20;
        QVERIFY(isComplete(run(), status));
        setRecipe(15, 0);
        status.elapsedSeconds = 899;
        QVERIFY(!isComplete(run(), status));
        status.elapsedSeconds = 900;
        QVERIFY(isComplete(run(), status));
        fs::remove(run().recipeFile());
        QVERIFY(!isComplete(run(), status));
    }
};

QTEST_APPLESS_MAIN(ExactResumeTest)
#include "exact_resume_test.moc"
