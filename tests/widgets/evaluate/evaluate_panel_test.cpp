// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/results.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/panels/evaluate/evaluate_panel.h"

#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTextBrowser>

using namespace unimo;
using bridge::Workspace;
using panels::EvaluatePanel;

namespace {

/// A run with one measured checkpoint, which is not a real one.
void addRun(const test::TestProject& project, const std::string& name, double accuracy, double rank)
{
    const auto run = project.path() / "runs" / name;
    std::filesystem::create_directories(run / "checkpoints" / "step-00000040");
    writeFileAtomic(run / "recipe.json", "{}").orThrow();
    writeFileAtomic(run / "checkpoints" / "step-00000040" / "trainer.json", "{}").orThrow();
    const std::string report =
        R"({"version": 1, "checkpoint": ")" + (run / "checkpoints" / "step-00000040").string() +
        R"(", "split": "val", "regions": "truth", "pictures": 3, "data_version": "x",)" +
        R"("retrieval": {"gallery": 1200, "picture_to_text": {"r1": 0.5, "median_rank": )" +
        std::to_string(rank) + R"(}}, "vqa": {"types": {"colour": {"questions": 7, "accuracy": )" +
        std::to_string(accuracy) + "}}}}";
    writeFileAtomic(run / "evaluation-val-truth.json", report).orThrow();
}

struct Stage
{
    explicit Stage(const test::TestProject* project = nullptr) : panel(&workspace)
    {
        panel.resize(1000, 500);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        if (!project)
            return;
        QSignalSpy opened(&workspace, &Workspace::projectChanged);
        workspace.openProject(project->folder());
        (void)opened.wait();
    }
    template <typename Widget>
    [[nodiscard]] Widget* named(const char* name) const
    {
        for (auto* widget : panel.findChildren<Widget*>())
            if (widget->accessibleName() == QLatin1String(name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] QTableView* table() const { return named<QTableView>("Figures"); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] bool isBold(int row, int column) const
    {
        return table()->model()->index(row, column).data(Qt::FontRole).value<QFont>().bold();
    }

    Workspace workspace;
    EvaluatePanel panel;
};

} // namespace

class EvaluatePanelTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void anEmptyPanelSaysWhatToDo()
    {
        const test::TestProject project(4);
        Stage stage(&project);
        auto* empty = stage.panel.findChild<look::EmptyState*>();
        QTRY_COMPARE(empty->button()->text(), QStringLiteral("Go to Train"));
        QVERIFY(empty->isVisible());
        QSignalSpy wanted(&stage.workspace, &Workspace::panelWanted);
        QTest::mouseClick(empty->button(), Qt::LeftButton);
        QCOMPARE(wanted.first().first().toString(), QStringLiteral("train"));
    }

    void checkpointsAreComparedAndTheBestIsBold()
    {
        const test::TestProject project(4);
        addRun(project, "a-first", 0.25, 3);
        addRun(project, "b-second", 0.75, 9);
        Stage stage(&project);
        QTRY_COMPARE(stage.table()->model()->columnCount(), 4);
        QCOMPARE(stage.table()->model()->rowCount(), 5);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evaluate")));
        const int second = stage.table()
                                   ->model()
                                   ->headerData(2, Qt::Horizontal)
                                   .toString()
                                   .startsWith(QStringLiteral("b-second\nstep 40 · val"))
                               ? 2
                               : 3;
        const int first = 5 - second;
        for (int row = 0; row < 5; ++row) {
            const QString what = stage.cell(row, 0) + QLatin1Char('|') + stage.cell(row, 1);
            if (what == QStringLiteral("VQA · colour|accuracy")) {
                QCOMPARE(stage.cell(row, second), QStringLiteral("75.0"));
                QVERIFY(stage.isBold(row, second) && !stage.isBold(row, first));
            } else if (what.endsWith(QStringLiteral("median rank"))) { // the lower the better
                QCOMPARE(stage.cell(row, first), QStringLiteral("3.0"));
                QVERIFY(stage.isBold(row, first) && !stage.isBold(row, second));
            } else if (what.endsWith(QStringLiteral("gallery"))) {
                QCOMPARE(stage.cell(row, first), QStringLiteral("1,200"));
                QVERIFY(!stage.isBold(row, first) && !stage.isBold(row, second));
            }
        }
    }

