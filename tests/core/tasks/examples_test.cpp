// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/tasks/confusion.h"
#include "core/tasks/example_file.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <cmath>

using namespace unimo;
using namespace unimo::tasks;
namespace fs = std::filesystem;

namespace {

EvaluatedExample full()
{
    EvaluatedExample example{.part = "vqa",
                             .type = "colour",
                             .sample = 12,
                             .item = 34,
                             .text = "What colour is \"the\" square?\n",
                             .gold = "grün",
                             .prediction = "red",
                             .confidence = 0.75,
                             .scores = {{"accuracy", 0.3}, {"blind", 1}},
                             .split = "val",
                             .collection = "demo",
                             .objects = 3};
    setProbability(example, 0.125);
    return example;
}

EvaluatedExample ranked(int64_t rank)
{
    return {.part = "retrieval",
            .group = "text_to_picture",
            .sample = rank,
            .gold = "a",
            .prediction = "b",
            .found = 9,
            .margin = -0.5,
            .rank = rank,
            .scores = {{"r1", rank == 1 ? 1.0 : 0.0}}};
}

EvaluatedExample labelled(const char* part, const std::string& gold, const std::string& prediction)
{
    return {.part = part,
            .gold = gold,
            .prediction = prediction,
            .scores = {{"accuracy", gold == prediction ? 1.0 : 0.0}, {"majority", 0}}};
}

Confusion confusion(const std::vector<EvaluatedExample>& examples, size_t most)
{
    std::vector<std::string> right, predicted;
    for (const auto& example : examples) {
        right.push_back(className(example, example.gold));
        predicted.push_back(className(example, example.prediction));
    }
    return confusionOf(right, predicted, most);
}

} // namespace

class ExamplesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        const TemporaryFolder folder;
        const fs::path report = folder.path() / "evaluation-test-truth.json";
        const fs::path file = examplesFileOf(report);
        QCOMPARE(file.filename().string(), std::string("evaluation-test-truth.examples.jsonl"));
        auto writer = ExampleWriter::create(file).orThrow();
        writer.add(full());
        writer.add(ranked(3));
        writer.add(ranked(1));
        QVERIFY(!fs::exists(file)); // until it is whole
        const nlohmann::json told = {{"examples", writer.finish().orThrow()}};
        QCOMPARE(told["examples"]["count"].get<int>(), 3);
        QVERIFY(hasExamples(report, told));
        QVERIFY(readExamples(file, {"vqa", "", ""}).orThrow() == std::vector{full()});
        QVERIFY(readExamples(file, {"vqa", "", "colour"}).orThrow().size() == 1);
        QVERIFY(readExamples(file, {"vqa", "", "count"}).orThrow().empty());
        const auto ranks = readExamples(file, {"retrieval", "text_to_picture", ""}).orThrow();
        QVERIFY(ranks == (std::vector{ranked(3), ranked(1)}));
        QVERIFY(readExamples(file, {"retrieval", "picture_to_text", ""}).orThrow().empty());
    }

    /// An evaluation that was stopped leaves the old file as it is, and nothing beside it.
    void whatIsNotFinishedLeavesNothing()
    {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "e.examples.jsonl";
        writeFileAtomic(file, "old").orThrow();
        {
            auto writer = ExampleWriter::create(file).orThrow();
            writer.add(full());
        }
        QCOMPARE(readFile(file).orThrow(), std::string("old"));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), {}), 1);
        QVERIFY(!ExampleWriter::create(folder.path() / "none" / "e.jsonl").ok());
    }

    void examplesOfAnotherEvaluationAreNotTaken()
    {
        const TemporaryFolder folder;
        const fs::path report = folder.path() / "evaluation-a-truth.json";
        QVERIFY(!hasExamples(report, {{"version", 1}})); // of an earlier version
        auto writer = ExampleWriter::create(examplesFileOf(report)).orThrow();
        writer.add(full());
        const nlohmann::json told = {{"examples", writer.finish().orThrow()}};
        appendLine(examplesFileOf(report), "{}").orThrow();
        QVERIFY(!hasExamples(report, told));
        QVERIFY(!hasExamples(report, {{"examples", {{"bytes", "many"}}}}));
        QVERIFY(!hasExamples(report, {{"examples", 7}}));
    }

    void damagedLinesAreNamed_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("no JSON") << "{\"part\": \"vqa\"";
        QTest::newRow("a list") << "[1, 2]";
        QTest::newRow("no gold") << R"({"part":"vqa","sample":1,"prediction":"","scores":{}})";
        QTest::newRow("a text for a number")
            << R"({"part":"vqa","sample":1,"gold":"","prediction":"","scores":{"accuracy":"x"}})";
        QTest::newRow("too long") << QString(300 << 10, QLatin1Char('x'));
    }
    void damagedLinesAreNamed()
    {
        QFETCH(QString, line);
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "e.examples.jsonl";
        auto writer = ExampleWriter::create(file).orThrow();
        writer.add(full());
        writer.finish().orThrow();
        appendLine(file, line.toStdString()).orThrow();
        const auto read = readExamples(file, {"vqa", "", ""});
        QVERIFY(!read.ok());
        QVERIFY2(read.error().text().find("line 2") != std::string::npos,
                 read.error().text().c_str());
    }

    /// Texts of any length and bytes give a line that can be read, cut between characters.
    void textsAreBounded()
    {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "e.examples.jsonl";
        EvaluatedExample example = full();
        example.text.clear();
        for (int i = 0; i < 9000; ++i)
            example.text += "ü";
        example.gold = std::string(100'000, '\x01');
        example.prediction = "\xff\xfe";
        example.probability = std::nan("");
        auto writer = ExampleWriter::create(file).orThrow();
        writer.add(example);
        writer.finish().orThrow();
        const auto read = readExamples(file, {"vqa", "", ""}).orThrow();
        QCOMPARE(read.size(), size_t{1});
        QCOMPARE(read[0].text.size(), ExampleWriter::kLongestText + std::string("…").size());
        QVERIFY(QString::fromStdString(read[0].text).startsWith(QStringLiteral("üü")));
        QVERIFY(!read[0].text.ends_with("\xc3…"));
        QVERIFY(!read[0].probability.has_value());
    }

    void worstIsByWhatTheTaskHas()
    {
        auto sure = full();
        auto unsure = full();
        setProbability(sure, 0.9);
        QVERIFY(badness(unsure) > badness(sure));
        QVERIFY(std::abs(badness(unsure) - std::log(8.0)) < 1e-12);
        QVERIFY(badness(ranked(7)) > badness(ranked(2)));
        setProbability(sure, 0);
        QVERIFY(std::isfinite(badness(sure)));
        QVERIFY(!*isRight(full()) && *isRight(ranked(1)) && !*isRight(ranked(2)));
        const EvaluatedExample caption{.part = "captions", .scores = {{"cider_d", 2.5}}};
        QVERIFY(!isRight(caption).has_value());
        QCOMPARE(badness(caption), -2.5);
    }

    void figuresKnowTheirExamples()
    {
        const auto of = [](const char* part, const char* subject) {
            return examplesOf({part, subject, "x", 0});
        };
        QVERIFY(of("vqa", "types.colour") == (ExampleQuery{"vqa", "", "colour"}));
        QVERIFY(of("vqa", "all") == (ExampleQuery{"vqa", "", ""}));
        QVERIFY(of("negatives", "rules.bind") == (ExampleQuery{"negatives", "", "bind"}));
        QVERIFY(of("retrieval", "") == (ExampleQuery{"retrieval", "picture_to_text", ""}));
        QVERIFY(of("captions", "model") == (ExampleQuery{"captions", "", ""}));
        QVERIFY(of("captions", "nearest_neighbour") ==
                (ExampleQuery{"captions", "nearest_neighbour", ""}));
        QVERIFY(of("tasks", "entailment") == (ExampleQuery{"tasks", "entailment", ""}));
        QVERIFY(of("tasks", "copy.model") == (ExampleQuery{"tasks", "copy", ""}));
        const std::vector examples = {full()};
        QCOMPARE(scoreFor(examples, "blind"), std::string("blind"));
        QCOMPARE(scoreFor(examples, "matthews"), std::string("accuracy"));
    }

    void confusionsCountTheMostFrequentAndTheRest()
    {
        std::vector<EvaluatedExample> examples;
        const auto add = [&](const char* gold, const char* prediction, int times) {
            for (int i = 0; i < times; ++i)
                examples.push_back(labelled("vqa", gold, prediction));
        };
        add("red", "red", 5);
        add("The red.", "blue", 2); // the same class, by the challenge's rules
        add("blue", "red", 3);
        add("two", "2", 1);
        add("dog", "cat", 1); // cat is never right
        const Confusion two = confusion(examples, 2);
        QVERIFY(two.labels == (std::vector<std::string>{"red", "blue", ""}));
        QVERIFY(two.hasOther);
        const std::vector<int64_t> expected = {5, 2, 0, 3, 0, 0, 0, 0, 2};
        QVERIFY(two.counts == expected);
        QCOMPARE(two.rowSum(0), 7);
        QCOMPARE(two.columnSum(0), 8);
        QCOMPARE(two.classOf("cat"), size_t{2});
        const Confusion whole = confusion(examples, 10);
        QVERIFY(!whole.hasOther);
        QCOMPARE(whole.size(), size_t{5});

        // Labels of a task are compared as they are.
        examples = {labelled("tasks", "A", "a"), labelled("tasks", "a", "a")};
        QCOMPARE(confusion(examples, 10).size(), size_t{2});
        QVERIFY(haveClasses(examples));
        QVERIFY(!haveClasses(std::vector{ranked(1)}));
    }
};

QTEST_GUILESS_MAIN(ExamplesTest)
#include "examples_test.moc"
