// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/run_trash.h"
#include "core/train/similarity_points.h"

#include <QTest>
#include <cmath>
#include <limits>

using namespace unimo;
using namespace unimo::train;
namespace fs = std::filesystem;

namespace {

SimilarityPoint point(int64_t step, float first = 0.5F)
{
    return {step, 1.7e9, 0.07, {11, 12}, {first, -0.25F, 0.125F, 1.0F}};
}

void write(const fs::path& file, size_t bytes)
{
    fs::create_directories(file.parent_path());
    writeFileAtomic(file, std::string(bytes, 'x')).orThrow();
}

} // namespace

/// What a trainer keeps of its batches, and the end of deleted runs.
class RunFilesTest : public QObject
{
    Q_OBJECT
private slots:
    void pointsAreFollowedAsTheyAreWritten()
    {
        const TemporaryFolder folder;
        SimilarityTail tail(folder.path());
        QVERIFY(tail.poll().empty());
        appendSimilarity(folder.path(), point(100)).orThrow();
        auto found = tail.poll();
        QCOMPARE(found.size(), size_t{1});
        QCOMPARE(found[0].step, int64_t{100});
        QCOMPARE(found[0].samples, (std::vector<int64_t>{11, 12}));
        QCOMPARE(found[0].values, (std::vector<float>{0.5F, -0.25F, 0.125F, 1.0F}));
        QCOMPARE(found[0].temperature, 0.07);
        QVERIFY(tail.poll().empty());
        appendSimilarity(folder.path(), point(200)).orThrow();
        QCOMPARE(tail.poll().size(), size_t{1});
    }
    void aNumberThatIsNoneIsZero()
    {
        const TemporaryFolder folder;
        appendSimilarity(folder.path(), point(1, std::nanf(""))).orThrow();
        appendSimilarity(folder.path(), point(2, std::numeric_limits<float>::infinity())).orThrow();
        const auto found = SimilarityTail(folder.path()).poll();
        QCOMPARE(found.size(), size_t{2});
        QCOMPARE(found[0].values[0], 0.0F);
        QCOMPARE(found[1].values[0], 0.0F);
    }
    void halfALineWaits()
    {
        const TemporaryFolder folder;
        appendSimilarity(folder.path(), point(1)).orThrow();
        const std::string whole = readFile(similarityFile(folder.path())).orThrow();
        writeFileAtomic(similarityFile(folder.path()), whole.substr(0, whole.size() / 2)).orThrow();
        SimilarityTail tail(folder.path());
        QVERIFY(tail.poll().empty());
        writeFileAtomic(similarityFile(folder.path()), whole).orThrow();
        QCOMPARE(tail.poll().size(), size_t{1});
    }
    void hostileLinesAreSkipped()
    {
        const TemporaryFolder folder;
        std::string many = R"({"step": 1, "samples": [)", values = R"(], "thousandths": [)";
        for (int i = 0; i < 25; ++i)
            many += i ? ",1" : "1";
        for (int i = 0; i < 625; ++i)
            values += i ? ",1" : "1";
        for (const std::string& bad :
             {std::string("{"), std::string("[]"), std::string(R"({"step": "1"})"),
              std::string(R"({"step": 1, "samples": [], "thousandths": []})"),
              std::string(R"({"step": 1, "samples": [1, 2], "thousandths": [1, 2, 3]})"),
              std::string(R"({"step": 1, "samples": ["a"], "thousandths": [1]})"),
              std::string(R"({"step": 1, "samples": [1], "thousandths": [1.5]})"),
              many + values + "]}"})
            appendLine(similarityFile(folder.path()), bad).orThrow();
        appendSimilarity(folder.path(), point(9)).orThrow();
        const auto found = SimilarityTail(folder.path()).poll();
        QCOMPARE(found.size(), size_t{1});
        QCOMPARE(found[0].step, int64_t{9});
    }
    void whatAResumeRepeatsIsVoid()
    {
        std::vector<SimilarityPoint> known;
        join(known, {point(100), point(200), point(300)});
        QCOMPARE(known.size(), size_t{3});
        join(known, {point(200, 0.75F)});
        QCOMPARE(known.size(), size_t{2});
        QCOMPARE(known[1].step, int64_t{200});
        QCOMPARE(known[1].values[0], 0.75F);
        join(known, {point(300), point(100)}); // both in one poll
        QCOMPARE(known.size(), size_t{1});
    }

    void theTrashIsMeasuredAndEmptied()
    {
        const TemporaryFolder folder;
        const fs::path trash = runTrashOf(folder.path());
        QVERIFY(measureTrash(trash).empty());
        write(folder.path() / "precious" / "data", 10);
        write(trash / "b" / "checkpoints" / "model", 3000);
        write(trash / "b" / "log.txt", 500);
        write(trash / "a" / "log.txt", 40);
        fs::create_directory_symlink(folder.path() / "precious", trash / "a" / "link");
        fs::create_directory_symlink(folder.path() / "precious", trash / "c");
        const auto found = measureTrash(trash);
        QCOMPARE(found.size(), size_t{2}); // a link is no run
        QCOMPARE(found[0].folder, trash / "a");
        QCOMPARE(found[0].bytes, int64_t{40});
        QCOMPARE(found[1].bytes, int64_t{3500});

        write(trash / "later" / "log.txt", 1); // moved there while somebody was asked
        deleteTrashed(trash, found).orThrow();
        QVERIFY(!fs::exists(trash / "a") && !fs::exists(trash / "b"));
        QVERIFY(fs::exists(trash / "later"));
        QVERIFY(fs::exists(folder.path() / "precious" / "data")); // links are not followed
    }
    void nothingBesideTheTrashIsDeleted()
    {
        const TemporaryFolder folder;
        const fs::path trash = runTrashOf(folder.path());
        write(folder.path() / "precious" / "data", 10);
        write(trash / "a" / "deep" / "data", 10);
        fs::create_directory_symlink(folder.path() / "precious", trash / "link");
        for (const fs::path& wrong : {folder.path() / "precious", trash, trash / "a" / "deep",
                                      trash / "link", trash / "missing", trash / ".."}) {
            const Status done = deleteTrashed(trash, {{wrong, 0}});
            QVERIFY2(!done.ok(), wrong.c_str());
            QVERIFY(fs::exists(folder.path() / "precious" / "data"));
            QVERIFY(fs::exists(trash / "a" / "deep" / "data"));
        }
        std::stop_source source;
        source.request_stop();
        const Status stopped = deleteTrashed(trash, {{trash / "a", 0}}, {source.get_token(), {}});
        QVERIFY(!stopped.ok() && stopped.error().kind == ErrorKind::Cancelled);
        QVERIFY(fs::exists(trash / "a"));
    }
};

QTEST_APPLESS_MAIN(RunFilesTest)
#include "run_files_test.moc"
