// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/events/event_tail.h"
#include "core/events/event_writer.h"
#include "core/events/record_file.h"

#include <QTest>
#include <fstream>

using namespace unimo;
using namespace unimo::events;

namespace {

constexpr size_t kScalars = 6;

/// The bytes of a small event file: a version record, six scalars, one text.
std::string smallFile()
{
    TemporaryFolder folder;
    std::filesystem::path file;
    {
        auto writer = EventWriter::open(folder.path()).orThrow();
        file = writer->file();
        for (size_t i = 0; i < kScalars; ++i)
            writer->addScalar("loss", 0.5f, static_cast<int64_t>(i));
        writer->addText("caption", "a dog", 6);
    }
    return readFile(file).orThrow();
}

/// A run folder with one event file whose bytes are changed at will.
class OneFile
{
public:
    void set(const std::string& bytes) const
    {
        std::filesystem::remove(
            file()); // a file cut to nothing and rewritten is slow: ext4 syncs it
        std::ofstream(file(), std::ios::binary) << bytes;
    }
    [[nodiscard]] std::filesystem::path path() const { return folder_.path(); }
    [[nodiscard]] std::filesystem::path file() const
    {
        return path() / "events.out.tfevents.1.h.1";
    }

private:
    TemporaryFolder folder_;
};

size_t pointsIn(const EventBatch& batch)
{
    size_t count = 0;
    for (const auto& [tag, points] : batch.scalars)
        count += points.size();
    for (const auto& [tag, points] : batch.texts)
        count += points.size();
    return count;
}

} // namespace

class EventsHostileTest : public QObject
{
    Q_OBJECT
private slots:
    void everyTruncationWaitsForTheRest()
    {
        const std::string whole = smallFile();
        const OneFile run;
        for (size_t size = 0; size < whole.size(); ++size) {
            run.set(whole.substr(0, size));
            EventTail tail(run.path());
            const EventBatch before = tail.poll();
            QVERIFY(before.warnings.empty());
            QVERIFY(tail.poll().empty());
            run.set(whole);
            const EventBatch after = tail.poll();
            QVERIFY(after.warnings.empty());
            QCOMPARE(pointsIn(before) + pointsIn(after), kScalars + 1);
        }
    }

    void everyFlippedByteCostsOneRecordAndGivesOneWarning()
    {
        const std::string whole = smallFile();
        const OneFile run;
        for (const int mask : {0x01, 0x80, 0xff})
            for (size_t at = 0; at < whole.size(); ++at) {
                std::string bytes = whole;
                bytes[at] = static_cast<char>(bytes[at] ^ mask);
                run.set(bytes);
                EventTail tail(run.path());
                const EventBatch batch = tail.poll();
                QCOMPARE(batch.warnings.size(), size_t{1});
                QVERIFY(batch.warnings[0].find(run.file().string()) != std::string::npos);
                QVERIFY(batch.warnings[0].find("byte ") != std::string::npos);
                QVERIFY(pointsIn(batch) >= kScalars); // all but the damaged one
                run.set(bytes + whole);
                const EventBatch later = tail.poll();
                QVERIFY(later.warnings.empty());
                QCOMPARE(pointsIn(later), kScalars + 1);
            }
    }

    void theWarningNamesTheDamagedRecord()
    {
        std::string bytes;
        appendRecord(bytes, "");
        const size_t second = bytes.size();
        appendRecord(bytes, "\xff\xff\xff"); // intact, but no event
        const OneFile run;
        run.set(bytes);
        const EventBatch batch = EventTail(run.path()).poll();
        QCOMPARE(batch.warnings.size(), size_t{1});
        QVERIFY(batch.warnings[0].find("byte " + std::to_string(second) + ":") !=
                std::string::npos);
    }

    void giantLengthsAskForNoMemory()
    {
        const OneFile run;
        for (const uint64_t length : {uint64_t{1} << 62, ~uint64_t{0}, uint64_t{1} << 28}) {
            std::string header(reinterpret_cast<const char*>(&length), sizeof length);
            std::string framed;
            appendRecord(framed, header); // its payload checksum is the header's own
            header += framed.substr(12 + 8, 4);
            run.set(header + smallFile());
            const EventBatch batch = EventTail(run.path()).poll();
            // The largest length allowed may still be coming; longer ones are damage.
            const bool waits = length == uint64_t{1} << 28;
            QCOMPARE(batch.warnings.size(), size_t{waits ? 0u : 1u});
            QCOMPARE(pointsIn(batch), waits ? size_t{0} : kScalars + 1);
        }
    }

    void noiseGivesOneWarningAndNothingElse()
    {
        Random random(7);
        std::string noise(100'000, '\0');
        for (char& c : noise)
            c = static_cast<char>(random.next());
        const OneFile run;
        run.set(noise);
        EventTail tail(run.path());
        const EventBatch batch = tail.poll();
        QCOMPARE(batch.warnings.size(), size_t{1});
        QCOMPARE(pointsIn(batch), size_t{0});
    }

    void payloadsOfNoiseDoNotCrash()
    {
        // Intact frames around damaged events reach the parser itself.
        const std::string whole = smallFile();
        Random random(11);
        std::string bytes;
        for (int i = 0; i < 2000; ++i) {
            const auto start =
                static_cast<size_t>(random.below(static_cast<int64_t>(whole.size())));
            std::string payload = whole.substr(start, static_cast<size_t>(random.below(80)));
            for (char& c : payload)
                if (random.chance(0.1))
                    c = static_cast<char>(random.next());
            appendRecord(bytes, payload);
        }
        appendRecord(bytes, "");
        const OneFile run;
        run.set(bytes + whole);
        QVERIFY(pointsIn(EventTail(run.path()).poll()) >= kScalars + 1);
    }

    void aFileThatBecomesShorterIsSaidOnce()
    {
        const std::string whole = smallFile();
        const OneFile run;
        run.set(whole);
        EventTail tail(run.path());
        QCOMPARE(pointsIn(tail.poll()), kScalars + 1);
        run.set(whole.substr(0, 100));
        QCOMPARE(tail.poll().warnings.size(), size_t{1});
        QVERIFY(tail.poll().empty());
    }

    void foldersAndOtherFilesAreLeftAlone()
    {
        const OneFile run;
        run.set(smallFile());
        std::filesystem::create_directory(run.path() / "events.out.tfevents.0.h.1");
        writeFileAtomic(run.path() / "log.txt", "hello").orThrow();
        const EventBatch batch = EventTail(run.path()).poll();
        QVERIFY(batch.warnings.empty());
        QCOMPARE(pointsIn(batch), kScalars + 1);
    }
};

QTEST_APPLESS_MAIN(EventsHostileTest)
#include "events_hostile_test.moc"
