// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/rewrite/tfidf_index.h"
#include "core/rewrite/words.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>

using namespace unimo;
using rewrite::TfidfIndex;

/// Against scikit-learn: tests/data/rewrite/make_tfidf.py.
class TfidfIndexTest : public QObject
{
    Q_OBJECT

    nlohmann::json golden_;
    std::vector<std::string> texts_;

private Q_SLOTS:
    void initTestCase()
    {
        golden_ = readJson(std::filesystem::path(UNIMO_TEST_DATA) / "rewrite/tfidf.json", 1 << 20)
                      .orThrow();
        texts_ = golden_.at("texts").get<std::vector<std::string>>();
        QVERIFY(texts_.size() > 60);
    }

    void wordsEqualScikitLearns()
    {
        for (size_t i = 0; i < texts_.size(); ++i)
            QVERIFY2(rewrite::wordsOf(texts_[i]) ==
                         golden_["words"][i].get<std::vector<std::string>>(),
                     texts_[i].c_str());
    }

    void neighboursEqualScikitLearns()
    {
        const TfidfIndex index(texts_);
        for (size_t i = 0; i < texts_.size(); ++i) {
            const auto& wanted = golden_["nearest"][i];
            const auto found = index.nearest(i, 8);
            QCOMPARE(found.size(), wanted.size());
            for (size_t k = 0; k < found.size(); ++k) {
                // Equal ones may come in another order: the similarity decides.
                const double similarity = wanted[k][1];
                QVERIFY(std::abs(static_cast<double>(found[k].similarity) - similarity) < 1e-5);
            }
        }
    }

    void neighboursOfUnseenTextsEqualScikitLearns()
    {
        const TfidfIndex index(texts_);
        for (size_t i = 0; i < golden_["unseen"].size(); ++i) {
            const auto& wanted = golden_["of_unseen"][i];
            const auto found = index.nearest(golden_["unseen"][i].get<std::string>(), 8);
            QCOMPARE(found.size(), wanted.size());
            for (size_t k = 0; k < found.size(); ++k) {
                const double similarity = wanted[k][1];
                QVERIFY(std::abs(static_cast<double>(found[k].similarity) - similarity) < 1e-5);
            }
        }
    }

    void equalNeighboursKeepTheirOrder()
    {
        const TfidfIndex index({"red dog", "red cat", "red owl", "blue"});
        const auto found = index.nearest(0, 5);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].text, 1U);
        QCOMPARE(found[1].text, 2U);
    }

    void brokenUtf8PartsWords()
    {
        QVERIFY(rewrite::wordsOf("ab\xFF"
                                 "cd\xC3") == (std::vector<std::string>{"ab", "cd"}));
    }
};

QTEST_APPLESS_MAIN(TfidfIndexTest)
#include "tfidf_index_test.moc"
