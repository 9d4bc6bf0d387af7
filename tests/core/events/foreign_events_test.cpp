// SPDX-License-Identifier: GPL-3.0-or-later
// Event files of other programs: TensorFlow 2 writes tensors, and folders lie in folders.
#include "core/base/files.h"
#include "core/events/event_folders.h"
#include "core/events/event_tail.h"
#include "core/events/event_writer.h"
#include "core/events/record_file.h"

#include <QTest>
#include <array>
#include <cstring>

using namespace unimo;
using namespace unimo::events;
namespace fs = std::filesystem;

namespace {

// Protobuf's wire format by hand: https://protobuf.dev/programming-guides/encoding
std::string varint(uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    return out + static_cast<char>(value);
}
std::string number(int field, uint64_t value)
{
    return varint(static_cast<uint64_t>(field) << 3) + varint(value);
}
std::string bytes(int field, const std::string& content)
{
    return varint(static_cast<uint64_t>(field) << 3 | 2) + varint(content.size()) + content;
}
template <typename T>
std::string raw(const T& value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

constexpr uint64_t kFloat = 1, kDouble = 2, kString = 7;

std::string tensor(uint64_t type, const std::string& content)
{
    return bytes(8, number(1, type) + (type == kString ? bytes(8, content) : bytes(4, content)));
}
std::string plugin(const std::string& name)
{
    return bytes(9, bytes(1, bytes(1, name)));
}
std::string eventAt(uint64_t step, const std::string& values)
{
    return varint(1 << 3 | 1) + raw(1.7e9 + static_cast<double>(step)) + number(2, step) +
           bytes(5, values);
}
std::string value(const std::string& tag, const std::string& rest)
{
    return bytes(1, bytes(1, tag) + rest);
}

void write(const fs::path& folder, const std::vector<std::string>& events)
{
    std::string file;
    for (const std::string& one : events)
        appendRecord(file, one);
    fs::create_directories(folder);
    writeFileAtomic(folder / "events.out.tfevents.1.h.1", file).orThrow();
}

} // namespace

class ForeignEventsTest : public QObject
{
    Q_OBJECT
private slots:
    void tensorsAreToldApartByTheirPlugin()
    {
        const TemporaryFolder folder;
        const std::array<double, 6> rows = {-1, 0, 3, 0, 2, 5};
        write(folder.path(),
              {eventAt(1, value("loss", plugin("scalars") + tensor(kFloat, raw(0.5f)))),
               eventAt(2, value("loss", tensor(kFloat, raw(0.25f)))), // named with the first alone
               eventAt(1, value("note", plugin("text") + tensor(kString, "a dog"))),
               eventAt(1, value("picture", plugin("images") + tensor(kString, "\x89PNG"))),
               eventAt(2, value("picture", tensor(kString, "\x89PNG"))),
               eventAt(3, value("weights", plugin("histograms") + tensor(kDouble, raw(rows)))),
               eventAt(4, value("weights", tensor(kDouble, raw(rows)))),
               eventAt(5, value("weights", tensor(kDouble, "seven b")))});
        const EventBatch batch = EventTail(folder.path()).poll();
        QVERIFY(batch.warnings.empty());
        QCOMPARE(batch.scalars.size(), size_t{1});
        QCOMPARE(batch.scalars.at("loss").size(), size_t{2});
        QCOMPARE(batch.scalars.at("loss")[1].value, 0.25f);
        QCOMPARE(batch.texts.size(), size_t{1}); // the pictures are no texts
        QCOMPARE(batch.texts.at("note")[0].text, std::string("a dog"));
        const auto& weights = batch.histograms.at("weights");
        QCOMPARE(weights.size(), size_t{2});
        QCOMPARE(weights[1].step, int64_t{4});
        QCOMPARE(weights[1].minimum, -1.0);
        QCOMPARE(weights[1].maximum, 2.0);
        QCOMPARE(weights[1].edges, (std::vector<double>{0, 2}));
        QCOMPARE(weights[1].counts, (std::vector<double>{3, 5}));
    }
    void whatIsNotWantedIsNotKept()
    {
        const TemporaryFolder folder;
        {
            auto writer = EventWriter::open(folder.path()).orThrow();
            writer->addScalar("loss", 1, 1);
            writer->addText("caption", "a dog", 1);
            writer->addHistogram("h", std::vector<float>{1, 2}, 1);
            writer->addImage("i", "png", 1, 1, 1);
        }
        const EventBatch batch =
            EventTail(folder.path(), {.texts = false, .histograms = false, .images = false}).poll();
        QCOMPARE(batch.scalars.size(), size_t{1});
        QVERIFY(batch.texts.empty() && batch.histograms.empty() && batch.images.empty());
        QVERIFY(!EventTail(folder.path()).poll().histograms.empty());
    }
    void whatIsOutOfProportionIsLeftOutAndSaidOnce()
    {
        const std::string scalar = varint(2 << 3 | 5) + raw(1.0f);
        std::vector<std::string> tags, good = {eventAt(1, value("loss", scalar))};
        for (size_t i = 0; i < EventTail::kMostTags + 10; ++i)
            tags.push_back(eventAt(1, value("tag" + std::to_string(i), scalar)));
        tags.push_back(good[0]);
        const std::vector<std::vector<std::string>> hostile = {
            tags,
            {eventAt(1, value(std::string(EventTail::kLongestTag + 1, 'x'), scalar)), good[0]},
            {std::string(EventTail::kLargestEvent + 1, '\0'), good[0]}};
        for (size_t i = 0; i < hostile.size(); ++i) {
            const TemporaryFolder folder;
            write(folder.path(), hostile[i]);
            EventTail tail(folder.path());
            const EventBatch batch = tail.poll();
            QCOMPARE(batch.warnings.size(), size_t{1});
            QCOMPARE(batch.scalars.size(), i == 0 ? EventTail::kMostTags : size_t{1});
        }
        // A text is cut, not left out.
        const TemporaryFolder folder;
        write(folder.path(),
              {eventAt(
                  1, value("t", tensor(kString, std::string(EventTail::kLongestText + 5, 'a'))))});
        QCOMPARE(EventTail(folder.path()).poll().texts.at("t")[0].text.size(),
                 EventTail::kLongestText);
    }
    void longFilesComeInParts()
    {
        const TemporaryFolder folder;
        constexpr int64_t kPoints = 40'000; // about 2 MB
        {
            auto writer = EventWriter::open(folder.path()).orThrow();
            for (int64_t step = 0; step < kPoints; ++step)
                writer->addScalar("loss", 1, step);
        }
        EventTail tail(folder.path());
        size_t points = 0, parts = 0;
        do {
            const EventBatch batch = tail.poll(100'000);
            if (batch.empty())
                continue; // a part ended with the file
            const auto& added = batch.scalars.at("loss");
            QCOMPARE(added.front().step, static_cast<int64_t>(points)); // none twice, none lost
            points += added.size();
            ++parts;
        } while (tail.behind());
        QCOMPARE(points, static_cast<size_t>(kPoints));
        QVERIFY(parts > 1);
        QVERIFY(tail.poll(100'000).empty());
    }
    void foldersAreFoundAtAnyDepthAndLoopsEnd()
    {
        const TemporaryFolder folder;
        const fs::path root = folder.path();
        for (const char* place : {".", "a/train", "a/eval", "b/c/d"})
            write(root / place, {});
        fs::create_directories(root / "empty" / "er");
        fs::create_directory(root / "empty" / "events.out.tfevents.folder");
        fs::create_directory_symlink(root, root / "a" / "loop");
        fs::create_directory_symlink(root / "b", root / "same");
        const EventFolders found = findEventFolders(root);
        QVERIFY(!found.cut);
        QCOMPARE(found.folders,
                 (std::vector<fs::path>{root, root / "a" / "eval", root / "a" / "train",
                                        root / "b" / "c" / "d"}));
        QVERIFY(findEventFolders(root / "missing").folders.empty());
        const EventFolders first = findEventFolders(root, {.mostFound = 2});
        QCOMPARE(first.folders.size(), size_t{2});
        QVERIFY(first.cut);
        QVERIFY(findEventFolders(root, {.mostEntries = 3}).cut);
        QVERIFY(findEventFolders(root, {.deepest = 1}).cut);
    }
};

QTEST_APPLESS_MAIN(ForeignEventsTest)
#include "foreign_events_test.moc"
