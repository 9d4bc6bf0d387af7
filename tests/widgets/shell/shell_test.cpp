// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/job_row.h"
#include "widgets/shell/jobs_strip.h"
#include "widgets/shell/key_bindings.h"
#include "widgets/shell/shortcut_sheet.h"

#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <chrono>
#include <memory>
#include <thread>

using namespace unimo;
using shell::CommandPalette;
using shell::JobRow;
using shell::JobsStrip;

class ShellTest : public QObject
{
    Q_OBJECT

    static QToolButton* button(const QWidget& row, const QString& help)
    {
        for (auto* found : row.findChildren<QToolButton*>())
            if (found->toolTip() == help)
                return found;
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("unimo-test"));
        look::Theme::instance().apply(look::Theme::Mode::Light);
    }

    void lettersInOrderMatch()
    {
        QVERIFY(CommandPalette::score(QStringLiteral("opr"), QStringLiteral("Open project")) >= 0);
        QCOMPARE(CommandPalette::score(QStringLiteral("xyz"), QStringLiteral("Open project")), -1);
        QVERIFY(CommandPalette::score(QStringLiteral("show q"), QStringLiteral("Show Query")) >
                CommandPalette::score(QStringLiteral("show q"),
                                      QStringLiteral("Save how the quiz went")));
    }

    void theKeyboardRunsACommand()
    {
        QWidget window;
        window.resize(800, 600);
        QAction open(QStringLiteral("&Open project…"));
        QAction theme(QStringLiteral("Theme: &dark"));
        QAction off(QStringLiteral("Theme: off"));
        off.setEnabled(false);
        QSignalSpy opened(&open, &QAction::triggered);
        QSignalSpy darkened(&theme, &QAction::triggered);
        CommandPalette palette(&window);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        palette.open({&open, &theme, &off});
        auto* line = palette.findChild<QLineEdit*>();
        auto* list = palette.findChild<QTreeWidget*>();
        QCOMPARE(list->topLevelItemCount(), 2); // what is off is not offered
        QVERIFY(test::keepPicture(window, QStringLiteral("palette")));
        QTest::keyClicks(line, QStringLiteral("dark"));
        QCOMPARE(list->topLevelItemCount(), 1);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(darkened.count(), 1);
        QCOMPARE(opened.count(), 0);
        QVERIFY(!palette.isVisible());
        palette.open({&open, &theme});
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }

    void aJobHasALineAndCanBeStopped()
    {
        bridge::Workspace workspace;
        JobsStrip strip(&workspace);
        strip.resize(800, 40);
        strip.show();
        QSignalSpy visible(&strip, &JobsStrip::visibleChanged);
        bridge::CoreJob* job =
            workspace.jobs()->start(QStringLiteral("Importing"), [](const JobControl& control) {
                control.progress("Reading", 30, 100);
                while (!control.stopped())
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return Status(JobControl::cancelled("Importing"));
            });
        QSignalSpy failed(job, &bridge::CoreJob::failed);
        auto* row = strip.findChild<JobRow*>();
        QVERIFY(row);
        const auto shows = [&](const QString& text) {
            for (auto* label : row->findChildren<QLabel*>())
                if (label->text() == text)
                    return true;
            return false;
        };
        QTRY_VERIFY(shows(QStringLiteral("30 %")));
        QVERIFY(test::keepPicture(strip, QStringLiteral("jobs")));
        QTest::mouseClick(button(*row, QStringLiteral("Stop")), Qt::LeftButton);
        QTRY_COMPARE(failed.count(), 1);
        QTRY_COMPARE(visible.count(), 2);
        QCOMPARE(visible.last().first().toBool(), false);
    }

    void theRunsButtonsWriteIntoItsFolder()
    {
        const TemporaryFolder folder;
        bridge::Workspace workspace;
        workspace.setActiveRun(QString::fromStdString(folder.path().string()));
        JobsStrip strip(&workspace);
        strip.show();
        train::RunStatus status;
        status.state = train::RunState::Running;
        status.step = 50;
        status.totalSteps = 200;
        strip.setRunStatus(status);
        auto* row = strip.findChild<JobRow*>();
        QVERIFY(row);
        QTest::mouseClick(button(*row, QStringLiteral("Pause")), Qt::LeftButton);
        std::vector<train::ControlCommand> commands;
        int64_t offset = 0;
        const auto read = [&] {
            for (const auto& command : train::RunFolder(folder.path()).commandsSince(offset))
                commands.push_back(command);
            return commands.size();
        };
        QTRY_COMPARE(read(), size_t{1});
        QCOMPARE(commands[0].kind, train::ControlCommand::Kind::Pause);
        status.state = train::RunState::Paused;
        strip.setRunStatus(status);
        QVERIFY(button(*row, QStringLiteral("Go on")));
        status.state = train::RunState::Finished;
        strip.setRunStatus(status);
        QTRY_VERIFY(!strip.findChild<JobRow*>() || workspace.jobs()->jobs().isEmpty());
    }

    void theSheetListsShortcuts()
    {
        QWidget window;
        QAction undo(QStringLiteral("&Undo"));
        undo.setObjectName(QStringLiteral("undo"));
        undo.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
        QAction find(QStringLiteral("&Find"));
        find.setObjectName(QStringLiteral("find"));
        find.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F));
        shell::KeyBindings bindings({&undo, &find}, /*remember=*/false);
        auto* sheet = new shell::ShortcutSheet(&bindings, &window);
        sheet->show();
        const auto edits = sheet->findChildren<QKeySequenceEdit*>();
        QCOMPARE(edits.size(), 2);
        QCOMPARE(edits[0]->keySequence(), undo.shortcut());
        QPushButton* reset = nullptr;
        for (auto* push : sheet->findChildren<QPushButton*>())
            if (push->text() == QLatin1String("Reset all keys"))
                reset = push;
        QVERIFY(reset && !reset->isEnabled());

        // The key of another action: that one loses it, and it is said.
        edits[0]->setFocus();
        QTest::keyClick(edits[0]->focusProxy() ? edits[0]->focusProxy() : edits[0], Qt::Key_F,
                        Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(undo.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_F), 5000);
        QVERIFY(find.shortcut().isEmpty());
        bool told = false;
        for (auto* label : sheet->findChildren<QLabel*>())
            told = told || label->text().contains(QStringLiteral("Find has no keys any more"));
        QVERIFY(told);
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(undo.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Z));
        QCOMPARE(edits[1]->keySequence(), QKeySequence(Qt::CTRL | Qt::Key_F));

        auto* search = sheet->findChild<QLineEdit*>();
        search->setText(QStringLiteral("ctrl+z"));
        auto* list = sheet->findChild<QTreeWidget*>();
        int shown = 0;
        for (int i = 0; i < list->topLevelItemCount(); ++i)
            shown += list->topLevelItem(i)->isHidden() ? 0 : 1;
        QCOMPARE(shown, 1);
    }

    void keysAreKept()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().remove(QStringLiteral("keys"));
        const QKeySequence usual(Qt::CTRL | Qt::Key_Z);
        const QKeySequence own(Qt::CTRL | Qt::SHIFT | Qt::Key_U);
        const auto action = [&] {
            auto made = std::make_unique<QAction>(QStringLiteral("&Undo"));
            made->setObjectName(QStringLiteral("undo"));
            made->setShortcut(usual);
            return made;
        };
        const auto first = action();
        shell::KeyBindings({first.get()}, true).bind(first.get(), own);
        const auto second = action();
        shell::KeyBindings again({second.get()}, true);
        QCOMPARE(second->shortcut(), own);
        again.resetAll();
        QVERIFY(!QSettings().contains(QStringLiteral("keys/undo")));
        const auto third = action();
        const shell::KeyBindings last({third.get()}, true);
        QCOMPARE(third->shortcut(), usual);
    }
};

QTEST_MAIN(ShellTest)
#include "shell_test.moc"
