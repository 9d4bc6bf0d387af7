// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"

#include <QTest>
#include <set>

#include "datasets/words/builder.h"

using namespace unimo;

class WordsBuilderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tasksAreBalancedAndPartedByWord()
    {
        const TemporaryFolder folder;
        datasets::WordTaskOptions options;
        options.examples = 1000;
        const auto counts =
            datasets::buildWordTasks(folder.path() / "words", options, {}).orThrow();
        QVERIFY(counts.at("definition train") > 700 && counts.at("definition test") > 50);
        const auto project = store::Project::open(folder.path() / "words", true).orThrow();
        QCOMPARE(project->tasks().size(), 4U);
        std::map<std::string, std::map<std::string, int>> labels;
        std::map<std::string, std::set<std::string>> words; // of definitions, by split
        for (const char* split : {"train", "val", "test"}) {
            store::SampleFilter filter;
            filter.split = split;
            for (const auto& example : project->examples(filter)) {
                QVERIFY(!example.source.empty() && !example.target.empty());
                ++labels[example.task][example.target];
                if (example.task == "definition")
                    words[split].insert(example.source);
            }
        }
        for (const auto& word : words["test"])
            QVERIFY2(!words["train"].contains(word), word.c_str());
        for (const char* task : {"gloss-match", "kind-of"}) {
            const double yes = labels[task]["yes"], no = labels[task]["no"];
            QVERIFY2(yes / (yes + no) > 0.4 && yes / (yes + no) < 0.65, task);
        }
        QCOMPARE(labels["part-of-speech"].size(), 4U);
        QCOMPARE(labels["part-of-speech"]["verb"], labels["part-of-speech"]["adverb"]);
    }

    void theSameSeedGivesTheSameTasks()
    {
        const TemporaryFolder folder;
        datasets::WordTaskOptions options;
        options.examples = 50;
        std::set<std::string> versions;
        for (const char* name : {"one", "two"}) {
            QVERIFY(datasets::buildWordTasks(folder.path() / name, options, {}).ok());
            versions.insert(
                store::Project::open(folder.path() / name, true).orThrow()->dataVersion());
        }
        QCOMPARE(versions.size(), 1U);
        QVERIFY(
            !datasets::buildWordTasks(folder.path() / "one", options, {}).ok()); // there already
    }

    void withoutWordNetItSaysWhatToInstallAndLeavesNothing()
    {
        const TemporaryFolder folder;
        datasets::WordTaskOptions options;
        options.wordnet = folder.path();
        const auto built = datasets::buildWordTasks(folder.path() / "words", options, {});
        QVERIFY(!built.ok());
        QVERIFY(built.error().hint.find("wordnet") != std::string::npos);
        QVERIFY(!std::filesystem::exists(folder.path() / "words"));
    }
};

QTEST_GUILESS_MAIN(WordsBuilderTest)
#include "words_builder_test.moc"
