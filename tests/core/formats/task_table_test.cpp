// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/formats/task_table.h"

#include <QTest>

using namespace unimo;
using formats::importTaskTable;
using formats::TaskTableOptions;
using store::TaskKind;

namespace {

struct Stage
{
    const TemporaryFolder folder;
    std::unique_ptr<store::Project> project =
        store::Project::create(folder.path() / "project", "tasks").orThrow();

    Result<formats::TaskTableReport> import(const std::string& text, const std::string& task)
    {
        const auto file = folder.path() / "table.tsv";
        writeFileAtomic(file, text).orThrow();
        return importTaskTable(*project, file, TaskTableOptions{task, "train", {}});
    }
};

} // namespace

class TaskTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void gluePairsAndBadRows()
    {
        Stage stage;
        const auto report = stage
                                .import("\xEF\xBB\xBFqid\ttext_a\ttext_b\tlabel\r\n"
                                        "1\tA \"dog\" runs.\tAn animal runs.\t0\r\n"
                                        "2\tonly three fields\t1\r\n"
                                        "\r\n"
                                        "3\tA cat.\tA dog.\t2\n"
                                        "4\t\tno first text\t2\n"
                                        "5\tbad \xFF bytes\tb\t1\n"
                                        "6\tno label\tb\t",
                                        "nli")
                                .orThrow();
        QVERIFY(report.kind == TaskKind::Classification);
        QCOMPARE(report.added, 2);
        QCOMPARE(report.problems.size(), 4U);
        QVERIFY(report.problems[0].where.ends_with("table.tsv:3"));
        const auto rows = stage.project->examples(store::SampleFilter{});
        QCOMPARE(rows.size(), 2U);
        QCOMPARE(rows[0].source, "A \"dog\" runs."); // quotes are letters here
        QCOMPARE(rows[0].context, "An animal runs.");
        QCOMPARE(rows[0].target, "0");
        QVERIFY(stage.project->sample(rows[0].sample)->kind == store::SampleKind::Text);
    }

    void kindsAreTold()
    {
        Stage stage;
        const auto kindOf = [&](const char* text, const char* task) {
            return stage.import(text, task).orThrow().kind;
        };
        QVERIFY(kindOf("text_a\ttext_b\tlabel\na\tb\t4.75\nc\td\t0.0\n", "sts") ==
                TaskKind::Regression);
        QVERIFY(kindOf("src\ttgt\nA long text.\tshort\n", "summary") == TaskKind::Generation);
        QVERIFY(kindOf("history\tknowledge\ttgt\nWho? [SEP] Where?\tA story.\tAt home\n", "coqa") ==
                TaskKind::Generation);
        const auto rows = stage.project->examples(store::SampleFilter{});
        QCOMPARE(rows.back().source, "Who? [SEP] Where?");
        QCOMPARE(rows.back().context, "A story.");
        QCOMPARE(rows.back().target, "At home");
    }

    void whatIsNoSuchTableLeavesNothing()
    {
        Stage stage;
        for (const char* text : {"", "filepath,title\na,b\n", "a\tb\ttgt\nc\td\te\n", "tgt\nx\n"}) {
            const auto report = stage.import(text, "x");
            QVERIFY2(!report.ok(), text);
            QVERIFY(report.error().where.find("table.tsv") != std::string::npos);
        }
        QVERIFY(stage.import("text_a\tlabel\na\t0\n", "kind").ok());
        QVERIFY(!stage.import("src\ttgt\na\tb\n", "kind").ok()); // known as another kind
        QCOMPARE(stage.project->count({}), 1);
    }
};

QTEST_GUILESS_MAIN(TaskTableTest)
#include "task_table_test.moc"
