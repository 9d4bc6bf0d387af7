// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/inference/engine.h"
#include "core/inference/sample_scores.h"
#include "core/store/project.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_project.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

bool isNear(float a, float b)
{
    return std::abs(a - b) < 1e-4F;
}

} // namespace

/// A pair under the weights of a small trained model.
class PairScoresTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    fs::path project_;
    std::unique_ptr<inference::Engine> engine_;
    store::SampleId sample_ = 0;

    inference::PairScores scores() { return engine_->pairScores(project_, sample_).orThrow(); }

private slots:
    void initTestCase()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        project_ = folder_->path() / "project";
        tests::makeTinyProject(project_);
        tests::addUnpairedData(project_);
        train::TrainRequest request;
        request.project = project_;
        request.run = train::RunFolder(project_ / "runs" / "one");
        request.recipe = tests::tinyRecipe(10);
        QCOMPARE(train::train(request).orThrow().state, train::RunState::Finished);
        engine_ = inference::Engine::load(*request.run.latestCheckpoint(), "cpu").orThrow();
        sample_ = store::Project::open(project_).orThrow()->sampleIds({}).front();
    }
    void cleanupTestCase()
    {
        engine_.reset();
        folder_.reset();
    }

    void everyTextHasItsMargin()
    {
        const auto project = store::Project::open(project_).orThrow();
        const auto rewrites = project->rewrites(sample_);
        const auto found = scores();
        QCOMPARE(found.sample, sample_);
        QCOMPARE(found.texts.size(), rewrites.size() + 1);
        std::map<int64_t, float> match; // by rewrite
        for (const auto& text : found.texts)
            match[text.rewrite] = text.match;
        float hardest = -1e9F;
        for (const auto& rewrite : rewrites)
            if (rewrite.isHardNegative())
                hardest = std::max(hardest, match.at(rewrite.id));
        for (const auto& text : found.texts) {
            const auto row = std::find_if(rewrites.begin(), rewrites.end(),
                                          [&](const auto& r) { return r.id == text.rewrite; });
            const bool negative = row != rewrites.end() && row->polarity < 0;
            QVERIFY(
                isNear(text.margin, negative ? match.at(0) - text.match : text.match - hardest));
        }
    }

    /// The same numbers, for all pairs at once, become measures of the project.
    void allPairsAreScored()
    {
        auto project = store::Project::open(project_).orThrow();
        const auto checkpoints = train::RunFolder(project_ / "runs" / "one").checkpoints();
        const auto report =
            inference::scoreSamples(*project, {}, {checkpoints.back()}, "one", "cpu").orThrow();
        const auto scored = project->measured("score");
        QCOMPARE(report.pairs, static_cast<int64_t>(scored.size()));
        QVERIFY(report.contested > 0 && report.contested <= report.pairs);
        const auto own = project->measures(sample_);
        const auto value = [&](const std::string& name) {
            return static_cast<float>(std::find_if(own.begin(), own.end(), [&](const auto& m) {
                                          return m.first == name;
                                      })->second);
        };
        std::vector<float> matches;
        for (const auto& text : scores().texts) {
            const auto rewrites = project->rewrites(sample_);
            const auto row = std::find_if(rewrites.begin(), rewrites.end(),
                                          [&](const auto& r) { return r.id == text.rewrite; });
            if (text.rewrite == 0 || (row->isHardNegative() && matches.size() <= 8))
                matches.push_back(text.match);
        }
        QVERIFY(isNear(value("score"), matches.front()));
        const float hardest = *std::max_element(matches.begin() + 1, matches.end());
        QVERIFY(isNear(value("margin"), matches.front() - hardest));
        double sum = 0;
        for (const float match : matches)
            sum += std::exp(static_cast<double>(match - matches.front()));
        QVERIFY(isNear(value("loss"), static_cast<float>(std::log(sum))));
        QVERIFY(project->measured("drift").empty()); // one checkpoint does not drift
        store::SampleFilter wrong;
        wrong.query = "margin<=0";
        QCOMPARE(project->count(wrong), report.wrong);

        // Two checkpoints, the same one twice: nothing moves, nothing is forgotten.
        const auto twice = inference::scoreSamples(
                               *project, {}, {checkpoints.back(), checkpoints.back()}, "one", "cpu")
                               .orThrow();
        QCOMPARE(twice.forgotten, int64_t{0});
        for (const auto& [id, drift] : project->measured("drift"))
            QCOMPARE(drift, 0.0);
        QCOMPARE(static_cast<int64_t>(project->measured("forgotten").size()), twice.contested);
    }

    void scoringStopsAndKeepsWhatWas()
    {
        auto project = store::Project::open(project_).orThrow();
        const auto checkpoint = *train::RunFolder(project_ / "runs" / "one").latestCheckpoint();
        const auto before = project->measured("score");
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = inference::scoreSamples(*project, {}, {checkpoint}, "two", "cpu",
                                                     {stop.get_token(), {}});
        QVERIFY(!stopped.ok() && stopped.error().kind == ErrorKind::Cancelled);
        QVERIFY(project->measured("score") == before);
        store::SampleFilter none;
        none.split = "no such split";
        QVERIFY(!inference::scoreSamples(*project, none, {checkpoint}, "x", "cpu").ok());
    }

    void whatWasRetrievedLowersTheLossByItsEffect()
    {
        const auto found = scores();
        QCOMPARE(found.neighbours.size(), size_t{4}); // two of each kind
        QCOMPARE(found.lossByCount.size(), size_t{3});
        // More positives of which one has to be found: never dearer.
        QVERIFY(found.lossByCount[1] < found.lossByCount[0]);
        QVERIFY(found.lossByCount[2] < found.lossByCount[1]);
        const auto project = store::Project::open(project_).orThrow();
        for (const auto& near : found.neighbours) {
            QVERIFY(near.effect < 0);
            QCOMPARE(project->markNeighbours({near.neighbour}, store::Mark::Wrong), int64_t{1});
            const auto without = scores();
            QVERIFY(isNear(without.lossByCount.back(), found.lossByCount.back() - near.effect));
            // What is thrown out is scored all the same, as if it were used.
            const auto same =
                std::find_if(without.neighbours.begin(), without.neighbours.end(),
                             [&](const auto& n) { return n.neighbour == near.neighbour; });
            QVERIFY(isNear(same->effect, near.effect) && isNear(same->similarity, near.similarity));
            (void)project->undo();
        }
    }

    void aMarkedNegativeIsNoNegative()
    {
        const auto before = scores();
        const auto project = store::Project::open(project_).orThrow();
        std::vector<int64_t> negatives;
        for (const auto& rewrite : project->rewrites(sample_))
            if (rewrite.polarity < 0)
                negatives.push_back(rewrite.id);
        project->markRewrites(negatives, store::Mark::Wrong);
        const auto after = scores();
        QVERIFY(after.lossByCount[0] < before.lossByCount[0]);
        QVERIFY(isNear(after.texts[0].margin, 0)); // nothing to be above of
        (void)project->undo();
    }

    void whatCannotBeScoredSaysWhy()
    {
        const auto none = engine_->pairScores(project_, 99'999);
        QVERIFY(!none && none.error().text().find("no region features") != std::string::npos);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = engine_->pairScores(project_, sample_, stop.get_token());
        QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(PairScoresTest)
#include "pair_scores_test.moc"
