// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"

#include <QTest>

#include "datasets/entailment/builder.h"

using namespace unimo;

class EntailmentBuilderTest : public QObject
{
    Q_OBJECT

    static store::SampleId addPair(store::Project& project, const std::string& split)
    {
        store::Sample sample;
        sample.split = split;
        sample.imagePath = "a.png";
        return project.add(sample);
    }

private Q_SLOTS:
    void labelsAreBalancedForEachPicture()
    {
        const TemporaryFolder folder;
        const auto project = store::Project::create(folder.path() / "p", "p").orThrow();
        const auto pair = addPair(*project, "train");
        const auto other = addPair(*project, "test"); // without a false caption
        const auto caption = project->add(store::Caption{0, pair, "a red dog", {}});
        project->add(store::Caption{0, pair, "one red dog", {}});
        project->add(store::Caption{0, other, "a cat", {}});
        const auto rewrite = [&](const char* text, const char* rule, int polarity,
                                 const char* rejection) {
            store::Rewrite made;
            made.sample = pair;
            made.caption = caption;
            made.text = text;
            made.rule = rule;
            made.polarity = polarity;
            made.rejection = rejection;
            project->add(made);
        };
        rewrite("a blue dog", "colour", -1, "");
        rewrite("a green dog", "colour", -1, "is true");
        rewrite("two trees", "sentence", -1, "");
        rewrite("the red dog", "translation", 1, "");

        const auto counts = datasets::addEntailment(*project, {}, {}).orThrow();
        QCOMPARE(counts, (std::map<std::string, int64_t>{{"contradiction train", 1},
                                                         {"entailment train", 1}}));
        const auto examples = project->examples(pair);
        QCOMPARE(examples.size(), 2U);
        for (const auto& example : examples) {
            QCOMPARE(example.task, std::string("entailment"));
            QCOMPARE(example.target == "contradiction", example.source == "a blue dog");
        }
        QVERIFY(project->examples(other).empty());
        QVERIFY(!datasets::addEntailment(*project, {}, {}).ok()); // once only
    }

    void withoutFalseCaptionsNothingIsChanged()
    {
        const TemporaryFolder folder;
        const auto project = store::Project::create(folder.path() / "p", "p").orThrow();
        project->add(store::Caption{0, addPair(*project, "train"), "a dog", {}});
        const auto counts = datasets::addEntailment(*project, {}, {});
        QVERIFY(!counts.ok() && counts.error().hint.find("unimo rewrite") != std::string::npos);
        QVERIFY(project->tasks().empty());
    }
};

QTEST_GUILESS_MAIN(EntailmentBuilderTest)
#include "entailment_builder_test.moc"