    void filtersNarrowWhatIsShownAndExported()
    {
        const test::TestProject project(4);
        addRun(project, "a-first", 0.25, 3);
        addRun(project, "b-second", 0.75, 9);
        Stage stage(&project);
        QTRY_COMPARE(stage.table()->model()->rowCount(), 5);
        auto* part = stage.named<QComboBox>("Part");
        part->setFocus();
        QTest::keyClicks(part, QStringLiteral("VQA"));
        QCOMPARE(stage.table()->model()->rowCount(), 2);
        QTest::keyClicks(stage.named<QLineEdit>("Search figures"), QStringLiteral("ACCU"));
        QCOMPARE(stage.table()->model()->rowCount(), 1);
        QTest::keyClicks(stage.named<QLineEdit>("Filter checkpoints"), QStringLiteral("first"));
        QCOMPARE(stage.table()->model()->columnCount(), 3);

        const QString file = QString::fromStdString((project.beside() / "f.csv").string());
        stage.panel.exportTo(file);
        QFile csv(file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(csv.readAll()),
                 QStringLiteral("Figure (%),Metric,a-first · step 40 · val · truth\n"
                                "VQA · colour,accuracy,25.0\n"));
        const QString markdown = QString::fromStdString((project.beside() / "f.md").string());
        stage.panel.exportTo(markdown);
        QFile table(markdown);
        QVERIFY(table.open(QIODevice::ReadOnly));
        QVERIFY(
            table.readAll().contains("| --- | --- | ---: |\n| VQA · colour | accuracy | 25.0 |"));
    }

    void whatIsMeasuredMeanwhileAppearsAndDamagedFilesAreNamed()
    {
        const test::TestProject project(4);
        addRun(project, "a-first", 0.25, 3);
        Stage stage(&project);
        QTRY_COMPARE(stage.table()->model()->columnCount(), 3);
        addRun(project, "b-second", 0.75, 9);
        writeFileAtomic(project.path() / "runs" / "b-second" / "evaluation-test-truth.json",
                        "{\"split\": 3")
            .orThrow();
        QTRY_COMPARE_WITH_TIMEOUT(stage.table()->model()->columnCount(), 4, 10'000);
        bool named = false;
        for (auto* label : stage.panel.findChildren<QLabel*>())
            named = named || (label->isVisible() &&
                              label->text().contains(QStringLiteral("evaluation-test-truth.json")));
        QVERIFY(named);
    }

    /// The button starts a job on the checkpoint in use; this one cannot be loaded.
    void aCheckpointThatCannotBeMeasuredIsAnError()
    {
        const test::TestProject project(4);
        addRun(project, "a-first", 0.25, 3);
        Stage stage(&project);
        QTRY_VERIFY(!stage.workspace.checkpoint().isEmpty());
        QPushButton* measure = nullptr;
        for (auto* button : stage.panel.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Measure checkpoint"))
                measure = button;
        QTRY_VERIFY(measure->isEnabled());
        QSignalSpy notified(&stage.workspace, &Workspace::notified);
        QTest::mouseClick(measure, Qt::LeftButton);
        QVERIFY(!measure->isEnabled()); // while the job runs
        QTRY_COMPARE_WITH_TIMEOUT(notified.size(), 1, 20'000);
        QVERIFY(notified.first().at(1).toBool());
        QVERIFY(notified.first().first().toString().contains(QStringLiteral("step-00000040")));
        QTRY_VERIFY(measure->isEnabled());
    }

    void findingsAreShownAsTheyGrow()
    {
        const test::TestProject project(4);
        Stage stage(&project);
        auto* tabs = stage.panel.findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        auto* text = stage.named<QTextBrowser>("Findings");
        QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("unimo reproduce --project ") +
                                                 project.folder()));
        const auto folder = project.path() / "findings";
        findings::saveHead({30, "data", "plan", {}}, folder).orThrow();
        findings::saveOutcome({"full", 1, {{"VQA", 51.5}}, 60}, folder).orThrow();
        QTRY_VERIFY_WITH_TIMEOUT(text->toPlainText().contains(QStringLiteral("51.5")), 10'000);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evaluate-findings")));
    }
};

QTEST_MAIN(EvaluatePanelTest)
#include "evaluate_panel_test.moc"
