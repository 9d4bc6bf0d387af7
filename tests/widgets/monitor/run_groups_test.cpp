// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/run_groups.h"

#include <QTest>

using namespace unimo;
using namespace unimo::panels;

namespace {

bridge::FoundRun run(const char* name, const QMap<QString, QString>& settings = {})
{
    return {.path = QStringLiteral("/runs/") + QLatin1String(name),
            .name = QString::fromLatin1(name),
            .settings = settings};
}

} // namespace

class RunGroupsTest : public QObject
{
    Q_OBJECT
private slots:
    void namesLoseTheirNumber_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("expected");
        for (const auto& [name, expected] : {std::pair("findings-full-1", "findings-full"),
                                             {"2026-11-24-1512-demo", "demo"},
                                             {"2026-11-24-1512-demo-12", "demo"},
                                             {"full_seed2", "full"},
                                             {"full seed=2", "full"},
                                             {"full-s3", "full"},
                                             {"seed1", "seed1"},
                                             {"logs/seed1/train", "logs/train"},
                                             {"logs/a-1/train_2", "logs/a/train"},
                                             {"lr-0.1", "lr-0.1"},
                                             {"v2", "v2"},
                                             {"7", "7"},
                                             {"demo", "demo"}})
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(expected);
    }
    void namesLoseTheirNumber()
    {
        QFETCH(QString, name);
        QFETCH(QString, expected);
        QCOMPARE(nameWithoutNumber(name), expected);
    }
    void onlyKeysThatDifferAreOffered()
    {
        const bridge::FoundRuns runs = {run("a", {{"x.y", "1"}, {"x.z", "1"}}),
                                        run("b", {{"x.y", "2"}, {"x.z", "1"}}), run("c")};
        QCOMPARE(differingSettings(runs), QStringList{QStringLiteral("x.y")});
    }
    void runsWithoutTheKeyAreInNoGroup()
    {
        const bridge::FoundRuns runs = {run("a", {{"x.y", "1"}}), run("b"),
                                        run("c", {{"x.y", "1"}}), run("d", {{"x.y", ""}})};
        const auto groups = groupRuns(runs, {Grouping::By::Setting, QStringLiteral("x.y")});
        QCOMPARE(groups.size(), 2);
        QCOMPARE(groups[0].name, QStringLiteral("x.y = 1"));
        QCOMPARE(groups[0].runs, (QStringList{runs[0].path, runs[2].path}));
        QCOMPARE(groups[1].name, QStringLiteral("x.y = \"\""));
        QVERIFY(groupRuns(runs, {}).isEmpty());
    }
    void allButTheSeedIsTheWholeRecipe()
    {
        const bridge::FoundRuns runs = {run("full-1", {{"a.b", "1"}, {"run.seed", "1"}}),
                                        run("full-2", {{"a.b", "1"}, {"run.seed", "2"}}),
                                        run("full-3", {{"a.b", "2"}, {"run.seed", "3"}}),
                                        run("logs/a")};
        const auto groups = groupRuns(runs, {Grouping::By::AllButSeed, {}});
        QCOMPARE(groups.size(), 2);
        QCOMPARE(groups[0].runs.size(), 2);
        QCOMPARE(groups[0].name, QStringLiteral("full"));
        QCOMPARE(groups[1].name, QStringLiteral("full (2)")); // named alike, set otherwise
    }
};

QTEST_APPLESS_MAIN(RunGroupsTest)
#include "run_groups_test.moc"
