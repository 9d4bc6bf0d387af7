// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/main_window.h"
#include "tests/widgets/support/picture_of.h"
#include "tests/widgets/support/test_project.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/shortcut_sheet.h"

#include <QAbstractButton>
#include <QDockWidget>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QSet>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>

using namespace unimo;
using look::Theme;
using workbench::MainWindow;

namespace {

struct Stage
{
    Stage() : project(20), window(false)
    {
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
        window.activateWindow();
        test::openAndWait(*window.workspace(), project.folder());
    }
    [[nodiscard]] QDockWidget* dock(const char* name) const
    {
        return window.findChild<QDockWidget*>(QString::fromLatin1(name));
    }
    [[nodiscard]] bool shows(const char* name) const
    {
        return !dock(name)->widget()->visibleRegion().isEmpty();
    }

    [[nodiscard]] QAction* action(const QString& name) const
    {
        return window.findChild<QAction*>(name);
    }
    /// The menu of named layouts, filled as when it opens.
    [[nodiscard]] QMenu* layoutMenu() const
    {
        for (auto* menu : window.findChildren<QMenu*>())
            if (menu->title() == QLatin1String("La&youts")) {
                Q_EMIT menu->aboutToShow();
                return menu;
            }
        return nullptr;
    }
    [[nodiscard]] QAction* layoutAction(const QString& text) const
    {
        for (QAction* action : layoutMenu()->actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }

    test::TestProject project;
    MainWindow window;
};

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("unimo-test"));
        Theme::instance().apply(Theme::Mode::Light);
    }

    void keysShowPanels()
    {
        Stage stage;
        QVERIFY(stage.shows("data"));
        const char* names[] = {"data",    "rewrites", "retrieved", "query", "train",
                               "monitor", "map",      "evaluate",  "log"};
        for (int i = 8; i >= 0; --i) {
            QTest::keyClick(&stage.window, static_cast<Qt::Key>(Qt::Key_1 + i),
                            Qt::ControlModifier);
            QTRY_VERIFY2(stage.shows(names[i]), names[i]);
            QVERIFY(test::keepPicture(stage.window, QStringLiteral("window-") + names[i]));
        }
    }

    void thePaletteOpensAPanel()
    {
        Stage stage;
        QTest::keyClick(&stage.window, Qt::Key_K, Qt::ControlModifier);
        auto* palette = stage.window.findChild<shell::CommandPalette*>();
        QTRY_VERIFY(palette->isVisible());
        auto* line = palette->findChild<QLineEdit*>();
        QTest::keyClicks(line, QStringLiteral("show log"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(stage.shows("log"));
    }

    void helpAndThemeAndLayout()
    {
        Stage stage;
        QTest::keyClick(&stage.window, Qt::Key_F1);
        QTRY_VERIFY(stage.window.findChild<shell::ShortcutSheet*>());
        stage.window.setTheme(Theme::Mode::Dark);
        QVERIFY(Theme::instance().isDark());
        QVERIFY(test::keepPicture(stage.window, QStringLiteral("window-dark")));
        stage.window.setTheme(Theme::Mode::Light);
        stage.dock("log")->setFloating(true);
        stage.dock("query")->close();
        for (QAction* action : stage.window.allActions())
            if (shell::actionName(action) == QLatin1String("Reset layout"))
                action->trigger();
        QVERIFY(!stage.dock("log")->isFloating());
        QVERIFY(!stage.dock("query")->isHidden() ||
                stage.dock("query")->toggleViewAction()->isChecked());
        QTRY_VERIFY(stage.shows("data"));
    }

    void aNamedLayoutComesBackAndItsDeletionIsUndone()
    {
        QStandardPaths::setTestModeEnabled(true);
        QSettings().remove(QStringLiteral("layouts"));
        Stage stage;
        QTimer::singleShot(0, &stage.window, [&] {
            auto* dialog = stage.window.findChild<QInputDialog*>();
            dialog->setTextValue(QStringLiteral("two / rows"));
            dialog->accept();
        });
        stage.action(QStringLiteral("save-layout"))->trigger();
        stage.dock("log")->setFloating(true);
        stage.layoutAction(QStringLiteral("two / rows"))->trigger();
        QTRY_VERIFY(!stage.dock("log")->isFloating());

        const auto names = [&] {
            QStringList texts;
            for (const QAction* action : stage.layoutMenu()->actions())
                texts << action->text();
            return texts;
        };
        QMenu* removal = stage.layoutAction(QStringLiteral("Delete"))->menu();
        removal->actions().first()->trigger();
        QVERIFY(!names().contains(QStringLiteral("two / rows")));
        for (auto* button : stage.window.statusBar()->findChildren<QToolButton*>())
            if (button->text() == QLatin1String("Undo"))
                button->click();
        QVERIFY(names().contains(QStringLiteral("two / rows")));
        QSettings().remove(QStringLiteral("layouts"));
    }

    void askingAboutASampleShowsQuery()
    {
        Stage stage;
        stage.window.workspace()->askAbout(stage.project.store().sampleIds({})[3]);
        QTRY_VERIFY(stage.shows("query"));
    }

    void shortcutsDoNotClash()
    {
        Stage stage;
        QSet<QString> seen;
        for (const QAction* action : stage.window.allActions()) {
            const QString keys = action->shortcut().toString();
            QVERIFY2(keys.isEmpty() || !seen.contains(keys), qPrintable(keys));
            seen.insert(keys);
        }
    }

    void everyControlHasAName()
    {
        Stage stage;
        const auto named = [](const QWidget* widget) {
            return !widget->accessibleName().isEmpty() || !widget->toolTip().isEmpty();
        };
        for (const auto* widget : stage.window.findChildren<QWidget*>()) {
            const QWidget* parent = widget->parentWidget();
            if (qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QTabBar*>(parent))
                continue; // Qt's own: the button that clears, the arrows that scroll tabs
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            if (button && button->objectName().startsWith(QLatin1String("qt_")))
                continue;
            if (button && button->text().isEmpty() && !button->icon().isNull())
                QVERIFY2(named(button), button->parentWidget()->metaObject()->className());
        }
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
