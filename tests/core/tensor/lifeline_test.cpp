// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/lifeline.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QTest>
#include <csignal>

using namespace unimo;
using tensor::Lifeline;

namespace {

constexpr std::chrono::seconds kPatience{60};

tensor::Rank rankOf(int index, int count)
{
    tensor::Rank rank;
    rank.index = rank.localIndex = index;
    rank.count = rank.localCount = count;
    return rank;
}

/// A process 2 of 3 that is there and waits.
pid_t startMember(const std::string& address)
{
    int ready[2];
    if (::pipe(ready) != 0)
        return -1;
    const pid_t child = ::fork();
    if (child == 0) {
        const auto line = Lifeline::join(rankOf(2, 3), address);
        (void)!::write(ready[1], line.ok() ? "y" : "n", 1);
        ::sleep(600);
        ::_exit(0);
    }
    char answer = 'n';
    (void)!::read(ready[0], &answer, 1);
    return answer == 'y' ? child : -1;
}

} // namespace

class LifelineTest : public QObject
{
    Q_OBJECT
private slots:
    void aKilledProcessIsNamedToAll()
    {
        auto leader = Lifeline::open(rankOf(0, 3)).orThrow();
        auto other = Lifeline::join(rankOf(1, 3), leader->address()).orThrow();
        const pid_t child = startMember(leader->address());
        QVERIFY(child > 0);
        std::atomic<int> called = 0;
        other->onFault([&] { ++called; });
        QTest::qWait(100);
        QVERIFY(!leader->faulty() && !other->faulty());
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QCOMPARE(leader->awaitFault(kPatience), std::string("process 2 of 3 was lost"));
        QCOMPARE(other->awaitFault(kPatience), std::string("process 2 of 3 was lost"));
        QTRY_COMPARE(called.load(), 1);
        other->onFault([&] { ++called; });
        QCOMPARE(called.load(), 2); // it is known already
    }

    void goodByeIsNoLoss()
    {
        auto leader = Lifeline::open(rankOf(0, 2)).orThrow();
        auto other = Lifeline::join(rankOf(1, 2), leader->address()).orThrow();
        other->leave();
        QCOMPARE(leader->awaitFault(std::chrono::milliseconds(300)), std::string());
        auto again = Lifeline::join(rankOf(1, 2), leader->address()).orThrow();
        leader->leave();
        QCOMPARE(again->awaitFault(std::chrono::milliseconds(300)), std::string());
    }

    void processZeroIsMissedToo()
    {
        auto leader = Lifeline::open(rankOf(0, 3)).orThrow();
        auto first = Lifeline::join(rankOf(1, 3), leader->address()).orThrow();
        leader->leave("no space\nleft");
        QCOMPARE(first->awaitFault(kPatience), std::string("process 0 of 3 failed: no space left"));
    }

    void strangersDoNotCount()
    {
        auto leader = Lifeline::open(rankOf(0, 2)).orThrow();
        std::string address = leader->address();
        address.replace(address.find(' ') + 1, 4, "zzzz"); // another token
        Lifeline::join(rankOf(1, 2), address).orThrow()->leave("not one of them");
        QCOMPARE(leader->awaitFault(std::chrono::milliseconds(300)), std::string());
        QVERIFY(!Lifeline::join(rankOf(1, 2), "1 token host").ok()); // nobody listens
    }
};

QTEST_GUILESS_MAIN(LifelineTest)
#include "lifeline_test.moc"
