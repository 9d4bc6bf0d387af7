// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QTest>
#include <filesystem>
#include <fstream>
#include <stdexcept>

using namespace unimo;
using namespace unimo::store;
namespace fs = std::filesystem;

namespace {

Sample pair(const std::string& split, const std::string& hash)
{
    return {0, SampleKind::Pair, split, "demo", "pictures/" + hash + ".png", hash, 20, 10};
}

/// Three samples: a train pair and a val pair with everything on them, and a text.
struct Filled
{
    explicit Filled(const fs::path& folder) : project(Project::create(folder, "Apples").orThrow())
    {
        project->transaction([&] {
            apple = project->add(pair("train", "a1"));
            appleCaption = project->add(Caption{0, apple, "A red apple on the beach.", "full"});
            project->add(Caption{0, apple, "Apples, well-known", ""});
            project->add(Question{0, apple, "What colour is the apple?", "crimson", "colour"});
            project->add(Region{0, apple, {0.125F, 0.25F, 0.5F, 1.0F}, "school bus", "yellow"});
            project->add(Rewrite{0, apple, appleCaption, "A red pear on the beach.", "object", -1});
            dog = project->add(pair("val", "b2"));
            project->add(Caption{0, dog, "Two dogs", ""});
            text = project->add(Sample{0, SampleKind::Text, "train", "glosses", "", "", 0, 0});
            project->add(Caption{0, text, "An apple is a fruit.", ""});
        });
    }
    std::unique_ptr<Project> project;
    SampleId apple = 0;
    SampleId dog = 0;
    SampleId text = 0;
    int64_t appleCaption = 0;
};

std::vector<SampleId> found(const Project& project, const std::string& words)
{
    SampleFilter filter;
    filter.query = words;
    auto ids = project.sampleIds(filter);
    // All faces of a filter agree.
    if (project.count(filter) != static_cast<int64_t>(ids.size()) ||
        project.samples(filter).size() != ids.size())
        throw std::logic_error("count, ids and samples differ for " + words);
    return ids;
}

} // namespace

