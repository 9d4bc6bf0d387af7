// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/job_runner.h"

#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <chrono>
#include <new>
#include <thread>

using namespace unimo;
using bridge::CoreJob;
using bridge::JobRunner;

class JobRunnerTest : public QObject
{
    Q_OBJECT
private slots:
    void reportsProgressAndSuccess()
    {
        JobRunner runner;
        CoreJob* job = runner.start(QStringLiteral("Counting"), [](const JobControl& control) {
            control.progress("Counting", 1, 4);
            std::this_thread::sleep_for(std::chrono::milliseconds(80));
            control.progress("Counting", 4, 4);
            return Status();
        });
        QCOMPARE(runner.jobs().size(), 1);
        QSignalSpy progress(job, &CoreJob::progressChanged);
        QSignalSpy succeeded(job, &CoreJob::succeeded);
        QSignalSpy failed(job, &CoreJob::failed);
        QSignalSpy gone(job, &QObject::destroyed);
        QTRY_COMPARE(succeeded.count(), 1);
        QCOMPARE(failed.count(), 0);
        QCOMPARE(progress.count(), 2);
        QCOMPARE(runner.jobs().size(), 0);
        QTRY_COMPARE(gone.count(), 1);
    }

    void manyReportsAreThinned()
    {
        JobRunner runner;
        CoreJob* job = runner.start(QStringLiteral("Counting"), [](const JobControl& control) {
            for (int i = 1; i <= 100'000; ++i)
                control.progress("Counting", i, 100'000);
            return Status();
        });
        QSignalSpy progress(job, &CoreJob::progressChanged);
        QSignalSpy succeeded(job, &CoreJob::succeeded);
        qint64 last = 0;
        connect(job, &CoreJob::progressChanged, this, [&] { last = job->progress().done; });
        QTRY_COMPARE(succeeded.count(), 1);
        QCOMPARE(last, 100'000); // the end is always told
        QVERIFY2(progress.count() < 200, qPrintable(QString::number(progress.count())));
    }

    void cancelEndsTheJob()
    {
        JobRunner runner;
        CoreJob* job = runner.start(QStringLiteral("Waiting"), [](const JobControl& control) {
            while (!control.stopped())
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return Status(JobControl::cancelled("Waiting"));
        });
        Error error;
        connect(job, &CoreJob::failed, this, [&](const Error& e) { error = e; });
        QSignalSpy failed(job, &CoreJob::failed);
        job->cancel();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(error.kind, ErrorKind::Cancelled);
    }

    void exceptionsBecomeErrors()
    {
        JobRunner runner;
        CoreJob* job = runner.start(QStringLiteral("Asking for much"),
                                    [](const JobControl&) -> Status { throw std::bad_alloc(); });
        Error error;
        connect(job, &CoreJob::failed, this, [&](const Error& e) { error = e; });
        QSignalSpy failed(job, &CoreJob::failed);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(error.kind, ErrorKind::OutOfMemory);
    }

    void aDestroyedRunnerStopsItsJobs()
    {
        std::atomic<bool> ended = false;
        {
            JobRunner runner;
            runner.start(QStringLiteral("Waiting"), [&](const JobControl& control) {
                while (!control.stopped())
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                ended = true;
                return Status();
            });
        }
        QVERIFY(ended);
    }
};

QTEST_MAIN(JobRunnerTest)
#include "job_runner_test.moc"
