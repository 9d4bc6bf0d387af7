// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QTest>
#include <csignal>
#include <functional>

using namespace unimo;
using namespace unimo::store;

namespace {

void addBatch(Project& project, int rows)
{
    project.transaction([&] {
        for (int i = 0; i < rows; ++i) {
            const auto id = project.add(Sample{0, SampleKind::Text, "train", "c", "", "", 0, 0});
            project.add(Caption{0, id, "some words", ""});
        }
    });
}

/// Runs work in another process, which ends without destructors like one that is killed.
pid_t inAnotherProcess(const std::function<bool()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        bool good = false;
        try {
            good = work();
        } catch (...) {
        }
        ::_exit(good ? 0 : 1);
    }
    return child;
}

bool endedWell(pid_t child)
{
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

/// Several processes on one project.
class SharingTest : public QObject
{
    Q_OBJECT
private slots:
    void readersSeeWholeTransactionsWhileOneWrites()
    {
        const TemporaryFolder folder;
        {
            (void)Project::create(folder.path(), "shared").orThrow();
        }
        constexpr int kBatch = 50;
        constexpr int kBatches = 40;
        const pid_t writer = inAnotherProcess([&] {
            const auto project = Project::open(folder.path()).orThrow();
            for (int i = 0; i < kBatches; ++i)
                addBatch(*project, kBatch);
            return true;
        });
        const auto read = [&] {
            const auto project = Project::open(folder.path(), true).orThrow();
            int64_t last = 0;
            while (last < int64_t{kBatch} * kBatches) {
                const int64_t now = project->count({});
                SampleFilter words;
                words.query = "words";
                if (now < last || now % kBatch != 0 || project->count(words) < now)
                    return false;
                last = now;
            }
            return true;
        };
        const pid_t otherReader = inAnotherProcess(read);
        QVERIFY(read());
        QVERIFY(endedWell(otherReader));
        QVERIFY(endedWell(writer));
    }
    void twoWritersWaitForEachOther()
    {
        const TemporaryFolder folder;
        {
            (void)Project::create(folder.path(), "shared").orThrow();
        }
        const auto write = [&] {
            const auto project = Project::open(folder.path()).orThrow();
            for (int i = 0; i < 20; ++i)
                addBatch(*project, 20);
            return true;
        };
        const pid_t one = inAnotherProcess(write);
        const pid_t two = inAnotherProcess(write);
        QVERIFY(endedWell(one));
        QVERIFY(endedWell(two));
        QCOMPARE(Project::open(folder.path()).orThrow()->count({}), int64_t{800});
    }
    void aKilledWriterLeavesWhatItCommitted()
    {
        const TemporaryFolder folder;
        {
            (void)Project::create(folder.path(), "shared").orThrow();
        }
        const pid_t writer = inAnotherProcess([&] {
            const auto project = Project::open(folder.path()).orThrow();
            addBatch(*project, 30);
            project->transaction([&] {
                addBatch(*project, 500);
                ::kill(::getpid(), SIGKILL);
            });
            return true;
        });
        int status = 0;
        ::waitpid(writer, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        const auto project = Project::open(folder.path()).orThrow();
        QCOMPARE(project->count({}), int64_t{30});
        addBatch(*project, 1);
        QCOMPARE(project->count({}), int64_t{31});
    }
    void aReaderCannotWrite()
    {
        const TemporaryFolder folder;
        {
            (void)Project::create(folder.path(), "shared").orThrow();
        }
        const auto reader = Project::open(folder.path(), true).orThrow();
        QVERIFY_THROWS_EXCEPTION(ErrorException, addBatch(*reader, 1));
        QCOMPARE(reader->count({}), int64_t{0});
    }
};

QTEST_APPLESS_MAIN(SharingTest)
#include "sharing_test.moc"
