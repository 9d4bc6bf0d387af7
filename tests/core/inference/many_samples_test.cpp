// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/inference/engine.h"
#include "core/inference/propose.h"
#include "core/store/project.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_project.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace unimo;
using inference::BatchQuestion;
using inference::CaptionOptions;
using inference::Engine;

/// Questions about many samples, and the pairs near a picture, of a small trained model.
class ManySamplesTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    std::filesystem::path project_;
    std::unique_ptr<Engine> engine_;
    std::vector<store::SampleId> train_;

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
        request.recipe = tests::tinyRecipe(6);
        QCOMPARE(train::train(request).orThrow().state, train::RunState::Finished);
        engine_ = Engine::load(*request.run.latestCheckpoint(), "cpu").orThrow();
        store::SampleFilter filter;
        filter.split = "train";
        filter.kind = store::SampleKind::Pair;
        train_ = store::Project::open(project_).orThrow()->sampleIds(filter);
    }
    void cleanupTestCase()
    {
        engine_.reset();
        folder_.reset();
    }

    void captionsAreThoseOfEachSample()
    {
        const std::vector<int64_t> asked{train_[3], train_[0], train_[7]};
        BatchQuestion question;
        question.caption.beams = 2;
        const auto rows = engine_->askAll(project_, asked, question).orThrow();
        QCOMPARE(rows.size(), asked.size());
        const auto project = store::Project::open(project_).orThrow();
        for (size_t i = 0; i < rows.size(); ++i) {
            const auto picture = engine_->prepare(project_, asked[i]).orThrow();
            const auto best = engine_->caption(picture, question.caption).orThrow().front();
            QCOMPARE(rows[i].sample, asked[i]);
            QCOMPARE(rows[i].text, best.text);
            QCOMPARE(rows[i].known, project->captions(asked[i]).front().text);
            double product = 1;
            for (const auto& word : best.words)
                product *= word.second;
            QVERIFY(std::abs(rows[i].probability -
                             std::pow(product, 1.0 / static_cast<double>(best.words.size()))) <
                    1e-4);
        }
    }
    void answersAreToEachSamplesOwnQuestions()
    {
        BatchQuestion question;
        question.kind = BatchQuestion::Kind::Answers;
        const auto project = store::Project::open(project_).orThrow();
        const auto known = project->questions(train_[1]);
        QVERIFY(!known.empty());
        const auto rows = engine_->askAll(project_, {train_[1]}, question).orThrow();
        QCOMPARE(rows.size(), known.size());
        const auto picture = engine_->prepare(project_, train_[1]).orThrow();
        for (size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].question, known[i].text);
            QCOMPARE(rows[i].known, known[i].answer);
            const auto best = engine_->answer(picture, known[i].text, 1).orThrow().front();
            QCOMPARE(rows[i].text, best.text);
            QCOMPARE(rows[i].probability, best.probability);
        }
        question.question = "is it big?"; // nobody's own
        const auto same = engine_->askAll(project_, {train_[1], train_[2]}, question).orThrow();
        QCOMPARE(same.size(), size_t{2});
        QCOMPARE(same[1].question, question.question);
        QVERIFY(same[1].known.empty());
    }
    void aSampleThatCannotBeAskedHasARowThatSaysWhy()
    {
        store::SampleFilter filter;
        filter.kind = store::SampleKind::Text;
        const auto text = store::Project::open(project_).orThrow()->sampleIds(filter).front();
        const auto rows = engine_->askAll(project_, {text, train_[0]}, {}).orThrow();
        QCOMPARE(rows.size(), size_t{2});
        QVERIFY(!rows[0].problem.empty() && rows[0].text.empty());
        QVERIFY(rows[1].problem.empty() && !rows[1].text.empty());
        std::stop_source source;
        source.request_stop();
        const auto stopped = engine_->askAll(project_, {train_[0]}, {}, source.get_token());
        QVERIFY(!stopped.ok() && stopped.error().kind == ErrorKind::Cancelled);
    }
    /// What is said of a sample is kept apart from the data.
    void whatIsSaidIsProposed()
    {
        const auto project = store::Project::open(project_).orThrow();
        store::SampleFilter texts;
        texts.kind = store::SampleKind::Text;
        const auto text = project->sampleIds(texts).front();
        const std::string version = project->dataVersion();
        const auto checkpoint = engine_->info().checkpoint;
        inference::ProposeOptions options;
        options.caption.beams = 2;
        options.device = "cpu";
        const auto made =
            inference::propose(*project, {train_[0], text, train_[1]}, checkpoint, options)
                .orThrow();
        QCOMPARE(made.samples, int64_t{3});
        QCOMPARE(made.problems, int64_t{1});
        QVERIFY(made.problem.starts_with("sample " + std::to_string(text)));
        QCOMPARE(made.proposals.size(), size_t{2});
        const auto picture = engine_->prepare(project_, train_[1]).orThrow();
        const auto best = engine_->caption(picture, options.caption).orThrow().front();
        QCOMPARE(made.proposals[1].text, best.text);
        QCOMPARE(made.proposals[1].source, checkpoint.filename().string() + " of one");
        QVERIFY(made.proposals[1].score > 0 && made.proposals[1].score <= 1);
        QCOMPARE(project->dataVersion(), version);
        options.kind = store::Proposal::Kind::Answer;
        const auto answers =
            inference::propose(*project, {train_[1]}, checkpoint, options).orThrow();
        QCOMPARE(answers.proposals.size(), project->questions(train_[1]).size());
        QVERIFY(!answers.proposals.front().question.empty());
        std::stop_source source;
        source.request_stop();
        const auto stopped = inference::propose(*project, {train_[1]}, checkpoint, options,
                                                {source.get_token(), {}});
        QVERIFY(!stopped.ok() && stopped.error().kind == ErrorKind::Cancelled);
        QVERIFY(!inference::propose(*project, {train_[1]}, project_, options).ok());
    }
    void drawnCaptionsAreToldOnceEach()
    {
        const auto picture = engine_->prepare(project_, train_[0]).orThrow();
        CaptionOptions options;
        options.method = CaptionOptions::Method::Nucleus;
        options.samples = 6;
        options.topP = 0; // greedy: six times the same
        options.beams = 1;
        const auto same = engine_->caption(picture, options).orThrow();
        QCOMPARE(same.size(), size_t{1});
        QCOMPARE(same.front().times, 6);
        CaptionOptions greedy;
        greedy.beams = 1;
        QCOMPARE(same.front().text, engine_->caption(picture, greedy).orThrow().front().text);
        options.topP = 1;
        options.temperature = 2;
        const auto varied = engine_->caption(picture, options).orThrow();
        QVERIFY(varied.size() > 1);
        int times = 0;
        for (size_t i = 0; i < varied.size(); ++i) {
            times += varied[i].times;
            QVERIFY(i == 0 || varied[i].score <= varied[i - 1].score);
        }
        QCOMPARE(times, 6);
    }

    void theNearestPairOfAPictureIsItsOwn()
    {
        const auto picture = engine_->prepare(project_, train_[4]).orThrow();
        int64_t encoded = 0;
        const JobControl control{{}, [&](const ProgressState&) { ++encoded; }};
        const auto near =
            engine_->nearestPairs(picture, project_, "train", 5, 0, control).orThrow();
        QCOMPARE(near.size(), size_t{5});
        QCOMPARE(near[0].sample, train_[4]);
        QVERIFY(std::abs(near[0].picture - 1) < 1e-4F);
        for (size_t i = 1; i < near.size(); ++i)
            QVERIFY(near[i].picture <= near[i - 1].picture);
        QVERIFY(encoded > 0);
        // Left out, and encoded once only.
        encoded = 0;
        const auto others =
            engine_->nearestPairs(picture, project_, "train", 4, train_[4], control).orThrow();
        QCOMPARE(encoded, int64_t{0});
        QCOMPARE(others.size(), size_t{4});
        for (size_t i = 0; i < others.size(); ++i)
            QCOMPARE(others[i].sample, near[i + 1].sample);
        // Forgotten, they are encoded again.
        engine_->forgetIndex();
        QVERIFY(engine_->nearestPairs(picture, project_, "train", 4, 0, control).ok());
        QVERIFY(encoded > 0);
        // The caption's similarity is what the common space says.
        const auto pairs = engine_->pairVectors(project_, "train", 1000).orThrow();
        const auto at =
            static_cast<size_t>(std::find(pairs.samples.begin(), pairs.samples.end(), train_[4]) -
                                pairs.samples.begin());
        QVERIFY(std::abs(near[0].textToPicture - pairs.similarity[at]) < 1e-4F);
        QCOMPARE(near[0].text, pairs.captions[at]);
        // Another split has other pairs.
        for (const auto& pair : engine_->nearestPairs(picture, project_, "val", 3).orThrow())
            QVERIFY(std::find(train_.begin(), train_.end(), pair.sample) == train_.end());
        QVERIFY(!engine_->nearestPairs(picture, project_, "nowhere", 3).ok());
    }
};

QTEST_APPLESS_MAIN(ManySamplesTest)
#include "many_samples_test.moc"
