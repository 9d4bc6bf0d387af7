// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/feature_file.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QTest>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <vector>

using namespace unimo;
using namespace unimo::store;
namespace fs = std::filesystem;

namespace {

const FeatureIdentity kIdentity{"grid/1 0123", 5, 3};

/// A project of ten samples, ids 1 to 10.
std::unique_ptr<Project> tenSamples(const fs::path& folder)
{
    auto project = Project::create(folder, "ten").orThrow();
    for (int i = 0; i < 10; ++i)
        project->add(Sample{0, SampleKind::Text, "train", "c", "", "", 0, 0});
    return project;
}

/// Made-up regions that differ from sample to sample; sample 7 has none.
struct Made
{
    explicit Made(SampleId id) : boxes(id == 7 ? 0 : static_cast<size_t>(id % 3 + 1))
    {
        for (Box& box : boxes)
            box = {0.0F, 0.0F, 1.0F / static_cast<float>(id), 0.5F};
        for (size_t i = 0; i < boxes.size() * 5; ++i)
            features.push_back(static_cast<uint16_t>(static_cast<size_t>(id) * 100 + i));
        classes.assign(boxes.size() * 3, static_cast<uint16_t>(id));
    }
    [[nodiscard]] RegionBlock block() const { return {boxes, features, classes}; }
    std::vector<Box> boxes;
    std::vector<uint16_t> features;
    std::vector<uint16_t> classes;
};

void addRange(FeatureWriter& writer, SampleId from, SampleId to)
{
    for (SampleId id = from; id <= to; ++id)
        writer.add(id, Made(id).block()).orThrow();
}

bool holds(const FeatureReader& reader, SampleId id)
{
    if (!reader.has(id))
        return false;
    const Made made(id);
    const RegionBlock block = reader.regions(id);
    return std::ranges::equal(block.boxes, made.boxes) &&
           std::ranges::equal(block.features, made.features) &&
           std::ranges::equal(block.classes, made.classes);
}

/// A project with features of samples 1 to 10, committed and closed.
fs::path writtenFeatures(const fs::path& folder)
{
    const auto project = tenSamples(folder);
    const auto writer = FeatureWriter::open(*project, "grid", kIdentity).orThrow();
    addRange(*writer, 1, 10);
    writer->commit().orThrow();
    return folder / "features/grid.bin";
}

void overwrite(const fs::path& file, std::streamoff at, const std::string& bytes)
{
    std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(at);
    out << bytes;
}

} // namespace

