// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/checks/caption_faults.h"
#include "core/checks/data_check.h"

#include <QTest>
#include <fstream>

using namespace unimo;
using namespace unimo::checks;
using store::SampleId;

namespace {

/// A picture of grey squares, so that none looks like another.
Image noise(uint32_t seed)
{
    constexpr int kSide = 48, kSquare = 8;
    std::vector<uint8_t> squares;
    for (int i = 0; i < 36; ++i) {
        seed = seed * 1664525U + 1013904223U;
        squares.push_back(static_cast<uint8_t>(seed >> 24));
    }
    Image image{kSide, kSide, {}};
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            image.rgb.insert(image.rgb.end(), 3,
                             squares[static_cast<size_t>(y / kSquare * 6 + x / kSquare)]);
    return image;
}

struct Filled
{
    Filled() : project(store::Project::create(folder.path() / "p", "Checks").orThrow()) {}

    SampleId add(const std::string& split, const std::string& name, const std::string& caption)
    {
        const auto file = folder.path() / name;
        const auto hash = std::filesystem::exists(file) ? contentHashOfFile(file).orThrow() : name;
        const auto id = project->add(store::Sample{
            0, store::SampleKind::Pair, split, "x", file.string(), hash, 48, 48, {}, 0});
        project->add(store::Caption{0, id, caption, ""});
        return id;
    }
    std::vector<SampleId> found(const std::string& query)
    {
        store::SampleFilter filter;
        filter.query = query;
        return project->sampleIds(filter);
    }

    TemporaryFolder folder;
    std::unique_ptr<store::Project> project;
};

} // namespace

class DataCheckTest : public QObject
{
    Q_OBJECT
private slots:
    void aProjectIsChecked()
    {
        Filled filled;
        const auto at = [&](const char* name) { return filled.folder.path() / name; };
        saveImage(noise(1), at("a.png")).orThrow();
        saveImage(noise(2), at("b.png")).orThrow();
        saveImage(noise(1), at("a.jpg"), 95).orThrow();
        std::ofstream(at("broken.png")) << "no picture";
        const auto a = filled.add("train", "a.png", "a red bus in the rain");
        const auto b = filled.add("train", "b.png", "A red  bus in the rain");
        const auto copy = filled.add("test", "a.jpg", "a bus <b>here</b> today");
        const auto again = filled.add("train", "b.png", "two birds on a wire");
        const auto broken = filled.add("train", "broken.png", "bus");
        const auto gone = filled.add("train", "gone.png", "three dogs at play");
        const auto report = checkData(*filled.project).orThrow();
        QCOMPARE(report.pictures, int64_t{6});
        QCOMPARE(report.unreadable, int64_t{2});
        QCOMPARE(report.copies, int64_t{4});
        QCOMPARE(report.groups, int64_t{2});
        QCOMPARE(report.leaks, int64_t{2});
        QCOMPARE(report.repeated, int64_t{2});
        QCOMPARE(report.faults, int64_t{2});
        using Ids = std::vector<SampleId>;
        QVERIFY((filled.found("leak=1") == Ids{a, copy}));
        QVERIFY((filled.found("copies>0 -leak=1") == Ids{b, again}));
        QVERIFY((filled.found("unreadable=1") == Ids{broken, gone}));
        QVERIFY((filled.found("repeated>0") == Ids{a, b}));
        QVERIFY((filled.found("faults>0") == Ids{copy, broken}));
        QCOMPARE(filled.found("sharpness>0").size(), size_t{4});
        store::SampleFilter byGroup;
        byGroup.query = "copies>0";
        byGroup.sort = "copy_group";
        QVERIFY((filled.project->sampleIds(byGroup) == Ids{a, copy, b, again}));

        // What was mended is found no more.
        filled.project->trash({copy, again});
        QCOMPARE(checkData(*filled.project).orThrow().copies, int64_t{0});
        QVERIFY(filled.found("leak=1").empty());
    }

    void aStoppedCheckChangesNothing()
    {
        Filled filled;
        saveImage(noise(1), filled.folder.path() / "a.png").orThrow();
        filled.add("train", "a.png", "one two three");
        (void)checkData(*filled.project).orThrow();
        const auto before = filled.project->measured("sharpness");
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = checkData(*filled.project, 0, {stop.get_token(), {}});
        QVERIFY(!stopped.ok() && stopped.error().kind == ErrorKind::Cancelled);
        QVERIFY(filled.project->measured("sharpness") == before);
    }

    void captionsAreJudged_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("fault");
        const auto row = [](const char* text, int fault) {
            QTest::newRow(text) << QString::fromUtf8(text) << fault;
        };
        const auto of = [](CaptionFault fault) { return static_cast<int>(fault); };
        row("a man rides a horse", -1);
        row("Ein Mann reitet auf dem großen Pferd", -1);
        row("NASA and ESA launch a probe", -1);
        row("big big dog runs back home", -1);
        row("R&B singer on stage", -1);
        row("an e-mail from @someone today", -1);
        row("一只狗在草地上奔跑", -1); // without blanks
        row("a dog", of(CaptionFault::TooShort));
        row("", of(CaptionFault::TooShort));
        row("dog dog dog a dog on dog", of(CaptionFault::Repetition));
        row("A DOG IN THE PARK", of(CaptionFault::Shouting));
        row("a dog <br> in the park", of(CaptionFault::Markup));
        row("a dog &amp; a cat", of(CaptionFault::Markup));
        row("buy it at www.dogs.example now", of(CaptionFault::Address));
        row("write to a@b.example for more", of(CaptionFault::Address));
        row("a cafÃ© in the old town", of(CaptionFault::BrokenLetters));
        row("a caf\xEF\xBF\xBD in the old town", of(CaptionFault::BrokenLetters));
    }

    void captionsAreJudged()
    {
        QFETCH(QString, text);
        QFETCH(int, fault);
        const auto found = faultOf(text.toStdString());
        QCOMPARE(found ? static_cast<int>(*found) : -1, fault);
        if (found)
            QVERIFY(QByteArray(describe(*found)).size() > 5);
    }

    void longCaptionsAreTold()
    {
        std::string text;
        for (int i = 0; i < 81; ++i)
            text += "word" + std::to_string(i) + " ";
        QVERIFY(faultOf(text) == CaptionFault::TooLong);
    }
};

QTEST_GUILESS_MAIN(DataCheckTest)
#include "data_check_test.moc"