class ProjectTest : public QObject
{
    Q_OBJECT
private slots:
    void allFieldsRoundTripOverReopening()
    {
        const TemporaryFolder folder;
        SampleId id = 0;
        {
            const Filled filled(folder.path());
            id = filled.apple;
            filled.project->setNote("seed", "1");
            filled.project->setNote("seed", "2");
        }
        for (const bool readOnly : {true, false}) {
            const auto project = Project::open(folder.path(), readOnly).orThrow();
            QCOMPARE(project->name(), std::string("Apples"));
            QVERIFY(project->note("seed") == "2");
            QVERIFY(!project->note("none"));
            const Sample sample = project->sample(id).value();
            QVERIFY(sample.kind == SampleKind::Pair && sample.split == "train" &&
                    sample.collection == "demo" && sample.imageHash == "a1" && sample.width == 20 &&
                    sample.height == 10);
            QVERIFY(project->imageFile(sample) == folder.path() / "pictures/a1.png");
            const auto captions = project->captions(id);
            QCOMPARE(captions.size(), size_t{2});
            QCOMPARE(captions[0].text, std::string("A red apple on the beach."));
            QCOMPARE(captions[0].style, std::string("full"));
            const auto question = project->questions(id).at(0);
            QVERIFY(question.text == "What colour is the apple?" && question.answer == "crimson" &&
                    question.type == "colour");
            const auto region = project->regions(id).at(0);
            QVERIFY((region.box == Box{0.125F, 0.25F, 0.5F, 1.0F}));
            QVERIFY(region.label == "school bus" && region.colour == "yellow");
            const auto rewrite = project->rewrites(SampleFilter{}).at(0);
            QVERIFY(rewrite.sample == id && rewrite.caption == captions[0].id &&
                    rewrite.text == "A red pear on the beach." && rewrite.rule == "object" &&
                    rewrite.polarity == -1);
            QVERIFY(project->sampleWithImage("a1") == id);
            QVERIFY(!project->sampleWithImage("zz"));
            QVERIFY(!project->sampleWithImage(""));
            QVERIFY(!project->sample(999));
        }
    }
    void tasksAndTheirExamplesAreKept()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        Project& project = *filled.project;
        const std::string before = project.dataVersion();
        project.add(Task{"nli", TaskKind::Classification});
        project.add(Task{"nli", TaskKind::Classification}); // known already
        QCOMPARE(project.dataVersion(), before);
        project.add(Example{0, filled.dog, "nli", "Two dogs run.", "Animals run.", "entailment"});
        QVERIFY(project.dataVersion() != before);
        QCOMPARE(project.tasks().size(), 1U);
        QVERIFY(project.tasks()[0].kind == TaskKind::Classification);
        const auto rows = project.examples(filled.dog);
        QCOMPARE(rows.size(), 1U);
        QVERIFY(rows[0].task == "nli" && rows[0].source == "Two dogs run." &&
                rows[0].context == "Animals run." && rows[0].target == "entailment");
        QCOMPARE(project.examples(SampleFilter{}).size(), 1U);
        QVERIFY_THROWS_EXCEPTION(ErrorException, project.add(Task{"nli", TaskKind::Regression}));
        QVERIFY_THROWS_EXCEPTION(ErrorException, project.add(Task{"a.b", TaskKind::Regression}));
        QVERIFY_THROWS_EXCEPTION(ErrorException, project.add(Task{"", TaskKind::Regression}));
        QVERIFY_THROWS_EXCEPTION(std::exception,
                                 project.add(Example{0, filled.dog, "unknown", "a", "", "b"}));
    }
    void neighboursKeepTheirOrder()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        Project& project = *filled.project;
        const std::string before = project.dataVersion();
        const auto add = [&](int rank, const std::string& rejection) {
            return project.add(Neighbour{0,
                                         filled.apple,
                                         filled.text,
                                         SampleKind::Text,
                                         "tfidf",
                                         rank,
                                         0.25,
                                         {{"similarity", 0.25}},
                                         rejection,
                                         "q1"});
        };
        const auto refused = add(1, "the pair's own caption");
        QCOMPARE(project.dataVersion(), before); // what is not used does not count
        add(0, "");
        QVERIFY(project.dataVersion() != before);
        const auto rows = project.neighbours(filled.apple);
        QCOMPARE(rows.size(), 2U);
        QVERIFY(rows[0].rank == 0 && rows[0].usable() && rows[1].id == refused);
        QVERIFY(rows[0].sample == filled.apple && rows[0].neighbour == filled.text &&
                rows[0].kind == SampleKind::Text && rows[0].method == "tfidf" &&
                rows[0].score == 0.25 && rows[0].scores.at(0).second == 0.25 &&
                rows[0].queryHash == "q1");
        QVERIFY(rows[1].rejection == "the pair's own caption");
        SampleFilter val;
        val.split = "val";
        QVERIFY(project.neighbours(val).empty());
        project.removeNeighbours({refused});
        QCOMPARE(project.neighbours(SampleFilter{}).size(), 1U);
    }
    void filtersCombineAndPage()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        const Project& project = *filled.project;
        SampleFilter train;
        train.split = "train";
        QCOMPARE(project.count(train), int64_t{2});
        train.kind = SampleKind::Text;
        QVERIFY(project.sampleIds(train) == std::vector<SampleId>{filled.text});
        SampleFilter demo;
        demo.collection = "demo";
        QCOMPARE(project.captions(demo).size(), size_t{3});
        QVERIFY(project.captions(demo)[2].sample == filled.dog);
        SampleFilter page;
        page.offset = 1;
        page.limit = 1;
        QVERIFY(project.sampleIds(page) == std::vector<SampleId>{filled.dog});
        QCOMPARE(project.captions(page).size(), size_t{1});
        QCOMPARE(project.count(page), int64_t{3}); // a page does not change how many there are
        QVERIFY((project.splits() ==
                 std::vector<std::pair<std::string, int64_t>>{{"train", 2}, {"val", 1}}));
    }
    void wordsAreFoundInEveryText()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        const Project& project = *filled.project;
        using Ids = std::vector<SampleId>;
        QVERIFY((found(project, "APPLE") == Ids{filled.apple, filled.text}));
        QVERIFY(found(project, "red apples") == Ids{filled.apple}); // stems, in one text
        QVERIFY(found(project, "apple bus").empty());               // but not over two texts
        QVERIFY(found(project, "yellow bus") == Ids{filled.apple});
        QVERIFY(found(project, "crimson") == Ids{filled.apple});
        QVERIFY(found(project, "well-known") == Ids{filled.apple});
        QVERIFY(found(project, "\"app\"").empty()); // whole words
        QVERIFY((found(project, "app") == Ids{filled.apple, filled.text}));
        QVERIFY((found(project, " - ") == Ids{filled.apple, filled.dog, filled.text}));
        QVERIFY(found(project, "NEAR(dog apple)").empty()); // no way into the index's language
    }
    void textsAddedOneByOneAreFound()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        filled.project->add(Caption{0, filled.dog, "zeppelin", ""});
        QVERIFY(found(*filled.project, "zeppelin") == std::vector<SampleId>{filled.dog});
    }
    void anInterruptedTransactionLeavesNothing()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        const std::string before = filled.project->dataVersion();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, filled.project->transaction([&] {
            filled.project->add(Caption{0, filled.dog, "zeppelin", ""});
            throw std::runtime_error("stop");
        }));
        QCOMPARE(filled.project->dataVersion(), before);
        QVERIFY(found(*filled.project, "zeppelin").empty());
    }
    void anInnerTransactionCanFailAlone()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        Project& project = *filled.project;
        project.transaction([&] {
            project.add(Caption{0, filled.dog, "balloon", ""});
            try {
                project.transaction([&] {
                    const int64_t id = project.add(Caption{0, filled.dog, "zeppelin", ""});
                    project.setCaptionText(id, "airship"); // indexes what is new, then fails
                    throw std::runtime_error("stop");
                });
            } catch (const std::runtime_error&) {
            }
            project.add(Caption{0, filled.dog, "glider", ""});
        });
        QVERIFY(found(project, "balloon") == std::vector<SampleId>{filled.dog});
        QVERIFY(found(project, "glider") == std::vector<SampleId>{filled.dog});
        QVERIFY(found(project, "zeppelin").empty());
        QVERIFY(found(project, "airship").empty());
        QVERIFY(!project.undo());
    }
    void rowsOfUnknownSamplesAreRefused()
    {
        const TemporaryFolder folder;
        const Filled filled(folder.path());
        try {
            filled.project->add(Caption{0, 999, "nowhere", ""});
            QFAIL("a caption of no sample was taken");
        } catch (const ErrorException& e) {
            QVERIFY(e.error().kind == ErrorKind::Data);
        }
    }
    void dataVersionTellsContentNotOrder()
    {
        const TemporaryFolder folder;
        const auto build = [&](const std::string& name, bool turned, const std::string& caption) {
            auto project = Project::create(folder.path() / name, name).orThrow();
            const auto add = [&](const std::string& hash) {
                const SampleId id = project->add(pair("train", hash));
                for (const std::string& text : turned ? std::vector{caption, std::string("y")}
                                                      : std::vector{std::string("y"), caption})
                    project->add(Caption{0, id, text, ""});
            };
            add(turned ? "b" : "a");
            add(turned ? "a" : "b");
            return project;
        };
        const auto one = build("one", false, "x");
        const auto turned = build("turned", true, "x");
        const auto other = build("other", false, "z");
        const std::string version = one->dataVersion();
        QCOMPARE(version.size(), size_t{32});
        QCOMPARE(turned->dataVersion(), version);
        QVERIFY(other->dataVersion() != version);
        one->add(Question{0, 1, "q", "a", ""});
        const std::string withQuestion = one->dataVersion();
        QVERIFY(withQuestion != version);
        one->add(Region{0, 1, {}, "apple", ""});
        QVERIFY(one->dataVersion() != withQuestion);
        turned->setSplit({1}, "val");
        QVERIFY(turned->dataVersion() != version);
        turned->undo();
        turned->trash({1});
        QVERIFY(turned->dataVersion() != version);
    }
    void onlyProjectsAreOpened()
    {
        const TemporaryFolder folder;
        QVERIFY(Project::open(folder.path()).error().kind == ErrorKind::Io);
        const Filled filled(folder.path() / "project");
        QVERIFY(Project::create(folder.path() / "project", "again").error().kind ==
                ErrorKind::Config);

        fs::create_directories(folder.path() / "noise");
        std::ofstream(folder.path() / "noise/project.sqlite") << std::string(5000, 'x');
        QVERIFY(Project::open(folder.path() / "noise").error().kind == ErrorKind::Data);

        fs::create_directories(folder.path() / "empty");
        std::ofstream(folder.path() / "empty/project.sqlite").flush();
        QVERIFY(Project::open(folder.path() / "empty").error().kind == ErrorKind::Data);
        QVERIFY(Project::open(folder.path() / "empty", true).error().kind == ErrorKind::Data);
    }
    void anOlderFormatIsBroughtUpToDate()
    {
        const TemporaryFolder folder;
        const fs::path file = folder.path() / "old/project.sqlite";
        int applicationId = 0;
        {
            const Filled filled(folder.path() / "new");
            SQLite::Database now((folder.path() / "new/project.sqlite").string());
            applicationId = now.execAndGet("PRAGMA application_id").getInt();
        }
        fs::create_directories(file.parent_path());
        {
            std::ifstream schema(fs::path(UNIMO_SOURCE_DIR) / "resources/schema/1_initial.sql");
            SQLite::Database old(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            old.exec(std::string(std::istreambuf_iterator<char>(schema), {}));
            old.exec("INSERT INTO project VALUES (1, 'Old');"
                     "INSERT INTO samples VALUES (1, 0, 'train', 'c', 'p.png', 'h', 8, 8, 0);"
                     "INSERT INTO captions VALUES (1, 1, 'A red dog', '');"
                     "INSERT INTO rewrites VALUES (1, 1, 1, 'A blue dog', 'colour', -1);"
                     "PRAGMA user_version = 1;"
                     "PRAGMA application_id = " +
                     std::to_string(applicationId));
        }
        // Also by one who only reads: a trainer must not stumble over an update of the program.
        const auto project = Project::open(file.parent_path(), /*readOnly=*/true).orThrow();
        const auto rewrites = project->rewrites(SampleFilter{});
        QCOMPARE(rewrites.size(), 1U);
        QCOMPARE(rewrites[0].text, "A blue dog");
        QVERIFY(rewrites[0].usable());
        QVERIFY(rewrites[0].parentHash.empty());
    }
    void aNewerFormatIsRefused()
    {
        const TemporaryFolder folder;
        {
            const Filled filled(folder.path());
        }
        // user_version is a big-endian number at byte 60 of the database's header.
        std::fstream file(folder.path() / "project.sqlite",
                          std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(63);
        file.put(99);
        file.close();
        const auto opened = Project::open(folder.path());
        QVERIFY(!opened.ok());
        QVERIFY(opened.error().message.find("format 99") != std::string::npos);
    }
    void aDamagedDatabaseIsAnErrorNotACrash()
    {
        const TemporaryFolder folder;
        {
            const Filled filled(folder.path());
        }
        const fs::path file = folder.path() / "project.sqlite";
        const auto size = fs::file_size(file);
        {
            std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
            for (uint64_t at = 4096; at < size; at += 512) {
                out.seekp(static_cast<std::streamoff>(at));
                out << "damage damage damage";
            }
        }
        try {
            const auto project = Project::open(folder.path()).orThrow();
            (void)project->samples({});
            (void)project->dataVersion();
            QFAIL("the damage was not noticed");
        } catch (const ErrorException& e) {
            QVERIFY2(e.error().kind == ErrorKind::Data, e.what());
        }
    }
};

QTEST_APPLESS_MAIN(ProjectTest)
#include "project_test.moc"
