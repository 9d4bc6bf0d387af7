// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"

#include <QTest>

using namespace unimo;
using namespace unimo::store;

namespace {

/// Five samples of the train split with a caption each; ids 1 to 5 for both.
std::unique_ptr<Project> fiveSamples(const TemporaryFolder& folder)
{
    auto project = Project::create(folder.path(), "five").orThrow();
    for (int i = 0; i < 5; ++i) {
        const auto id = project->add(Sample{0, SampleKind::Text, "train", "c", "", "", 0, 0});
        project->add(Caption{0, id, "caption number" + std::to_string(i + 1), ""});
    }
    return project;
}

SampleFilter trashed()
{
    SampleFilter filter;
    filter.trashed = true;
    return filter;
}

SampleFilter withText(const std::string& text)
{
    SampleFilter filter;
    filter.query = text;
    return filter;
}

} // namespace

class EditsTest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsTrashedIsInNoQuery()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        project->trash({2, 4, 2});
        QCOMPARE(project->count({}), int64_t{3});
        QVERIFY((project->sampleIds({}) == std::vector<SampleId>{1, 3, 5}));
        QCOMPARE(project->captions(SampleFilter{}).size(), size_t{3});
        QCOMPARE(project->splits().at(0).second, int64_t{3});
        QCOMPARE(project->count(withText("number2")), int64_t{0});
        QVERIFY((project->sampleIds(trashed()) == std::vector<SampleId>{2, 4}));
        QCOMPARE(project->captions(trashed()).size(), size_t{2});
        project->restore({4});
        QVERIFY(project->sampleIds(trashed()) == std::vector<SampleId>{2});
    }
    void captionsAreAddedAndDeleted()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        const SampleId picture =
            project->add(Sample{0, SampleKind::Image, "train", "x", "p.png", "h", 8, 8, {}, 0});
        const auto textsOf = [&](SampleId id) {
            std::vector<std::string> texts;
            for (const Caption& caption : project->captions(id))
                texts.push_back(caption.text);
            return texts;
        };
        using Texts = std::vector<std::string>;
        const Texts before = textsOf(1);
        const auto kindOf = [&] { return project->sample(picture)->kind; };
        const auto ids = project->addCaptions(
            {{0, picture, "a zeppelin", "model"}, {0, 1, "an airship", "model"}});
        QVERIFY(kindOf() == SampleKind::Pair && textsOf(picture) == Texts{"a zeppelin"});
        QCOMPARE(textsOf(1).size(), before.size() + 1);
        QCOMPARE(project->count(withText("zeppelin")), int64_t{1});
        const std::string version = project->dataVersion();
        project->deleteCaption(ids[0]);
        QVERIFY(kindOf() == SampleKind::Image && textsOf(picture).empty());
        QCOMPARE(project->count(withText("zeppelin")), int64_t{0});
        QCOMPARE(project->count(withText("captions=0")), int64_t{1});
        QVERIFY(project->dataVersion() != version);
        QCOMPARE(project->undo().value(), std::string("Delete a caption"));
        QCOMPARE(project->dataVersion(), version);
        QVERIFY(kindOf() == SampleKind::Pair && textsOf(picture) == Texts{"a zeppelin"});
        QCOMPARE(project->undo().value(), std::string("Add 2 captions")); // both, and the kind
        QVERIFY(kindOf() == SampleKind::Image && textsOf(picture).empty() && textsOf(1) == before);
        QVERIFY(!project->undo());
        QCOMPARE(project->redo().value(), std::string("Add 2 captions"));
        QVERIFY(kindOf() == SampleKind::Pair && textsOf(1).size() == before.size() + 1);
        QCOMPARE(project->redo().value(), std::string("Delete a caption"));
        QVERIFY(!project->redo());
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->deleteCaption(ids[0]));
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)project->addCaptions({{0, 1, " ", ""}}));
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)project->addCaptions({{0, 77, "x", ""}}));
        QCOMPARE(project->captions(1).size(), before.size() + 1);
    }

    /// What was made of a caption goes and comes back with it.
    void rewritesOfADeletedCaptionAreInNoQuery()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        const auto caption = project->captions(1).at(0).id;
        project->add(Rewrite{0, 1, caption, "another", "object", -1});
        project->deleteCaption(caption);
        QVERIFY(project->rewrites(1).empty() && project->rewriteCounts(SampleFilter{}).empty());
        project->undo();
        QCOMPARE(project->rewrites(1).size(), size_t{1});
    }

    void questionsAreEdited()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        const auto id = project->addQuestion(1, "What flies?", "a kite");
        QCOMPARE(project->count(withText("answer:kite")), int64_t{1});
        project->setQuestion(id, "What flies?", "a glider");
        QCOMPARE(project->count(withText("answer:kite")), int64_t{0});
        QCOMPARE(project->count(withText("answer:glider")), int64_t{1});
        project->setQuestion(id, "What is up?", "a bird");
        QVERIFY(project->questions(1).at(0).text == "What is up?");
        QCOMPARE(project->undo().value(), std::string("Edit a question"));
        QVERIFY(project->questions(1).at(0).text == "What flies?" &&
                project->questions(1).at(0).answer == "a glider");
        project->deleteQuestion(id);
        QVERIFY(project->questions(1).empty());
        QCOMPARE(project->count(withText("glider")), int64_t{0});
        QCOMPARE(project->undo().value(), std::string("Delete a question"));
        QCOMPARE(project->undo().value(), std::string("Edit a question"));
        QCOMPARE(project->undo().value(), std::string("Add a question"));
        QVERIFY(project->questions(1).empty() && !project->undo());
        // Other people's answers are of the answer that was.
        const auto soft = project->add(Question{0, 2, "Which?", "one", "", {{"one", 1.0}}});
        project->setQuestion(soft, "Which?", "two");
        QVERIFY(project->questions(2).at(0).answers.empty());
        project->undo();
        QCOMPARE(project->questions(2).at(0).answers.size(), size_t{1});
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->setQuestion(soft, "", "x"));
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->deleteQuestion(99));
    }

    void marksAreKeptCountedAndUndone()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        Rewrite row{0, 1, 1, "no caption", "object", -1};
        const int64_t first = project->add(row);
        row.text = "nor this";
        const int64_t second = project->add(row);
        row.rejection = "reads badly";
        project->add(row);
        const int64_t near =
            project->add(Neighbour{0, 1, 2, SampleKind::Text, "tfidf", 0, 0.5, {}, {}, {}});
        const std::string start = project->dataVersion();

        QCOMPARE(project->markRewrites({first, second, second}, Mark::TooEasy), int64_t{2});
        QCOMPARE(project->markRewrites({second}, Mark::Wrong), int64_t{1});
        QCOMPARE(project->markRewrites({second}, Mark::Wrong), int64_t{0});
        QCOMPARE(project->markNeighbours({near}, Mark::Wrong), int64_t{1});
        const auto rewrites = project->rewrites(SampleId{1});
        QVERIFY(rewrites[0].mark == Mark::TooEasy && rewrites[0].holds());
        QVERIFY(rewrites[1].mark == Mark::Wrong && !rewrites[1].holds());
        QVERIFY(!rewrites[0].usable() && !rewrites[0].isHardNegative());
        QVERIFY(!project->neighbours(SampleId{1})[0].usable());
        // A model learns from other data now.
        QVERIFY(project->dataVersion() != start);

        const auto counts = project->rewriteCounts({});
        QCOMPARE(counts.size(), size_t{1});
        QCOMPARE(counts[0].text, std::string("caption number1"));
        QCOMPARE(counts[0].rejected, int64_t{1});
        QVERIFY((counts[0].marks == std::array<int64_t, 4>{0, 1, 0, 1}));
        const auto rules = project->ruleCounts({});
        QCOMPARE(rules.size(), size_t{1});
        QCOMPARE(rules[0].rule, std::string("object"));
        QVERIFY((rules[0].marks == std::array<int64_t, 4>{0, 1, 0, 1}));
        QVERIFY((project->neighbourCounts({})[0].marks == std::array<int64_t, 4>{0, 0, 0, 1}));

        QVERIFY(project->undo() == "Mark something retrieved");
        QVERIFY(project->undo() == "Mark a rewrite");
        QVERIFY(project->rewrites(SampleId{1})[1].mark == Mark::TooEasy);
        QVERIFY(project->undo() == "Mark 2 rewrites");
        QCOMPARE(project->dataVersion(), start);
    }
    void aRulesSettingsJudgeItsRewrites()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        const auto add = [&](const char* rule, double fluency, const char* rejection) {
            Rewrite row{0, 1, 1, "a rewrite", rule, -1};
            row.scores = {{"fluency", fluency}};
            row.rejection = rejection;
            project->add(row);
        };
        for (const double fluency : {-2.0, -1.0, 0.0, 1.0})
            add("colour", fluency, "");
        add("colour", 0.0, "reads badly");
        add("object", -2.0, "");
        const std::string start = project->dataVersion();
        const auto usable = [&] {
            std::vector<double> fluencies;
            for (const auto& row : project->rewrites(SampleId{1}))
                if (row.usable())
                    fluencies.push_back(row.scores.front().second);
            return fluencies;
        };
        QVERIFY(project->ruleSettings().empty());
        const RuleSettings between{"colour", false, "fluency", -1.0, 0.5};
        QVERIFY(project->setRule(between));
        QVERIFY(!project->setRule(between));                 // nothing changes
        QVERIFY((usable() == std::vector{-1.0, 0.0, -2.0})); // bounds count as inside
        QVERIFY(project->ruleSettings() == std::vector{between});
        QVERIFY(project->dataVersion() != start);
        const auto rows = project->rewrites(SampleFilter{}, "colour");
        QCOMPARE(rows.size(), size_t{5});
        QVERIFY(rows[0].ruledOut() && !rows[1].ruledOut());
        QVERIFY(!rows[4].ruledOut()); // it failed a check when it was made
        QCOMPARE(project->ruleCounts({})[0].rejected, int64_t{3});

        QVERIFY(project->setRule({"colour", true, "", {}, {}}));
        QVERIFY(usable() == std::vector{-2.0});
        QVERIFY(project->undo() == "Change the rule colour");
        QVERIFY((usable() == std::vector{-1.0, 0.0, -2.0}));
        QVERIFY(project->undo() == "Change the rule colour");
        QCOMPARE(project->dataVersion(), start);
        QVERIFY(project->redo() == "Change the rule colour");
        QVERIFY((usable() == std::vector{-1.0, 0.0, -2.0}));
    }
    void stepsAreUndoneAndRedoneInOrder()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        const std::string start = project->dataVersion();
        project->trash({1, 2});
        project->setSplit({3, 4, 5}, "val");
        project->setCaptionText(3, "a zeppelin");
        const std::string end = project->dataVersion();
        QCOMPARE(project->count(withText("zeppelin")), int64_t{1});
        QCOMPARE(project->count(withText("number3")), int64_t{0});

        QVERIFY(project->undo() == "Edit a caption");
        QCOMPARE(project->count(withText("zeppelin")), int64_t{0});
        QCOMPARE(project->count(withText("number3")), int64_t{1});
        QVERIFY(project->undo() == "Move 3 samples to split \"val\"");
        QVERIFY(project->undo() == "Move 2 samples to trash");
        QVERIFY(!project->undo());
        QCOMPARE(project->dataVersion(), start);

        QVERIFY(project->redo() == "Move 2 samples to trash");
        QVERIFY(project->redo() == "Move 3 samples to split \"val\"");
        QVERIFY(project->redo() == "Edit a caption");
        QVERIFY(!project->redo());
        QCOMPARE(project->dataVersion(), end);
    }
    void theLogOutlivesTheProgram()
    {
        const TemporaryFolder folder;
        std::string start;
        std::string end;
        {
            const auto project = fiveSamples(folder);
            start = project->dataVersion();
            project->setSplit({1}, "test");
            project->trash({5});
            end = project->dataVersion();
        }
        {
            const auto project = Project::open(folder.path()).orThrow();
            QVERIFY(project->undo() == "Move 1 sample to trash");
        }
        {
            const auto project = Project::open(folder.path()).orThrow();
            QVERIFY(project->undo() == "Move 1 sample to split \"test\"");
            QCOMPARE(project->dataVersion(), start);
        }
        const auto project = Project::open(folder.path()).orThrow();
        QVERIFY(project->redo());
        QVERIFY(project->redo());
        QCOMPARE(project->dataVersion(), end);
    }
    void aNewEditEndsWhatCouldBeRedone()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        project->trash({1});
        project->undo();
        project->trash({2});
        QVERIFY(!project->redo());
        QVERIFY(project->sampleIds(trashed()) == std::vector<SampleId>{2});
    }
    void anEditThatChangesNothingIsNoStep()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        project->trash({1});
        project->undo();
        project->setSplit({1, 2, 3}, "train");
        project->restore({1});
        project->trash({777});
        project->setCaptionText(1, "caption number1");
        QVERIFY(project->redo() == "Move 1 sample to trash"); // still there
        QVERIFY(project->undo());
        QVERIFY(!project->undo());
    }
    void mixedValuesComeBackEachToItsOwn()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        project->setSplit({2}, "val");
        project->setSplit({1, 2, 3}, "test");
        project->undo();
        QCOMPARE(project->sample(1)->split, std::string("train"));
        QCOMPARE(project->sample(2)->split, std::string("val"));
        QCOMPARE(project->sample(3)->split, std::string("train"));
    }
    void anUnknownCaptionIsAnError()
    {
        const TemporaryFolder folder;
        const auto project = fiveSamples(folder);
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->setCaptionText(99, "x"));
        QVERIFY(!project->undo());
    }
};

QTEST_APPLESS_MAIN(EditsTest)
#include "edits_test.moc"
