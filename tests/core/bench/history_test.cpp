// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/bench/history.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace unimo::bench;

namespace {

Record record(double value, std::optional<double> peer = {})
{
    Record made{"search.one", "the 10 nearest", value, "s"};
    made.noise = 0.02;
    made.machine = "a processor, 2 cores";
    if (peer)
        made.peer = Record::Peer{"FAISS 1", *peer};
    return made;
}

} // namespace

/// What is kept of a figure, how goals are judged, and what counts as slower.
class HistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void recordSurvivesJson()
    {
        Record written = record(0.5, 2);
        written.share = Record::Share{0.25, "the product rate"};
        written.goals = {{Goal::Of::Times, true, 3}, {Goal::Of::Share, false, 0.5}};
        written.command = "unimo bench search";
        written.date = "2026-01-01T00:00:00Z";
        const auto read = recordFromJson(toJson(written));
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
        QCOMPARE(toJson(*read), toJson(written));
        QCOMPARE(read->times(), std::optional(4.0));
        QCOMPARE(read->met(), std::optional(true));
    }

    void goalIsJudgedByWhatItIsOf()
    {
        Record judged = record(0.5);
        judged.goals = {{Goal::Of::Value, false, 0.4}};
        QCOMPARE(judged.met(), std::optional(false));
        judged.goals = {{Goal::Of::Times, true, 3}}; // no peer ran
        QCOMPARE(judged.met(), std::nullopt);
        judged.peer = Record::Peer{"FAISS 1", 1};
        QCOMPARE(judged.met(), std::optional(false));
        judged.lowerIsBetter = false; // now half as many as the peer
        QCOMPARE(judged.times(), std::optional(0.5));
    }

    void onlyWhatLeavesTheNoiseIsAChange_data()
    {
        QTest::addColumn<double>("now");
        QTest::addColumn<bool>("worse");
        QTest::addColumn<bool>("better");
        QTest::newRow("the same") << 1.0 << false << false;
        QTest::newRow("within the noise") << 1.04 << false << false;
        QTest::newRow("slower") << 1.2 << true << false;
        QTest::newRow("faster") << 0.8 << false << true;
    }
    void onlyWhatLeavesTheNoiseIsAChange()
    {
        QFETCH(double, now);
        const auto changes = changesOf({record(1), record(now)});
        QCOMPARE(changes.size(), size_t{1});
        QTEST(changes.front().worse, "worse");
        QTEST(changes.front().better, "better");
    }

    void busyMachineIsJudgedBesideThePeer()
    {
        // Twice as slow, and so was the peer.
        const auto changes = changesOf({record(1, 3), record(2, 6)});
        QCOMPARE(changes.size(), size_t{1});
        QVERIFY(changes.front().toPeer);
        QVERIFY(!changes.front().worse);
    }

    void onlyLikeIsCompared()
    {
        Record other = record(1);
        other.machine = "another processor, 2 cores";
        Record larger = record(1);
        larger.what = "the 10 nearest of more";
        QVERIFY(changesOf({other, larger, record(9)}).empty());
        // The last of the same kind counts, not the last.
        const auto changes = changesOf({record(1), other, record(2)});
        QCOMPARE(changes.size(), size_t{1});
        QVERIFY(changes.front().worse);
    }

    void damagedLineIsNamed()
    {
        const unimo::TemporaryFolder folder;
        const auto file = folder.path() / "history.jsonl";
        QVERIFY(appendToHistory(file, record(1)).ok());
        QCOMPARE(readHistory(file)->size(), size_t{1});
        QVERIFY(unimo::appendLine(file, R"({"name": "search.one"})").ok());
        const auto read = readHistory(file);
        QVERIFY(!read.ok());
        QVERIFY(QString::fromStdString(read.error().where).endsWith("line 2"));
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "history_test.moc"
