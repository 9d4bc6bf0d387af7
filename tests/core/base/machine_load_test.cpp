// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/base/machine_load.h"

#include <QTest>
#include <cmath>
#include <fstream>
#include <thread>

using namespace unimo;

class MachineLoadTest : public QObject
{
    Q_OBJECT
private slots:
    void processorTimeIsRead()
    {
        const auto time = parseProcessorTime("cpu  100 5 20 800 50 1 4 20 7 0\ncpu0 1 2 3\n");
        QVERIFY(time.has_value());
        QCOMPARE(time->all, uint64_t{1000}); // guests are in user already
        QCOMPARE(time->busy, uint64_t{150});
        for (const char* bad : {"", "cpu0 1 2 3 4 5 6 7 8", "cpu  1 2 3", "cpu  1 2 x 4 5 6 7 8"})
            QVERIFY2(!parseProcessorTime(bad).has_value(), bad);
    }
    void theLoadIsOfTheTimeBetween()
    {
        QCOMPARE(busyBetween({100, 1000}, {150, 1200}), 0.25);
        QCOMPARE(busyBetween({100, 1000}, {100, 1000}), -1.0); // no time has passed
        QCOMPARE(busyBetween({100, 1000}, {50, 1200}), -1.0);  // counted back, as idle time may be
    }
    void memoryIsWhatCannotBeGiven()
    {
        const auto memory = parseMemoryUse(
            "MemTotal:        8000000 kB\nMemFree:  100 kB\nMemAvailable:    6000000 kB\n");
        QVERIFY(memory.has_value());
        QCOMPARE(memory->total, int64_t{8'192'000'000});
        QCOMPARE(memory->used, int64_t{2'048'000'000});
        QVERIFY(!parseMemoryUse("MemTotal: 8 kB\n").has_value());
        QVERIFY(!parseMemoryUse("MemTotal: 8 kB\nMemAvailable: 9 kB\n").has_value());
    }
    void thisMachineHasALoad()
    {
        MachineMeter meter;
        const MachineLoad first = meter.read();
        QCOMPARE(first.busy, -1.0); // there is nothing to compare with yet
        QVERIFY(first.cores > 0 && first.total > 0 && first.used > 0 && first.used < first.total);
        volatile double sum = 0; // makes one core busy
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (int i = 0; i < 20'000'000; ++i)
                    sum = sum + std::sqrt(i);
                const double busy = meter.read().busy;
                return busy > 0 && busy <= 1;
            }(),
            5000);
        for (const GpuLoad& gpu : first.gpus)
            QVERIFY(!gpu.name.empty() && gpu.total > 0 && gpu.used <= gpu.total);
    }
    void aLockKeepsOthersOut()
    {
        const TemporaryFolder folder;
        const auto file = folder.path() / "lock";
        QVERIFY(!FileLock::isTaken(file));
        {
            auto held = FileLock::tryTake(file).orThrow();
            QVERIFY(held.has_value());
            QVERIFY(FileLock::isTaken(file));
            QVERIFY(!FileLock::tryTake(file).orThrow().has_value());
            FileLock moved = std::move(*held);
            held.reset(); // the lock went along
            QVERIFY(FileLock::isTaken(file));
        }
        QVERIFY(!FileLock::isTaken(file));
        QVERIFY(FileLock::tryTake(file).orThrow().has_value()); // asking took nothing
        const auto nowhere = FileLock::take(folder.path() / "missing" / "lock");
        QVERIFY(!nowhere.ok() && nowhere.error().kind == ErrorKind::Io);
    }
    void whoWaitsForALockGetsIt()
    {
        const TemporaryFolder folder;
        const auto file = folder.path() / "lock";
        int inside = 0, most = 0, turns = 0; // guarded by the lock
        const auto work = [&] {
            for (int i = 0; i < 50; ++i) {
                const FileLock held = FileLock::take(file).orThrow();
                most = std::max(most, ++inside);
                std::this_thread::yield();
                --inside;
                ++turns;
            }
        };
        std::jthread other(work);
        work();
        other.join();
        QCOMPARE(most, 1);
        QCOMPARE(turns, 100);
    }
};

QTEST_APPLESS_MAIN(MachineLoadTest)
#include "machine_load_test.moc"
