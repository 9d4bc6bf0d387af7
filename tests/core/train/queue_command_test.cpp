// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTest>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

/// A fresh name on one line of what `queue add` says.
std::string runOf(const QByteArray& printed)
{
    return printed.left(printed.indexOf(' ')).toStdString();
}

} // namespace

/// The real program on a project of made-up pictures.
class QueueCommandTest : public QObject
{
    Q_OBJECT
    TemporaryFolder folder_;

    [[nodiscard]] fs::path project() const { return folder_.path() / "w"; }
    /// What it printed on both ways, and its exit code.
    static std::pair<QByteArray, int> unimo(const QStringList& words)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(qEnvironmentVariable("UNIMO_BIN"), words);
        process.waitForFinished(240'000);
        return {process.readAll(), process.exitCode()};
    }
    [[nodiscard]] std::pair<QByteArray, int> queue(const char* part,
                                                   const QStringList& words = {}) const
    {
        return unimo(QStringList{QStringLiteral("queue"), QString::fromLatin1(part),
                                 QStringLiteral("--project"),
                                 QString::fromStdString(project().string())} +
                     words);
    }
    [[nodiscard]] nlohmann::json listed() const
    {
        return nlohmann::json::parse(queue("list", {QStringLiteral("--json")}).first.toStdString());
    }
    [[nodiscard]] std::string add(int steps) const
    {
        const auto [printed, code] =
            queue("add", {"--recipe", "bench/w1",
                          "--set",    "model.preset=unimo-tiny",
                          "--set",    "run.device=cpu",
                          "--set",    "run.minutes=0",
                          "--set",    "run.steps=" + QString::number(steps),
                          "--set",    "run.histogram_every=1",
                          "--set",    "contrast.on=true",
                          "--set",    "contrast.pairs=4",
                          "--set",    "cmcl.pairs=2",
                          "--set",    "mlm.pairs=2",
                          "--set",    "regions.pairs=2"});
        if (code != 0)
            qFatal("%s", printed.constData());
        return runOf(printed);
    }
    [[nodiscard]] train::RunStatus status(const std::string& run) const
    {
        return train::RunFolder(project() / "runs" / run).status().orThrow();
    }

private slots:
    void initTestCase()
    {
        const auto [printed, code] =
            unimo({"dataset", "build", "workload", "--project",
                   QString::fromStdString(project().string()), "--pairs", "16", "--regions", "4"});
        QVERIFY2(code == 0, printed.constData());
    }

    void whatWaitsIsTrainedInItsOrder()
    {
        const std::string first = add(2), second = add(3), third = add(1);
        QVERIFY(listed()["runs"] == (nlohmann::json{first, second, third}));
        QCOMPARE(queue("move", {QString::fromStdString(third), "1"}).second, 0);
        QVERIFY(listed()["runs"] == (nlohmann::json{third, first, second}));
        QCOMPARE(queue("remove", {QString::fromStdString(first)}).second, 0);
        QVERIFY(fs::exists(project() / "trash" / "runs" / first));

        QCOMPARE(queue("pause").second, 0);
        QCOMPARE(queue("work").second, 0); // finds nothing to do
        QCOMPARE(listed()["runs"].size(), size_t{2});
        QCOMPARE(queue("go-on").second, 0);
        const auto [printed, code] = queue("work");
        QVERIFY2(code == 0, printed.constData());
        QVERIFY(listed()["runs"].empty());
        QVERIFY(!listed()["worker"].get<bool>());
        for (const auto& [run, steps] : {std::pair(third, 1), {second, 3}}) {
            QVERIFY2(status(run).state == train::RunState::Finished, status(run).error.c_str());
            QCOMPARE(status(run).step, int64_t{steps});
        }
        QVERIFY(fs::exists(project() / "runs" / second / "similarity.jsonl"));
        QVERIFY(printed.indexOf(third.c_str()) < printed.indexOf(second.c_str()));

        // What the recipe has in it is what was trained with, so that a resume is exact.
        const auto [said, told] =
            unimo({"runs", "--project", QString::fromStdString(project().string()),
                   "--check-resume", QString::fromStdString(second)});
        QVERIFY2(told == 0 && said.startsWith("exact"), said.constData());
    }
    void mistakesAreSaid()
    {
        for (const auto& [part, words, wanted] :
             {std::tuple("add", QStringList{}, "--recipe"),
              {"add", QStringList{"--run", "missing"}, "missing"},
              {"add", QStringList{"--recipe", "nonsense"}, "presets"},
              {"remove", QStringList{"missing"}, "missing"},
              {"move", QStringList{"missing", "0"}, "PLACE"}}) {
            const auto [printed, code] = queue(part, words);
            QVERIFY2(code != 0 && printed.contains(wanted), printed.constData());
        }
    }
    void theTrashCanBeEmptied()
    {
        const auto [printed, code] = unimo(
            {"runs", "--project", QString::fromStdString(project().string()), "--empty-trash"});
        QVERIFY2(code == 0 && printed.contains("1 deleted for good"), printed.constData());
        QVERIFY(fs::is_empty(project() / "trash" / "runs"));
    }
};

QTEST_GUILESS_MAIN(QueueCommandTest)
#include "queue_command_test.moc"
