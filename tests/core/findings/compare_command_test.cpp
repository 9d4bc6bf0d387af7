// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/tasks/example_file.h"

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTest>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

/// An evaluation of 40 questions of which the first `right` were answered rightly.
QString evaluation(const fs::path& folder, const std::string& name, int right)
{
    const fs::path report = folder / (name + ".json");
    auto writer = tasks::ExampleWriter::create(tasks::examplesFileOf(report)).orThrow();
    for (int i = 0; i < 40; ++i) {
        tasks::EvaluatedExample example{.part = "vqa",
                                        .type = i % 2 == 0 ? "colour" : "count",
                                        .sample = i + 1,
                                        .item = 100 + i,
                                        .text = "What is it?",
                                        .gold = "red",
                                        .prediction = i < right ? "red" : "blue",
                                        .scores = {{"accuracy", i < right ? 1.0 : 0.0}}};
        tasks::setProbability(example, i < right ? 0.9 : 0.01 * (41 - i));
        writer.add(example);
    }
    writeJsonAtomic(report, {{"version", 1}, {"examples", writer.finish().orThrow()}}).orThrow();
    return QString::fromStdString(report.string());
}

struct Ran
{
    int code = -1;
    QByteArray out, err;
};

Ran compare(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("UNIMO_BIN"), QStringList{"compare"} + arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class CompareCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("UNIMO_BIN"))
            QSKIP("UNIMO_BIN names no unimo");
    }

    void twoEvaluationsAreComparedBySlices()
    {
        const TemporaryFolder folder;
        const QString first = evaluation(folder.path(), "first", 20);
        const QString second = evaluation(folder.path(), "second", 30);
        const Ran ran = compare({first, second, "--part", "vqa", "--format", "json"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto json = nlohmann::json::parse(ran.out.toStdString());
        QCOMPARE(json["score"].get<std::string>(), std::string("accuracy"));
        const auto& all = json["slices"][0];
        QCOMPARE(all["mean"].get<double>(), 0.5);
        QCOMPARE(all["compared_mean"].get<double>(), 0.75);
        QCOMPARE(all["p"].get<double>(), 2.0 / 1024); // ten gained, none lost
        QCOMPARE(json["slices"].size(), size_t{3});   // all, colour, count
        const Ran alone = compare({first, "--part", "vqa", "--type", "count"});
        QVERIFY2(alone.code == 0, alone.err);
        QVERIFY(alone.out.contains(" 20 ") && !alone.out.contains("colour"));
    }

    void theWorstExamplesArePrinted()
    {
        const TemporaryFolder folder;
        const Ran ran =
            compare({evaluation(folder.path(), "first", 20), "--part", "vqa", "--worst", "3"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto lines = ran.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(nlohmann::json::parse(lines[i].toStdString())["sample"].get<int>(), 40 - i);
    }

    void whatIsNotThereIsTold()
    {
        const TemporaryFolder folder;
        const QString first = evaluation(folder.path(), "first", 20);
        const Ran other = compare({first, "--part", "captions"});
        QCOMPARE(other.code, 1);
        QVERIFY2(other.err.contains("has no examples of part captions"), other.err);
        fs::remove(tasks::examplesFileOf(first.toStdString()));
        const Ran none = compare({first, "--part", "vqa"});
        QCOMPARE(none.code, 1);
        QVERIFY2(none.err.contains("run unimo evaluate again"), none.err);
    }
};

QTEST_GUILESS_MAIN(CompareCommandTest)
#include "compare_command_test.moc"
