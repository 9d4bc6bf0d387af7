// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/project.h"
#include "core/train/recipe.h"
#include "core/train/run_queue.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/train/device_view.h"
#include "widgets/panels/train/queue_model.h"
#include "widgets/panels/train/queue_view.h"
#include "widgets/panels/train/settings_form.h"
#include "widgets/panels/train/train_panel.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace unimo;
using namespace unimo::panels;
namespace fs = std::filesystem;

namespace {

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

} // namespace

/// The queue, the devices and the badge of the Train panel, with a script in the program's place.
class QueueViewTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryFolder> folder_;
    std::unique_ptr<bridge::Workspace> workspace_;
    std::unique_ptr<TrainPanel> panel_;

    template <typename Widget>
    Widget* named(const char* name) const
    {
        return panel_->findChild<Widget*>(QString::fromLatin1(name));
    }
    void click(const char* name) const
    {
        auto* button = named<QAbstractButton>(name);
        QVERIFY2(button && button->isVisible() && button->isEnabled(), name);
        for (QWidget* parent = button; parent; parent = parent->parentWidget())
            if (auto* area = qobject_cast<QScrollArea*>(parent))
                area->ensureWidgetVisible(button);
        // A radio button is pressed on its circle or its text.
        QTest::mouseClick(button, Qt::LeftButton, {},
                          qobject_cast<QRadioButton*>(button) ? QPoint(8, button->height() / 2)
                                                              : QPoint());
    }
    [[nodiscard]] fs::path project() const { return folder_->path() / "p"; }
    [[nodiscard]] train::RunQueue queue() const { return train::RunQueue(project()); }
    [[nodiscard]] std::vector<std::string> waiting() const { return queue().read().orThrow().runs; }
    [[nodiscard]] QueueModel* model() const { return panel_->findChild<QueueView*>()->model(); }
    [[nodiscard]] QString state() const { return named<QLabel>("queue state")->text(); }
    /// What the program was started with, a line each.
    [[nodiscard]] QString calls() const
    {
        const auto calls = readFile(folder_->path() / "calls");
        return calls ? text(*calls) : QString();
    }
    void choose(int row) const
    {
        auto* list = named<QListView>("queue");
        list->scrollTo(model()->index(row));
        for (QWidget* parent = list; parent; parent = parent->parentWidget())
            if (auto* area = qobject_cast<QScrollArea*>(parent))
                area->ensureWidgetVisible(list);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(model()->index(row)).center());
    }
    void fillQueue(int count)
    {
        for (int i = 0; i < count; ++i) {
            click("queue add");
            QTRY_COMPARE(model()->rowCount(), i + 1);
        }
    }

