// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"
#include "core/store/proposals.h"

#include <QTest>

using namespace unimo;
using namespace unimo::store;

namespace {

using Kind = Proposal::Kind;

/// One pair with a picture, a caption, a question and a box (ids 1), and a text (sample 2).
std::unique_ptr<Project> smallProject(const TemporaryFolder& folder)
{
    auto project = Project::create(folder.path(), "small").orThrow();
    const auto pair =
        project->add(Sample{0, SampleKind::Pair, "train", "c", "p.png", "hash", 80, 60});
    project->add(Caption{0, pair, "a red square", "full"});
    project->add(Question{0, pair, "What is it?", "a square", ""});
    project->add(Region{0, pair, {0.1F, 0.1F, 0.5F, 0.5F}, "square", "red"});
    project->add(Sample{0, SampleKind::Text, "train", "c", "", "", 0, 0});
    return project;
}

int64_t count(const Project& project, const std::string& query)
{
    SampleFilter filter;
    filter.query = query;
    return project.count(filter);
}

Proposal caption(SampleId sample, const std::string& text)
{
    Proposal proposal;
    proposal.sample = sample;
    proposal.text = text;
    proposal.score = 0.5;
    proposal.source = "a test";
    return proposal;
}

Proposal answer(const std::string& question, const std::string& text)
{
    Proposal proposal = caption(1, text);
    proposal.kind = Kind::Answer;
    proposal.question = question;
    return proposal;
}

Proposal box(const Box& place, const std::string& text)
{
    Proposal proposal = caption(1, text);
    proposal.kind = Kind::Box;
    proposal.box = place;
    return proposal;
}

std::vector<int64_t> idsOf(const std::vector<Proposal>& proposals)
{
    std::vector<int64_t> ids;
    for (const Proposal& proposal : proposals)
        ids.push_back(proposal.id);
    return ids;
}

} // namespace

/// Boxes that a person edits, and what a model proposes.
class BoxesTest : public QObject
{
    Q_OBJECT
private slots:
    void boxesAreDrawnChangedAndDeleted()
    {
        const TemporaryFolder folder;
        const auto project = smallProject(folder);
        const std::string start = project->dataVersion();
        const auto drawn = project->drawRegion({0, 1, {0.5F, 0.5F, 0.9F, 1}, "dog", ""});
        QCOMPARE(project->regions(1).size(), size_t{2});
        QCOMPARE(count(*project, "label:dog"), int64_t{1});
        QCOMPARE(count(*project, "boxes=2"), int64_t{1});

        QVERIFY(project->setRegion({drawn, 1, {0.5F, 0.25F, 0.75F, 1}, "fox", "brown"}));
        QVERIFY(!project->setRegion({drawn, 1, {0.5F, 0.25F, 0.75F, 1}, "fox", "brown"}));
        QVERIFY((project->regions(1)[1].box == Box{0.5F, 0.25F, 0.75F, 1}));
        QCOMPARE(count(*project, "label:dog"), int64_t{0});
        QCOMPARE(count(*project, "fox"), int64_t{1});
        const std::string end = project->dataVersion();

        project->deleteRegion(drawn);
        QCOMPARE(count(*project, "fox"), int64_t{0});
        QCOMPARE(count(*project, "boxes=1"), int64_t{1});
        QCOMPARE(project->dataVersion(), start);
        QCOMPARE(project->undo().value(), std::string("Delete a box"));
        QCOMPARE(project->dataVersion(), end);
        QCOMPARE(project->undo().value(), std::string("Move a box")); // all sides and the label
        QCOMPARE(project->regions(1)[1].label, std::string("dog"));
        QVERIFY((project->regions(1)[1].box == Box{0.5F, 0.5F, 0.9F, 1}));
        QCOMPARE(project->undo().value(), std::string("Draw a box"));
        QCOMPARE(project->dataVersion(), start);
        QVERIFY(!project->undo());
        while (project->redo()) {
        }
        QCOMPARE(project->dataVersion(), start); // the deletion was the last step
    }

