// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/formats/vqa_json.h"

#include <QTest>
#include <cmath>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

struct Stage
{
    const TemporaryFolder folder;
    std::unique_ptr<store::Project> project =
        store::Project::create(folder.path() / "project", "vqa").orThrow();
    formats::VqaSource source;

    Stage()
    {
        const fs::path pictures = folder.path() / "pictures";
        fs::create_directories(pictures / "train");
        const fs::path image = std::string(UNIMO_TEST_DATA) + "/image/";
        fs::copy_file(image / "plain.png", pictures / "train" / "COCO_train2014_000000000009.png");
        fs::copy_file(image / "plain.jpg", pictures / "25.jpg");
        source.pictures = pictures;
        source.questions = write("questions.json", R"({"questions": [
            {"image_id": 9, "question_id": 1, "question": " Is it red? "},
            {"image_id": 25, "question_id": 2, "question": "What is it?"},
            {"image_id": 7, "question_id": 3, "question": "Where?"},
            {"image_id": 9, "question_id": 4, "question": ""}]})");
        std::string people;
        for (const char* answer :
             {"yes", "yes", "yes", "yes", "yes", "yes", "yes", "no", "no", "maybe"})
            people += std::string(people.empty() ? "" : ",") + "{\"answer\": \"" + answer + "\"}";
        source.annotations = write("annotations.json",
                                   R"({"annotations": [{"question_id": 1, "answer_type": "yes/no",
                                   "multiple_choice_answer": "yes", "answers": [)" +
                                       people + "]}]}");
    }

    fs::path write(const char* name, const std::string& text) const
    {
        writeFileAtomic(folder.path() / name, text).orThrow();
        return folder.path() / name;
    }
};

} // namespace

class VqaJsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void questionsFindTheirPicturesAndScores()
    {
        Stage stage;
        const auto report = formats::importVqa(*stage.project, stage.source).orThrow();
        QCOMPARE(report.pictures, 2);
        QCOMPARE(report.questions, 2);
        QCOMPARE(report.problems.size(), 2U);
        QVERIFY(report.problems[0].where.ends_with("question 3"));
        QVERIFY(report.problems[0].reason.find("no picture 7") != std::string::npos);
        QCOMPARE(report.problems[1].reason, "has no text");
        const auto rows = stage.project->questions(store::SampleFilter{});
        QCOMPARE(rows[0].text, "Is it red?");
        QCOMPARE(rows[0].answer, "yes");
        QCOMPARE(rows[0].type, "yes/no");
        // vqaEval.py over ten people: 7, 2 and 1 of them give 1, 0.6 and 0.3.
        QCOMPARE(rows[0].answers.size(), 3U);
        const double wanted[] = {1, 0.6, 0.3};
        for (size_t i = 0; i < 3; ++i)
            QVERIFY(std::abs(rows[0].answers[i].second - wanted[i]) < 1e-9);
        QVERIFY(rows[1].answers.empty());
        QCOMPARE(formats::importVqa(*stage.project, stage.source).orThrow().questions, 0);
    }

    void damagedFilesLeaveNothing()
    {
        Stage stage;
        for (const char* text : {"", "[]", R"({"questions": [{"image_id": "x"}]})"}) {
            stage.source.questions = stage.write("questions.json", text);
            const auto report = formats::importVqa(*stage.project, stage.source);
            QVERIFY2(!report.ok(), text);
            QVERIFY(report.error().where.find("questions.json") != std::string::npos);
        }
        QCOMPARE(stage.project->count({}), 0);
    }
};

QTEST_GUILESS_MAIN(VqaJsonTest)
#include "vqa_json_test.moc"
