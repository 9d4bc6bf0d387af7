// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/data/detail/step_batch.h"
#include "core/model/detail/layer_states.h"
#include "core/model/detail/similarity.h"
#include "core/model/detail/unimo_model.h"
#include "core/model/detail/visual_start.h"
#include "core/model/detail/weights_start.h"
#include "core/model/starters.h"
#include "core/tasks/sentence_encoder.h"
#include "core/tensor/detail/weights.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QTest>

using namespace unimo;

class ModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// unimo.md 1.1: embeddings, visual projections, encoder, two poolers, language-model head.
    void parameterCountsEqualThePapers_data()
    {
        QTest::addColumn<QString>("preset");
        QTest::addColumn<qint64>("count");
        QTest::newRow("base") << "unimo-base" << qint64{127'457'625};
        QTest::newRow("large") << "unimo-large" << qint64{359'616'601};
    }
    void parameterCountsEqualThePapers()
    {
        QFETCH(QString, preset);
        QFETCH(qint64, count);
        const auto config = model::presetConfig(preset.toStdString()).orThrow();
        model::UnimoModel model(config);
        QCOMPARE(qint64{model->parameterCount()}, count);
    }

    void configurationsRoundTripAndRefuseNonsense()
    {
        for (const auto& name : model::presetNames()) {
            const auto config = model::presetConfig(name).orThrow();
            QVERIFY(model::configFromJson(toJson(config)).orThrow() == config);
        }
        auto json = toJson(model::presetConfig("unimo-tiny").orThrow());
        json["hidden"] = -4;
        QVERIFY(!model::configFromJson(json).ok());
        json["hidden"] = 32;
        json["surprise"] = 1;
        QVERIFY(!model::configFromJson(json).ok());
        json.erase("surprise");
        QVERIFY(model::configFromJson(json).ok());
        for (const char* key : {"similarity", "joint_score"}) { // checkpoints before them lack them
            json[key] = "other";
            QVERIFY(!model::configFromJson(json).ok());
            json.erase(key);
            QVERIFY(model::configFromJson(json).ok());
        }
        json["pooling"] = "last";
        QVERIFY(!model::configFromJson(json).ok());
    }

    /// Golden states by Hugging Face transformers: tests/data/model/make_minilm_golden.py.
    void miniLmStatesEqualTransformers()
    {
        auto config = model::presetConfig("unimo-mini").orThrow();
        model::UnimoModel model(config);
        const auto weights =
            tensor::readSafetensors(model::miniLmFolder() / "model.safetensors").orThrow();
        const auto report = model::startFromWeights(model, weights.tensors, {}).orThrow();
        QCOMPARE(report.missing.size(), 5U); // MiniLM has no language-model head
        QVERIFY(report.filled.contains("embeddings.word") &&
                report.filled.contains("layers.5.qkv"));
        model->eval();
        const torch::NoGradGuard noGrad;
        const auto golden =
            readJson(std::string(UNIMO_TEST_DATA) + "/model/minilm_golden.json").orThrow();
        QVERIFY(golden.size() >= 4);
        for (const auto& row : golden) {
            const auto ids = row["ids"].get<std::vector<int32_t>>();
            const std::vector<int32_t> words(ids.begin() + 1, ids.end() - 1);
            data::SequencePacker packer({ids.front(), ids.back(), config.firstPosition},
                                        config.featureDim);
            packer.add(nullptr, &words);
            const auto states = model->encode(packer.finish());
            QVERIFY(at::equal(model::statesAfter(model, packer.finish(), config.layers), states));
            QVERIFY(at::equal(model::statesAfter(model, packer.finish(), 0),
                              model->embeddings(packer.finish())));
            const auto compare = [&](const torch::Tensor& got, const char* key, double tolerance) {
                const auto expected = row[key].get<std::vector<float>>();
                QCOMPARE(got.numel(), static_cast<int64_t>(expected.size()));
                for (int64_t i = 0; i < got.numel(); ++i)
                    QVERIFY2(std::abs(got[i].item<float>() - expected[static_cast<size_t>(i)]) <
                                 tolerance,
                             key);
            };
            compare(states[0].narrow(0, 0, 12), "first", 1e-4);
            compare(states[-1].narrow(0, config.hidden - 12, 12), "last", 1e-4);
            compare(states.abs().sum(1), "row_sums", 1e-2); // 384 numbers of 1e-4 each, at most
        }
    }

    void sentenceVectorsEqualTransformers()
    {
        const auto golden =
            readJson(std::string(UNIMO_TEST_DATA) + "/model/minilm_golden.json").orThrow();
        std::vector<std::string> texts;
        for (const auto& row : golden)
            texts.push_back(row["text"]);
        const auto encoder = tasks::miniLmSentenceEncoder().orThrow();
        const auto vectors = encoder.encode(texts, {});
        const auto width = static_cast<size_t>(encoder.dimension);
        QCOMPARE(vectors.size(), texts.size() * width);
        for (size_t row = 0; row < texts.size(); ++row) {
            const auto expected = golden[row]["mean"].get<std::vector<float>>();
            QCOMPARE(expected.size(), 12U);
            for (size_t i = 0; i < expected.size(); ++i)
                QVERIFY(std::abs(vectors[row * width + i] - expected[i]) < 1e-5F);
        }
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(ErrorException,
                                 (void)encoder.encode(texts, JobControl{stop.get_token(), {}}));
    }

    void prunedVocabularyTakesTheRightRows()
    {
        auto config = model::presetConfig("unimo-mini").orThrow();
        config.layers = 1;
        config.vocabulary = config.outputVocabulary = 8;
        model::UnimoModel model(config);
        const auto weights =
            tensor::readSafetensors(model::miniLmFolder() / "model.safetensors").orThrow();
        const std::vector<int32_t> rows = {0, 100, 101, 102, 103, 2417, 1037, 30521};
        QVERIFY(model::startFromWeights(model, weights.tensors, rows).ok());
        const auto table = weights.tensors.at("embeddings.word_embeddings.weight");
        QVERIFY(torch::equal(model->embeddings->word->weight[5], table[2417]));
        const std::vector<int32_t> outside = {0, 1, 2, 3, 4, 5, 6, 99999};
        QVERIFY(!model::startFromWeights(model, weights.tensors, outside).ok());
    }

    void wrongShapesAreRefusedByName()
    {
        model::UnimoModel model(model::presetConfig("unimo-tiny").orThrow());
        const auto weights =
            tensor::readSafetensors(model::miniLmFolder() / "model.safetensors").orThrow();
        const auto report = model::startFromWeights(model, weights.tensors, {});
        QVERIFY(!report.ok());
        QVERIFY(report.error().message.find("embeddings.word_embeddings.weight") !=
                std::string::npos);
    }

    /// Each similarity comes apart into one vector for each half (core/model/detail/similarity.h).
    void productsOfVectorsAreTheSimilarity()
    {
        torch::manual_seed(4);
        const torch::NoGradGuard noGrad;
        const at::Tensor a = torch::randn({3, 32}), b = torch::randn({3, 32});
        for (const char* name : {"cosine", "dot", "head"}) {
            auto config = model::presetConfig("unimo-tiny").orThrow();
            config.similarity = model::similarityNamed(name).value();
            config.jointScore = model::JointScore::Similarity;
            model::UnimoModel model(config);
            model::Heads heads(config, 0);
            if (heads->similarityWeight.defined())
                heads->similarityWeight.normal_();
            const at::Tensor product =
                (model::imageVector(model, heads, a) * model::textVector(model, heads, b)).sum(1);
            at::Tensor expected;
            switch (config.similarity) {
            case model::Similarity::Cosine:
                expected =
                    at::cosine_similarity(heads->imageProjection(a), heads->textProjection(b), 1);
                break;
            case model::Similarity::Dot:
                expected = (heads->imageProjection(a) * heads->textProjection(b)).sum(1);
                break;
            case model::Similarity::Head:
                expected = at::mv(at::relu(model->imagePooler(a)) * at::relu(model->textPooler(b)),
                                  heads->similarityWeight);
                break;
            }
            QVERIFY2(torch::allclose(product, expected, 1e-5, 1e-6), name);
            QVERIFY2(
                torch::allclose(model::jointScore(model, heads, a, b) * 0.07, expected, 1e-4, 1e-5),
                name);
        }
    }

    void aPackedBatchEqualsItsSequencesAlone()
    {
        torch::manual_seed(3);
        const auto config = model::presetConfig("unimo-tiny").orThrow();
        model::UnimoModel model(config);
        model->eval();
        const torch::NoGradGuard noGrad;
        data::VisualTokens picture;
        picture.count = 3;
        picture.boxes.resize(2);
        picture.features.resize(static_cast<size_t>(3 * config.featureDim), 0.3F);
        picture.locations = {0, 0, 1, 1, 1, 0, 0, .5F, .5F, .25F, .5F, .5F, 1, 1, .25F};
        const std::vector<int32_t> first = {7, 8, 9};
        const std::vector<int32_t> second = {11, 12};
        const data::SequenceIds ids{2, 3, 0};

        data::SequencePacker together(ids, config.featureDim);
        together.add(nullptr, &first);
        const auto joint = together.add(&picture, &second, {}, true);
        together.add(&picture, nullptr);
        const auto all = model->encode(together.finish());

        data::SequencePacker alone(ids, config.featureDim);
        alone.add(&picture, &second, {}, true);
        const auto states = model->encode(alone.finish());
        QVERIFY(torch::allclose(all.narrow(0, joint.image, states.size(0)), states, 1e-5, 1e-6));
    }

    void aPoolTakesTheFirstTokenOrTheMean()
    {
        const auto states = torch::arange(12, at::kFloat).view({6, 2}).requires_grad_();
        const auto pooled = [&](model::Pooling pooling) {
            model::TokenPool pool(pooling);
            pool.add(4, 2);
            pool.add(0, 3);
            return pool.finish()(states);
        };
        QVERIFY(torch::equal(pooled(model::Pooling::First),
                             torch::tensor({{8.0F, 9.0F}, {0.0F, 1.0F}})));
        const auto mean = pooled(model::Pooling::Mean);
        QVERIFY(torch::allclose(mean, torch::tensor({{9.0F, 10.0F}, {2.0F, 3.0F}})));
        mean.sum().backward();
        const float third = 1.0F / 3;
        QVERIFY(torch::allclose(states.grad().select(1, 0),
                                torch::tensor({third, third, third, 0.0F, 0.5F, 0.5F})));
    }

    void picturesArePooledApartFromTheirText()
    {
        const auto config = model::presetConfig("unimo-tiny").orThrow();
        data::VisualTokens picture;
        picture.count = 3;
        picture.boxes.resize(2);
        picture.features.resize(static_cast<size_t>(3 * config.featureDim));
        picture.locations.resize(15);
        const std::vector<int32_t> words = {7, 8, 9};
        data::SequencePacker packer({2, 3, 0}, config.featureDim);
        packer.add(nullptr, &words);
        const auto place = packer.add(&picture, &words);
        QCOMPARE(place.image, 5);
        QCOMPARE(place.imageTokens, 3);
        QCOMPARE(place.cls, 8);
        QCOMPARE(place.textTokens, 5);
    }

    void regionsEnterOnTheScaleOfWords()
    {
        torch::manual_seed(6);
        const auto config = model::presetConfig("unimo-tiny").orThrow();
        model::UnimoModel model(config);
        const torch::NoGradGuard noGrad;
        auto& embeddings = *model->embeddings;
        embeddings.textNorm->weight.fill_(0.6);
        embeddings.position->weight.fill_(0.5);
        embeddings.feature->bias.fill_(0.25);
        model::startVisualNorm(model);
        QVERIFY(torch::equal(embeddings.visualNorm->weight, embeddings.textNorm->weight));
        QVERIFY(torch::allclose(embeddings.feature->bias, torch::full({config.hidden}, 0.75)));
    }

    void theVisualStartFindsALinearMap()
    {
        torch::manual_seed(5);
        const auto config = model::presetConfig("unimo-tiny").orThrow();
        model::UnimoModel model(config);
        const auto features = torch::randn({500, config.featureDim}) * 3 + 1;
        const auto targets =
            torch::matmul(features, torch::randn({config.featureDim, config.hidden}));
        model::standardiseFeatures(model, features);
        QVERIFY(model::startVisualProjection(model, features, targets, 1e-6) > 0.999);
        const torch::NoGradGuard noGrad;
        const auto predicted =
            model->embeddings->feature(model->embeddings->standardised(features));
        QVERIFY(torch::allclose(predicted, targets, 1e-2, 1e-1));
    }
};

QTEST_APPLESS_MAIN(ModelTest)
#include "model_test.moc"