    void whatIsNoBoxIsRefused()
    {
        const TemporaryFolder folder;
        const auto project = smallProject(folder);
        const auto refused = [&](SampleId sample, const Box& place) -> std::string {
            try {
                (void)project->drawRegion({0, sample, place, "", ""});
            } catch (const ErrorException& exception) {
                return exception.error().message;
            }
            return {};
        };
        QVERIFY(refused(1, {0.5F, 0, 0.5F, 1}).starts_with("the box 0.5"));
        QVERIFY(refused(1, {-0.1F, 0, 0.5F, 1}).starts_with("the box -0.1"));
        QVERIFY(refused(1, {0, 0, 1, 1.5F}).ends_with("not within the picture"));
        QVERIFY(refused(2, {0, 0, 1, 1}).starts_with("sample 2 is a text"));
        QCOMPARE(refused(77, {0, 0, 1, 1}), std::string("there is no sample 77 in the project"));
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->deleteRegion(77));
        QVERIFY_THROWS_EXCEPTION(ErrorException,
                                 (void)project->setRegion({77, 1, {0, 0, 1, 1}, "", ""}));
        QVERIFY(!project->undo());
    }

    void proposalsAreApartUntilTheyAreAccepted()
    {
        const TemporaryFolder folder;
        const auto project = smallProject(folder);
        const std::string start = project->dataVersion();
        const Box place{0.6F, 0.6F, 0.9F, 0.9F};
        QCOMPARE(project->propose({caption(1, "a zeppelin"), caption(2, "an airship"),
                                   answer("What is it?", "a zeppelin"),
                                   answer("Where is it?", "in the sky"), box(place, "airship")}),
                 int64_t{5});
        QCOMPARE(project->dataVersion(), start);
        QCOMPARE(count(*project, "zeppelin"), int64_t{0});
        QCOMPARE(count(*project, "proposals>0"), int64_t{2});
        QCOMPARE(count(*project, "proposals=4"), int64_t{1});

        const auto waiting = project->proposals(SampleFilter{});
        QCOMPARE(waiting.size(), size_t{5});
        QVERIFY(waiting[3].kind == Kind::Box && waiting[3].box == place);
        QCOMPARE(waiting[0].source, std::string("a test"));
        // One by one: a rejected one is not in the data, and not proposed again.
        QCOMPARE(project->rejectProposals({waiting[0].id, waiting[0].id}), int64_t{1});
        QCOMPARE(project->rejectProposals({waiting[0].id}), int64_t{0});
        QCOMPARE(project->propose({caption(1, "a zeppelin")}), int64_t{0});
        QCOMPARE(project->dataVersion(), start);
        // In bulk: one step.
        QCOMPARE(project->acceptProposals(idsOf(waiting)), int64_t{4});
        QCOMPARE(project->captions(1).size(), size_t{1});
        QCOMPARE(project->captions(2).back().text, std::string("an airship"));
        QCOMPARE(project->questions(1).size(), size_t{2});
        QCOMPARE(project->questions(1)[0].answer, std::string("a zeppelin"));
        QCOMPARE(project->questions(1)[1].answer, std::string("in the sky"));
        QCOMPARE(project->regions(1)[1].label, std::string("airship"));
        QVERIFY(project->proposals(SampleFilter{}).empty());
        const std::string end = project->dataVersion();

        QCOMPARE(project->undo().value(), std::string("Accept 4 proposals"));
        QCOMPARE(project->dataVersion(), start);
        QCOMPARE(project->proposals(SampleFilter{}).size(), size_t{4});
        QCOMPARE(project->undo().value(), std::string("Reject a proposal"));
        QCOMPARE(project->proposals(SampleFilter{}).size(), size_t{5});
        QCOMPARE(project->undo().value(), std::string("Keep 5 proposals"));
        QVERIFY(project->proposals(SampleFilter{}).empty());
        for (int i = 0; i < 3; ++i)
            QVERIFY(project->redo());
        QVERIFY(!project->redo());
        QCOMPARE(project->dataVersion(), end);
    }

    void whatTheSampleHasIsNoProposal()
    {
        const TemporaryFolder folder;
        const auto project = smallProject(folder);
        QCOMPARE(project->propose({caption(1, "a red square"), answer("What is it?", "a square"),
                                   box({0.1F, 0.1F, 0.5F, 0.51F}, "square")}),
                 int64_t{0});
        QVERIFY(!project->undo()); // nothing was done
        QCOMPARE(project->propose({caption(1, "twice"), caption(1, "twice")}), int64_t{1});
        QVERIFY_THROWS_EXCEPTION(ErrorException, (void)project->propose({caption(77, "x")}));
        QCOMPARE(project->proposals(1).size(), size_t{1});
    }
};

QTEST_APPLESS_MAIN(BoxesTest)
#include "boxes_test.moc"
