// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/data/data_stage.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/models/sample_model.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/data/import_report.h"
#include "widgets/panels/data/text_editor.h"
#include "widgets/panels/data/views_button.h"

#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QTableView>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>
#include <algorithm>
#include <fstream>

using namespace unimo;
using bridge::Workspace;
using panels::DataPanel;
using panels::TextEditor;
using test::Stage;

class DataPanelTest : public QObject
{
    Q_OBJECT
private slots:
    /// What was made of a sample and what was found for it stands beside it.
    void theInspectorShowsTasksRewritesAndWhatWasRetrieved()
    {
        Stage stage(3);
        {
            auto project = store::Project::open(stage.project.folder().toStdString()).orThrow();
            const auto ids = project->sampleIds({});
            project->add(store::Task{"nli", store::TaskKind::Classification});
            project->add(store::Example{0, ids[1], "nli", "A dog runs.", "It rests.", "false"});
            const auto caption = project->captions(ids[1]).at(0).id;
            store::Rewrite rewrite{0, ids[1], caption, "A cat <runs>.", "object", -1};
            rewrite.rejection = "it is also true";
            project->add(rewrite);
            project->add(
                store::Neighbour{0, ids[1], ids[2], store::SampleKind::Text, "tfidf", 0, 0.25});
        }
        QTRY_COMPARE(stage.rows(), 3);
        stage.click(1);
        const auto shows = [&](const QString& text) {
            const auto labels = stage.panel.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->isVisible() && label->text().contains(text);
            });
        };
        QTRY_VERIFY(shows(QStringLiteral("It rests.")));
        QVERIFY(shows(QStringLiteral("A cat &lt;runs&gt;.")));
        QVERIFY(shows(QStringLiteral("not used: it is also true")));
        QVERIFY(shows(QStringLiteral("1 retrieved")));
        QVERIFY(shows(QStringLiteral("0.25")));
        stage.click(0);
        QTRY_VERIFY(!shows(QStringLiteral("It rests.")));
        QVERIFY(!shows(QStringLiteral("retrieved")));
    }

    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

    void withoutAProjectItSaysWhatToDo()
    {
        Workspace workspace;
        DataPanel panel(&workspace);
        panel.resize(900, 600);
        panel.show();
        auto* empty = panel.findChild<look::EmptyState*>(QStringLiteral("noSamples"));
        QVERIFY(empty->isVisible());
        QVERIFY(!empty->button()->text().isEmpty());
        QVERIFY(test::keepPicture(panel, QStringLiteral("data-empty")));
    }

    void typingNarrowsTheGrid()
    {
        Stage stage(40);
        QTRY_COMPARE(stage.rows(), 40);
        auto* search = stage.named<QLineEdit>("Search samples");
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("gre")); // a word's start is enough
        QTRY_COMPARE(stage.rows(), 20);                  // green and grey
        QTest::keyClicks(search, QStringLiteral("en"));
        QTRY_COMPARE(stage.rows(), 10);
        QTest::keyClicks(search, QStringLiteral(" zebra"));
        QTRY_COMPARE(stage.rows(), 0);
        auto* clear =
            stage.panel.findChild<look::EmptyState*>(QStringLiteral("noSamples"))->button();
        QTRY_VERIFY(clear->isVisible());
        QTest::mouseClick(clear, Qt::LeftButton);
        QTRY_COMPARE(stage.rows(), 40);
        QVERIFY(search->text().isEmpty());
    }

    void aSplitCanBeChosen()
    {
        Stage stage(40);
        auto* splits = stage.named<QComboBox>("Split");
        QTRY_COMPARE(splits->count(), 3); // all, train, val
        splits->setCurrentIndex(splits->findData(QStringLiteral("val")));
        Q_EMIT splits->activated(splits->currentIndex());
        QTRY_COMPARE(stage.rows(), 4);
    }

    void clicksSelectAndTheInspectorFollows()
    {
        Stage stage(12);
        QTRY_COMPARE(stage.rows(), 12);
        stage.click(2);
        stage.click(4, Qt::ShiftModifier);
        QTRY_COMPARE(stage.workspace.selection().size(), 3);
        QTest::keyClick(stage.grid(), Qt::Key_Right);
        QCOMPARE(stage.workspace.selection().size(), 1);
        const qint64 primary = stage.workspace.primarySample();
        QCOMPARE(primary, stage.project.store().sampleIds({})[5]);
        auto* picture = stage.named<look::PictureView>("Picture");
        QTRY_COMPARE(picture->boxes().size(), 1);
        QTRY_COMPARE(picture->boxes().first().label, QStringLiteral("green square"));
        QVERIFY(picture->hasPicture());
        QTest::qWait(200); // thumbnails
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("data")));
    }

    void deleteMovesToTrashAndUndoBringsBack()
    {
        Stage stage(12);
        QTRY_COMPARE(stage.rows(), 12);
        stage.click(1);
        stage.click(3, Qt::ControlModifier);
        QTest::keyClick(stage.grid(), Qt::Key_Delete);
        QTRY_COMPARE(stage.rows(), 10);
        QVERIFY(stage.workspace.selection().isEmpty() || !stage.workspace.selection().contains(2));
        stage.workspace.undo();
        QTRY_COMPARE(stage.rows(), 12);
        stage.workspace.redo();
        QTRY_COMPARE(stage.rows(), 10);
    }

    void captionsAreEditedInPlace()
    {
        Stage stage(3);
        QTRY_COMPARE(stage.rows(), 3);
        stage.click(0);
        const auto editor = [&]() -> TextEditor* {
            TextEditor* last = nullptr;
            for (auto* each : stage.panel.findChildren<TextEditor*>())
                if (each->accessibleName() == QLatin1String("Caption") && each->isVisible())
                    last = each;
            return last;
        };
        const auto stored = [&] {
            const auto id = stage.project.store().sampleIds({})[0];
            return QString::fromStdString(stage.project.store().captions(id).front().text);
        };
        QTRY_VERIFY(editor() && editor()->toPlainText() == stored());
        const QString before = stored();
        editor()->setFocus();
        editor()->selectAll();
        QTest::keyClicks(editor(), QStringLiteral("a scarlet square"));
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_COMPARE(stored(), QStringLiteral("a scarlet square"));
        stage.workspace.undo();
        QTRY_COMPARE(stored(), before);
        QTRY_VERIFY(editor() && editor()->toPlainText() == before);
        editor()->selectAll();
        QTest::keyClicks(editor(), QStringLiteral("oops"));
        QTest::keyClick(editor(), Qt::Key_Escape);
        QCOMPARE(editor()->toPlainText(), before);
    }

    void aQueryThatCannotBeReadKeepsTheLastOne()
    {
        Stage stage(40);
        QTRY_COMPARE(stage.rows(), 40);
        auto* search = stage.named<QLineEdit>("Search samples");
        auto* fault = stage.panel.findChild<QLabel*>(QStringLiteral("queryFault"));
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("green AND "));
        QTRY_VERIFY(fault->isVisible() && fault->text().contains(QLatin1String("at the end")));
        QTest::keyClicks(search, QStringLiteral("split:val"));
        QTRY_COMPARE(stage.rows(), 2);
        QVERIFY(!fault->isVisible());
        QTest::keyClick(search, Qt::Key_Escape);
        QTRY_COMPARE(stage.rows(), 40);
        QTest::keyClicks(search, QStringLiteral("blurriness<3"));
        QTRY_VERIFY(fault->isVisible());
        QCOMPARE(stage.rows(), 40);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("data-query-fault")));
    }

    void namesAreCompleted()
    {
        Stage stage(4);
        QTRY_COMPARE(stage.rows(), 4);
        auto* search = stage.named<QLineEdit>("Search samples");
        auto* completer = search->findChild<QCompleter*>();
        QTRY_VERIFY(completer->model()->rowCount() > 20);
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("red -sp"));
        QTRY_VERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down); // "split:"
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QTRY_COMPARE(search->text(), QStringLiteral("red -split:train"));
        QTRY_COMPARE(stage.rows(), 0); // there is no other split
    }

    void keysRateAndTagTheSelection()
    {
        Stage stage(12);
        QTRY_COMPARE(stage.rows(), 12);
        stage.click(1);
        stage.click(3, Qt::ShiftModifier);
        QTest::keyClick(stage.grid(), Qt::Key_4);
        const auto count = [&](const char* query) {
            store::SampleFilter filter;
            filter.query = query;
            return stage.project.store().count(filter);
        };
        QTRY_COMPARE(count("rating=4"), 3);
        auto* tag = stage.named<QLineEdit>("Add a tag");
        QTRY_VERIFY(tag->isVisible());
        QTest::keyClick(stage.grid(), Qt::Key_T);
        QTRY_VERIFY(tag->hasFocus());
        QTest::keyClicks(tag, QStringLiteral("to check"));
        QTest::keyClick(tag, Qt::Key_Return);
        QTRY_COMPARE(count("tag:\"to check\""), 3);
        QTRY_VERIFY(stage.named<QToolButton>("Take away the tag to check"));
        QTest::qWait(100);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("data-tags")));
        QTest::mouseClick(stage.named<QToolButton>("Take away the tag to check"), Qt::LeftButton);
        QTRY_COMPARE(count("tag:\"to check\""), 0);
        stage.workspace.undo();
        QTRY_COMPARE(count("tag:\"to check\""), 3);
        QTest::mouseClick(stage.named<QToolButton>("Rate with 2"), Qt::LeftButton);
        QTRY_COMPARE(count("rating=2"), 3);
        QTest::keyClick(stage.grid(), Qt::Key_0);
        QTRY_COMPARE(count("rating=0"), 12);
        stage.workspace.undo();
        stage.workspace.undo();
        QTRY_COMPARE(count("rating=4"), 3);
    }

    void captionsAndQuestionsAreAddedAndDeleted()
    {
        Stage stage(3);
        QTRY_COMPARE(stage.rows(), 3);
        stage.click(1);
        const auto id = stage.project.store().sampleIds({})[1];
        const auto captions = [&] { return stage.project.store().captions(id).size(); };
        const auto questions = [&] { return stage.project.store().questions(id).size(); };
        QCOMPARE(captions(), size_t{1});
        const size_t before = questions();
        auto* added = stage.named<QLineEdit>("Add a caption");
        const auto shown = [&] {
            for (const auto* editor : stage.panel.findChildren<TextEditor*>())
                if (editor->isVisible() &&
                    editor->toPlainText().contains(QLatin1String("number 1")))
                    return true;
            return false;
        };
        QTRY_VERIFY(shown()); // what is typed before would be of the sample before
        QTest::keyClicks(added, QStringLiteral("one more caption"));
        QTest::keyClick(added, Qt::Key_Return);
        QTRY_COMPARE(captions(), size_t{2});
        QVERIFY(added->text().isEmpty());
        auto* question = stage.named<QLineEdit>("Add a question");
        QTest::keyClicks(question, QStringLiteral("Is it flat?"));
        QTest::keyClick(question, Qt::Key_Return); // the answer is missing: the cursor goes there
        auto* answer = stage.named<QLineEdit>("Answer of the new question");
        QTRY_VERIFY(answer->hasFocus());
        QTest::keyClicks(answer, QStringLiteral("yes"));
        QTest::keyClick(answer, Qt::Key_Return);
        QTRY_COMPARE(questions(), before + 1);
        QTRY_VERIFY(stage.named<QToolButton>("Delete this caption"));
        QTest::mouseClick(stage.named<QToolButton>("Delete this caption"), Qt::LeftButton);
        QTRY_COMPARE(captions(), size_t{1});
        QVERIFY(stage.project.store().captions(id).front().text == "one more caption");
        QTRY_COMPARE(stage.workspace.undoStack()->count(), 3);
        for (int i = 0; i < 3; ++i)
            stage.workspace.undo();
        QTRY_COMPARE(questions(), before);
        QTRY_COMPARE(captions(), size_t{1});
    }

    void aTableSortsByItsHeader()
    {
        Stage stage(12);
        {
            auto& project = stage.project.store();
            std::vector<std::pair<store::SampleId, double>> values;
            for (const auto id : project.sampleIds({}))
                values.emplace_back(id, static_cast<double>(id * 7 % 12));
            project.setMeasure("sharpness", "a test", values);
        }
        stage.workspace.announceDataChange();
        auto* sorts = stage.named<QComboBox>("Order");
        QTRY_VERIFY(sorts->findText(QStringLiteral("By sharpness")) > 0);
        QTest::mouseClick(stage.named<QToolButton>("Table"), Qt::LeftButton);
        auto* table = stage.named<QTableView>("Samples as a table");
        QTRY_VERIFY(table->isVisible());
        QHeaderView* header = table->horizontalHeader();
        const int column = models::SampleModel::FirstMeasure;
        QCOMPARE(table->model()->headerData(column, Qt::Horizontal).toString(),
                 QStringLiteral("sharpness"));
        table->scrollTo(table->model()->index(0, column));
        const QPoint place(header->sectionViewportPosition(column) + 12, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        const auto shown = [&] {
            QStringList values;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                values << table->model()->index(row, column).data().toString();
            return values;
        };
        QStringList wanted;
        for (int i = 0; i < 12; ++i)
            wanted << QString::number(i);
        QTRY_COMPARE(shown(), wanted);
        QCOMPARE(sorts->currentText(), QStringLiteral("By sharpness"));
        QTest::qWait(150);
        QVERIFY(test::keepPicture(stage.panel, QStringLiteral("data-table")));
        QTest::mouseClick(stage.named<QToolButton>("Highest first"), Qt::LeftButton);
        std::reverse(wanted.begin(), wanted.end());
        QTRY_COMPARE(shown(), wanted);
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        // One selection for both.
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(2, 1)).center());
        QCOMPARE(stage.workspace.selection().size(), 1);
        QTest::mouseClick(stage.named<QToolButton>("Table"), Qt::LeftButton);
        QCOMPARE(stage.grid()->currentIndex().row(), 2);
    }

    void viewsAreSavedAndShownAgain()
    {
        Stage stage(40);
        QTRY_COMPARE(stage.rows(), 40);
        stage.workspace.saveView({"Green ones", "green", "train", "width", true});
        auto* button = stage.panel.findChild<panels::ViewsButton*>();
        const auto chosen = [&]() -> QAction* {
            Q_EMIT button->menu()->aboutToShow();
            QAction* first = button->menu()->actions().first();
            return first->text() == QLatin1String("Green ones") ? first : nullptr;
        };
        QTRY_VERIFY(chosen());
        QCOMPARE(chosen()->toolTip(), QStringLiteral("green · train · by width"));
        chosen()->trigger();
        QTRY_COMPARE(stage.rows(), 8); // two of ten are in val
        QCOMPARE(stage.named<QLineEdit>("Search samples")->text(), QStringLiteral("green"));
        QCOMPARE(stage.named<QComboBox>("Split")->currentData().toString(),
                 QStringLiteral("train"));
        stage.workspace.deleteView(QStringLiteral("Green ones"));
        QTRY_VERIFY(!chosen());
        stage.workspace.undo();
        QTRY_VERIFY(chosen());
    }

    void aCheckLeavesMeasures()
    {
        Stage stage(12);
        QTRY_COMPARE(stage.rows(), 12);
        QSignalSpy told(&stage.workspace, &Workspace::notified);
        stage.panel.checkData();
        auto* sorts = stage.named<QComboBox>("Order");
        QTRY_VERIFY(sorts->findText(QStringLiteral("By brightness")) > 0);
        QTRY_VERIFY(!told.isEmpty());
        QVERIFY(told.last().first().toString().startsWith(QLatin1String("Checked 12 pictures")));
        auto* search = stage.named<QLineEdit>("Search samples");
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("copies>0"));
        QTRY_COMPARE(stage.rows(), 12); // three of each colour
        // Without a checkpoint nothing can be scored, and it says so.
        stage.panel.scoreShown(false);
        QVERIFY(told.last().first().toString().contains(QLatin1String("no checkpoint")));
    }

    void aDroppedTableIsImportedWithAReport()
    {
        Stage stage(4);
        QTRY_COMPARE(stage.rows(), 4);
        const auto folder = stage.project.beside() / "incoming";
        std::filesystem::create_directories(folder);
        saveImage(test::TestProject::picture(1000), folder / "new.png").orThrow();
        std::ofstream(folder / "table.csv")
            << "filepath,title\nnew.png,a new picture\nmissing.png,nothing here\n";
        QSignalSpy finished(stage.workspace.jobs(), &bridge::JobRunner::jobFinished);
        stage.drop({QString::fromStdString((folder / "table.csv").string())});
        QTRY_COMPARE(finished.count(), 1);
        QTRY_COMPARE(stage.rows(), 5);
        auto* report = stage.panel.findChild<panels::ImportReportDialog*>();
        QVERIFY(report);
        auto* rows = report->findChild<QTreeWidget*>();
        QCOMPARE(rows->topLevelItemCount(), 1);
        QVERIFY(rows->topLevelItem(0)->text(0).contains(QStringLiteral("table.csv")));
    }

    void droppedPicturesAreAddedOnce()
    {
        Stage stage(2);
        QTRY_COMPARE(stage.rows(), 2);
        const auto file = stage.project.beside() / "alone.png";
        saveImage(test::TestProject::picture(2000), file).orThrow();
        stage.drop({QString::fromStdString(file.string())});
        QTRY_COMPARE(stage.rows(), 3);
        QSignalSpy finished(stage.workspace.jobs(), &bridge::JobRunner::jobFinished);
        stage.drop({QString::fromStdString(file.string())});
        QTRY_COMPARE(finished.count(), 1);
        QTest::qWait(100);
        QCOMPARE(stage.rows(), 3);
    }

    void theSliderMakesThumbnailsLarger()
    {
        Stage stage(4);
        QTRY_COMPARE(stage.rows(), 4);
        const QSize before = stage.grid()->gridSize();
        stage.panel.findChild<QSlider*>()->setValue(256);
        QVERIFY(stage.grid()->gridSize().width() > before.width());
    }

    void aHundredThousandSamplesScrollSmoothly()
    {
        Stage stage(4);
        stage.project.store().transaction([&] {
            for (int i = 0; i < 100'000; ++i) {
                store::Sample sample;
                sample.kind = store::SampleKind::Text;
                sample.split = "train";
                stage.project.store().add(sample);
            }
        });
        stage.workspace.announceDataChange();
        QTRY_COMPARE_WITH_TIMEOUT(stage.rows(), 100'004, 30'000);
        auto* bar = stage.grid()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 100'000);
        std::vector<qint64> times;
        for (int i = 0; i <= 40; ++i) {
            QElapsedTimer timer;
            timer.start();
            bar->setValue(static_cast<int>(qint64{bar->maximum()} * i / 40));
            stage.grid()->viewport()->repaint();
            times.push_back(timer.elapsed());
            QTest::qWait(5);
        }
        std::nth_element(times.begin(), times.begin() + 20, times.end());
        QVERIFY2(times[20] < 50, qPrintable(QStringLiteral("%1 ms a scroll").arg(times[20])));
    }
};

QTEST_MAIN(DataPanelTest)
#include "data_panel_test.moc"