class FeatureFileTest : public QObject
{
    Q_OBJECT
private slots:
    void regionsRoundTrip()
    {
        const TemporaryFolder folder;
        writtenFeatures(folder.path());
        const auto project = Project::open(folder.path(), true).orThrow();
        const auto reader = FeatureReader::open(*project, "grid").orThrow();
        QVERIFY(reader->identity() == kIdentity);
        QCOMPARE(reader->size(), size_t{10});
        for (SampleId id = 1; id <= 10; ++id) {
            QVERIFY(holds(*reader, id));
            QCOMPARE(reinterpret_cast<uintptr_t>(reader->regions(id).boxes.data()) % 64,
                     uintptr_t{0});
        }
        QVERIFY(!reader->has(11));
    }
    void writingContinuesWhereItWasCommitted()
    {
        const TemporaryFolder folder;
        const auto project = tenSamples(folder.path());
        {
            const auto writer = FeatureWriter::open(*project, "grid", kIdentity).orThrow();
            addRange(*writer, 1, 4);
            writer->commit().orThrow();
            addRange(*writer, 5, 6); // not committed
        }
        const auto writer = FeatureWriter::open(*project, "grid", kIdentity).orThrow();
        QVERIFY(writer->has(4));
        QVERIFY(!writer->has(5));
        addRange(*writer, 5, 10);
        writer->commit().orThrow();
        const auto reader = FeatureReader::open(*project, "grid").orThrow();
        for (SampleId id = 1; id <= 10; ++id)
            QVERIFY(holds(*reader, id));
    }
    void aKilledWriterLosesOnlyWhatItHadNotCommitted()
    {
        const TemporaryFolder folder;
        {
            (void)tenSamples(folder.path());
        }
        const pid_t child = ::fork();
        if (child == 0) {
            const auto project = Project::open(folder.path()).orThrow();
            const auto writer = FeatureWriter::open(*project, "grid", kIdentity).orThrow();
            addRange(*writer, 1, 3);
            writer->commit().orThrow();
            addRange(*writer, 4, 9);
            ::kill(::getpid(), SIGKILL);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        const fs::path file = folder.path() / "features/grid.bin";
        const auto torn = fs::file_size(file);

        const auto project = Project::open(folder.path()).orThrow();
        QCOMPARE(FeatureReader::open(*project, "grid").orThrow()->size(), size_t{3});
        const auto writer = FeatureWriter::open(*project, "grid", kIdentity).orThrow();
        QVERIFY(fs::file_size(file) < torn); // the tail is cut off
        addRange(*writer, 4, 10);
        writer->commit().orThrow();
        const auto reader = FeatureReader::open(*project, "grid").orThrow();
        for (SampleId id = 1; id <= 10; ++id)
            QVERIFY(holds(*reader, id));
    }
    void anotherIdentityStartsAnewAndOldReadersGoOn()
    {
        const TemporaryFolder folder;
        writtenFeatures(folder.path());
        const auto project = Project::open(folder.path()).orThrow();
        const auto old = FeatureReader::open(*project, "grid").orThrow();
        FeatureIdentity other = kIdentity;
        other.extractor = "grid/2 4567";
        const auto writer = FeatureWriter::open(*project, "grid", other).orThrow();
        QVERIFY(!writer->has(1));
        addRange(*writer, 2, 3);
        writer->commit().orThrow();
        QVERIFY(holds(*old, 9));
        const auto reader = FeatureReader::open(*project, "grid").orThrow();
        QVERIFY(reader->identity() == other);
        QCOMPARE(reader->size(), size_t{2});
        QVERIFY(holds(*reader, 3));
    }
    void oneWriterAtATime()
    {
        const TemporaryFolder folder;
        const auto project = tenSamples(folder.path());
        const auto writer = FeatureWriter::open(*project, "grid", kIdentity).orThrow();
        const auto second = FeatureWriter::open(*project, "grid", kIdentity);
        QVERIFY(!second.ok());
        QVERIFY(second.error().kind == ErrorKind::Io);
        QVERIFY(FeatureWriter::open(*project, "other", kIdentity).ok());
    }
    void blocksThatDoNotFitAreRefused()
    {
        const TemporaryFolder folder;
        const auto project = tenSamples(folder.path());
        const auto writer = FeatureWriter::open(*project, "grid", kIdentity).orThrow();
        const Made made(1);
        RegionBlock block = made.block();
        block.features = block.features.first(block.features.size() - 1);
        QVERIFY(!writer->add(1, block).ok());
        QVERIFY(writer->add(1, made.block()).ok());
        QVERIFY(!writer->add(1, made.block()).ok()); // twice
        FeatureIdentity empty = kIdentity;
        empty.dim = 0;
        QVERIFY(!FeatureWriter::open(*project, "empty", empty).ok());
    }
    void setNamesStayInTheFolder()
    {
        const TemporaryFolder folder;
        const auto project = tenSamples(folder.path());
        for (const char* name : {"", "..", "../x", "a/b", ".hidden"}) {
            QVERIFY(!FeatureWriter::open(*project, name, kIdentity).ok());
            QVERIFY(FeatureReader::open(*project, name).error().kind == ErrorKind::Config);
        }
        QVERIFY(FeatureReader::open(*project, "absent").error().kind == ErrorKind::Io);
    }
    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("another kind of file") << 0 << QByteArray("\x89PNG");
        QTest::newRow("another version") << 8 << QByteArray("\x02", 1);
        QTest::newRow("identity beyond the file") << 12 << QByteArray("\xFF\xFF\xFF\xFF");
        QTest::newRow("identity that is no JSON") << 16 << QByteArray("}}}}");
        QTest::newRow("width of the features below zero") << 33 << QByteArray("\"dim\":-9");
    }
    void damagedFilesAreRefused()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        const TemporaryFolder folder;
        const fs::path file = writtenFeatures(folder.path());
        overwrite(file, at, bytes.toStdString());
        const auto project = Project::open(folder.path()).orThrow();
        const auto reader = FeatureReader::open(*project, "grid");
        QVERIFY(!reader.ok());
        QVERIFY2(reader.error().kind == ErrorKind::Data, reader.error().text().c_str());
        // Features can be made again, and so a damaged file is.
        const auto writer = FeatureWriter::open(*project, "grid", kIdentity);
        QVERIFY(writer.ok());
        QVERIFY(!(*writer)->has(1));
    }
    void aFileCutShortIsRefusedAtEveryLength()
    {
        const TemporaryFolder folder;
        const fs::path file = writtenFeatures(folder.path());
        const auto project = Project::open(folder.path(), true).orThrow();
        for (auto size = static_cast<int64_t>(fs::file_size(file)) - 1; size >= 0; --size) {
            fs::resize_file(file, static_cast<uintmax_t>(size));
            QVERIFY(!FeatureReader::open(*project, "grid").ok());
        }
    }
    void hostileSlotsAreRefused_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<int>("regions");
        QTest::newRow("before the file") << qint64{-64} << 1;
        QTest::newRow("in the header") << qint64{0} << 1;
        QTest::newRow("not aligned") << qint64{130} << 1;
        QTest::newRow("beyond the file") << (qint64{1} << 40) << 1;
        QTest::newRow("at the largest number") << qint64{0x7FFF'FFFF'FFFF'FFC0} << 1;
        QTest::newRow("too many regions") << qint64{128} << 2'000'000'000;
        QTest::newRow("fewer than no regions") << qint64{128} << -1;
    }
    void hostileSlotsAreRefused()
    {
        QFETCH(qint64, offset);
        QFETCH(int, regions);
        const TemporaryFolder folder;
        writtenFeatures(folder.path());
        const auto project = Project::open(folder.path()).orThrow();
        project->addFeatureSlots("grid", {{1, offset, regions}});
        const auto reader = FeatureReader::open(*project, "grid");
        QVERIFY(!reader.ok());
        QVERIFY(reader.error().kind == ErrorKind::Data);
    }
};

QTEST_APPLESS_MAIN(FeatureFileTest)
#include "feature_file_test.moc"
