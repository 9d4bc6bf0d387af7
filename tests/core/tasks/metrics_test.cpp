// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/tasks/metrics/bleu.h"
#include "core/tasks/metrics/caption_tokens.h"
#include "core/tasks/metrics/cider.h"
#include "core/tasks/metrics/classification.h"
#include "core/tasks/metrics/meteor.h"
#include "core/tasks/metrics/retrieval.h"
#include "core/tasks/metrics/rouge.h"
#include "core/tasks/metrics/token_f1.h"
#include "core/text/wordnet_file.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>
#include <fstream>
#include <sstream>

using namespace unimo;
using namespace unimo::metrics;

namespace {

Tokens splitAtSpaces(const std::string& text)
{
    Tokens tokens;
    std::istringstream words(text);
    for (std::string word; words >> word;)
        tokens.push_back(word);
    return tokens;
}

bool near(double value, double wanted)
{
    return std::abs(value - wanted) < 1e-6;
}

} // namespace

/// The golden numbers are pycocoevalcap's (tests/data/metrics/make_metrics.py).
class MetricsTest : public QObject
{
    Q_OBJECT
private slots:
    /// tests/data/metrics/make_text_metrics.py
    void textsScoreAsNltkAndRougeScore()
    {
        const auto synonyms = Synonyms::load(text::kWordNetFolder).orThrow();
        const auto golden =
            readJson(std::string(UNIMO_TEST_DATA) + "/metrics/text_metrics.json").orThrow();
        QVERIFY(golden.size() > 40);
        for (const auto& row : golden) {
            const CaptionSample sample{row["candidate_tokens"].get<Tokens>(),
                                       row["reference_tokens"].get<std::vector<Tokens>>()};
            const std::string said = row["candidate"];
            QVERIFY2(near(meteor(sample, synonyms), row["meteor"]), said.c_str());
            const auto people = row["references"].get<std::vector<std::string>>();
            const Rouge found = rouge(said, people);
            QVERIFY2(near(found.one, row["rouge_1"]), said.c_str());
            QVERIFY2(near(found.two, row["rouge_2"]), said.c_str());
            QVERIFY2(near(found.longest, row["rouge_l"]), said.c_str());
        }
    }

    void damagedWordNetIsNamedByFileAndLine()
    {
        const TemporaryFolder folder;
        for (const char* part : {"noun", "verb", "adj", "adv"}) {
            std::ofstream(folder.path() / (std::string("index.") + part)) << "  licence\n";
            std::ofstream(folder.path() / (std::string("data.") + part)) << "  licence\n";
            std::ofstream(folder.path() / (std::string(part) + ".exc")) << "";
        }
        QVERIFY(Synonyms::load(folder.path()).ok());
        std::ofstream(folder.path() / "data.verb") << "  licence\n00000001 29 v zz walk 0\n";
        const auto damaged = Synonyms::load(folder.path());
        QVERIFY(!damaged.ok());
        QVERIFY(damaged.error().text().find("data.verb:2") != std::string::npos);
    }

    /// tests/data/metrics/make_task_metrics.py
    void labelsNumbersAndAnswersScoreAsTheirReferences()
    {
        const auto golden =
            readJson(std::string(UNIMO_TEST_DATA) + "/metrics/tasks.json").orThrow();
        QCOMPARE(golden["labels"].size(), 4U);
        for (const auto& row : golden["labels"]) {
            const auto predicted = row["predicted"].get<std::vector<int64_t>>();
            const auto expected = row["expected"].get<std::vector<int64_t>>();
            QVERIFY(near(accuracy(predicted, expected), row["accuracy"]));
            QVERIFY(near(matthews(predicted, expected), row["matthews"]));
            QVERIFY(near(f1(predicted, expected), row["f1"]));
        }
        QCOMPARE(golden["numbers"].size(), 4U);
        for (const auto& row : golden["numbers"]) {
            const auto predicted = row["predicted"].get<std::vector<double>>();
            const auto expected = row["expected"].get<std::vector<double>>();
            QVERIFY(near(pearson(predicted, expected), row["pearson"]));
            QVERIFY(near(spearman(predicted, expected), row["spearman"]));
        }
        for (const auto& row : golden["answers"])
            QVERIFY(near(tokenF1(row["answer"].get<std::string>(),
                                 row["truths"].get<std::vector<std::string>>()),
                         row["f1"]));
        QVERIFY(exactMatch("The Dog!", {"cat", "dog"}));
        QVERIFY(!exactMatch("dogs", {"dog"}));
        QVERIFY(near(matthews({}, {}), 0) && near(pearson({}, {}), 0));
    }
    void initTestCase()
    {
        const std::filesystem::path file = std::string(UNIMO_TEST_DATA) + "/metrics/captions.json";
        golden_ = readJson(file).orThrow();
        for (const auto& row : golden_["samples"]) {
            CaptionSample sample{captionTokens(row["candidate"].get<std::string>()), {}};
            for (const auto& reference : row["references"])
                sample.references.push_back(captionTokens(reference.get<std::string>()));
            samples_.push_back(std::move(sample));
        }
        QCOMPARE(samples_.size(), size_t{60});
    }

