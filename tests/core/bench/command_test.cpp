// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QtTest>

/// `unimo bench` measures, keeps a history and compares it: the cheapest workloads, tiny.
class BenchCommandTest : public QObject
{
    Q_OBJECT

private slots:
    void workloadGivesItsFigures_data()
    {
        QTest::addColumn<QString>("workload");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("steps") << "steps"
                               << QStringList{"steps.w1.tiny", "steps.w1.tiny.fp32",
                                              "steps.w1.tiny.fp32.memory"};
        QTest::newRow("caption") << "caption" << QStringList{"caption.batch1", "caption.batch2"};
        QTest::newRow("embed") << "embed" << QStringList{"embed.texts", "embed.pictures"};
        QTest::newRow("loader") << "loader"
                                << QStringList{"loader.synthetic", "loader.growth", "loader.rate"};
        QTest::newRow("search") << "search"
                                << QStringList{"search.one", "search.many", "search.text"};
        QTest::newRow("maps") << "maps"
                              << QStringList{"maps.umap", "maps.umap.first", "maps.umap.trust",
                                             "maps.tsne", "maps.tsne.first", "maps.tsne.trust"};
        QTest::newRow("events") << "events"
                                << QStringList{"events.open", "events.first", "events.logging"};
    }
    void workloadGivesItsFigures()
    {
        QFETCH(QString, workload);
        QFETCH(QStringList, names);
        const QByteArray printed = run({workload, "--tiny", "--rounds", "1", "--json"});
        const QJsonObject report = QJsonDocument::fromJson(printed).object();
        QSet<QString> found;
        for (const auto& figure : report["figures"].toArray()) {
            const QJsonObject record = figure.toObject();
            found.insert(record["name"].toString());
            QVERIFY2(record["machine"].toString().contains("cores"), qPrintable(printed));
            QCOMPARE(record["command"].toString(),
                     "unimo bench " + workload + " --tiny --rounds 1");
        }
        for (const QString& name : names)
            QVERIFY2(found.contains(name), qPrintable(name + " is missing in " + printed));
        QVERIFY(found.contains("machine.fp32"));
    }

    void historyIsKeptAndCompared()
    {
        const unimo::TemporaryFolder folder;
        const QString file = QString::fromStdString((folder.path() / "history.jsonl").string());
        for (int i = 0; i < 2; ++i)
            (void)run({"search", "--tiny", "--rounds", "1", "--history", file});
        QVERIFY(run({"compare", file}).contains("search.one"));
        // Ten times as slow: strict says no.
        QFile history(file);
        QVERIFY(history.open(QIODevice::ReadOnly));
        QJsonObject last = QJsonDocument::fromJson(history.readAll().split('\n').at(2)).object();
        last["value"] = last["value"].toDouble() * 10;
        history.close();
        QVERIFY(history.open(QIODevice::Append));
        history.write(QJsonDocument(last).toJson(QJsonDocument::Compact) + '\n');
        history.close();
        QVERIFY(run({"compare", file}).contains("WORSE"));
        (void)run({"compare", "--strict", file}, 1);
    }

private:
    static QByteArray run(const QStringList& arguments, int code = 0)
    {
        QProcess process;
        process.start(qEnvironmentVariable("UNIMO_BIN"), QStringList{"bench"} + arguments);
        if (!process.waitForFinished(300'000) || process.exitCode() != code)
            qFatal("%s", process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
};

QTEST_GUILESS_MAIN(BenchCommandTest)
#include "command_test.moc"
