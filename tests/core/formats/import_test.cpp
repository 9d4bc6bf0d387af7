// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/formats/import.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

using namespace unimo;
using namespace unimo::formats;
namespace fs = std::filesystem;

namespace {

const fs::path kData = fs::path(UNIMO_TEST_DATA) / "formats";

/// A BMP of 4x4 pixels, a different one for each number.
std::string smallPicture(int number)
{
    std::string file("BM\x66\0\0\0\0\0\0\0\x36\0\0\0"              // 102 bytes, pixels from 54
                     "\x28\0\0\0\x04\0\0\0\x04\0\0\0\x01\0\x18\0", // 40, 4 x 4, 1 plane, 24 bits
                     30);
    file.resize(102, static_cast<char>(number));
    std::fill(file.begin() + 30, file.begin() + 54, '\0');
    file[54] = static_cast<char>(number / 256);
    return file;
}

/// A folder of `count` different small pictures with a caption each.
void makePictures(const fs::path& folder, int count)
{
    fs::create_directories(folder);
    for (int i = 0; i < count; ++i) {
        const std::string stem = "picture" + std::to_string(i);
        std::ofstream(folder / (stem + ".bmp"), std::ios::binary) << smallPicture(i);
        std::ofstream(folder / (stem + ".txt")) << "number " << i;
    }
}

int64_t filesBelow(const fs::path& folder)
{
    if (!fs::exists(folder))
        return 0;
    int64_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        files += entry.is_regular_file();
    return files;
}

std::map<std::string, std::string> splitsByHash(const store::Project& project)
{
    std::map<std::string, std::string> splits;
    for (const auto& sample : project.samples({}))
        splits[sample.imageHash] = sample.split;
    return splits;
}

} // namespace

