// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/events/crc32c.h"
#include "core/events/event_history.h"
#include "core/events/event_tail.h"
#include "core/events/event_writer.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QTest>
#include <array>
#include <cmath>
#include <limits>

using namespace unimo;
using namespace unimo::events;

namespace {

std::unique_ptr<EventWriter> openWriter(const std::filesystem::path& folder,
                                        std::optional<int64_t> purgeStep = {})
{
    return EventWriter::open(folder, purgeStep).orThrow();
}

std::vector<int64_t> stepsOf(const std::vector<ScalarPoint>& points)
{
    std::vector<int64_t> steps;
    for (const ScalarPoint& point : points)
        steps.push_back(point.step);
    return steps;
}

} // namespace

class EventsTest : public QObject
{
    Q_OBJECT
private slots:
    void checksumIsCastagnoli()
    {
        QCOMPARE(crc32c("123456789"), 0xe3069283u); // RFC 3720's check value
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8a9136aau);
    }

    void readsWhatTensorBoardReads()
    {
        const std::filesystem::path folder = std::string(UNIMO_TEST_DATA) + "/events";
        const auto expected = readJson(folder / "expected.json").orThrow();
        const EventBatch batch = EventTail(folder / "run").poll();
        QVERIFY(batch.warnings.empty());
        QCOMPARE(batch.purgeFrom, std::optional<int64_t>(5));

        QCOMPARE(batch.scalars.size(), expected["scalars"].size());
        for (const auto& [tag, points] : batch.scalars) {
            const auto& wanted = expected["scalars"][tag];
            QCOMPARE(points.size(), wanted.size());
            for (size_t i = 0; i < points.size(); ++i) {
                QCOMPARE(points[i].step, wanted[i][0].get<int64_t>());
                QCOMPARE(points[i].wallTime, wanted[i][1].get<double>());
                if (wanted[i][2].is_null())
                    QVERIFY(std::isnan(points[i].value));
                else
                    QCOMPARE(points[i].value, wanted[i][2].get<float>());
            }
        }
        QCOMPARE(batch.texts.size(), expected["texts"].size());
        for (const auto& [tag, points] : batch.texts) {
            const auto& wanted = expected["texts"][tag];
            QCOMPARE(points.size(), wanted.size());
            for (size_t i = 0; i < points.size(); ++i) {
                QCOMPARE(points[i].step, wanted[i][0].get<int64_t>());
                QCOMPARE(points[i].text, wanted[i][2].get<std::string>());
            }
        }
        const HistogramPoint& histogram = batch.histograms.at("weights").at(0);
        QCOMPARE(histogram.edges, expected["histogram"]["edges"].get<std::vector<double>>());
        QCOMPARE(histogram.counts, expected["histogram"]["counts"].get<std::vector<double>>());
        QCOMPARE(histogram.minimum, -1.0);
        const ImagePoint& image = batch.images.at(expected["image"]["tag"]).at(0);
        QCOMPARE(image.encoded.size(), expected["image"]["bytes"].get<size_t>());
        QCOMPARE(image.encoded.substr(1, 3), std::string("PNG"));
    }

    void pollGivesOnlyWhatIsNew()
    {
        TemporaryFolder folder;
        EventTail tail(folder.path());
        QVERIFY(tail.poll().empty());
        auto writer = openWriter(folder.path());
        writer->addScalar("loss", 1.5f, 1, 100.25);
        QVERIFY(tail.poll().empty()); // gathered, not flushed
        QVERIFY(writer->flush().ok());
        EventBatch batch = tail.poll();
        QCOMPARE(batch.scalars.at("loss").size(), size_t{1});
        QCOMPARE(batch.scalars.at("loss")[0].value, 1.5f);
        QCOMPARE(batch.scalars.at("loss")[0].wallTime, 100.25);
        QVERIFY(tail.poll().empty());

        const std::string png("\x89PNG\0\xff", 6);
        writer->addScalar("loss", std::numeric_limits<float>::infinity(), 2);
        writer->addText("caption", "een hond \xe2\x98\x83", 2);
        writer->addImage("picture", png, 4, 2, 2);
        const std::vector<float> values = {0, 0, 3, -3, NAN, INFINITY};
        writer->addHistogram("weights", values, 2);
        QVERIFY(writer->flush().ok());
        batch = tail.poll();
        QVERIFY(std::isinf(batch.scalars.at("loss").at(0).value));
        QCOMPARE(batch.texts.at("caption").at(0).text, std::string("een hond \xe2\x98\x83"));
        QCOMPARE(batch.images.at("picture").at(0).encoded, png);
        const HistogramPoint& histogram = batch.histograms.at("weights").at(0);
        QCOMPARE(histogram.edges.size(), size_t{30});
        QCOMPARE(histogram.edges.back(), 3.0);
        QCOMPARE(histogram.minimum, -3.0);
        QCOMPARE(histogram.counts.front(), 1.0);
        QCOMPARE(histogram.counts[15], 2.0);
        QCOMPARE(histogram.counts.back(), 1.0);
        QVERIFY(batch.warnings.empty());
    }

    void degenerateHistograms()
    {
        TemporaryFolder folder;
        auto writer = openWriter(folder.path());
        writer->addHistogram("equal", std::vector<float>(5, 2.0f), 1);
        writer->addHistogram("none", {}, 1);
        QVERIFY(writer->flush().ok());
        const EventBatch batch = EventTail(folder.path()).poll();
        QCOMPARE(batch.histograms.at("equal").at(0).counts, std::vector<double>{5});
        QVERIFY(batch.histograms.at("none").at(0).counts.empty());
    }

    void resumedRunDropsOrphans()
    {
        TemporaryFolder folder;
        EventTail follower(folder.path());
        EventHistory history;
        std::filesystem::path first;
        {
            auto writer = openWriter(folder.path());
            first = writer->file();
            for (int step = 1; step <= 10; ++step)
                writer->addScalar("loss", 1.0f, step);
            writer->addScalar("late", 1.0f, 9);
            writer->addText("caption", "orphan", 7);
        }
        history.apply(follower.poll());
        QCOMPARE(history.scalars.at("loss").size(), size_t{10});

        auto writer = openWriter(folder.path(), 6);
        QVERIFY(first.filename() < writer->file().filename()); // though made in the same second
        writer->addScalar("loss", 2.0f, 6);
        writer->addScalar("loss", 2.0f, 7);
        QVERIFY(writer->flush().ok());
        history.apply(follower.poll());
        const std::vector<int64_t> wanted = {1, 2, 3, 4, 5, 6, 7};
        QCOMPARE(stepsOf(history.scalars.at("loss")), wanted);
        QCOMPARE(history.scalars.at("loss").back().value, 2.0f);
        QVERIFY(!history.scalars.contains("late"));
        QVERIFY(history.texts.empty());

        EventHistory atOnce; // one who opens the run later sees the same
        atOnce.apply(EventTail(folder.path()).poll());
        QCOMPARE(stepsOf(atOnce.scalars.at("loss")), wanted);
        QVERIFY(atOnce.texts.empty());
    }

    void missingFoldersAreRefusedByTheWriterOnly()
    {
        TemporaryFolder folder;
        const auto writer = EventWriter::open(folder.path() / "absent");
        QVERIFY(!writer.ok());
        QCOMPARE(writer.error().kind, ErrorKind::Io);
        QVERIFY(EventTail(folder.path() / "absent").poll().empty());
    }

    void readsAHundredThousandScalarsASecondAtLeast()
    {
        constexpr int count = 400'000;
        TemporaryFolder folder;
        auto writer = openWriter(folder.path());
        const std::array<std::string, 4> tags = {"loss/mlm", "loss/cmcl", "optim/rate", "speed"};
        for (int i = 0; i < count; ++i)
            writer->addScalar(tags[static_cast<size_t>(i % 4)], 0.5f, i);
        QVERIFY(writer->flush().ok());

        EventTail tail(folder.path());
        QElapsedTimer timer;
        timer.start();
        const EventBatch batch = tail.poll();
        const double seconds = std::max(1e-9, static_cast<double>(timer.nsecsElapsed()) / 1e9);
        for (const std::string& tag : tags)
            QCOMPARE(batch.scalars.at(tag).size(), size_t{count / 4});
        qInfo("%.2f million scalars/s", count / seconds / 1e6);
        QVERIFY(count / seconds > 1e5); // about 2 million when optimised and alone
    }
};

QTEST_APPLESS_MAIN(EventsTest)
#include "events_test.moc"
