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
    filter.text = text;
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