class ImportTest : public QObject
{
    Q_OBJECT
private slots:
    void importingTwiceAddsNothing()
    {
        const TemporaryFolder folder;
        const auto project = store::Project::create(folder.path(), "p").orThrow();
        (void)importFolder(*project, kData / "sidecar").orThrow();
        const std::string version = project->dataVersion();
        const auto again = importFolder(*project, kData / "sidecar").orThrow();
        QCOMPARE(again.picturesAdded, int64_t{0});
        QCOMPARE(again.picturesKnown, int64_t{3});
        QCOMPARE(again.captionsAdded, int64_t{0});
        QCOMPARE(again.captionsKnown, int64_t{3});
        QCOMPARE(project->dataVersion(), version);
    }
    void picturesMeetByContent()
    {
        const TemporaryFolder folder;
        const auto project = store::Project::create(folder.path(), "p").orThrow();
        (void)importFolder(*project, kData / "sidecar").orThrow();
        // The green picture had no caption; the CSV and the COCO file name the same contents.
        (void)importFolder(*project, kData / "csv").orThrow();
        const auto coco = importFolder(*project, kData / "coco").orThrow();
        QCOMPARE(coco.picturesKnown, int64_t{3});
        QCOMPARE(coco.captionsAdded, int64_t{1}); // "A green square."
        QCOMPARE(coco.captionsKnown, int64_t{2});
        QCOMPARE(project->count({}), int64_t{3});
        const auto hash = contentHashOfFile(kData / "coco/tiny/green.png").orThrow();
        const auto green = project->sample(project->sampleWithImage(hash).value()).value();
        QVERIFY(green.kind == store::SampleKind::Pair);
        QCOMPARE(project->captions(green.id).size(), size_t{2});
        QCOMPARE(green.collection, std::string("sidecar"));
    }
    void doublesWithinASourceAreOneSample()
    {
        const TemporaryFolder folder;
        const auto project = store::Project::create(folder.path() / "p", "p").orThrow();
        makePictures(folder.path() / "in", 3);
        fs::copy_file(folder.path() / "in/picture1.bmp", folder.path() / "in/zebra.bmp");
        QVERIFY(writeFileAtomic(folder.path() / "in/zebra.txt", "a zebra").ok());
        const auto report = importFolder(*project, folder.path() / "in").orThrow();
        QCOMPARE(report.picturesAdded, int64_t{3});
        QCOMPARE(report.picturesKnown, int64_t{1});
        store::SampleFilter zebra;
        zebra.query = "zebra";
        QCOMPARE(project->captions(zebra).size(), size_t{2});
    }
    void splitsFollowTheContent()
    {
        const TemporaryFolder folder;
        makePictures(folder.path() / "in", 300);
        const auto one = store::Project::create(folder.path() / "one", "p").orThrow();
        (void)importFolder(*one, folder.path() / "in").orThrow();
        const auto splits = one->splits();
        QCOMPARE(splits.size(), size_t{3});
        QVERIFY(splits[1].first == "train" && splits[1].second > 210 && splits[1].second < 270);
        QVERIFY(splits[0].second > 10 && splits[2].second > 10);

        fs::rename(folder.path() / "in", folder.path() / "moved");
        const auto two = store::Project::create(folder.path() / "two", "p").orThrow();
        (void)importFolder(*two, folder.path() / "moved").orThrow();
        QVERIFY(splitsByHash(*one) == splitsByHash(*two));
        QCOMPARE(one->dataVersion(), two->dataVersion());
    }
    void fewPicturesAreAllForTraining()
    {
        const TemporaryFolder folder;
        makePictures(folder.path() / "in", 19);
        const auto project = store::Project::create(folder.path() / "p", "p").orThrow();
        (void)importFolder(*project, folder.path() / "in").orThrow();
        QVERIFY((project->splits() == std::vector<std::pair<std::string, int64_t>>{{"train", 19}}));
    }
    void copiesStandOnTheirOwn()
    {
        const TemporaryFolder folder;
        makePictures(folder.path() / "in", 5);
        const auto project = store::Project::create(folder.path() / "p", "p").orThrow();
        ImportOptions options;
        options.copy = true;
        options.collection = "mine";
        (void)importFolder(*project, folder.path() / "in", options).orThrow();
        fs::remove_all(folder.path() / "in");
        for (const auto& sample : project->samples({})) {
            QVERIFY(fs::path(sample.imagePath).is_relative());
            QCOMPARE(contentHashOfFile(project->imageFile(sample)).orThrow(), sample.imageHash);
            QCOMPARE(sample.collection, std::string("mine"));
        }
        QCOMPARE(filesBelow(folder.path() / "p/pictures"), int64_t{5});
    }
    void aStopLeavesNothing_data()
    {
        QTest::addColumn<QString>("during");
        for (const char* what : {"Reading pictures", "Copying pictures", "Storing pictures"})
            QTest::newRow(what) << what;
    }
    void aStopLeavesNothing()
    {
        QFETCH(QString, during);
        const TemporaryFolder folder;
        makePictures(folder.path() / "in", 50);
        const auto project = store::Project::create(folder.path() / "p", "p").orThrow();
        const std::string before = project->dataVersion();
        std::stop_source stop;
        JobControl control;
        control.stop = stop.get_token();
        control.report = [&](const ProgressState& state) {
            if (state.what == during.toStdString())
                stop.request_stop();
        };
        ImportOptions options;
        options.copy = true;
        const auto report = importFolder(*project, folder.path() / "in", options, control);
        QVERIFY(!report.ok());
        QVERIFY(report.error().kind == ErrorKind::Cancelled);
        QCOMPARE(project->dataVersion(), before);
        QCOMPARE(filesBelow(folder.path() / "p/pictures"), int64_t{0});
        // And the same import goes through afterwards.
        QCOMPARE(importFolder(*project, folder.path() / "in", options).orThrow().picturesAdded,
                 int64_t{50});
    }
    void progressReachesItsEnd()
    {
        const TemporaryFolder folder;
        const auto project = store::Project::create(folder.path(), "p").orThrow();
        std::map<std::string, ProgressState> last;
        JobControl control;
        control.report = [&](const ProgressState& state) { last[state.what] = state; };
        (void)importFolder(*project, kData / "csv", {}, control).orThrow();
        QCOMPARE(last.at("Reading pictures").done, int64_t{3});
        QCOMPARE(last.at("Reading pictures").total, int64_t{3});
        QVERIFY(last.contains("Storing pictures"));
    }
    void picturesInTheTrashStayThere()
    {
        const TemporaryFolder folder;
        const auto project = store::Project::create(folder.path(), "p").orThrow();
        (void)importFolder(*project, kData / "sidecar").orThrow();
        project->trash(project->sampleIds({}));
        const auto report = importFolder(*project, kData / "csv").orThrow();
        QCOMPARE(report.picturesAdded + report.picturesKnown, int64_t{0});
        QCOMPARE(report.problems.size(), size_t{4});
        QVERIFY(report.problems[0].reason.find("trash") != std::string::npos);
        QCOMPARE(project->count({}), int64_t{0});
    }
    void theReportIsAlsoJson()
    {
        ImportReport report;
        report.format = SourceFormat::Csv;
        report.captionsAdded = 5;
        report.problems = {{"a.csv:3", "bad"}};
        const auto json = toJson(report);
        QVERIFY(json["format"] == "csv" && json["captions_added"] == 5);
        QVERIFY(json["problems"][0]["where"] == "a.csv:3");
    }
};

QTEST_APPLESS_MAIN(ImportTest)
#include "import_test.moc"
