// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/slice_report.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <array>
#include <cmath>

using namespace unimo;
using namespace unimo::findings;
using tasks::EvaluatedExample;

namespace {

bool near(double value, double expected, double within = 1e-9)
{
    return std::abs(value - expected) <= within;
}

EvaluatedExample question(int64_t sample, int64_t item, const std::string& type,
                          const std::string& gold, double accuracy)
{
    return {.part = "vqa",
            .type = type,
            .sample = sample,
            .item = item,
            .text = "is it so ?",
            .gold = gold,
            .scores = {{"accuracy", accuracy}},
            .collection = "demo",
            .objects = 2};
}

const Slice* find(const std::vector<Slice>& slices, Trait trait, const std::string& value)
{
    for (const Slice& slice : slices)
        if (slice.trait == trait && slice.value == value)
            return &slice;
    return nullptr;
}

} // namespace

class SlicesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// By mpmath's betainc and binomial at 20 digits.
    void testsAgreeWithTheirDefinitions()
    {
        QVERIFY(near(twoSidedT(2.0, 10), 0.0733880347707, 1e-11));
        QVERIFY(near(twoSidedT(-1.5, 3), 0.230583865245, 1e-11));
        QVERIFY(near(twoSidedT(0.3, 250), 0.764426449016, 1e-11));
        QVERIFY(near(twoSidedT(5.5, 40.5), 2.29749055742e-6, 1e-15));
        QVERIFY(near(mcnemar(10, 2), 0.03857421875, 1e-11));
        QVERIFY(near(mcnemar(130, 90), 0.00840545175268, 1e-11));
        QVERIFY(near(mcnemar(0, 6), 0.03125, 1e-11));
        QCOMPARE(mcnemar(7, 7), 1.0);
        QCOMPARE(mcnemar(0, 0), 1.0);
    }

    void wilsonsIntervalStaysWithinTheShares()
    {
        const Bounds most = wilson(0.8, 10);
        QVERIFY(near(most.low, 0.4901624715, 1e-6) && near(most.high, 0.9433178485, 1e-6));
        const Bounds all = wilson(1, 20);
        QVERIFY(near(all.low, 0.8388748419, 1e-6) && near(all.high, 1, 1e-12));
    }

    void holmsCorrectionNeverFalls()
    {
        const auto corrected = holm(std::array{0.01, 0.04, 0.03, 0.005});
        const std::array expected = {0.03, 0.06, 0.06, 0.02};
        for (size_t i = 0; i < expected.size(); ++i)
            QVERIFY(near(corrected[i], expected[i]));
        QCOMPARE(holm(std::array{0.9, 0.8})[1], 1.0);
    }

    /// One value a cluster is the standard error of the mean; copies of a value add nothing.
    void clustersCountOnce()
    {
        const std::array<double, 3> values = {1, 3, 5};
        const auto single = clusteredMean(values, std::array<int64_t, 3>{7, 8, 9});
        QVERIFY(near(single.error, 2 / std::sqrt(3.0)));
        QVERIFY(near(*halfWidth(single), *intervalOf(values).half));
        const std::array<double, 6> twice = {1, 1, 3, 3, 5, 5};
        const auto doubled = clusteredMean(twice, std::array<int64_t, 6>{7, 7, 8, 8, 9, 9});
        QVERIFY(near(doubled.error, single.error));
        QCOMPARE(doubled.clusters, 3);
        const auto one = clusteredMean(values, std::array<int64_t, 3>{7, 7, 7});
        QVERIFY(!halfWidth(one).has_value());
    }

    void traitsAreReadOffTheExample()
    {
        auto example = question(1, 1, "count", "Two", 1); // answers count as the challenge's
        QCOMPARE(traitOf(example, Trait::Type), std::string("count"));
        QCOMPARE(traitOf(example, Trait::AnswerType), std::string("number"));
        QCOMPARE(traitOf(example, Trait::Words), std::string("3–4"));
        QCOMPARE(traitOf(example, Trait::Objects), std::string("2"));
        example.gold = "no";
        QCOMPARE(traitOf(example, Trait::AnswerType), std::string("yes/no"));
        example.gold = "red";
        QCOMPARE(traitOf(example, Trait::AnswerType), std::string("other"));
        example.objects = 7;
        QCOMPARE(traitOf(example, Trait::Objects), std::string("5–8"));
        example.objects = 100;
        QCOMPARE(traitOf(example, Trait::Objects), std::string("33+"));
        example.text.clear();
        example.gold = "a b c d e f g h i j k l m";
        QCOMPARE(traitOf(example, Trait::Words), std::string("13–20"));
    }

    /// 40 colour questions of which 30 and then 38 are right, 10 others without change.
    void slicesAreComparedByTheSameExamples()
    {
        std::vector<EvaluatedExample> before, after;
        for (int64_t i = 0; i < 50; ++i) {
            const bool colour = i < 40;
            const std::string type = colour ? "colour" : "exists";
            const std::string gold = colour ? "red" : "yes";
            before.push_back(question(i, 100 + i, type, gold, i < 30 ? 1 : 0));
            // Two that were right are lost, ten are gained.
            after.push_back(question(i, 100 + i, type, gold, i < 40 && i >= 2 ? 1 : 0));
        }
        std::swap(after[3], after[20]); // the order does not matter
        const auto slices = slicesOf(before, std::span<const EvaluatedExample>(after), "accuracy");

        const Slice* colour = find(slices, Trait::Type, "colour");
        QVERIFY(colour && !colour->few());
        QCOMPARE(colour->first.examples, size_t{40});
        QVERIFY(near(colour->first.mean, 0.75) && near(colour->second->mean, 0.95));
        const Bounds bounds = wilson(0.75, 40);
        QVERIFY(near(colour->first.bounds.low, bounds.low, 0.01)); // 39 of 40 by G / (G - 1)
        QVERIFY(near(colour->difference->mean, 0.2));
        QCOMPARE(colour->difference->paired, size_t{40});
        // Two types were looked at, and only this one changed: Holm takes the least p twice.
        QVERIFY(near(colour->difference->p, 2 * mcnemar(10, 2)));
        QVERIFY(!colour->difference->significant());
        const Slice* exists = find(slices, Trait::Type, "exists");
        QVERIFY(exists && exists->few());
        QCOMPARE(exists->difference->p, 1.0);
        const Slice* all = find(slices, Trait::All, "");
        QVERIFY(all && all->difference->significant());
        QVERIFY(near(all->difference->p, mcnemar(10, 2)));
        // One collection tells nothing apart.
        QVERIFY(!find(slices, Trait::Collection, "demo"));
    }

    void splitsAreToldApart()
    {
        std::vector<EvaluatedExample> examples;
        for (int64_t i = 0; i < 30; ++i) {
            examples.push_back(question(i, i, "a", "red", i < 20 ? 1 : 0));
            examples.back().split = i < 20 ? "train" : "val";
        }
        const auto slices = slicesOf(examples, {}, "accuracy");
        QCOMPARE(slices.size(), size_t{3});
        QVERIFY(near(find(slices, Trait::Split, "train")->first.mean, 1));
        QVERIFY(near(find(slices, Trait::Split, "val")->first.mean, 0));
        QCOMPARE(slicesJson(slices)[1]["slice_by"].get<std::string>(), std::string("split"));
        for (auto& example : examples)
            example.split.clear(); // of an evaluation before it was kept
        QCOMPARE(slicesOf(examples, {}, "accuracy").size(), size_t{1});
    }

    void slicesAreWrittenForPeopleAndPrograms()
    {
        std::vector<EvaluatedExample> before, after;
        for (int64_t i = 0; i < 50; ++i) {
            before.push_back(question(i, i, "a", "red", i < 20 ? 1 : 0));
            after.push_back(question(i, i, "a", "red", 1));
            for (auto* example : {&before.back(), &after.back()})
                example->collection = i < 5 ? "mine, \"all\"" : "demo";
        }
        const auto slices = slicesOf(before, std::span<const EvaluatedExample>(after), "accuracy");
        const auto json = slicesJson(slices);
        QCOMPARE(json.size(), size_t{3});
        QCOMPARE(json[0]["slice_by"].get<std::string>(), std::string("all"));
        QCOMPARE(json[0]["paired"].get<int>(), 50);
        QVERIFY(near(json[0]["difference"].get<double>(), 0.6));
        const auto csv = QString::fromStdString(slicesCsv(slices));
        const QStringList lines = csv.split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[0].startsWith(QStringLiteral("slice_by,value,examples,mean,low,high,")));
        QVERIFY(lines[1].startsWith(QStringLiteral("all,,50,0.4,")));
        QVERIFY(csv.contains(QStringLiteral("collection,\"mine, \"\"all\"\"\",5,1.0,")));
        const auto table = QString::fromStdString(slicesTable(slices, "accuracy"));
        QVERIFY2(table.contains(QStringLiteral("+60.0*")), qPrintable(table));
        QVERIFY(table.contains(QStringLiteral("(collection: mine, ")));
        QVERIFY(!table.contains(QStringLiteral("(collection: demo")));
    }

    void otherExamplesAreComparedAsIndependentSets()
    {
        std::vector<EvaluatedExample> first, second;
        for (int64_t i = 0; i < 60; ++i) {
            first.push_back(question(i, i, "a", "red", i % 2 ? 1 : 0));
            second.push_back(question(1000 + i, 1000 + i, "a", "red", i % 6 ? 1 : 0));
        }
        const auto slices = slicesOf(first, std::span<const EvaluatedExample>(second), "accuracy");
        const Slice* all = find(slices, Trait::All, "");
        QVERIFY(all);
        QCOMPARE(all->difference->paired, size_t{0});
        QVERIFY(near(all->difference->mean, 5.0 / 6 - 0.5));
        // Welch: variances 15/59/60 and 60 * 5/36 / 59 / 60.
        const double error = std::sqrt(15.0 / 59 / 60 + 5.0 / 36 / 59);
        QVERIFY(near(all->difference->p, twoSidedT((5.0 / 6 - 0.5) / error, 111.5), 1e-5));
        QVERIFY(all->difference->significant());
    }

    /// Nine questions about each picture, all right or all wrong, say no more than the pictures.
    void questionsAboutOnePictureAreNotIndependent()
    {
        std::vector<EvaluatedExample> many, few;
        for (int64_t picture = 0; picture < 30; ++picture) {
            few.push_back(question(picture, picture, "a", "red", picture < 15 ? 1 : 0));
            for (int64_t k = 0; k < 9; ++k)
                many.push_back(
                    question(picture, picture * 9 + k, "a", "red", picture < 15 ? 1 : 0));
        }
        const auto wide = slicesOf(few, {}, "accuracy").front().first.bounds;
        const auto same = slicesOf(many, {}, "accuracy").front().first.bounds;
        QVERIFY(near(wide.low, same.low) && near(wide.high, same.high));
    }
};

QTEST_GUILESS_MAIN(SlicesTest)
#include "slices_test.moc"
