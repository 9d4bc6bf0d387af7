// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/formats/detail/source.h"
#include "core/formats/import.h"

#include <QTest>
#include <algorithm>
#include <filesystem>
#include <map>

using namespace unimo;
using namespace unimo::formats;
namespace fs = std::filesystem;

namespace {

const fs::path kData = fs::path(UNIMO_TEST_DATA) / "formats";

/// What a project holds of each picture, by its file's stem.
struct Stored
{
    store::Sample sample;
    std::vector<std::string> captions;
};

struct Imported
{
    explicit Imported(const std::string& source, const ImportOptions& options = {})
        : project(store::Project::create(folder.path(), "p").orThrow()),
          report(importFolder(*project, kData / source, options).orThrow())
    {
        for (const auto& sample : project->samples({})) {
            Stored stored{sample, {}};
            for (const auto& caption : project->captions(sample.id))
                stored.captions.push_back(caption.text);
            pictures[fs::path(sample.imagePath).stem().string()] = stored;
        }
    }
    [[nodiscard]] bool complains(const std::string& where, const std::string& reason) const
    {
        return std::ranges::any_of(report.problems, [&](const ImportProblem& problem) {
            return problem.where.ends_with(where) &&
                   problem.reason.find(reason) != std::string::npos;
        });
    }
    TemporaryFolder folder;
    std::unique_ptr<store::Project> project;
    ImportReport report;
    std::map<std::string, Stored> pictures;
};

using Texts = std::vector<std::string>;

Error refusal(const fs::path& source, SourceFormat format = SourceFormat::Auto)
{
    const TemporaryFolder folder;
    const auto project = store::Project::create(folder.path(), "p").orThrow();
    ImportOptions options;
    options.format = format;
    const auto report = importFolder(*project, source, options);
    if (report.ok() || project->count({}) != 0)
        throw std::logic_error("accepted: " + source.string());
    return report.error();
}

} // namespace

