// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/data/region_source.h"
#include "core/inference/detail/engine_data.h"
#include "core/inference/engine.h"
#include "core/model/detail/similarity.h"
#include "core/store/project.h"
#include "core/tasks/detail/queries.h"
#include "core/train/trainer.h"
#include "tests/core/train/tiny_project.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>
#include <numeric>

using namespace unimo;
using inference::AttentionChoice;
using inference::Engine;
using inference::Evidence;
using inference::EvidenceQuestion;
using inference::EvidenceUnit;
using Kind = EvidenceQuestion::Kind;
using Role = EvidenceUnit::Role;

namespace {

bool isNear(double a, double b, double tolerance = 1e-4)
{
    return std::abs(a - b) < tolerance;
}

} // namespace

/// What evidence says of a small trained model, against the model asked in the usual way.
class EvidenceTest : public QObject
{
    Q_OBJECT
    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<Engine> engine_;
    tasks::Bundle bundle_; ///< the same weights, on the fused path
    inference::PreparedPicture picture_;
    std::string caption_; ///< of the picture

    [[nodiscard]] const data::VisualTokens& tokens() const { return picture_.data->tokens; }
    [[nodiscard]] std::vector<int32_t> ids(const std::string& text) const
    {
        return data::tokenText(*bundle_.tokenizer, text, 40).ids;
    }
    float match(const data::VisualTokens& picture, const std::string& text)
    {
        const auto words = ids(text);
        return tasks::matchScores(bundle_, {{&picture, &words}}).item<float>();
    }
    Evidence explain(const EvidenceQuestion& question)
    {
        return engine_->explain(picture_, question).orThrow();
    }
    [[nodiscard]] static const EvidenceUnit& wordUnit(const Evidence& evidence,
                                                      const std::string& text)
    {
        return *std::find_if(evidence.units.begin(), evidence.units.end(),
                             [&](const auto& unit) { return unit.text == text; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        const auto project = folder_->path() / "project";
        tests::makeTinyProject(project);
        tests::addTasks(project);
        train::TrainRequest request;
        request.project = project;
        request.run = train::RunFolder(project / "runs" / "one");
        request.recipe = tests::tinyRecipe(6);
        request.recipe.set("tasks.on", true).orThrow();
        QCOMPARE(train::train(request).orThrow().state, train::RunState::Finished);
        const auto checkpoint = *request.run.latestCheckpoint();
        engine_ = Engine::load(checkpoint, "cpu").orThrow();
        bundle_ = tasks::loadBundle(checkpoint).orThrow();
        const auto sample = store::Project::open(project).orThrow()->sampleIds({}).front();
        caption_ = store::Project::open(project).orThrow()->captions(sample).front().text;
        picture_ = engine_->prepare(project, sample).orThrow();
        QVERIFY(tokens().count >= 3);
    }
    void cleanupTestCase()
    {
        engine_.reset();
        folder_.reset();
    }

    void anAnswersScoreIsItsProbability()
    {
        const std::string question = "what colour is the ball?";
        const auto answers = engine_->answer(picture_, question, 3).orThrow();
        const auto likeliest = explain({Kind::Answer, question, {}, {}});
        QCOMPARE(likeliest.question.target, answers[0].text);
        QVERIFY(isNear(std::exp(likeliest.score), answers[0].probability));
        const auto second = explain({Kind::Answer, question, {}, answers[1].text});
        QVERIFY(isNear(std::exp(second.score), answers[1].probability));
        QVERIFY(isNear(second.fit, second.score));
    }
    void aLabelsScoreIsItsProbability()
    {
        const auto labels = engine_->judge(picture_, "entails", "a red ball").orThrow();
        for (const auto& label : labels) {
            const auto evidence = explain({Kind::Label, "a red ball", "entails", label.text});
            QVERIFY(isNear(std::exp(evidence.score), label.probability));
        }
    }
    void aMatchsScoreIsTheModels()
    {
        const auto evidence = explain({Kind::Match, "a red ball", {}, {}});
        QVERIFY(isNear(evidence.score, match(tokens(), "a red ball")));
        QVERIFY(isNear(evidence.fit, evidence.score));
    }
    void aCaptionsWordsHaveTheModelsProbabilities()
    {
        const std::string text = caption_;
        const auto evidence = explain({Kind::Caption, text, {}, {}});
        const auto words = ids(text);
        data::SequencePacker packer(bundle_.sequenceIds(), bundle_.config.featureDim);
        const auto place =
            packer.addTwoPart(&tokens(), {}, data::placedText(words, bundle_.sequenceIds()));
        const torch::NoGradGuard noGrad;
        const int64_t rows = std::ssize(words) + 1;
        at::Tensor logits =
            bundle_.model->languageLogits(bundle_.encode(packer).narrow(0, place.target, rows));
        for (const int32_t id : bundle_.tokenizer->special().notWritten())
            if (id < logits.size(1))
                logits.select(1, id).fill_(-1e18);
        const at::Tensor all = at::log_softmax(logits, 1);
        std::vector<double> each;
        for (int64_t i = 0; i < rows; ++i)
            each.push_back(all[i][i + 1 < rows ? words[static_cast<size_t>(i)]
                                               : bundle_.tokenizer->special().sep]
                               .item<double>());
        QVERIFY(isNear(evidence.score, std::accumulate(each.begin(), each.end(), 0.0), 1e-3));
        size_t token = 0;
        for (const auto& unit : evidence.units) {
            if (unit.looking == 0 || unit.isVisual())
                continue;
            double own = 0;
            for (int i = 0; i < unit.looking; ++i)
                own += each[token++];
            QVERIFY(isNear(unit.probability, std::exp(own)));
        }
        QCOMPARE(token, each.size());
        QVERIFY(isNear(evidence.fit, match(tokens(), text)));
        // A token that was cut off the language model's end is never written.
        const std::string word(
            bundle_.tokenizer->token(static_cast<int32_t>(bundle_.config.outputVocabulary) + 5));
        QVERIFY(bundle_.config.outputVocabulary + 5 < bundle_.config.vocabulary);
        const auto strange = explain({Kind::Caption, text + " " + word, {}, {}});
        QVERIFY(wordUnit(strange, word).probability < 1e-20F);
        QVERIFY(std::isfinite(strange.score));
    }

    void effectsAreWhatIsLostWithoutAWordOrRegion()
    {
        const auto evidence = explain({Kind::Match, "a red ball", {}, {}});
        QVERIFY(isNear(wordUnit(evidence, "red").effect, evidence.fit - match(tokens(), "a ball")));
        QVERIFY(isNear(wordUnit(evidence, "ball").effect, evidence.fit - match(tokens(), "a red")));
        // Without the first region: the others, and their mean as [IMG].
        const int64_t dim = bundle_.config.featureDim;
        std::vector<Box> boxes(tokens().boxes.begin() + 1, tokens().boxes.end());
        std::vector<float> features(tokens().features.begin() + 2 * dim, tokens().features.end());
        const auto rest = data::makeVisualTokens(boxes, features, dim, 36);
        QCOMPARE(evidence.units[1].role, Role::Region);
        QVERIFY(isNear(evidence.units[1].effect, evidence.fit - match(rest, "a red ball")));
        QVERIFY(std::abs(evidence.units[1].effect) > 1e-6);
        QCOMPARE(evidence.units[0].effect, 0.0F);
    }
    void gradientsAreThoseOfTheFusedPath()
    {
        const auto evidence = explain({Kind::Match, "a red ball", {}, {}});
        const auto words = ids("a red ball");
        data::SequencePacker packer(bundle_.sequenceIds(), bundle_.config.featureDim);
        const auto place = packer.add(&tokens(), &words);
        model::TokenPool images(bundle_.config.pooling), texts(bundle_.config.pooling);
        place.addImageTo(images);
        place.addTextTo(texts);
        const auto batch = packer.finish();
        const tensor::AttentionPlan plan(batch.layout, at::kCPU);
        const at::Tensor inputs = bundle_.model->embeddings(batch).detach().requires_grad_();
        at::Tensor states = inputs;
        for (const auto& layer : *bundle_.model->layers)
            states = layer->as<model::EncoderLayer>()->forward(states, plan);
        const at::Tensor score = model::jointScore(bundle_.model, bundle_.heads,
                                                   images.finish()(states), texts.finish()(states));
        const at::Tensor slope = torch::autograd::grad({score}, {inputs})[0];
        for (const auto& unit : evidence.units) {
            const auto expected =
                (slope * inputs).narrow(0, unit.first, unit.tokens).norm().item<double>();
            QVERIFY(isNear(unit.gradient, expected, 1e-3 * expected + 1e-7));
            QVERIFY(expected > 0);
        }
    }
    void attentionFollowsTheMask()
    {
        const auto joint = explain({Kind::Match, "a red ball on a tree", {}, {}});
        for (size_t u = 0; u < joint.units.size(); ++u) {
            const auto shares = joint.paidBy(u, {});
            QVERIFY(isNear(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0));
            for (const float share : shares)
                QVERIFY(share > 0);
        }
        const auto written = explain({Kind::Caption, caption_, {}, {}});
        for (size_t u = 0; u < written.units.size(); ++u) {
            const EvidenceUnit& own = written.units[u];
            const auto shares = written.paidBy(u, {1, 0});
            if (own.looking == 0)
                continue;
            QVERIFY(isNear(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0));
            for (size_t v = 0; v < shares.size(); ++v) {
                const bool text = !written.units[v].isVisual();
                // Pictures see no text; a word is chosen from those before it, and its later pieces
                // from its first ones.
                const bool before = v < u || (v == u && own.looking > 1);
                const bool seen = !text || (!own.isVisual() && before);
                QCOMPARE(shares[v] > 0, seen);
            }
        }
        // The last word's gradient reaches every word before it, the first word's none after it.
        const auto first = static_cast<size_t>(tokens().count) + 1; // after [CLS]
        QCOMPARE(written.units[first].role, Role::Word);
        const auto last = written.units.size() - 2;
        QVERIFY(written.wordGradients[first][last] == 0);
        QVERIFY(written.wordGradients[last][first] > 0);
    }

    /// Two tokens of picture, two of text that make up one word; one layer of two heads.
    void sharesByHand()
    {
        Evidence evidence;
        evidence.layers = 1;
        evidence.heads = 2;
        evidence.tokens = 4;
        const auto unit = [](Role role, int first, int tokens) {
            EvidenceUnit made;
            made.role = role;
            made.first = made.firstLooking = first;
            made.tokens = made.looking = tokens;
            return made;
        };
        evidence.units = {unit(Role::Picture, 0, 1), unit(Role::Region, 1, 1),
                          unit(Role::Word, 2, 2)};
        evidence.attention = {
            0.4F, 0.1F, 0.2F, 0.3F, 0, 1,    0,    0,
            0.2F, 0.6F, 0.1F, 0.1F, 0, 0.4F, 0.3F, 0.3F, // 0
            1,    0,    0,    0,    0, 0.5F, 0,    0.5F,
            0,    0,    1,    0,    0, 1,    0,    0 // 1
        };
        const auto equal = [](const std::vector<float>& a, const std::vector<float>& b) {
            return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                              [](float x, float y) { return isNear(x, y, 1e-6); });
        };
        QVERIFY(equal(evidence.paidBy(2, {0, 0}), {0.1F, 0.5F, 0.4F}));
        QVERIFY(equal(evidence.paidBy(2, {0, 1}), {0, 0.5F, 0.5F}));
        QVERIFY(equal(evidence.paidBy(2, {}), {0.05F, 0.5F, 0.45F}));
        QVERIFY(equal(evidence.paidTo(2, {0, 0}), {0.5F, 0, 0.4F}));
        QVERIFY(equal(evidence.acrossOf(2), {0.6F, 0.5F}));
        QVERIFY(equal(evidence.acrossOf(1), {0, 0.5F})); // read together: what it pays
        evidence.question.kind = Kind::Caption;
        QVERIFY(equal(evidence.acrossOf(1), {0.5F, 0.5F})); // written: what it gets
    }
    void itIsWrittenAsJson()
    {
        const auto evidence = explain({Kind::Answer, "what is it?", {}, {}});
        const auto json = toJson(evidence);
        QCOMPARE(json["kind"].get<std::string>(), std::string("answer"));
        QCOMPARE(json["target"].get<std::string>(), evidence.question.target);
        QCOMPARE(json["units"].size(), evidence.units.size());
        QCOMPARE(json["attention"].size(), static_cast<size_t>(evidence.layers));
        const auto& head = json["attention"][1][2];
        const auto n = static_cast<size_t>(evidence.tokens);
        QCOMPARE(head.size(), n);
        const auto place = (static_cast<size_t>(evidence.heads) + 2) * n * n + 3 * n + 1;
        QCOMPARE(head[3][1].get<float>(), evidence.attention[place]);
        QVERIFY(!toJson(evidence, false).contains("attention"));
    }
    void whatCannotBeExplainedIsSaid()
    {
        const auto unknown =
            engine_->explain(picture_, {Kind::Answer, "what is it?", {}, "a zeppelin"});
        QVERIFY(!unknown.ok());
        QVERIFY(unknown.error().message.find("zeppelin") != std::string::npos);
        QVERIFY(!engine_->explain(picture_, {Kind::Match, "  ", {}, {}}).ok());
        QVERIFY(!engine_->explain(picture_, {Kind::Label, "a ball", "colour", {}}).ok());
        std::stop_source source;
        source.request_stop();
        const auto stopped =
            engine_->explain(picture_, {Kind::Match, "a ball", {}, {}}, source.get_token());
        QVERIFY(!stopped.ok());
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(EvidenceTest)
#include "evidence_test.moc"
