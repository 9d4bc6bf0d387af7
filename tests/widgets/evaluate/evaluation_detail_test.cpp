// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/evaluate/evaluated_run.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/models/thumbnail_loader.h"
#include "widgets/panels/evaluate/confusion_tab.h"
#include "widgets/panels/evaluate/evaluate_panel.h"
#include "widgets/panels/evaluate/evaluation_detail.h"
#include "widgets/panels/evaluate/example_model.h"
#include "widgets/panels/evaluate/slice_model.h"
#include "widgets/plots/matrix_plot.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

using namespace unimo;
using bridge::Workspace;
using panels::EvaluatePanel;
using panels::ExampleModel;

namespace {

struct Stage
{
    explicit Stage(const test::TestProject& project) : panel(&workspace)
    {
        panel.resize(1200, 800);
        panel.show();
        (void)QTest::qWaitForWindowExposed(&panel);
        QSignalSpy opened(&workspace, &Workspace::projectChanged);
        workspace.openProject(project.folder());
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
    template <typename Button>
    [[nodiscard]] Button* button(const QString& text) const
    {
        for (auto* button : panel.findChildren<Button*>())
            if (button->text() == text && button->isVisible())
                return button;
        return nullptr;
    }
    [[nodiscard]] QTableView* figures() const { return named<QTableView>("Figures"); }
    [[nodiscard]] QTableView* examples() const { return named<QTableView>("Examples"); }
    [[nodiscard]] QTableView* slices() const { return named<QTableView>("Slices"); }
    [[nodiscard]] ExampleModel& model() const
    {
        return *static_cast<ExampleModel*>(examples()->model());
    }
    /// Chooses the run's column in the first row, "VQA, accuracy".
    void choose(const QString& run) const
    {
        auto* model = figures()->model();
        for (int column = 2; column < model->columnCount(); ++column)
            if (model->headerData(column, Qt::Horizontal).toString().startsWith(run))
                click(figures(), model->index(0, column));
    }
    static void click(QTableView* view, const QModelIndex& index)
    {
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }
    static void pick(QComboBox* box, const QString& text)
    {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < box->count() && !box->currentText().startsWith(text); ++i)
            QTest::keyClick(box, Qt::Key_Down);
        QVERIFY(box->currentText().startsWith(text));
    }
    [[nodiscard]] plots::MatrixPlot* matrix() const
    {
        auto* tabs = panel.detail()->findChild<QTabWidget*>();
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(1).center());
        return named<plots::MatrixPlot>("Confusion matrix");
    }

    Workspace workspace;
    EvaluatePanel panel;
};

QByteArray contentOf(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

/// Of 54 training samples those at the places 0, 3, ..., 27 are wrong, ten in all.
const std::set<int> kTenWrong = {0, 3, 6, 9, 12, 15, 18, 21, 24, 27};

} // namespace

class EvaluationDetailTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void theWorstExamplesOfAFigureComeFirst()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", kTenWrong);
        Stage stage(project);
        const QAbstractItemModelTester tester(stage.examples()->model());
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 54);
        ExampleModel& model = stage.model();
        for (int row = 0; row < 10; ++row)
            QVERIFY(tasks::isRight(model.at(row)) == false);
        for (int row = 1; row < 54; ++row)
            QVERIFY(*model.at(row).loss <= *model.at(row - 1).loss);
        const int predicted = model.columnOf(ExampleModel::Predicted);
        QCOMPARE(model.index(0, predicted).data().toString(), QStringLiteral("✗ green"));
        QCOMPARE(model.index(53, predicted).data().toString().left(2), QStringLiteral("✓ "));
        QVERIFY(model.columnOf(ExampleModel::Rank) < 0); // questions have none
        QTRY_VERIFY(!model.index(0, 0).data(Qt::DecorationRole).value<QPixmap>().isNull());
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evaluate-examples")));

        // A click on a header sorts by it, three of them give the worst first again.
        auto* header = stage.examples()->horizontalHeader();
        const int loss = model.columnOf(ExampleModel::Loss);
        const QPoint place(header->sectionViewportPosition(loss) + 10, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QVERIFY(*model.at(0).loss < *model.at(53).loss);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QVERIFY(*model.at(0).loss > *model.at(53).loss);
    }

    void anExampleIsTheSampleOfAllPanels()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", kTenWrong);
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 54);
        const QModelIndex third = stage.model().index(2, 1);
        const qint64 sample = stage.model().at(2).sample;
        Stage::click(stage.examples(), third);
        QCOMPARE(stage.workspace.primarySample(), sample);
        QCOMPARE(stage.workspace.selection(), QSet<qint64>{sample});

        QSignalSpy asked(&stage.workspace, &Workspace::askWanted);
        QTest::mouseDClick(stage.examples()->viewport(), Qt::LeftButton, {},
                           stage.examples()->visualRect(third).center());
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().toLongLong(), sample);
        QCOMPARE(asked.first().at(1).toString(), QStringLiteral("What colour is the square?"));
        // The keys do the same.
        stage.examples()->setFocus();
        QTest::keyClick(stage.examples(), Qt::Key_Down);
        QCOMPARE(stage.workspace.primarySample(), stage.model().at(3).sample);
        QTest::keyClick(stage.examples(), Qt::Key_Return);
        QCOMPARE(asked.last().first().toLongLong(), stage.model().at(3).sample);

        // What is chosen elsewhere is shown here, and does not change the selection.
        const qint64 other = stage.model().at(20).sample;
        stage.workspace.setSelection({1, 2});
        stage.workspace.setPrimarySample(other);
        QCOMPARE(stage.examples()->currentIndex().row(), 20);
        QCOMPARE(stage.workspace.selection(), (QSet<qint64>{1, 2}));
    }

    void allWrongOnesAreSelected()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", kTenWrong);
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 54);
        stage.pick(stage.named<QComboBox>("Which examples"), QStringLiteral("Wrong"));
        QCOMPARE(stage.model().rowCount(), 10);
        QTest::mouseClick(stage.button<QPushButton>(QStringLiteral("Select all wrong")),
                          Qt::LeftButton);
        QSet<qint64> expected;
        for (int row = 0; row < 10; ++row)
            expected.insert(stage.model().at(row).sample);
        QCOMPARE(stage.workspace.selection(), expected);
        QTest::keyClicks(stage.named<QLineEdit>("Search examples"), QStringLiteral("GREY"));
        QVERIFY(stage.model().rowCount() > 0 && stage.model().rowCount() < 10);
        for (int row = 0; row < stage.model().rowCount(); ++row)
            QCOMPARE(stage.model().at(row).gold, std::string("grey"));
    }

    void aCellOfTheConfusionNarrowsTheList()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", kTenWrong);
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 54);
        auto* matrix = stage.matrix();
        QCOMPARE(matrix->matrix().size(), 4);
        const int red = static_cast<int>(matrix->matrix().labels.indexOf(QStringLiteral("red")));
        const int blue = static_cast<int>(matrix->matrix().labels.indexOf(QStringLiteral("blue")));
        const auto taken = static_cast<int>(matrix->matrix().count({blue, red}));
        QVERIFY(taken > 0);
        QTest::mouseClick(matrix, Qt::LeftButton, {},
                          matrix->cellArea({blue, red}).center().toPoint());
        QCOMPARE(stage.model().rowCount(), taken);
        for (int row = 0; row < taken; ++row) {
            QCOMPARE(stage.model().at(row).gold, std::string("red"));
            QCOMPARE(stage.model().at(row).prediction, std::string("blue"));
        }
        QVERIFY(stage.button<QToolButton>(QStringLiteral("red taken for blue")));
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evaluate-confusion")));
        QVERIFY(matrix->describe({blue, red})
                    .startsWith(QStringLiteral("Gold: red. Prediction: blue. %1 of").arg(taken)));

        // The same by keys, and back.
        QTest::keyClick(matrix, Qt::Key_Escape);
        QCOMPARE(stage.model().rowCount(), 54);
        QTest::keyClick(matrix, Qt::Key_Home);
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(matrix, Qt::Key_Up);
        for (int i = 0; i < red; ++i)
            QTest::keyClick(matrix, Qt::Key_Down);
        for (int i = 0; i < blue; ++i)
            QTest::keyClick(matrix, Qt::Key_Right);
        QCOMPARE(matrix->accessibleDescription(), matrix->describe({blue, red}));
        QTest::keyClick(matrix, Qt::Key_Space);
        QCOMPARE(stage.model().rowCount(), taken);
        QTest::mouseClick(stage.button<QToolButton>(QStringLiteral("red taken for blue")),
                          Qt::LeftButton);
        QCOMPARE(stage.model().rowCount(), 54);
        QVERIFY(!matrix->chosen());

        // Fewer classes: the rest is one.
        stage.named<QSpinBox>("Classes")->setValue(2);
        QCOMPARE(matrix->matrix().labels.last(), QStringLiteral("other"));
        QCOMPARE(matrix->matrix().size(), 3);
    }

    void theMatrixIsSaved()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", kTenWrong);
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 54);
        const auto* matrix = stage.matrix();
        const auto file = [&](const char* ending) {
            return QString::fromStdString((project.beside() / "matrix").string() + ending);
        };
        for (const char* ending : {".png", ".svg", ".pdf", ".csv"})
            stage.panel.detail()->confusion()->exportTo(file(ending));
        const QImage picture(file(".png"));
        QCOMPARE(picture.size(), matrix->size() * 2);
        QVERIFY(contentOf(file(".svg")).contains("VQA · all, accuracy"));
        QVERIFY(contentOf(file(".pdf")).startsWith("%PDF"));
        const QList<QByteArray> lines = contentOf(file(".csv")).split('\n');
        QCOMPARE(lines.size(), 6); // header, four classes, nothing
        QVERIFY(lines[0].startsWith("Gold \\ Prediction,"));
        QCOMPARE(lines[1].split(',').size(), 5);
        QSignalSpy notified(&stage.workspace, &Workspace::notified);
        stage.panel.detail()->confusion()->exportTo(QStringLiteral("/nowhere/matrix.png"));
        QVERIFY(notified.last().at(1).toBool());
    }

    /// All splits that were measured together are slices of one evaluation.
    void splitsAreSlices()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", {0, 1, 9}, /*keepExamples=*/true, "all");
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        QVERIFY(stage.figures()
                    ->model()
                    ->headerData(2, Qt::Horizontal)
                    .toString()
                    .contains(QStringLiteral("All splits")));
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 60);
        auto* slices = static_cast<panels::SliceModel*>(stage.slices()->model());
        const auto row = [&](const char* name) {
            for (int i = 0; i < slices->rowCount(); ++i)
                if (slices->index(i, 0).data().toString() == QLatin1String(name))
                    return i;
            return -1;
        };
        QCOMPARE(row("Split: train"), 1); // first of all traits
        QCOMPARE(slices->at(row("Split: val")).first.examples, size_t{6});
        Stage::click(stage.slices(), slices->index(row("Split: val"), 0));
        QCOMPARE(stage.examples()->model()->rowCount(), 6);
        auto* split = stage.panel.findChild<QComboBox*>();
        for (auto* box : stage.panel.findChildren<QComboBox*>())
            if (box->accessibleName() == QLatin1String("Split to measure"))
                split = box;
        QCOMPARE(split->itemText(split->count() - 1), QStringLiteral("All splits"));
    }

    void twoCheckpointsAreComparedSliceBySlice()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", kTenWrong);
        test::addEvaluatedRun(project, "second", {0, 1});
        Stage stage(project);
        const QAbstractItemModelTester tester(stage.slices()->model());
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 4);
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 54);
        auto* slices = static_cast<panels::SliceModel*>(stage.slices()->model());
        QCOMPARE(slices->columnCount(), 4);
        const auto row = [&](const char* name) {
            for (int i = 0; i < slices->rowCount(); ++i)
                if (slices->index(i, 0).data().toString() == QLatin1String(name))
                    return i;
            return -1;
        };
        const auto cell = [&](const char* name, panels::SliceModel::Column column) {
            return slices->index(row(name), column).data().toString();
        };
        QCOMPARE(cell("All examples", panels::SliceModel::First), QStringLiteral("81.5"));
        const QColor muted = look::Theme::instance().color(QStringLiteral("muted"));
        QCOMPARE(slices->index(row("Collection: rare"), 0).data(Qt::ForegroundRole).value<QColor>(),
                 muted); // six examples are few
        QVERIFY(!slices->index(row("Collection: test"), 0).data(Qt::ForegroundRole).isValid());

        stage.pick(stage.named<QComboBox>("Compare with"), QStringLiteral("second"));
        QTRY_COMPARE(slices->columnCount(), 7);
        QCOMPARE(cell("All examples", panels::SliceModel::Second), QStringLiteral("96.3"));
        // Nine gained, one lost: McNemar's p is 22 / 1024.
        QCOMPARE(cell("All examples", panels::SliceModel::Difference), QStringLiteral("+14.8 *"));
        QCOMPARE(cell("All examples", panels::SliceModel::P), QStringLiteral("0.021"));
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evaluate-slices")));
        look::Theme::instance().apply(look::Theme::Mode::Dark);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("evaluate-slices-dark")));
        look::Theme::instance().apply(look::Theme::Mode::Light);

        Stage::click(stage.slices(), slices->index(row("Collection: rare"), 0));
        QCOMPARE(stage.model().rowCount(), 6);
        Stage::click(stage.slices(), slices->index(row("All examples"), 0));
        QCOMPARE(stage.model().rowCount(), 54);

        auto* which = stage.named<QComboBox>("Which examples");
        stage.pick(which, QStringLiteral("Right here"));
        QCOMPARE(stage.model().rowCount(), 1);
        QCOMPARE(stage.model().otherAt(0)->prediction, std::string("blue"));
        stage.pick(which, QStringLiteral("Wrong here"));
        QCOMPARE(stage.model().rowCount(), 9);
        stage.pick(which, QStringLiteral("Wrong in both"));
        QCOMPARE(stage.model().rowCount(), 1);
    }

    void whatIsShownIsExported()
    {
        const test::TestProject project(60);
        test::addEvaluatedRun(project, "first", kTenWrong);
        test::addEvaluatedRun(project, "second", {0, 1});
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 4);
        stage.choose(QStringLiteral("first"));
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 54);
        stage.pick(stage.named<QComboBox>("Compare with"), QStringLiteral("second"));
        QTRY_COMPARE(stage.slices()->model()->columnCount(), 7);
        stage.pick(stage.named<QComboBox>("Which examples"), QStringLiteral("Wrong"));
        const auto file = [&](const char* name) {
            return QString::fromStdString((project.beside() / name).string());
        };
        auto* detail = stage.panel.detail();
        detail->exportExamples(file("e.csv"));
        detail->exportExamples(file("e.json"));
        detail->exportSlices(file("s.csv"));
        detail->exportSlices(file("s.json"));
        stage.panel.exportTo(file("f.json"));
        const QList<QByteArray> lines = contentOf(file("e.csv")).split('\n');
        QCOMPARE(lines.size(), 12);
        QVERIFY(lines[0].startsWith("sample,item,picture,type,text,gold,prediction,"));
        QVERIFY(lines[0].endsWith(",accuracy,compared_prediction"));
        const auto rows = QJsonDocument::fromJson(contentOf(file("e.json"))).array();
        QCOMPARE(rows.size(), 10);
        const auto first = rows.first().toObject();
        QCOMPARE(first[QStringLiteral("sample")].toInt(),
                 static_cast<int>(stage.model().at(0).sample));
        QCOMPARE(first[QStringLiteral("loss")].toDouble(), *stage.model().at(0).loss);
        QVERIFY(first[QStringLiteral("rank")].isNull());
        QVERIFY(contentOf(file("s.csv")).contains("All examples,54,81.5,"));
        const auto slice = QJsonDocument::fromJson(contentOf(file("s.json"))).array()[0].toObject();
        QCOMPARE(slice[QStringLiteral("n")].toInt(), 54);
        QVERIFY(std::abs(slice[QStringLiteral("Difference")].toDouble() - 8.0 / 54) < 1e-9);
        const auto figure =
            QJsonDocument::fromJson(contentOf(file("f.json"))).array()[0].toObject();
        QCOMPARE(figure.value(QStringLiteral("first · step 40 · train · truth")).toDouble(),
                 44.0 / 54);
    }

    /// An answer can be asked for again of the checkpoint that gave it.
    void theCheckpointOfAColumnIsAsked()
    {
        const test::TestProject project(20);
        test::addEvaluatedRun(project, "first", {1});
        test::addEvaluatedRun(project, "second", {2});
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 4);
        QTRY_VERIFY(!stage.workspace.checkpoint().isEmpty());
        const QString other = stage.workspace.checkpoint().contains(QStringLiteral("first"))
                                  ? QStringLiteral("second")
                                  : QStringLiteral("first");
        stage.choose(other);
        QTRY_COMPARE(stage.examples()->model()->rowCount(), 18);
        QSignalSpy notified(&stage.workspace, &Workspace::notified);
        stage.examples()->setFocus();
        QTest::keyClick(stage.examples(), Qt::Key_Down);
        QTest::keyClick(stage.examples(), Qt::Key_Return);
        QCOMPARE(notified.size(), 1); // it would be another one's answer
        QVERIFY(notified.first().first().toString().contains(other));

        const QModelIndex cell = stage.figures()->currentIndex();
        Q_EMIT stage.figures()->customContextMenuRequested(
            stage.figures()->visualRect(cell).center());
        auto* menu = stage.figures()->findChild<QMenu*>();
        QTRY_VERIFY(menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(stage.workspace.checkpoint().contains(other));
        QVERIFY(!stage.workspace.followsLatest());
        notified.clear();
        QTest::keyClick(stage.examples(), Qt::Key_Return);
        QCOMPARE(notified.size(), 0);
    }

    /// Evaluations of earlier versions open, and say how to get their examples.
    void evaluationsWithoutExamplesOfferToMeasureAgain()
    {
        const test::TestProject project(20);
        test::addEvaluatedRun(project, "old", {1}, /*keepExamples=*/false);
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        stage.choose(QStringLiteral("old"));
        auto* again = stage.button<QPushButton>(QStringLiteral("Measure again"));
        QVERIFY(again);
        QSignalSpy notified(&stage.workspace, &Workspace::notified);
        QTest::keyClick(again, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(notified.size(), 1, 20'000); // it is no real checkpoint
        QVERIFY(notified.first().first().toString().contains(QStringLiteral("step-00000040")));

        // Once it was measured again, the chosen figure has its examples without a click.
        test::addEvaluatedRun(project, "old", {1, 2});
        QTRY_COMPARE_WITH_TIMEOUT(stage.examples()->model()->rowCount(), 18, 10'000);
        QVERIFY(stage.examples()->isVisible());
        QCOMPARE(stage.model().wrongCount(), 2);
    }

    void damagedExamplesAreNamed()
    {
        const test::TestProject project(20);
        test::addEvaluatedRun(project, "first", {1});
        const auto file =
            project.path() / "runs" / "first" / "evaluation-train-truth.examples.jsonl";
        std::string content = readFile(file).orThrow();
        content[content.find("{\"part\"", 10)] = '[';
        writeFileAtomic(file, content).orThrow(); // as long as before
        Stage stage(project);
        QTRY_COMPARE(stage.figures()->model()->columnCount(), 3);
        stage.choose(QStringLiteral("first"));
        bool named = false;
        const auto look = [&] {
            for (auto* label : stage.panel.detail()->findChildren<QLabel*>())
                named = named ||
                        (label->isVisible() && label->text().contains(QStringLiteral("line 2")));
            return named;
        };
        QTRY_VERIFY(look());
    }
};

QTEST_MAIN(EvaluationDetailTest)
#include "evaluation_detail_test.moc"
