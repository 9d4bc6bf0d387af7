// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project.h"
#include "core/train/run_card.h"
#include "core/train/run_queue.h"
#include "tests/widgets/monitor/trained_run.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/chart_grid.h"
#include "widgets/panels/monitor/monitor_panel.h"
#include "widgets/panels/monitor/run_list.h"
#include "widgets/panels/monitor/run_table_model.h"
#include "widgets/plots/curve_plot.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace unimo;
using namespace unimo::panels;
namespace fs = std::filesystem;

namespace {

QString text(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

/// Event files as another program's writer leaves them.
void writeEvents(const fs::path& folder, int from, int to)
{
    fs::create_directories(folder);
    auto writer = events::EventWriter::open(folder).orThrow();
    for (int step = from; step < to; ++step)
        writer->addScalar("loss/total", 1.0f / static_cast<float>(step + 1), step, 1.7e9 + step);
    writer->flush().orThrow();
}

} // namespace

class RunListTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<bridge::Workspace> workspace_;
    std::unique_ptr<MonitorPanel> panel_;

    [[nodiscard]] fs::path project() const { return folder_->path() / "p"; }
    [[nodiscard]] fs::path runs() const { return project() / "runs"; }
    [[nodiscard]] QTableView* table() const { return panel_->runList()->findChild<QTableView*>(); }
    [[nodiscard]] RunTableModel* model() const { return panel_->findChild<RunTableModel*>(); }
    [[nodiscard]] size_t points(const QString& run) const
    {
        const auto* plot = panel_->findChild<ChartGrid*>()->plot(QStringLiteral("loss/total"));
        const auto* series = plot ? plot->series(run) : nullptr;
        return series ? series->size() : 0;
    }
    [[nodiscard]] QModelIndex row(const QString& run) const
    {
        for (int i = 0; i < table()->model()->rowCount(); ++i)
            if (table()->model()->index(i, 0).data(RunTableModel::kPathRole).toString() == run)
                return table()->model()->index(i, 0);
        return {};
    }
    [[nodiscard]] QString shownName(const QString& run) const { return row(run).data().toString(); }
    void click(const QString& run, Qt::KeyboardModifiers keys = Qt::NoModifier) const
    {
        // To the right of the check mark.
        const QRect cell = table()->visualRect(row(run));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, keys,
                          QPoint(cell.right() - 8, cell.center().y()));
    }
    /// Opens the context menu on a run and takes one of its entries.
    void choose(const QString& run, const QString& entry) const
    {
        QAction* found = menuEntry(run, entry);
        QVERIFY2(found, qPrintable(entry));
        QVERIFY(found->isEnabled());
        found->trigger();
        closeMenu();
    }
    [[nodiscard]] QAction* menuEntry(const QString& run, const QString& entry) const
    {
        Q_EMIT table()->customContextMenuRequested(table()->visualRect(row(run)).center());
        return entryOf(qobject_cast<QMenu*>(QApplication::activePopupWidget()), entry);
    }
    static QAction* entryOf(const QMenu* menu, const QString& entry)
    {
        const QList<QAction*> actions = menu ? menu->actions() : QList<QAction*>();
        for (QAction* action : actions)
            if (action->text() == entry)
                return action;
        return nullptr;
    }
    /// Drags a folder onto the panel and lets go.
    void drop(const fs::path& folder) const
    {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(text(folder))});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(panel_.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent letGo(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(panel_.get(), &letGo);
    }
    static void closeMenu()
    {
        while (QWidget* menu = QApplication::activePopupWidget())
            menu->close();
    }

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }
    void init()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        QVERIFY(store::Project::create(project(), "test").ok());
        workspace_ = std::make_unique<bridge::Workspace>();
        panel_ = std::make_unique<MonitorPanel>(workspace_.get());
        panel_->resize(1280, 760);
        panel_->show();
    }
    void cleanup()
    {
        closeMenu();
        panel_.reset();
        workspace_.reset();
    }
    void open(int count)
    {
        QSignalSpy opened(workspace_.get(), &bridge::Workspace::projectChanged);
        workspace_->openProject(text(project()));
        QTRY_COMPARE(opened.count(), 1);
        QTRY_COMPARE(table()->model()->rowCount(), count);
        QTRY_COMPARE(workspace_->activeRun().isEmpty(), count == 0);
    }

    void f2RenamesInPlaceAndUndoBringsTheNameBack()
    {
        TrainedRun run(runs(), "2026-11-24-1512-demo");
        run.status(train::RunState::Finished, 100, 0.05);
        run.log(0, 100, 0.5);
        open(1);
        const QAbstractItemModelTester tester(model());
        click(run.path());
        QTest::keyClick(table(), Qt::Key_F2);
        auto* editor = table()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("2026-11-24-1512-demo"));
        QTest::keyClicks(editor, QStringLiteral("without rewriting"));
        // What is typed stays while the trainer tells of its progress.
        run.status(train::RunState::Finished, 200, 0.05);
        QTRY_COMPARE(model()->status(run.path())->step, int64_t{200});
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(shownName(run.path()), QStringLiteral("without rewriting"));
        QCOMPARE(train::readRunCard(run.path().toStdString()).name,
                 std::string("without rewriting"));
        QVERIFY(fs::exists(runs() / "2026-11-24-1512-demo" / "recipe.json"));
        workspace_->undo();
        QTRY_COMPARE(shownName(run.path()), QStringLiteral("2026-11-24-1512-demo"));
        workspace_->redo();
        QTRY_COMPARE(shownName(run.path()), QStringLiteral("without rewriting"));
    }
    void archivedRunsAreHiddenUntilTheyAreAskedFor()
    {
        TrainedRun old(runs(), "2026-11-23-1000-quick");
        old.status(train::RunState::Finished, 100, 0.05);
        old.log(0, 100, 1.0);
        TrainedRun run(runs(), "2026-11-24-1512-demo");
        run.status(train::RunState::Finished, 100, 0.05);
        open(2);
        model()->setShown(old.path(), true);
        QTRY_COMPARE(points(old.path()), size_t{20});
        click(old.path());
        choose(old.path(), QStringLiteral("Archive"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(!model()->isShown(old.path()));
        QToolButton* archived = nullptr;
        for (auto* button : panel_->findChildren<QToolButton*>())
            if (button->isVisible() && button->text() == QLatin1String("Show archived (1)"))
                archived = button;
        QVERIFY(archived);
        QTest::mouseClick(archived, Qt::LeftButton);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QVERIFY(model()->isShown(old.path())); // its check mark was kept
        click(old.path());
        choose(old.path(), QStringLiteral("Take out of the archive"));
        QTRY_COMPARE(model()->archivedCount(), 0);
        workspace_->undo();
        QTRY_COMPARE(model()->archivedCount(), 1);
        workspace_->undo();
        QTRY_COMPARE(model()->archivedCount(), 0);
    }
    void deletedRunsLieInTheTrashAndComeBack()
    {
        TrainedRun first(runs(), "2026-11-23-1000-quick");
        first.status(train::RunState::Finished, 100, 0.05);
        TrainedRun second(runs(), "2026-11-24-1512-demo");
        second.status(train::RunState::Failed, 100, 0.05);
        second.log(0, 100, 0.5);
        open(2);
        workspace_->setActiveRun(second.path());
        QTRY_COMPARE(points(second.path()), size_t{20});
        click(second.path());
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(fs::exists(project() / "trash" / "runs" / "2026-11-24-1512-demo" / "status.json"));
        QVERIFY(!fs::exists(second.path().toStdString()));
        QTRY_COMPARE(workspace_->activeRun(), first.path());
        QCOMPARE(points(second.path()), size_t{0});
        workspace_->undo();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QTRY_COMPARE(points(second.path()), size_t{20}); // checked as before
        workspace_->redo();
        QTRY_COMPARE(table()->model()->rowCount(), 1);

        // A later session has no undo step for it, but the menu.
        workspace_->undoStack()->clear();
        Q_EMIT table()->customContextMenuRequested(QPoint(10, table()->viewport()->height() - 2));
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QMenu* trash = entryOf(menu, QStringLiteral("Restore from the trash"))->menu();
        QVERIFY(trash);
        QCOMPARE(trash->actions().size(), 1);
        QCOMPARE(trash->actions().first()->text(), QStringLiteral("2026-11-24-1512-demo"));
        trash->actions().first()->trigger();
        closeMenu();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        workspace_->undo();
        QTRY_COMPARE(table()->model()->rowCount(), 1);
    }
    void theTrashIsEmptiedByWhoSaysYes()
    {
        TrainedRun kept(runs(), "2026-11-23-1000-quick");
        kept.status(train::RunState::Finished, 100, 0.05);
        for (const char* name : {"a", "b"}) {
            fs::create_directories(project() / "trash" / "runs" / name);
            writeFileAtomic(project() / "trash" / "runs" / name / "model",
                            std::string(1'500'000, 'x'))
                .orThrow();
        }
        open(1);
        const auto ask = [&] {
            choose(kept.path(), QStringLiteral("Empty the trash…"));
            QMessageBox* question = nullptr;
            if (!QTest::qWaitFor([&] {
                    question = panel_->findChild<QMessageBox*>();
                    return question != nullptr;
                }))
                qFatal("nobody is asked");
            return question;
        };
        QMessageBox* question = ask();
        QVERIFY2(question->text().contains("2 runs"), qPrintable(question->text()));
        QVERIFY2(question->informativeText().contains("2.9 MB"),
                 qPrintable(question->informativeText()));
        QTest::keyClick(question, Qt::Key_Return); // the harmless answer is the first
        QTRY_VERIFY(!panel_->findChild<QMessageBox*>());
        QVERIFY(fs::exists(project() / "trash" / "runs" / "a" / "model"));

        question = ask();
        fs::create_directories(project() / "trash" / "runs" / "later");
        for (QAbstractButton* button : question->buttons())
            if (button->text().startsWith(QLatin1String("Delete")))
                QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(!fs::exists(project() / "trash" / "runs" / "a"));
        QTRY_VERIFY(!fs::exists(project() / "trash" / "runs" / "b"));
        QVERIFY(fs::exists(project() / "trash" / "runs" / "later")); // nobody was asked about it
        QVERIFY(fs::exists(kept.path().toStdString()));
    }
    void aStoppedRunGoesToTheQueue()
    {
        qputenv("UNIMO_BIN", "/bin/true");
        TrainedRun run(runs(), "2026-11-23-1000-quick");
        run.status(train::RunState::Finished, 100, 0.05);
        train::RunStatus status = train::RunFolder(run.path().toStdString()).status().orThrow();
        status.lastCheckpoint = "step-00000100";
        train::RunFolder(run.path().toStdString()).writeStatus(status).orThrow();
        open(1);
        QTRY_VERIFY(model()->status(run.path()).has_value());
        choose(run.path(), QStringLiteral("Continue it in the queue"));
        QTRY_COMPARE(model()->status(run.path())->state, train::RunState::Queued);
        QCOMPARE(train::RunQueue(project()).read().orThrow().runs.size(), size_t{1});
        workspace_->undo();
        QTRY_COMPARE(train::RunQueue(project()).read().orThrow().runs.size(), size_t{0});
    }
    void aRunThatTrainsIsNotDeletedAndSaysSo()
    {
        TrainedRun run(runs(), "2026-11-24-1512-demo");
        run.status(train::RunState::Running, 100, 0.05);
        open(1);
        QTRY_VERIFY(model()->status(run.path()));
        click(run.path());
        QAction* refused = menuEntry(run.path(), QStringLiteral("Move to trash: stop it first"));
        QVERIFY(refused);
        QVERIFY(!refused->isEnabled());
        closeMenu();
        QSignalSpy told(workspace_.get(), &bridge::Workspace::notified);
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(told.first().at(1).toBool());
        QVERIFY(told.first().first().toString().contains(QLatin1String("cannot be deleted")));
        QCOMPARE(workspace_->undoStack()->count(), 0);
        QVERIFY(fs::exists(run.path().toStdString()));
    }
    void severalAreOneStep()
    {
        TrainedRun first(runs(), "2026-11-23-1000-quick");
        first.status(train::RunState::Finished, 100, 0.05);
        TrainedRun second(runs(), "2026-11-24-1512-demo");
        second.status(train::RunState::Finished, 100, 0.05);
        TrainedRun third(runs(), "2026-11-25-1512-demo");
        third.status(train::RunState::Running, 100, 0.05);
        open(3);
        click(first.path());
        click(second.path(), Qt::ControlModifier);
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(workspace_->undoStack()->count(), 1);
        workspace_->undo();
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        // With one that trains among them none is moved.
        table()->selectAll();
        QSignalSpy told(workspace_.get(), &bridge::Workspace::notified);
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_VERIFY(!told.isEmpty() && told.last().at(1).toBool());
        QVERIFY(fs::exists(first.path().toStdString()));
        QVERIFY(fs::exists(second.path().toStdString()));
    }

    // --- groups ------------------------------------------------------------------------------
    void runsOfAGroupAreOneCurveWithABand()
    {
        const auto recipe = [](double rate, int seed) {
            return nlohmann::json{{"optim", {{"learning_rate", rate}}}, {"run", {{"seed", seed}}}};
        };
        std::vector<std::unique_ptr<TrainedRun>> made;
        for (const auto& [name, rate, seed] :
             {std::tuple("slow-1", 1e-4, 1), {"slow-2", 1e-4, 2}, {"fast-1", 1e-3, 1}}) {
            made.push_back(std::make_unique<TrainedRun>(runs(), name, recipe(rate, seed)));
            made.back()->status(train::RunState::Finished, 100, 0.05);
            made.back()->log(0, 100, seed);
        }
        open(3);
        for (const auto& run : made) {
            model()->setShown(run->path(), true);
            QTRY_COMPARE(points(run->path()), size_t{20});
        }
        QComboBox* by = nullptr;
        QComboBox* band = nullptr;
        for (auto* box : panel_->runList()->findChildren<QComboBox*>())
            (box->accessibleName() == QLatin1String("Group the runs by") ? by : band) = box;
        QVERIFY(by && band);
        QVERIFY(!band->isVisible());
        QVERIFY(by->findText(QStringLiteral("optim.learning_rate")) >= 0);
        QVERIFY(by->findText(QStringLiteral("run.seed")) >= 0);

        const auto group = [&](const char* name) {
            auto* plot = panel_->findChild<ChartGrid*>()->plot(QStringLiteral("loss/total"));
            plot->redrawNow();
            return plot->group(QStringLiteral("group:") + QLatin1String(name));
        };
        const auto take = [](QComboBox* box, const QString& text) {
            box->setCurrentIndex(box->findText(text));
            Q_EMIT box->activated(box->currentIndex());
        };
        take(by, QStringLiteral("Name without its number"));
        QVERIFY(band->isVisible());
        QVERIFY(group("slow"));
        QVERIFY(group("fast"));
        QCOMPARE(group("slow")->mean().size(), size_t{20});
        QCOMPARE(group("slow")->runs(0), 2u);
        QCOMPARE(group("fast")->runs(0), 1u);
        QCOMPARE(model()->colorSlot(made[0]->path()), model()->colorSlot(made[1]->path()));
        QVERIFY(model()->colorSlot(made[0]->path()) != model()->colorSlot(made[2]->path()));
        const float low = group("slow")->low().values()[0];
        take(band, QStringLiteral("Standard deviation"));
        QVERIFY(group("slow")->low().values()[0] != low);

        model()->setShown(made[1]->path(), false); // only what is ticked counts
        QCOMPARE(group("slow")->runs(0), 1u);
        model()->setShown(made[1]->path(), true);

        take(by, QStringLiteral("run.seed"));
        QVERIFY(!group("slow"));
        QCOMPARE(group("run.seed = 1")->runs(0), 2u);
        take(by, QStringLiteral("All settings but the seed"));
        QCOMPARE(group("slow")->runs(0), 2u);
        take(by, QStringLiteral("Nothing: every run by itself"));
        QVERIFY(!group("slow"));
    }

    // --- event files of other programs -------------------------------------------------------
    void droppedEventFilesAreListedAndFollowed()
    {
        const fs::path logs = folder_->path() / "logs";
        writeEvents(logs / "a" / "train", 0, 50);
        writeEvents(logs / "b" / "eval", 0, 10);
        open(0);
        drop(logs);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        const QString train = text(logs / "a" / "train");
        QCOMPARE(shownName(train), QStringLiteral("logs/a/train"));
        QVERIFY(!fs::exists(logs / "a" / "train" / "card.json"));
        model()->setShown(train, true);
        QTRY_COMPARE(points(train), size_t{50});
        writeEvents(logs / "a" / "train", 50, 60);
        QTRY_COMPARE(points(train), size_t{60});
        QCOMPARE(model()->index(model()->rowOf(train), RunTableModel::Step).data().toString(),
                 QStringLiteral("59"));

        // Names and archive are kept in the project, not in a folder that is not ours.
        click(train);
        QTest::keyClick(table(), Qt::Key_F2);
        auto* editor = table()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("baseline"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(shownName(train), QStringLiteral("baseline"));
        QVERIFY(!fs::exists(logs / "a" / "train" / "card.json"));

        // Another session opens the project: they are there.
        bridge::Workspace later;
        MonitorPanel laterPanel(&later);
        later.openProject(text(project()));
        auto* laterModel = laterPanel.findChild<RunTableModel*>();
        QTRY_COMPARE(laterModel->rowCount(), 2);
        QCOMPARE(laterModel->name(train), QStringLiteral("baseline"));

        click(train);
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QVERIFY(fs::exists(logs / "a" / "train")); // off the list, not off the disk
        workspace_->undo();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(shownName(train), QStringLiteral("baseline"));
        workspace_->undo(); // the name
        workspace_->undo(); // the opening
        QTRY_COMPARE(model()->rowCount(), 0);
    }
    void foldersWithoutEventFilesAreRefused()
    {
        open(0);
        fs::create_directories(folder_->path() / "nothing" / "here");
        QSignalSpy told(workspace_.get(), &bridge::Workspace::notified);
        drop(folder_->path() / "nothing");
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(told.first().first().toString().contains(QLatin1String("has no event files")));
        QCOMPARE(workspace_->undoStack()->count(), 0);
    }
    void hostileEventFilesAreSurvived()
    {
        const fs::path logs = folder_->path() / "logs";
        writeEvents(logs / "good", 0, 30);
        fs::create_directories(logs / "noise");
        QVERIFY(writeFileAtomic(logs / "noise" / "events.out.tfevents.1.x.1",
                                std::string(200'000, '\x7f'))
                    .ok());
        fs::create_directory_symlink(logs, logs / "good" / "loop");
        open(0);
        drop(logs);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QSignalSpy told(workspace_.get(), &bridge::Workspace::notified);
        model()->setShown(text(logs / "noise"), true);
        model()->setShown(text(logs / "good"), true);
        QTRY_COMPARE(points(text(logs / "good")), size_t{30});
        QTRY_VERIFY(!told.isEmpty());
        QVERIFY(told.first().first().toString().contains(QLatin1String("damaged at byte")));
        fs::remove_all(logs);
        QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 0, 15'000);
    }
};

QTEST_MAIN(RunListTest)
#include "run_list_test.moc"
