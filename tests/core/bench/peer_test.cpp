// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/peer.h"
#include "core/bench/rounds.h"

#include <QStandardPaths>
#include <QtTest>
#include <fstream>

using namespace unimo;

/// A peer in Python answers round by round, and its failure is told.
class PeerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        python_ = QStandardPaths::findExecutable("python3").toStdString();
        if (python_.empty())
            QSKIP("there is no python3");
        // A tree of its own, with the real rounds.py.
        const auto peers = folder_.path() / "tests/bench/peer";
        std::filesystem::create_directories(peers);
        std::filesystem::copy(UNIMO_SOURCE_DIR "/tests/bench/peer/rounds.py", peers);
        std::ofstream(peers / "doubling.py")
            << "from rounds import serve, timed\n"
               "def prepare():\n"
               "    print('what a library prints')\n"
               "    return lambda r: {'seconds': timed(lambda: 0)[1], 'twice': 2 * r['n']}\n"
               "serve('doubling 1', prepare)\n";
        std::ofstream(peers / "absent.py") << "import a_package_that_nobody_has\n";
        std::ofstream(peers / "ending.py") << "from rounds import serve\n"
                                              "serve('ending 1', lambda: lambda r: 1 / 0)\n";
        qputenv("UNIMO_SHARE", QByteArray::fromStdString(folder_.path().string()));
    }

    void roundsAreAnswered()
    {
        bench::Peer peer(python_, "doubling.py", {});
        QCOMPARE(peer.name(), std::string("doubling 1"));
        QCOMPARE(peer.round({{"n", 2}}).at("twice").get<int>(), 4);
        QCOMPARE(peer.round({{"n", 21}}).at("twice").get<int>(), 42);
    }

    void turnsAreTaken()
    {
        bench::Peer peer(python_, "doubling.py", {});
        int own = 0;
        const auto taken =
            bench::takeTurns(3, [&] { return static_cast<double>(++own); }, &peer, {{"n", 1}});
        QCOMPARE(own, 4); // the first warms up
        QCOMPARE(taken.ours.median(), 3.0);
        QCOMPARE(taken.peers.seconds.size(), size_t{3});
        QCOMPARE(taken.last.at("twice").get<int>(), 2);
    }

    void failureIsTold_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("told");
        QTest::newRow("a package is missing") << "absent.py"
                                              << "a_package_that_nobody_has";
        QTest::newRow("it ends in a round") << "ending.py"
                                            << "ZeroDivisionError";
    }
    void failureIsTold()
    {
        QFETCH(QString, script);
        QFETCH(QString, told);
        try {
            bench::Peer peer(python_, script.toStdString(), {});
            (void)peer.round();
            QFAIL("the peer did not fail");
        } catch (const ErrorException& e) {
            QVERIFY2(QString::fromStdString(e.error().text()).contains(told),
                     e.error().text().c_str());
        }
    }

    void absentInterpreterIsTold()
    {
        QVERIFY_THROWS_EXCEPTION(ErrorException,
                                 bench::Peer(folder_.path() / "no-python", "doubling.py", {}));
    }

private:
    TemporaryFolder folder_;
    std::string python_;
};

QTEST_GUILESS_MAIN(PeerTest)
#include "peer_test.moc"
