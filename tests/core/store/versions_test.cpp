// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/data_content.h"
#include "core/store/project.h"

#include <QTest>
#include <fstream>

using namespace unimo;
using namespace unimo::store;

namespace {

using What = DataChange::What;
using Kind = DataChange::Kind;

/// Three pairs with a caption, a question and a box each; ids 1 to 3 for all.
std::unique_ptr<Project> threePairs(const TemporaryFolder& folder)
{
    auto project = Project::create(folder.path(), "three").orThrow();
    for (int i = 1; i <= 3; ++i) {
        const std::string number = std::to_string(i);
        const auto id = project->add(
            Sample{0, SampleKind::Pair, "train", "c", number + ".png", "hash" + number, 80, 60});
        project->add(Caption{0, id, "caption " + number, "full"});
        project->add(Question{0, id, "Which one is it?", number, ""});
        project->add(Region{0, id, {0.1F, 0.2F, 0.5F, 0.6F}, "square", "red"});
    }
    return project;
}

/// "caption changed 2: old > new"
std::vector<std::string> linesOf(const DataDiff& diff)
{
    const char* whats[] = {"sample", "caption", "question", "box", "derived"};
    const char* kinds[] = {"added", "removed", "changed"};
    std::vector<std::string> lines;
    for (const DataChange& change : diff.changes)
        lines.push_back(std::string(whats[static_cast<int>(change.what)]) + " " +
                        kinds[static_cast<int>(change.kind)] + " " + std::to_string(change.sample) +
                        ": " + change.before + " > " + change.after);
    return lines;
}

} // namespace

class VersionsTest : public QObject
{
    Q_OBJECT
private slots:
    void theContentIsThatOfTheVersion()
    {
        const TemporaryFolder folder;
        const auto project = threePairs(folder);
        const DataContent content = project->content();
        QCOMPARE(content.version, project->dataVersion());
        QCOMPARE(content.samples.size(), size_t{3});
        QCOMPARE(content.samples[1].captions.at(0).text, std::string("caption 2"));
        QCOMPARE(content.samples[2].questions.at(0).answer, std::string("3"));
        QVERIFY((content.samples[0].regions.at(0).box == Box{0.1F, 0.2F, 0.5F, 0.6F}));
    }

    void aKeptVersionReadsAsItWas()
    {
        const TemporaryFolder folder;
        const auto project = threePairs(folder);
        project->setCaptionText(1, "Ünïcode \"quoted\" ✓");
        const DataContent content = project->content();
        QVERIFY(!isKept(folder.path(), content.version));
        QVERIFY(keepContent(folder.path(), content).ok());
        QVERIFY(keepContent(folder.path(), content).ok()); // again: it is there
        QVERIFY(keptVersions(folder.path()) == std::vector{content.version});
        const DataContent read = keptContent(folder.path(), content.version).orThrow();
        QVERIFY(difference(content, read).changes.empty());
        QCOMPARE(read.samples[0].captions[0].text, std::string("Ünïcode \"quoted\" ✓"));
        QVERIFY((read.samples[0].regions[0].box == content.samples[0].regions[0].box));
    }

