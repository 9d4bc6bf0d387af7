// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/events/event_history.h"
#include "core/events/event_tail.h"
#include "core/store/project.h"
#include "core/tasks/detail/bundle.h"
#include "core/tasks/evaluation.h"
#include "core/tasks/example_file.h"
#include "core/train/circumstances.h"
#include "core/train/dry_run.h"
#include "core/train/mask_preview.h"
#include "core/train/run_data.h"
#include "core/train/similarity_points.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_project.h"

#include <torch/torch.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file)
{
    return readFile(file).orThrow();
}

train::RunStatus trainIn(const fs::path& project, const fs::path& run, const Settings& recipe,
                         bool resume = false)
{
    train::TrainRequest request;
    request.project = project;
    request.run = train::RunFolder(run);
    request.recipe = recipe;
    request.resume = resume;
    return train::train(request).orThrow();
}

/// Every figure that is a mean over examples is that of the kept ones.
void figuresAreMeansOverTheExamples(const fs::path& file, const nlohmann::json& report)
{
    QVERIFY(tasks::hasExamples(file, report));
    int checked = 0;
    for (const auto& figure : tasks::evaluationFigures(report)) {
        const auto query = tasks::examplesOf(figure);
        double sum = 0;
        double count = 0;
        for (const auto& example :
             tasks::readExamples(tasks::examplesFileOf(file), query).orThrow())
            if (example.scores.contains(figure.metric)) {
                sum += example.scores.at(figure.metric);
                ++count;
            }
        if (count == 0)
            continue;
        ++checked;
        QVERIFY2(std::abs(sum / count - figure.value) < 1e-9,
                 (figure.part + " " + figure.subject + " " + figure.metric).c_str());
    }
    QVERIFY2(checked > 20, std::to_string(checked).c_str());
}

} // namespace

class TrainerTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    fs::path project_;