private slots:
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }
    void init()
    {
        folder_ = std::make_unique<TemporaryFolder>();
        store::Project::create(project(), "test").orThrow();
        QFile program(text((folder_->path() / "program").string()));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\necho \"$*\" >> " +
                      QByteArray::fromStdString((folder_->path() / "calls").string()) + "\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        qputenv("UNIMO_BIN", program.fileName().toUtf8());
        workspace_ = std::make_unique<bridge::Workspace>();
        panel_ = std::make_unique<TrainPanel>(workspace_.get());
        panel_->resize(1280, 760);
        panel_->show();
        QVERIFY(QTest::qWaitForWindowActive(panel_.get()));
        QSignalSpy opened(workspace_.get(), &bridge::Workspace::projectChanged);
        workspace_->openProject(text(project().string()));
        QTRY_COMPARE(opened.count(), 1);
    }
    void cleanup()
    {
        panel_.reset();
        workspace_.reset();
    }

    void aRunOfTheFormWaitsAndAWorkerIsStarted()
    {
        QVERIFY2(state().contains("Add to queue"), qPrintable(state()));
        QVERIFY(!named<QListView>("queue")->isVisible());
        named<QCheckBox>("vqa.on")->click();
        click("queue add");
        QTRY_COMPARE(model()->rowCount(), 1);
        QVERIFY(named<QListView>("queue")->isVisible());
        const train::RunFolder run = queue().folderOf(waiting().at(0));
        QVERIFY(run.status().orThrow().state == train::RunState::Queued);
        QVERIFY(!train::loadRecipe(run.recipeFile().string()).orThrow().boolean("vqa.on"));
        QTRY_VERIFY(calls().contains("queue work --project"));
        QVERIFY(!calls().contains("train"));

        workspace_->undo();
        QTRY_COMPARE(model()->rowCount(), 0);
        QVERIFY(!fs::exists(run.path()));
        workspace_->redo();
        QTRY_COMPARE(model()->rowCount(), 1);
        QVERIFY(fs::exists(run.recipeFile()));
        QAbstractItemModelTester tester(model());
        queue().setPaused(true).orThrow(); // as another program does
        QTRY_VERIFY(state().startsWith("Paused"));
    }
    void runsAreMovedAndTakenOut()
    {
        fillQueue(3);
        const auto before = waiting();
        choose(0);
        QVERIFY(!named<QToolButton>("queue up")->isEnabled());
        click("queue down");
        QTRY_COMPARE(waiting(), (std::vector{before[1], before[0], before[2]}));
        QTRY_COMPARE(named<QListView>("queue")->currentIndex().row(), 1); // it goes along
        QVERIFY(named<QListView>("queue")->hasFocus());
        QTest::keyClick(named<QListView>("queue"), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(waiting(), (std::vector{before[1], before[2], before[0]}));
        QTRY_VERIFY(!named<QToolButton>("queue down")->isEnabled());
        click("queue up");
        QTRY_COMPARE(waiting(), (std::vector{before[1], before[0], before[2]}));
        workspace_->undo();
        QTRY_COMPARE(waiting(), (std::vector{before[1], before[2], before[0]}));

        QTRY_COMPARE(model()->runs().value(0).path,
                     text(queue().folderOf(before[1]).path().string()));
        choose(0);
        QTest::keyClick(named<QListView>("queue"), Qt::Key_Delete);
        QTRY_COMPARE(waiting(), (std::vector{before[2], before[0]}));
        QVERIFY(fs::exists(project() / "trash" / "runs" / before[1]));
        QTRY_COMPARE(model()->rowCount(), 2);
        workspace_->undo();
        QTRY_COMPARE(waiting(), (std::vector{before[1], before[2], before[0]}));
    }
    void theQueueIsPausedAndGoesOn()
    {
        fillQueue(1);
        auto* pause = named<QPushButton>("queue pause");
        QTRY_COMPARE(pause->text(), QStringLiteral("Go on")); // the script has ended at once
        QVERIFY2(state().contains("Nobody"), qPrintable(state()));
        const auto held = FileLock::tryTake(project() / "runs" / ".queue.worker").orThrow();
        QTRY_COMPARE_WITH_TIMEOUT(pause->text(), QStringLiteral("Pause"), 3000);
        click("queue pause");
        QTRY_VERIFY(queue().read().orThrow().paused);
        QTRY_COMPARE(pause->text(), QStringLiteral("Go on"));
        QVERIFY2(state().startsWith("Paused"), qPrintable(state()));
        workspace_->undo();
        QTRY_VERIFY(!queue().read().orThrow().paused);
    }
    void goOnStartsAWorkerWhereNobodyWorks()
    {
        fillQueue(1);
        QTRY_COMPARE(calls().count("queue work"), 1);
        QTRY_COMPARE(named<QPushButton>("queue pause")->text(), QStringLiteral("Go on"));
        click("queue pause");
        QTRY_COMPARE(calls().count("queue work"), 2);
    }
    void startNowTakesItOut()
    {
        fillQueue(2);
        const auto before = waiting();
        choose(1);
        click("queue start");
        QTRY_COMPARE(waiting(), std::vector{before[0]});
        QTRY_VERIFY(calls().contains("train --project"));
        QVERIFY(calls().contains(text(before[1] + " --recipe ")));
        QCOMPARE(workspace_->activeRun(), text(queue().folderOf(before[1]).path().string()));
    }
    void picturesOfTheQueue()
    {
        fillQueue(3);
        choose(1);
        for (const auto& [mode, name] :
             {std::pair(look::Theme::Mode::Light, "light"), {look::Theme::Mode::Dark, "dark"}}) {
            look::Theme::instance().apply(mode);
            QTest::qWait(1200);
            QVERIFY(test::keepPicture(*panel_, QStringLiteral("train_queue_%1").arg(name)));
        }
        look::Theme::instance().apply(look::Theme::Mode::Light);
    }

    void theDeviceOfTheFormIsChosen()
    {
        auto* view = panel_->findChild<DeviceView*>();
        QVERIFY(view);
        QVERIFY(named<QRadioButton>("device auto")->isChecked());
        click("device cpu");
        QVERIFY(named<QLineEdit>("command")->text().contains("--set run.device=cpu"));
        panel_->findChild<SettingsForm*>()->resetAll();
        QVERIFY(named<QRadioButton>("device auto")->isChecked());
        // It measures while it is in sight.
        const auto bars = view->findChildren<QProgressBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(bars.at(1)->value() > 0, 4000); // some memory is always in use
    }
    void everyGpuIsShownWithItsPrograms()
    {
        DeviceView view;
        MachineLoad load;
        load.busy = 0.34;
        load.cores = 16;
        load.used = 20'000'000'000;
        load.total = 128'000'000'000;
        view.setLoad(load);
        QVERIFY(!view.findChild<QRadioButton*>("device cuda")->isEnabled());
        load.gpus = {{"NVIDIA H100",
                      0.97,
                      71'000'000'000,
                      80'000'000'000,
                      {{4242, "python", 70'000'000'000}, {17, "", -1}}},
                     {"NVIDIA T4", 0, 0, 16'000'000'000, {}}};
        view.setLoad(load);
        view.resize(280, 360);
        view.show();
        QVERIFY(view.findChild<QRadioButton*>("device cuda")->isEnabled());
        QStringList texts;
        for (const auto* label : view.findChildren<QLabel*>())
            texts << label->text();
        const QString all = texts.join('\n');
        for (const char* wanted : {"34 % of 16 cores", "NVIDIA H100", "97 %", "python 65.2 GB, 17",
                                   "NVIDIA T4", "No program computes on it."})
            QVERIFY2(all.contains(wanted), qPrintable(QString(wanted) + " in\n" + all));
        QVERIFY(test::keepPicture(view, QStringLiteral("devices")));
        load.gpus.pop_back();
        view.setLoad(load);
        QCOMPARE(view.findChildren<QProgressBar*>().size(), 4);
    }
};

QTEST_MAIN(QueueViewTest)
#include "queue_view_test.moc"
