// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/widgets/support/picture_of.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/job_row.h"
#include "widgets/shell/jobs_strip.h"
#include "widgets/shell/shortcut_sheet.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>
#include <chrono>
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
    void initTestCase() { look::Theme::instance().apply(look::Theme::Mode::Light); }

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
        QAction action(QStringLiteral("&Undo"));
        action.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
        auto* sheet = new shell::ShortcutSheet({&action}, &window);
        sheet->show();
        bool found = false;
        for (auto* label : sheet->findChildren<QLabel*>())
            found = found || label->text().contains(QStringLiteral("Ctrl+Z"));
        QVERIFY(found);
    }
};

QTEST_MAIN(ShellTest)
#include "shell_test.moc"