private Q_SLOTS:
    void initTestCase()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        project_ = folder_->path() / "project";
        tests::makeTinyProject(project_);
    }
    void cleanupTestCase() { folder_.reset(); }

    void aRunWritesWhatViewersNeed()
    {
        const fs::path run = project_ / "runs" / "plain";
        Settings recipe = tests::tinyRecipe(12);
        recipe.set("run.histogram_every", 5).orThrow();
        const auto status = trainIn(project_, run, recipe);
        QCOMPARE(status.state, train::RunState::Finished);
        QCOMPARE(status.step, int64_t{12});
        QVERIFY(fs::exists(run / "recipe.json"));
        QCOMPARE(train::RunFolder(run).status().orThrow().state, train::RunState::Finished);
        QVERIFY(train::RunFolder(run).latestCheckpoint().has_value());
        const auto project = store::Project::open(project_, /*readOnly=*/true).orThrow();
        const auto data = train::readRunData(run);
        QVERIFY(data && data->version == project->dataVersion());
        QCOMPARE(data->captions,
                 static_cast<int64_t>(project->captions(store::SampleFilter{}).size()));
        QVERIFY(store::isKept(project_, data->version));
        events::EventTail tail(run);
        events::EventHistory history;
        history.apply(tail.poll());
        for (const char* tag : {"loss/contrast", "loss/caption", "loss/region_feature",
                                "loss/region_class", "loss/match", "loss/vqa", "loss/total",
                                "time/data_wait_ms", "time/compute_ms", "train/learning_rate"})
            QVERIFY2(history.scalars.at(tag).size() == 12, tag);
        // A step learns language in one of two ways.
        QCOMPARE(history.scalars.at("loss/mlm").size() + history.scalars.at("loss/seq2seq").size(),
                 12U);
        QVERIFY(history.scalars.contains("validation/vqa"));
        // Each fifth step was looked at.
        for (const char* tag : {"weights/embeddings", "weights/layer 00", "weights/heads",
                                "gradients log10/embeddings", "gradients log10/layer 00"}) {
            QVERIFY2(history.histograms.contains(tag), tag);
            QCOMPARE(history.histograms.at(tag).size(), 2U);
        }
        const auto similarities = train::SimilarityTail(run).poll();
        QCOMPARE(similarities.size(), 2U);
        QCOMPARE(similarities[1].step, int64_t{10});
        QVERIFY(similarities[1].temperature > 0);
        auto opened = store::Project::open(project_, /*readOnly=*/true).orThrow();
        for (const int64_t sample : similarities[1].samples)
            QCOMPARE(QString::fromStdString(opened->sample(sample)->split), QString("train"));
        // Every tenth point of the curves.
        for (const char* tag : {"similarity/contrast_positive", "similarity/contrast_negative"}) {
            QVERIFY2(history.histograms.contains(tag), tag);
            QCOMPARE(history.histograms.at(tag).size(), 1U);
            QCOMPARE(history.histograms.at(tag)[0].step, int64_t{10});
        }
    }

    /// Whoever reads the folder while the trainer works sees it alive, from the first status on.
    void aLivingRunIsNotLost()
    {
        train::TrainRequest request;
        request.project = project_;
        request.run = train::RunFolder(project_ / "runs" / "alive");
        request.recipe = tests::tinyRecipe(4);
        std::vector<train::RunState> seen;
        request.onStatus = [&](const train::RunStatus& status) {
            seen.push_back(status.state);
            QCOMPARE(request.run.status().orThrow().state, status.state);
        };
        QVERIFY(train::train(request).ok());
        QCOMPARE(seen.front(), train::RunState::Starting);
        QVERIFY(std::find(seen.begin(), seen.end(), train::RunState::Running) != seen.end());
        QCOMPARE(seen.back(), train::RunState::Finished);
    }

    /// N steps = k steps + stop + resume + N - k steps, bit for bit, dropout included.
    void resumingIsExact()
    {
        constexpr int64_t kSteps = 120;
        const Settings recipe = tests::tinyRecipe(kSteps);
        const fs::path whole = project_ / "runs" / "whole";
        trainIn(project_, whole, recipe);

        const fs::path parts = project_ / "runs" / "parts";
        std::stop_source source;
        train::TrainRequest request;
        request.project = project_;
        request.run = train::RunFolder(parts);
        request.recipe = recipe;
        request.stop = source.get_token();
        // Each status asks for a checkpoint, which brings the next status: that of step 1 stops the
        // run.
        request.onStatus = [&](const train::RunStatus& status) {
            if (status.state != train::RunState::Running)
                return;
            if (status.step >= 1)
                source.request_stop();
            else
                request.run.send({train::ControlCommand::Kind::Checkpoint, {}, 0}).orThrow();
        };
        const auto stopped = train::train(request).orThrow();
        QVERIFY(stopped.step >= 1 && stopped.step < kSteps);

        // So it is told before.
        auto opened = store::Project::open(project_, /*readOnly=*/true).orThrow();
        const auto now = train::circumstancesNow(recipe, opened->dataVersion()).orThrow();
        const auto obstacles = train::resumeObstacles(train::RunFolder(parts), now);
        QVERIFY2(obstacles.empty(), obstacles.empty() ? "" : textOf(obstacles[0]).c_str());
        QVERIFY(!train::isComplete(train::RunFolder(parts), stopped));

        const auto resumed = trainIn(project_, parts, recipe, /*resume=*/true);
        QCOMPARE(resumed.step, kSteps);
        const auto last = [](const fs::path& run) {
            return *train::RunFolder(run).latestCheckpoint();
        };
        for (const char* name : {"model.safetensors", "optimizer.safetensors"})
            QVERIFY2(content(last(whole) / name) == content(last(parts) / name), name);
    }

    void anotherSeedGivesAnotherModel()
    {
        Settings recipe = tests::tinyRecipe(3);
        trainIn(project_, project_ / "runs" / "seed1", recipe);
        recipe.set("run.seed", 2).orThrow();
        trainIn(project_, project_ / "runs" / "seed2", recipe);
        const auto weights = [&](const char* run) {
            return content(*train::RunFolder(project_ / "runs" / run).latestCheckpoint() /
                           "model.safetensors");
        };
        QVERIFY(weights("seed1") != weights("seed2"));
    }

    void theLossFallsAndCheckpointsLoad()
    {
        Settings recipe = tests::tinyRecipe(150);
        recipe.set("optim.learning_rate", 3e-3).orThrow();
        const fs::path run = project_ / "runs" / "learns";
        trainIn(project_, run, recipe);
        events::EventTail tail(run);
        events::EventHistory history;
        history.apply(tail.poll());
        const auto& loss = history.scalars.at("loss/total");
        QVERIFY(loss.back().value < 0.6F * loss.front().value);
        const auto bundle = tasks::loadBundle(*train::RunFolder(run).latestCheckpoint());
        QVERIFY(bundle.ok());
        QCOMPARE(bundle->answers.size(), size_t{3});
    }

    void objectivesCanBeSwitchedOff()
    {
        Settings recipe = tests::tinyRecipe(2);
        for (const char* key : {"contrast.on", "mlm.on", "regions.on", "match.on", "vqa.on"})
            recipe.set(key, false).orThrow();
        const fs::path run = project_ / "runs" / "caption-only";
        trainIn(project_, run, recipe);
        events::EventTail tail(run);
        events::EventHistory history;
        history.apply(tail.poll());
        QVERIFY(history.scalars.contains("loss/caption"));
        QVERIFY(!history.scalars.contains("loss/contrast"));
    }

    /// Every objective of the paper on pairs, texts and pictures; with each similarity.
    void theWholeOfUnimoTrains_data()
    {
        QTest::addColumn<QString>("similarity");
        for (const char* name : {"cosine", "dot", "head"})
            QTest::newRow(name) << name;
    }
    void theWholeOfUnimoTrains()
    {
        QFETCH(QString, similarity);
        const fs::path project = folder_->path() / ("whole_" + similarity.toStdString());
        tests::makeTinyProject(project);
        tests::addUnpairedData(project);
        Settings recipe = tests::tinyRecipe(40);
        recipe.set("cmcl.on", true).orThrow();
        recipe.set("cmcl.pairs", 3).orThrow();
        recipe.set("match.on", false).orThrow();
        recipe.set("model.similarity", similarity.toStdString()).orThrow();
        recipe.set("optim.learning_rate", 3e-3).orThrow();
        recipe.set("model.temperature_learnt", false).orThrow();
        const fs::path run = project / "runs" / "whole";
        trainIn(project, run, recipe);
        events::EventTail tail(run);
        events::EventHistory history;
        history.apply(tail.poll());
        for (const char* tag :
             {"loss/cmcl", "accuracy/cmcl", "cmcl/true_pair/loss", "cmcl/rewritten/margin",
              "cmcl/retrieved_text/accuracy", "cmcl/retrieved_picture/loss", "cmcl/object/margin",
              "cmcl/object/accuracy", "cmcl/random/margin", "cmcl/alone/accuracy", "loss/mlm",
              "loss/seq2seq", "loss/text_mlm", "loss/text_seq2seq", "loss/region_feature",
              "loss/picture_feature", "loss/picture_class"})
            QVERIFY2(history.scalars.contains(tag), tag);
        QVERIFY(history.scalars.at("loss/total").back().value <
                history.scalars.at("loss/total").front().value);
        for (const auto& point : history.scalars.at("train/temperature"))
            QVERIFY(std::abs(point.value - 0.07F) < 1e-6F);
        // About half of the steps each.
        const auto seq2seq = history.scalars.at("loss/seq2seq").size();
        QCOMPARE(seq2seq + history.scalars.at("loss/mlm").size(), 40U);
        QVERIFY(seq2seq >= 10 && seq2seq <= 30);
        const auto bundle = tasks::loadBundle(*train::RunFolder(run).latestCheckpoint()).orThrow();
        QVERIFY(bundle.config.jointScore == model::JointScore::Similarity);
    }

    void pairsPicturesOrTextsMayBeMissing_data()
    {
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("tag");
        QTest::newRow("texts alone") << "2"
                                     << "loss/text_mlm";
        QTest::newRow("pictures alone") << "1"
                                        << "loss/picture_feature";
        QTest::newRow("no pairs") << "1,2"
                                  << "loss/picture_feature";
        QTest::newRow("no texts") << "0,1"
                                  << "loss/contrast";
    }
    void pairsPicturesOrTextsMayBeMissing()
    {
        QFETCH(QString, kept);
        QFETCH(QString, tag);
        const fs::path project = folder_->path() / ("kept_" + kept.toStdString());
        tests::makeTinyProject(project);
        tests::addUnpairedData(project);
        {
            SQLite::Database database((project / "project.sqlite").string(),
                                      SQLite::OPEN_READWRITE);
            const std::string others =
                "(SELECT id FROM samples WHERE kind NOT IN (" + kept.toStdString() + "))";
            database.exec("DELETE FROM feature_slots WHERE sample IN " + others);
            database.exec("UPDATE samples SET trashed = 1 WHERE id IN " + others);
        }
        const fs::path run = project / "runs" / "some";
        const auto status = trainIn(project, run, tests::tinyRecipe(8));
        QCOMPARE(status.state, train::RunState::Finished);
        events::EventTail tail(run);
        events::EventHistory history;
        history.apply(tail.poll());
        QVERIFY(history.scalars.contains(tag.toStdString()));
        QVERIFY(tasks::loadBundle(*train::RunFolder(run).latestCheckpoint()).ok());
    }

    void nothingToLearnFromIsAnError()
    {
        const fs::path project = folder_->path() / "kept_2";
        Settings recipe = tests::tinyRecipe(2);
        recipe.set("texts.on", false).orThrow();
        train::TrainRequest request;
        request.project = project;
        request.run = train::RunFolder(project / "runs" / "nothing");
        request.recipe = recipe;
        const auto status = train::train(request);
        QVERIFY(!status.ok());
        QVERIFY(status.error().message.find("no objective") != std::string::npos);
    }

    void retrievalIsFineTunedByTheCircleLoss()
    {
        Settings recipe = tests::tinyRecipe(3);
        for (const char* key :
             {"contrast.on", "caption.on", "mlm.on", "regions.on", "match.on", "vqa.on"})
            recipe.set(key, false).orThrow();
        recipe.set("retrieval.on", true).orThrow();
        recipe.set("retrieval.negatives", 3).orThrow();
        recipe.set("model.similarity", "head").orThrow();
        const fs::path run = project_ / "runs" / "retrieval";
        trainIn(project_, run, recipe);
        events::EventTail tail(run);
        events::EventHistory history;
        history.apply(tail.poll());
        QCOMPARE(history.scalars.at("loss/retrieval").size(), 3U);
        QVERIFY(tasks::loadBundle(*train::RunFolder(run).latestCheckpoint())
                    .orThrow()
                    .config.jointScore == model::JointScore::Similarity);
    }

    /// Captions written from object tags, answers by soft targets, a dialogue, and adversarial
    /// training of all of it: it trains, loads again and can be measured.
    void fineTuningOfThePaperTrains()
    {
        const fs::path folder = folder_->path() / "fine-tuning";
        tests::makeTinyProject(folder);
        {
            const auto project = store::Project::open(folder).orThrow();
            store::SampleFilter pairs;
            pairs.kind = store::SampleKind::Pair;
            for (const store::SampleId id : project->sampleIds(pairs))
                project->set(store::ObjectTags{id, {{"red dog", 0.9}, {"blue cat", 0.1}}});
            project->add(store::Task{"talk", store::TaskKind::Generation});
            for (const char* split : {"train", "val"}) {
                store::Sample sample;
                sample.kind = store::SampleKind::Text;
                sample.split = split;
                project->add(store::Example{0, project->add(sample), "talk",
                                            "who is red ? [SEP] who is blue ?",
                                            "a red dog and a cat", "a cat"});
            }
        }
        Settings recipe = tests::tinyRecipe(3);
        recipe.set("caption.object_tags", 8).orThrow();
        recipe.set("vqa.head", "product").orThrow();
        recipe.set("adversarial.on", true).orThrow();
        recipe.set("adversarial.steps", 2).orThrow();
        recipe.set("optim.schedule", "official").orThrow();
        const fs::path run = folder / "runs" / "all";
        trainIn(folder, run, recipe);
        events::EventHistory history;
        events::EventTail tail(run);
        history.apply(tail.poll());
        for (const char* tag : {"loss/adversarial", "loss/caption", "loss/vqa", "loss/target"})
            QVERIFY2(history.scalars.contains(tag), tag);
        tasks::EvaluationOptions options;
        options.split = "val";
        options.captions = 2;
        const auto report =
            tasks::evaluateCheckpoint(*train::RunFolder(run).latestCheckpoint(), folder, options)
                .orThrow();
        QVERIFY(report.contains(nlohmann::json::json_pointer("/vqa/all/accuracy")));
        QVERIFY(report.contains(nlohmann::json::json_pointer("/captions/model/meteor")));
        QVERIFY(report.contains(nlohmann::json::json_pointer("/tasks/talk/model/rouge_2")));
        figuresAreMeansOverTheExamples(run / "evaluation-val-truth.json", report);

        train::DryRunRequest dry;
        dry.project = folder;
        dry.recipe = recipe;
        const auto tried = train::dryRun(dry).orThrow();
        QVERIFY(tried["whole"]["sequences"].get<int64_t>() >
                tried["tried"]["sequences"].get<int64_t>());
        QVERIFY(tried["objectives"].contains("adversarial"));
        QVERIFY(tried["whole_steps"]["step_seconds"].get<double>() > 0);
        QVERIFY(train::dryRunText(tried).find("Whole steps on cpu") != std::string::npos);
    }

    void everyPresetLoads()
    {
        QVERIFY(train::recipeNames().size() >= 10);
        for (const auto& name : train::recipeNames()) {
            const auto recipe = train::loadRecipe(name);
            QVERIFY2(recipe.ok(), recipe.ok() ? "" : recipe.error().text().c_str());
        }
        // What a preset cannot start from is said before anything is read.
        train::TrainRequest request;
        request.project = project_;
        request.run = train::RunFolder(project_ / "runs" / "base");
        request.recipe = train::loadRecipe("base-pretraining").orThrow();
        const auto status = train::train(request);
        QVERIFY(!status.ok());
        QVERIFY(status.error().hint.find("start.from") != std::string::npos);
    }

    /// The preview counts what the batches hold.
    void labelledTasksAreLearntAndMeasured()
    {
        const fs::path project = folder_->path() / "tasks";
        tests::makeTinyProject(project);
        tests::addTasks(project);
        Settings recipe = tests::tinyRecipe(600);
        for (const char* key :
             {"contrast.on", "caption.on", "mlm.on", "regions.on", "match.on", "vqa.on"})
            recipe.set(key, false).orThrow();
        recipe.set("optim.learning_rate", 3e-3).orThrow();
        recipe.set("model.dropout", 0).orThrow();
        const fs::path run = project / "runs" / "tasks";
        trainIn(project, run, recipe);
        events::EventTail tail(run);
        events::EventHistory history;
        history.apply(tail.poll());
        for (const char* tag : {"loss/task/colour", "accuracy/task/colour", "loss/task/length",
                                "accuracy/task/entails", "loss/target"})
            QVERIFY2(history.scalars.contains(tag), tag);
        tasks::EvaluationOptions options;
        options.split = "val";
        const auto report =
            tasks::evaluateCheckpoint(*train::RunFolder(run).latestCheckpoint(), project, options)
                .orThrow();
        const auto& tasks = report.at("tasks");
        const auto& colour = tasks.at("colour"); // the word is in the text
        QVERIFY(colour.at("accuracy").get<double>() > colour.at("majority").get<double>() + 0.2);
        QVERIFY(tasks.at("length").at("pearson").get<double>() > 0.5);
        QCOMPARE(tasks.at("entails").at("examples").get<int>(), 8);
        QVERIFY(tasks.at("copy").at("model").at("f1").get<double>() > 0.5);
        QCOMPARE(tasks.at("copy").at("nearest_neighbour").at("exact").get<double>(), 1.0);
        QVERIFY(tasks::evaluationTable(report).find("length") != std::string::npos);
        figuresAreMeansOverTheExamples(run / "evaluation-val-truth.json", report);
        QVERIFY(tasks::evaluationCsv(report).find("tasks,length,pearson,") != std::string::npos);
        QVERIFY(tasks::evaluationMarkdown(report).find("| tasks | colour | accuracy |") !=
                std::string::npos);
        options.task = "retrieval";
        const auto some =
            tasks::evaluateCheckpoint(*train::RunFolder(run).latestCheckpoint(), project, options)
                .orThrow();
        QVERIFY(some.contains("retrieval") && !some.contains("tasks"));
        // Every split in one report: its examples tell them apart, and the first few are of all.
        options.split = tasks::EvaluationOptions::kAllSplits;
        const auto all =
            tasks::evaluateCheckpoint(*train::RunFolder(run).latestCheckpoint(), project, options)
                .orThrow();
        QCOMPARE(all.at("split").get<std::string>(), std::string("all"));
        QCOMPARE(all.at("pictures").get<int>(), 32);
        const auto told = tasks::readExamples(run / "evaluation-all-truth.examples.jsonl",
                                              {"retrieval", "text_to_picture", ""})
                              .orThrow();
        QCOMPARE(std::count_if(told.begin(), told.end(),
                               [](const auto& example) { return example.split == "val"; }),
                 8);
        QVERIFY(told[0].split != told[1].split);
        options.split = "val";
        options.task = "everything";
        QVERIFY(
            !tasks::evaluateCheckpoint(*train::RunFolder(run).latestCheckpoint(), project, options)
                 .ok());
    }

    void masksCanBeLookedAt()
    {
        train::MaskPreviewRequest request;
        request.project = folder_->path() / "whole_cosine";
        request.recipe = tests::tinyRecipe(1);
        request.steps = 30;
        request.examples = 2;
        const auto preview = train::previewMasks(request).orThrow();
        const auto& masked = preview.at("language").at("mlm");
        QCOMPARE(masked.at("masked").get<int>() + masked.at("random").get<int>() +
                     masked.at("kept").get<int>(),
                 masked.at("predicted").get<int>());
        QVERIFY(masked.at("masked").get<int>() > masked.at("kept").get<int>());
        QCOMPARE(masked.at("examples").size(), 2U);
        QVERIFY(masked.at("examples")[0].get<std::string>().starts_with("[CLS] "));
        const auto& seq2seq = preview.at("language").at("text_seq2seq");
        QVERIFY(seq2seq.at("examples")[0].get<std::string>().find("[CLS]=") != std::string::npos);
        // Two pictures a step, three regions each.
        const auto& regions = preview.at("regions").at("region");
        QCOMPARE(regions.at("pictures").get<int>(), 60);
        QCOMPARE(regions.at("regions").get<int>(), 180);
        const int hidden = regions.at("hidden").get<int>();
        QVERIFY(hidden >= 60 && hidden < 180);
        QVERIFY(regions.at("examples")[0].get<std::string>().find('x') != std::string::npos);
    }

    /// Fine-tuning begins where a checkpoint ended; new answers are learnt, old ones kept.
    void aRunStartsFromACheckpoint()
    {
        const fs::path first = *train::RunFolder(project_ / "runs" / "plain").latestCheckpoint();
        const fs::path project = folder_->path() / "further";
        tests::makeTinyProject(project);
        {
            auto store = store::Project::open(project).orThrow();
            const auto pair = store->sampleIds({}).front();
            store->add(store::Question{0, pair, "What is it?", "a boat", ""});
        }
        Settings recipe = tests::tinyRecipe(1);
        recipe.set("start.from", first.string()).orThrow();
        recipe.set("optim.learning_rate", 0).orThrow();
        const fs::path run = project / "runs" / "further";
        trainIn(project, run, recipe);
        const auto before = tasks::loadBundle(first).orThrow();
        const auto after = tasks::loadBundle(*train::RunFolder(run).latestCheckpoint()).orThrow();
        QVERIFY(torch::equal(before.model->embeddings->word->weight,
                             after.model->embeddings->word->weight));
        QVERIFY(torch::equal(before.heads->matchInner->weight, after.heads->matchInner->weight));
        QCOMPARE(after.answers.size(), before.answers.size() + 1);
        const int64_t was = before.answers.indexOf("red");
        const int64_t is = after.answers.indexOf("red");
        QVERIFY(was >= 0 && is >= 0);
        QVERIFY(torch::equal(before.heads->answerEmbedding[was], after.heads->answerEmbedding[is]));
    }

    void damagedCheckpointsGiveOneClearError()
    {
        const fs::path run = project_ / "runs" / "plain";
        const fs::path copy = project_ / "runs" / "damaged";
        fs::copy(run, copy, fs::copy_options::recursive);
        const auto checkpoint = *train::RunFolder(copy).latestCheckpoint();
        for (const char* name : {"model.safetensors", "config.json", "vocab.txt"}) {
            const std::string whole = content(checkpoint / name);
            writeFileAtomic(checkpoint / name, whole.substr(0, whole.size() / 2)).orThrow();
            fs::remove(checkpoint / "tokenizer.json");
            const auto bundle = tasks::loadBundle(checkpoint);
            QVERIFY2(!bundle.ok(), name);
            QVERIFY(!bundle.error().message.empty());
            writeFileAtomic(checkpoint / name, whole).orThrow();
        }
    }

    void aProjectWithoutFeaturesSaysWhatToDo()
    {
        const fs::path empty = folder_->path() / "empty";
        store::Project::create(empty, "empty").orThrow().reset();
        train::TrainRequest request;
        request.project = empty;
        request.run = train::RunFolder(empty / "runs" / "one");
        request.recipe = tests::tinyRecipe(2);
        const auto status = train::train(request);
        QVERIFY(!status.ok());
        QVERIFY(!status.error().hint.empty());
        QCOMPARE(request.run.status().orThrow().state, train::RunState::Failed);
    }

    /// A trainer killed at any moment leaves a run that can be read and resumed.
    void killedRunsResume()
    {
        const fs::path recipe = folder_->path() / "recipe.json";
        Settings settings = tests::tinyRecipe(1'000'000);
        settings.set("run.checkpoint_seconds", 1.0).orThrow();
        settings.set("run.keep_checkpoints", 2).orThrow();
        settings.set("run.validation_scenes", 0).orThrow();
        writeJsonAtomic(recipe, settings.toJson()).orThrow();
        const fs::path run = project_ / "runs" / "killed";
        Random random(9);
        int64_t step = 0;
        for (int round = 0; round < 20; ++round) {
            const bool resume = train::RunFolder(run).latestCheckpoint().has_value();
            QStringList arguments{"train", "--project", QString::fromStdString(project_.string()),
                                  "--run", QString::fromStdString(run.string())};
            if (resume)
                arguments << "--resume";
            else
                arguments << "--recipe" << QString::fromStdString(recipe.string());
            QProcess process;
            process.start(qEnvironmentVariable("UNIMO_BIN"), arguments);
            QVERIFY(process.waitForStarted());
            process.waitForFinished(static_cast<int>(random.between(500, 3000)));
            QVERIFY2(process.state() == QProcess::Running, process.readAllStandardError());
            process.kill();
            process.waitForFinished();

            const train::RunFolder folder(run);
            if (fs::exists(run / "status.json"))
                QVERIFY(folder.status().ok());
            events::EventTail tail(run);
            QVERIFY(tail.poll().warnings.empty());
            for (const auto& checkpoint : folder.checkpoints())
                QVERIFY(tasks::loadBundle(checkpoint).ok());
            if (const auto latest = folder.latestCheckpoint()) {
                const auto json = readJson(*latest / "trainer.json").orThrow();
                QVERIFY(json.at("step").get<int64_t>() >= step);
                step = json.at("step").get<int64_t>();
            }
        }
        QVERIFY(step > 0);
        QCOMPARE(train::RunFolder(run).status().orThrow().state, train::RunState::Lost);
    }
};

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