    void everyChangeIsTold()
    {
        const TemporaryFolder folder;
        const auto project = threePairs(folder);
        const DataContent before = project->content();
        project->setCaptionText(1, "another caption");
        project->addCaptions({{0, 1, "one more", ""}});
        project->setQuestion(1, "Which one is it?", "none");
        project->deleteRegion(1);
        project->drawRegion({0, 1, {0, 0, 0.5F, 0.5F}, "dog", ""});
        project->setSplit({2}, "val");
        project->add(Rewrite{0, 2, 2, "false caption", "object", -1});
        project->trash({3});
        const auto added = project->add(Sample{0, SampleKind::Text, "train", "c", "", "", 0, 0});
        project->add(Caption{0, added, "a text", ""});
        const DataDiff diff = difference(before, project->content());
        const std::vector<std::string> wanted = {
            "caption changed 1: caption 1 > another caption",
            "caption added 1:  > one more",
            "question changed 1: Which one is it? → 1 > Which one is it? → none",
            "box removed 1: red square, 10-50 % across, 20-60 % down > ",
            "box added 1:  > dog, 0-50 % across, 0-50 % down",
            "sample changed 2: pair · train · 2.png > pair · val · 2.png",
            "derived changed 2:  > ",
            "sample removed 3: pair · train · 3.png > ",
            "caption removed 3: caption 3 > ",
            "question removed 3: Which one is it? → 3 > ",
            "box removed 3: red square, 10-50 % across, 20-60 % down > ",
            "sample added 4:  > text · train",
            "caption added 4:  > a text"};
        const auto lines = linesOf(diff);
        for (size_t i = 0; i < std::max(lines.size(), wanted.size()); ++i)
            QCOMPARE(i < lines.size() ? lines[i] : "", i < wanted.size() ? wanted[i] : "");
        QCOMPARE(diff.count(What::Caption, Kind::Added), int64_t{2});
        QCOMPARE(diff.count(What::Box, Kind::Removed), int64_t{2});
        // And back.
        const DataDiff back = difference(project->content(), before);
        QCOMPARE(back.count(What::Caption, Kind::Removed), int64_t{2});
        QCOMPARE(back.count(What::Caption, Kind::Added), int64_t{1});
    }

    void whatWasImportedAnewDidNotChange()
    {
        const TemporaryFolder folder;
        const auto project = threePairs(folder);
        const DataContent before = project->content();
        DataContent after = before;
        after.samples[2].id = 9;
        after.samples[2].captions[0].id = 99;
        after.samples[1].captions[0].id = 98; // made anew with the same words
        QVERIFY(difference(before, after).changes.empty());
        after.samples[2].split = "val";
        QCOMPARE(difference(before, after).count(What::Sample, Kind::Added), int64_t{1});
    }

    void versionsHaveNames()
    {
        const TemporaryFolder folder;
        const auto project = threePairs(folder);
        const std::string first = project->dataVersion();
        project->nameVersion("before cleaning", first);
        QCOMPARE(project->versions().at(0).name, std::string("before cleaning"));
        QCOMPARE(project->versions().at(0).version, first);
        QVERIFY(project->versions().at(0).made > 1.6e9);
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->nameVersion("before cleaning", first));
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->nameVersion(" x", first));
        QVERIFY_THROWS_EXCEPTION(ErrorException, project->nameVersion("", first));
        QVERIFY(project->forgetVersion("before cleaning"));
        QVERIFY(!project->forgetVersion("before cleaning"));
        QVERIFY(!project->forgetVersion("never there"));
        QVERIFY(project->versions().empty());
        project->undo();
        QCOMPARE(project->versions().size(), size_t{1});
        project->undo();
        QVERIFY(project->versions().empty());
        QCOMPARE(project->dataVersion(), first); // a name is no content
    }

    void aDamagedVersionNamesItsLine()
    {
        const TemporaryFolder folder;
        const auto project = threePairs(folder);
        const DataContent content = project->content();
        QVERIFY(keepContent(folder.path(), content).ok());
        const auto file = folder.path() / "versions" / (content.version + ".jsonl");
        for (const char* line : {"{\"id\": \"one\"}", "not JSON", "[]", "{}"}) {
            std::string text = readFile(file).orThrow();
            const size_t second = text.find('\n') + 1;
            text = text.substr(0, second) + line + "\n";
            std::ofstream(file) << text;
            const auto read = keptContent(folder.path(), content.version);
            QVERIFY(!read.ok() && read.error().kind == ErrorKind::Data);
            QVERIFY(read.error().where.ends_with(", line 2"));
        }
        for (const std::string& unknown :
             {std::string("../project"), std::string(32, 'a'), std::string()}) {
            const auto read = keptContent(folder.path(), unknown);
            QVERIFY(!read.ok() && read.error().kind == ErrorKind::Config);
        }
    }
};

QTEST_APPLESS_MAIN(VersionsTest)
#include "versions_test.moc"
