// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "widgets/bridge/engine_thread.h"

#include <QSignalSpy>
#include <QTest>
#include <fstream>

using namespace unimo;
using bridge::EngineThread;

class EngineThreadTest : public QObject
{
    Q_OBJECT

    struct Failure
    {
        EngineThread::Request request;
        Error error;
    };

    static void collect(const EngineThread& engine, std::vector<Failure>& failures)
    {
        connect(&engine, &EngineThread::failed, &engine,
                [&](EngineThread::Request request, const Error& error) {
                    failures.push_back({request, error});
                });
    }

private slots:
    void withoutACheckpointQuestionsFailWithAReason()
    {
        EngineThread engine;
        std::vector<Failure> failures;
        collect(engine, failures);
        engine.answer(QStringLiteral("What is it?"), 5);
        QVERIFY(engine.busy());
        QTRY_COMPARE(failures.size(), size_t{1});
        QCOMPARE(failures[0].request, EngineThread::Request::Answer);
        QVERIFY(!failures[0].error.hint.empty());
        QTRY_VERIFY(!engine.busy());
    }

    void aDamagedCheckpointIsAnErrorNotACrash()
    {
        const TemporaryFolder folder;
        std::ofstream(folder.path() / "model.safetensors") << "not weights at all";
        std::ofstream(folder.path() / "trainer.json") << "{}";
        EngineThread engine;
        std::vector<Failure> failures;
        collect(engine, failures);
        engine.useCheckpoint(QString::fromStdString(folder.path().string()));
        QTRY_COMPARE_WITH_TIMEOUT(failures.size(), size_t{1}, 20'000);
        QCOMPARE(failures[0].request, EngineThread::Request::Load);
        QVERIFY(!engine.info());
    }

    void aNewerRequestReplacesAnOlderOne()
    {
        EngineThread engine;
        std::vector<Failure> failures;
        collect(engine, failures);
        for (int i = 0; i < 50; ++i)
            engine.answer(QString::number(i), 5);
        QTRY_VERIFY(!engine.busy());
        QCOMPARE(failures.size(), size_t{1}); // only the last is told
    }

    void cancelledRequestsSayNothing()
    {
        EngineThread engine;
        std::vector<Failure> failures;
        collect(engine, failures);
        QSignalSpy busy(&engine, &EngineThread::busyChanged);
        engine.caption({});
        engine.cancel();
        QTRY_VERIFY(!engine.busy());
        QVERIFY(failures.empty());
        QCOMPARE(busy.count(), 2);
    }

    void mayGoWhileItIsAsked()
    {
        EngineThread engine;
        for (int i = 0; i < 20; ++i)
            engine.caption({});
    }
};

QTEST_MAIN(EngineThreadTest)
#include "engine_thread_test.moc"