    void tokensAreThoseOfTheOriginal()
    {
        for (size_t i = 0; i < samples_.size(); ++i) {
            const auto& row = golden_["samples"][i];
            QCOMPARE(samples_[i].candidate,
                     splitAtSpaces(row["candidate_tokens"].get<std::string>()));
            for (size_t j = 0; j < samples_[i].references.size(); ++j)
                QCOMPARE(samples_[i].references[j],
                         splitAtSpaces(row["reference_tokens"][j].get<std::string>()));
        }
    }

    void bleuIsTheOriginals()
    {
        const auto scores = bleu(samples_);
        for (size_t n = 0; n < scores.size(); ++n)
            QVERIFY(near(scores[n], golden_["bleu"][n].get<double>()));
    }

    void rougeIsTheOriginals()
    {
        QVERIFY(near(rougeL(samples_), golden_["rouge_l"].get<double>()));
        for (size_t i = 0; i < samples_.size(); ++i)
            QVERIFY(near(rougeL(samples_[i]), golden_["rouge_l_each"][i].get<double>()));
    }

    void ciderIsTheOriginals()
    {
        const auto scores = ciderD(samples_);
        QVERIFY(near(mean(scores), golden_["cider_d"].get<double>()));
        for (size_t i = 0; i < samples_.size(); ++i)
            QVERIFY(near(scores[i], golden_["cider_d_each"][i].get<double>()));
    }

    void emptySetsAndCaptionsScoreNothing()
    {
        QVERIFY(bleu({})[0] < 1e-6);
        QCOMPARE(rougeL(std::span<const CaptionSample>()), 0.0);
        QCOMPARE(mean(ciderD({})), 0.0);
        const std::vector<CaptionSample> bare = {{{}, {{"a", "dog"}}}, {{"a", "dog"}, {}}};
        QVERIFY(bleu(bare)[0] < 1e-6);
        QCOMPARE(rougeL(bare), 0.0);
        for (const double score : ciderD(bare))
            QCOMPARE(score, 0.0);
        QVERIFY(captionTokens(" .,\t'\"\xff\xe2").size() <= 1);
    }

    void retrievalWithSeveralRightColumns()
    {
        const std::vector<float> similarity = {0.9f, 0.1f, 0.2f, 0.8f,  // right: 0       -> rank 1
                                               0.9f, 0.5f, 0.2f, 0.7f,  // right: 1, 2    -> rank 3
                                               0.1f, 0.9f, 0.8f, 0.7f}; // right: 2, 3    -> rank 2
        const std::vector<std::vector<int64_t>> right = {{0}, {1, 2}, {2, 3}};
        const auto scores = retrievalScores(similarity, 4, right).orThrow();
        QCOMPARE(scores.ranks, (std::vector<int64_t>{1, 3, 2}));
        QVERIFY(near(scores.recallAt1, 1.0 / 3));
        QCOMPARE(scores.recallAt5, 1.0);
        QCOMPARE(scores.medianRank, 2.0);
    }

    void aConstantOrBrokenModelGainsNothing()
    {
        std::vector<float> same(20 * 20, 0.5f);
        std::vector<std::vector<int64_t>> right;
        for (int64_t i = 0; i < 20; ++i)
            right.push_back({i});
        auto scores = retrievalScores(same, 20, right).orThrow();
        QCOMPARE(scores.recallAt10, 0.0);
        QCOMPARE(scores.medianRank, 20.0);
        std::fill(same.begin(), same.end(), NAN);
        scores = retrievalScores(same, 20, right).orThrow();
        QCOMPARE(scores.recallAt10, 0.0);
    }

    void retrievalRefusesWhatDoesNotFit()
    {
        const std::vector<float> two = {1, 2};
        using Right = std::vector<std::vector<int64_t>>;
        QVERIFY(!retrievalScores(two, 2, Right{}).ok());
        QVERIFY(!retrievalScores(two, 2, Right{{0}, {1}}).ok());
        QVERIFY(!retrievalScores(two, 0, Right{{0}}).ok());
        QVERIFY(!retrievalScores(two, 2, Right{{}}).ok());
        const auto outside = retrievalScores(two, 2, Right{{2}});
        QVERIFY(!outside.ok());
        QVERIFY(outside.error().text().find("row 0: right column 2") != std::string::npos);
    }

private:
    nlohmann::json golden_;
    std::vector<CaptionSample> samples_;
};

QTEST_APPLESS_MAIN(MetricsTest)
#include "metrics_test.moc"