class ReadingTest : public QObject
{
    Q_OBJECT
private slots:
    void csvIsReadByItsRules()
    {
        const Imported imported("csv");
        QVERIFY(imported.report.format == SourceFormat::Csv);
        QVERIFY2(imported.report.problems.empty(),
                 imported.report.problems.empty() ? ""
                                                  : imported.report.problems[0].reason.c_str());
        QCOMPARE(imported.report.picturesAdded, int64_t{3});
        QCOMPARE(imported.report.captionsAdded, int64_t{3});
        const auto& red = imported.pictures.at("red");
        QVERIFY((red.captions == Texts{"A \"red\" square,\r\nquite plain", "Something red"}));
        QCOMPARE(red.sample.split, std::string("train"));
        QCOMPARE(red.sample.width, 8);
        QCOMPARE(red.sample.height, 6);
        QCOMPARE(red.sample.collection, std::string("csv"));
        QVERIFY(imported.pictures.at("green").captions == Texts{"gr\u00FCn ist gr\u00FCn"});
        QCOMPARE(imported.pictures.at("green").sample.split, std::string("val"));
        QVERIFY(imported.pictures.at("blue").captions.empty());
        QVERIFY(imported.pictures.at("blue").sample.kind == store::SampleKind::Image);
        QVERIFY(red.sample.kind == store::SampleKind::Pair);
        QVERIFY(red.sample.imagePath == kData / "csv/pictures/red.png");
    }
    void tabsSeparateToo()
    {
        const TemporaryFolder folder;
        fs::copy(kData / "csv/pictures", folder.path() / "p");
        for (const char* file : {"a.tsv", "b.csv"}) {
            QVERIFY(writeFileAtomic(folder.path() / file, "title\tfilepath\n\"a, b\"\tp/red.png\n")
                        .ok());
            const auto rows = detail::readCsv(folder.path() / file).orThrow();
            QCOMPARE(rows.rows.size(), size_t{1});
            QCOMPARE(rows.rows[0].caption, std::string("a, b"));
            QVERIFY(rows.rows[0].picture == folder.path() / "p/red.png");
        }
    }
    void badCsvRowsAreNamedAndSkipped()
    {
        const Imported imported("csv_bad/captions.csv");
        QVERIFY(imported.complains("captions.csv:3", "has 2 fields, the header has 3"));
        QVERIFY(imported.complains("captions.csv:4", "has 4 fields"));
        QVERIFY(imported.complains("captions.csv:5", "names no picture"));
        QVERIFY(imported.complains("captions.csv:6", "cannot be read"));
        QVERIFY(imported.complains("captions.csv:7", "known format"));
        QVERIFY(imported.complains("captions.csv:8", "UTF-8"));
        QVERIFY(imported.complains("captions.csv:9", "closing quote"));
        QVERIFY(imported.complains("captions.csv:10", "split"));
        QVERIFY(imported.complains("captions.csv:12", "never closed"));
        QCOMPARE(imported.report.problems.size(), size_t{9});
        QCOMPARE(imported.report.picturesAdded, int64_t{2});
        QVERIFY(imported.pictures.at("red").captions == Texts{"good"});
        QVERIFY(imported.pictures.at("blue").captions == Texts{"also good"});
    }
    void sidecarsGiveACaptionALine()
    {
        const Imported imported("sidecar");
        QVERIFY(imported.report.format == SourceFormat::Sidecar);
        QVERIFY(imported.report.problems.empty());
        QVERIFY((imported.pictures.at("red").captions == Texts{"A red square.", "Something red"}));
        QVERIFY(imported.pictures.at("blue").captions == Texts{"A blue square."});
        QVERIFY(imported.pictures.at("green").captions.empty());
        QVERIFY(imported.pictures.at("green").sample.kind == store::SampleKind::Image);
    }
    void badSidecarsAreNamedAndSkipped()
    {
        const Imported imported("sidecar_bad");
        QVERIFY(imported.complains("red.txt:1", "cut short"));
        QVERIFY(imported.complains("red.txt:2", "cut short"));
        QVERIFY(imported.complains("green.txt:2", "UTF-8"));
        QVERIFY(imported.complains("green.txt:3", "zero byte"));
        QVERIFY(imported.complains("blue.txt:1", "20000 bytes"));
        QVERIFY(imported.complains("nothing.txt", "no picture of this name"));
        QCOMPARE(imported.report.problems.size(), size_t{6});
        QVERIFY(imported.pictures.at("green").captions == Texts{"fine"});
        QVERIFY(imported.pictures.at("blue").sample.kind == store::SampleKind::Image);
        QVERIFY(!imported.pictures.contains("red"));
    }
    void cocoCaptionsFindTheirPictures()
    {
        for (const char* source : {"coco", "coco/annotations/captions_tiny.json"}) {
            const Imported imported(source);
            QVERIFY(imported.report.format == SourceFormat::Coco);
            QVERIFY(imported.report.problems.empty());
            QVERIFY(
                (imported.pictures.at("red").captions == Texts{"A red square.", "Something red"}));
            QVERIFY(imported.pictures.at("green").captions == Texts{"A green square."});
            QVERIFY(imported.pictures.at("blue").sample.kind == store::SampleKind::Image);
        }
    }
    void badCocoRowsAreNamedAndSkipped()
    {
        const Imported imported("coco_bad/captions.json");
        QVERIFY(imported.complains("images[1]", "used twice"));
        QVERIFY(imported.complains("images[2]", "id"));
        QVERIFY(imported.complains("images[3]", "file_name"));
        QVERIFY(imported.complains("images[4]", "id"));
        QVERIFY(imported.complains("annotations[1]", "id 99"));
        QVERIFY(imported.complains("annotations[2]", "image_id"));
        QVERIFY(imported.complains("annotations[3]", "caption"));
        QVERIFY(imported.complains("annotations[4]", "image_id"));
        QVERIFY(imported.complains("annotations[5]", "empty"));
        QVERIFY(imported.complains("annotations[6]", "absent.png"));
        QCOMPARE(imported.report.problems.size(), size_t{10});
        QVERIFY(imported.pictures.at("red").captions == Texts{"good"});
    }
    void sourcesThatCannotBeReadAreErrors()
    {
        QVERIFY(refusal(kData / "absent").kind == ErrorKind::Io);
        QVERIFY(refusal(kData / "make.py").kind == ErrorKind::Config);
        const Error header = refusal(kData / "csv_bad/no_header.csv");
        QVERIFY(header.kind == ErrorKind::Data && header.where.ends_with("no_header.csv:1"));
        const Error cut = refusal(kData / "coco_bad/captions_cut.json");
        QVERIFY(cut.kind == ErrorKind::Data && cut.where.ends_with("captions_cut.json:2"));
        QVERIFY(refusal(kData / "coco_bad/captions_other.json").kind == ErrorKind::Data);
        QVERIFY(refusal(kData / "coco_bad").message.find("several") != std::string::npos);
        QVERIFY(refusal(kData / "sidecar", SourceFormat::Csv).kind == ErrorKind::Config);
        QVERIFY(refusal(kData / "csv/captions.csv", SourceFormat::Coco).kind == ErrorKind::Data);
        const TemporaryFolder empty;
        QVERIFY(refusal(empty.path()).kind == ErrorKind::Data);
    }
    void formatsHaveNames()
    {
        for (const char* text : {"auto", "csv", "sidecar", "coco"})
            QCOMPARE(std::string(name(sourceFormatNamed(text).orThrow())), std::string(text));
        QVERIFY(sourceFormatNamed("xml").error().text().find("allowed: auto") != std::string::npos);
    }
    void utf8IsToldApart()
    {
        const std::vector<std::string> good = {
            "",           "plain",        "gr\u00FCn",       "\u65E5\u672C",
            "\U0001F34E", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"};
        for (const auto& text : good)
            QVERIFY(detail::captionFault(text).empty());
        const std::vector<std::string> bad = {"\x80",
                                              "\xC0\x80",
                                              "\xC3",
                                              "\xE0\x80\x80",
                                              "\xED\xA0\x80",
                                              "\xE2\x82",
                                              "\xF0\x80\x80\x80",
                                              "\xF4\x90\x80\x80",
                                              "\xF5\x80\x80\x80",
                                              "\xFF",
                                              "a\xE2\x28\xA1z"};
        for (const auto& text : bad)
            QVERIFY(!detail::captionFault(text).empty());
    }
};

QTEST_APPLESS_MAIN(ReadingTest)
#include "reading_test.moc"
