// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"

#include <nlohmann/json.hpp>

#include <QProcess>
#include <QTest>

using namespace unimo;

namespace {

const QString kData = QStringLiteral(UNIMO_TEST_DATA "/formats/");

struct Ran
{
    int code = -1;
    std::string out;
    std::string err;
};

/// Runs `unimo import` ($UNIMO_BIN) to its end.
Ran import(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("UNIMO_BIN"), QStringList{"import"} + arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput().toStdString(),
            process.readAllStandardError().toStdString()};
}

} // namespace

/// The command line's face of the importers.
class CommandTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (qEnvironmentVariableIsEmpty("UNIMO_BIN"))
            QSKIP("UNIMO_BIN names no unimo");
    }
    void makesTheProjectAndReports()
    {
        const TemporaryFolder folder;
        const auto project = folder.path() / "apples";
        const auto ran =
            import({kData + "csv", "--project", QString::fromStdString(project.string()), "--name",
                    "web", "--json"});
        QVERIFY2(ran.code == 0, ran.err.c_str());
        const auto report = nlohmann::json::parse(ran.out);
        QVERIFY(report["pictures_added"] == 3 && report["captions_added"] == 3);
        const auto opened = store::Project::open(project, true).orThrow();
        QCOMPARE(opened->name(), std::string("apples"));
        QCOMPARE(opened->samples({}).at(0).collection, std::string("web"));
    }
    void namesEveryBadRow()
    {
        const TemporaryFolder folder;
        const auto ran = import({kData + "csv_bad/captions.csv", "--project",
                                 QString::fromStdString(folder.path().string()), "--copy"});
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.find("2 pictures and 2 captions added") != std::string::npos);
        QVERIFY(ran.out.find("captions.csv:3: has 2 fields") != std::string::npos);
    }
    void failuresHaveTheirExitCode()
    {
        const TemporaryFolder folder;
        const auto project = QString::fromStdString(folder.path().string());
        QVERIFY(import({kData + "absent", "--project", project}).code == 1);
        const auto format = import({kData + "csv", "--project", project, "--format", "xml"});
        QCOMPARE(format.code, 1);
        QVERIFY(format.err.find("allowed: auto, csv, sidecar, coco") != std::string::npos);
        QVERIFY(import({kData + "csv"}).code != 0);
    }
};

QTEST_GUILESS_MAIN(CommandTest)
#include "command_test.moc"
