// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/data/detail/step_batch.h"
#include "core/model/detail/weights_start.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QTest>
#include <fstream>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

const fs::path kFolder = fs::path(UNIMO_TEST_DATA) / "model/starts";

/// tests/data/model/make_starts.py
nlohmann::json golden()
{
    return readJson(kFolder / "golden.json").orThrow();
}

model::UnimoConfig tinyShape(bool bert = false)
{
    const auto json = golden();
    model::UnimoConfig config;
    config.hidden = json["hidden"];
    config.heads = json["heads"];
    config.layers = json["layers"];
    config.feedForward = json["feed_forward"];
    config.vocabulary = config.outputVocabulary = json["words"];
    config.maxPositions = json["positions"];
    config.featureDim = json["features"];
    config.regionClasses = 3;
    config.firstPosition = bert ? 0 : 2;
    config.normEpsilon = bert ? 1e-12 : 1e-5;
    return config;
}

at::Tensor numbers(const nlohmann::json& values, at::IntArrayRef shape)
{
    return torch::tensor(values.get<std::vector<float>>()).view(shape).clone();
}

struct Started
{
    model::UnimoModel model{nullptr};
    model::WeightsReport report;
};

Started startFrom(const std::string& file, const model::UnimoConfig& config)
{
    Started started{model::UnimoModel(config), {}};
    started.report =
        model::startFromWeights(started.model, tensor::readWeights(kFolder / file).orThrow(), {})
            .orThrow();
    started.model->eval();
    return started;
}

} // namespace

class WeightsStartTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyLayoutGivesTheStatesOfTransformers_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("family");
        QTest::addColumn<bool>("languageHead");
        QTest::addColumn<bool>("visual");
        QTest::newRow("RoBERTa safetensors") << "roberta.safetensors"
                                             << "RoBERTa" << true << false;
        QTest::newRow("RoBERTa .bin") << "roberta.bin"
                                      << "RoBERTa" << true << false;
        QTest::newRow("BERT safetensors") << "bert.safetensors"
                                          << "BERT" << true << false;
        QTest::newRow("BERT .bin, old names") << "bert_old.bin"
                                              << "BERT" << true << false;
        QTest::newRow("Paddle variables") << "paddle"
                                          << "UNIMO (Paddle)" << true << true;
        QTest::newRow("pdparams, protocol 2") << "dygraph2.pdparams"
                                              << "UNIMO (PaddleNLP)" << false << true;
        QTest::newRow("pdparams, protocol 4") << "dygraph4.pdparams"
                                              << "UNIMO (PaddleNLP)" << false << true;
    }
    void everyLayoutGivesTheStatesOfTransformers()
    {
        QFETCH(QString, file);
        QFETCH(QString, family);
        QFETCH(bool, languageHead);
        QFETCH(bool, visual);
        const torch::NoGradGuard noGrad;
        const bool bert = family == "BERT";
        const auto config = tinyShape(bert);
        auto [model, report] = startFrom(file.toStdString(), config);
        QCOMPARE(QString(nameOf(report.family)), family);
        QVERIFY(report.missing.empty());

        const auto json = golden();
        const auto& expected = json[bert ? "bert" : "roberta"];
        const auto ids = expected["ids"].get<std::vector<int32_t>>();
        const std::vector<int32_t> words(ids.begin() + 1, ids.end() - 1);
        data::SequencePacker packer({ids.front(), ids.back(), config.firstPosition},
                                    config.featureDim);
        packer.add(nullptr, &words);
        const at::Tensor states = model->encode(packer.finish());
        QVERIFY(torch::allclose(states, numbers(expected["states"], states.sizes()), 1e-4, 1e-5));
        if (languageHead) {
            const at::Tensor logits = model->languageLogits(states);
            QVERIFY(
                torch::allclose(logits, numbers(expected["logits"], logits.sizes()), 1e-4, 1e-5));
        } else {
            QVERIFY(torch::equal(model->headTransform->weight, torch::eye(config.hidden)));
        }
        QCOMPARE(report.filled.contains("embeddings.feature"), visual);
        if (visual) {
            const auto& seen = json["visual"];
            const at::Tensor got = model->embeddings->visual(
                numbers(seen["features"], {3, config.featureDim}),
                numbers(seen["locations"], {3, 5}), torch::zeros({3}, torch::kBool));
            QVERIFY(torch::allclose(got, numbers(seen["states"], got.sizes()), 1e-4, 1e-5));
        }
    }

    void theAccountIsComplete()
    {
        const auto started = startFrom("paddle", tinyShape());
        const std::vector<std::string> left = {"cls_out_3_w",
                                               "encoder_layer_0_ffn_fc_0.w_0_moment1_0"};
        QVERIFY(started.report.leftOver == left);
        const auto json = golden();
        QVERIFY(torch::equal(started.model->textPooler->weight,
                             numbers(json["pooler"]["text"], {8, 8})));
        QVERIFY(torch::equal(started.model->imagePooler->weight,
                             numbers(json["pooler"]["image"], {8, 8})));
        size_t files = 0;
        for (const auto& entry : fs::directory_iterator(kFolder / "paddle"))
            files += entry.is_regular_file();
        QCOMPARE(started.report.used.size() + left.size(), files);
    }

    void fewerLayersAndOtherFeaturesAreTold()
    {
        auto config = tinyShape();
        config.layers = 1;
        config.featureDim = 10;
        const auto report = startFrom("paddle", config).report;
        QVERIFY(!report.filled.contains("embeddings.feature"));
        QVERIFY(report.filled.contains("embeddings.location"));
        const auto told = [&](const std::string& start) {
            return std::any_of(report.leftOver.begin(), report.leftOver.end(),
                               [&](const auto& name) { return name.starts_with(start); });
        };
        QVERIFY(told("image_emb.w_0 (for features of 6 numbers"));
        QVERIFY(told("encoder_layer_1_ffn_fc_0.w_0"));
    }

    void whatDoesNotFitIsAnErrorThatNamesIt()
    {
        auto config = tinyShape();
        config.feedForward = 12;
        model::UnimoModel model(config);
        const auto wrong = model::startFromWeights(
            model, tensor::readWeights(kFolder / "roberta.safetensors").orThrow(), {});
        QVERIFY(!wrong.ok());
        QVERIFY(wrong.error().message.find("intermediate.dense.weight") != std::string::npos);
        const auto stranger =
            model::startFromWeights(model, {{"conv.weight", torch::zeros({2})}}, {});
        QVERIFY(!stranger.ok());
        QVERIFY(stranger.error().message.find("conv.weight") != std::string::npos);
    }

    /// Whatever is cut off or turned over in a Paddle file gives one error, never a crash.
    void damagedPaddleFilesAreErrors()
    {
        const TemporaryFolder folder;
        for (const char* name : {"paddle/word_embedding", "paddle/image_loc.w_0"}) {
            const std::string whole = readFile(kFolder / name).orThrow();
            for (size_t cut = 21; cut < whole.size(); cut += whole.size() / 7) {
                writeFileAtomic(folder.path() / "word_embedding", whole.substr(0, cut)).orThrow();
                QVERIFY(!tensor::readPaddleFolder(folder.path()).ok());
            }
            for (size_t at = 16; at < 32; ++at) {
                std::string turned = whole;
                turned[at] = static_cast<char>(turned[at] ^ 0x55);
                writeFileAtomic(folder.path() / "word_embedding", turned).orThrow();
                const auto read = tensor::readPaddleFolder(folder.path());
                if (read.ok()) // another shape of as many numbers
                    QCOMPARE(read->size(), 1U);
            }
        }
        const std::string pickle = readFile(kFolder / "dygraph4.pdparams").orThrow();
        for (size_t cut = 0; cut < pickle.size(); cut += 97) {
            writeFileAtomic(folder.path() / "cut.pdparams", pickle.substr(0, cut)).orThrow();
            QVERIFY(!tensor::readPaddleFile(folder.path() / "cut.pdparams").ok());
        }
        std::string evil = pickle;
        evil.replace(evil.find("_reconstruct"), 12, "_reconstrukt");
        writeFileAtomic(folder.path() / "evil.pdparams", evil).orThrow();
        const auto refused = tensor::readPaddleFile(folder.path() / "evil.pdparams");
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.find("_reconstrukt") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(WeightsStartTest)
#include "weights_start_test.moc"
