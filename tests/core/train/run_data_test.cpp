// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/run_data.h"

#include <QTest>
#include <fstream>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<store::Project> onePair(const fs::path& folder)
{
    auto project = store::Project::create(folder, "one").orThrow();
    const auto id = project->add(
        store::Sample{0, store::SampleKind::Pair, "train", "c", "1.png", "hash", 80, 60});
    project->add(store::Caption{0, id, "a caption", ""});
    return project;
}

/// A run that began with the data as it is now.
void addRun(const store::Project& project, const std::string& id)
{
    const auto content = project.content();
    fs::create_directories(project.folder() / "runs" / id);
    std::ofstream(project.folder() / "runs" / id / "recipe.json") << "{}";
    train::writeRunData(project.folder() / "runs" / id, train::runDataOf(content)).orThrow();
    store::keepContent(project.folder(), content).orThrow();
}

} // namespace

class RunDataTest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsWrittenIsRead()
    {
        const TemporaryFolder folder;
        const auto project = onePair(folder.path());
        const train::RunData data = train::runDataOf(project->content());
        QCOMPARE(data.version, project->dataVersion());
        QCOMPARE(data.samples, int64_t{1});
        QCOMPARE(data.captions, int64_t{1});
        QVERIFY(!train::readRunData(folder.path()));
        QVERIFY(train::writeRunData(folder.path(), data).ok());
        QVERIFY(train::readRunData(folder.path()) == data);
        for (const char* damaged :
             {"", "[]", "{}", R"({"version": 3})", R"({"version": "x", "samples": "many"})"}) {
            std::ofstream(folder.path() / "data.json") << damaged;
            QVERIFY(!train::readRunData(folder.path()));
        }
    }

    void versionsOfPersonsAndRunsAreKnown()
    {
        const TemporaryFolder folder;
        const auto project = onePair(folder.path());
        const std::string first = project->dataVersion();
        addRun(*project, "2026-01-01-a");
        addRun(*project, "2026-01-02-b");
        project->setCaptionText(1, "another caption");
        const std::string second = project->dataVersion();
        project->nameVersion("cleaned", second); // by its hash alone: not kept
        const auto known = train::knownVersions(*project);
        QCOMPARE(known.size(), size_t{2});
        QCOMPARE(known[0].version, second);
        QVERIFY(known[0].names == std::vector<std::string>{"cleaned"});
        QVERIFY(!known[0].kept && known[0].runs.empty());
        QCOMPARE(known[1].version, first);
        QVERIFY((known[1].runs == std::vector<std::string>{"2026-01-02-b", "2026-01-01-a"}));
        QVERIFY(known[1].kept && known[1].names.empty());

        for (const std::string& name : {std::string("2026-01-01-a"), first, first.substr(0, 6)})
            QCOMPARE(train::versionNamed(*project, name).orThrow(), first);
        QCOMPARE(train::versionNamed(*project, "cleaned").orThrow(), second);
        for (const char* name : {"", "xyz", "uncleaned"}) {
            const auto unknown = train::versionNamed(*project, name);
            QVERIFY(!unknown.ok());
            QVERIFY(unknown.error().message.find(name) != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(RunDataTest)
#include "run_data_test.moc"
