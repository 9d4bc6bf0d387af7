// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/formats/official.h"
#include "core/formats/task_table.h"
#include "core/store/feature_file.h"

#include <QTest>
#include <cmath>

using namespace unimo;
using formats::OfficialKind;

namespace {

const std::string kData = std::string(UNIMO_TEST_DATA) + "/formats/official/";

/// tests/data/formats/make_official.py wrote the lines.
struct Stage
{
    const TemporaryFolder folder;
    std::unique_ptr<store::Project> project =
        store::Project::create(folder.path() / "project", "official").orThrow();
    std::unique_ptr<text::Tokenizer> tokenizer =
        text::loadTokenizer(std::string(UNIMO_TEST_DATA) + "/text/unimo").orThrow();

    formats::OfficialReport import(OfficialKind kind, const std::string& file,
                                   std::vector<std::string> answers = {})
    {
        formats::OfficialOptions options;
        options.kind = kind;
        options.tokenizer = tokenizer.get();
        options.answers = std::move(answers);
        return formats::importOfficial(*project, kData + file, options).orThrow();
    }

    std::string said(const formats::OfficialReport& report) const
    {
        std::string all;
        for (const auto& problem : report.problems)
            all +=
                problem.where.substr(problem.where.rfind('/') + 1) + ": " + problem.reason + "\n";
        return all;
    }
};

} // namespace

class OfficialTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void flickrFeaturesAndCaptions()
    {
        Stage stage;
        const auto features = stage.import(OfficialKind::FlickrFeatures, "flickr_features.tsv");
        QCOMPARE(features.lines, 2);
        QCOMPARE(features.pictures, 2);
        const std::string problems = stage.said(features);
        QVERIFY2(problems.find("flickr_features.tsv:3: boxes holds 32 bytes") != std::string::npos,
                 problems.c_str());
        QVERIFY(problems.find(":4: a box reaches beyond the picture of") != std::string::npos);
        QVERIFY(problems.find(":5: base64 with the byte 33") != std::string::npos);
        QVERIFY(problems.find(":6: has 3 fields, 7 are needed") != std::string::npos);

        const auto captions = stage.import(OfficialKind::FlickrCaptions, "flickr_captions.ids");
        QCOMPARE(captions.captions, 3);
        QCOMPARE(captions.problems.size(), 2U);
        QVERIFY(captions.problems[0].reason.find("id 99999") != std::string::npos);
        QVERIFY(captions.problems[1].reason.find("\"x\" is no id") != std::string::npos);
        const auto rows = stage.project->captions(store::SampleFilter{});
        QCOMPARE(rows[0].text, "A dog runs in the park.");
        QCOMPARE(rows[1].text, "The brown dog is running.");
        QVERIFY(stage.project->sample(rows[2].sample)->kind == store::SampleKind::Pair);

        // Both orders of W and H give the same boxes.
        const auto reader = store::FeatureReader::open(*stage.project, "proposals").orThrow();
        QCOMPARE(reader->identity().dim, 6);
        QCOMPARE(reader->identity().classes, 3);
        for (const auto& row : {rows[0], rows[2]}) {
            const auto block = reader->regions(row.sample);
            QCOMPARE(block.boxes.size(), 2U);
            QVERIFY(std::abs(block.boxes[1].x1 - 0.2F) < 1e-5F);
            QVERIFY(std::abs(block.boxes[1].y2 - 0.875F) < 1e-5F);
            std::vector<float> numbers(block.features.size());
            store::fromHalf(block.features, numbers);
            for (const float number : numbers)
                QVERIFY(number >= 0 && number <= 4 && number * 16 == std::floor(number * 16));
        }

        // Once more: nothing new.
        QCOMPARE(stage.import(OfficialKind::FlickrFeatures, "flickr_features.tsv").pictures, 0);
        QCOMPARE(stage.import(OfficialKind::FlickrCaptions, "flickr_captions.ids").captions, 0);
    }

    void entailmentFromACompressedFile()
    {
        Stage stage;
        const auto report = stage.import(OfficialKind::Entailment, "snli_ve.gz");
        QCOMPARE(report.examples, 1);
        QCOMPARE(report.problems.size(), 1U);
        QVERIFY(report.problems[0].where.ends_with("snli_ve.gz:2"));
        const auto rows = stage.project->examples(store::SampleFilter{});
        QCOMPARE(rows[0].source, "A cat sleeps.");
        QCOMPARE(rows[0].target, "2");
        // Without probabilities every region is the background of UNIMO's 1601 classes.
        const auto reader = store::FeatureReader::open(*stage.project, "proposals").orThrow();
        QCOMPARE(reader->identity().classes, 1601);
    }

    void cocoCaptionsUnitsAndObjects()
    {
        Stage stage;
        const auto report = stage.import(OfficialKind::CocoCaptions, "coco_captions.txt");
        QVERIFY2(report.problems.empty(), stage.said(report).c_str());
        QCOMPARE(report.pictures, 2);
        QCOMPARE(report.captions, 1);
        const auto phrases = stage.project->phrases(store::SampleFilter{});
        QCOMPARE(phrases.size(), 1U);
        QCOMPARE(phrases[0].spans.size(), 1U);
        const auto caption = stage.project->captions(phrases[0].sample)[0];
        QCOMPARE(caption.text.substr(static_cast<size_t>(phrases[0].spans[0].begin), 8),
                 "New York");
        QCOMPARE(stage.import(OfficialKind::CocoObjects, "coco_objects.ids").lines, 1);
        QCOMPARE(stage.project->objectTags(phrases[0].sample).tags[0].first, "man dog");
    }

    void questionsWithScores()
    {
        Stage stage;
        const auto report =
            stage.import(OfficialKind::VqaQuestions, "vqa.tsv", {"yes", "no", "a dog"});
        QCOMPARE(report.questions, 2);
        QCOMPARE(report.pictures, 1);
        QCOMPARE(report.problems.size(), 2U);
        QVERIFY(report.problems[0].reason.find("1 answers with 2 scores") != std::string::npos);
        QVERIFY(report.problems[1].reason.find("allowed: 0 to 2") != std::string::npos);
        const auto rows = stage.project->questions(store::SampleFilter{});
        QCOMPARE(rows[0].answer, "yes");
        QCOMPARE(rows[0].answers.size(), 2U);
        QVERIFY(rows[0].answers[1] == (std::pair<std::string, double>{"no", 0.3}));
    }

    void otherFeaturesAreNotOverwritten()
    {
        Stage stage;
        (void)stage.import(OfficialKind::FlickrFeatures, "flickr_features.tsv"); // 3 classes
        formats::OfficialOptions options;
        options.kind = OfficialKind::Entailment; // 1601
        options.tokenizer = stage.tokenizer.get();
        const auto refused = formats::importOfficial(*stage.project, kData + "snli_ve.gz", options);
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.find("official-regions") != std::string::npos);
        QVERIFY(!store::FeatureReader::open(*stage.project, "proposals")
                     .orThrow()
                     ->identity()
                     .extractor.empty());
    }

    void damagedFilesAreRefused()
    {
        Stage stage;
        formats::OfficialOptions options;
        options.kind = OfficialKind::FlickrFeatures;
        const auto cut = stage.folder.path() / "cut.gz";
        const auto whole = readFile(kData + "snli_ve.gz").orThrow();
        writeFileAtomic(cut, whole.substr(0, whole.size() / 2)).orThrow();
        QVERIFY(!formats::importOfficial(*stage.project, cut, options).ok());
        QVERIFY(
            !formats::importOfficial(*stage.project, stage.folder.path() / "none", options).ok());
        options.kind = OfficialKind::FlickrCaptions; // without a vocabulary
        const auto refused =
            formats::importOfficial(*stage.project, kData + "flickr_captions.ids", options);
        QVERIFY(!refused.ok() && refused.error().kind == ErrorKind::Config);
        QCOMPARE(stage.project->count({}), 0);
    }

    void tokenizedTables()
    {
        Stage stage;
        const auto gpt =
            text::GptText::load(std::string(UNIMO_TEST_DATA) + "/text/unimo").orThrow();
        formats::TaskTableOptions options{"coqa", "train", {}, &gpt};
        const auto report =
            formats::importTaskTable(*stage.project, kData + "tokenized.tsv", options).orThrow();
        QCOMPARE(report.added, 1);
        QCOMPARE(report.problems.size(), 1U);
        QVERIFY(report.problems[0].where.ends_with("tokenized.tsv:3"));
        QVERIFY(report.problems[0].reason.find("x is no id of GPT-2") != std::string::npos);
        const auto rows = stage.project->examples(store::SampleFilter{});
        QCOMPARE(rows[0].source, "Who runs? [SEP] Where?");
        QCOMPARE(rows[0].context, "The dog runs in the park.");
        QCOMPARE(rows[0].target, "In the park.");
    }
};

QTEST_GUILESS_MAIN(OfficialTest)
#include "official_test.moc"
