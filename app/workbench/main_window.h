// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/theme.h"

#include <QAction>
#include <QHash>
#include <QMainWindow>
#include <QVector>
#include <functional>
#include <memory>

class QDockWidget;
class QMenu;
class QToolBar;

namespace unimo::bridge {
class EngineThread;
class RunWatcher;
class Workspace;
} // namespace unimo::bridge
namespace unimo::panels {
class DataPanel;
class MonitorPanel;
class QueryPanel;
} // namespace unimo::panels
namespace unimo::shell {
class CommandPalette;
class JobsStrip;
class KeyBindings;
} // namespace unimo::shell

namespace unimo::workbench {

class RunNotices;

/// The window: panels as docks, menus, the jobs strip, the status line.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// remember: restore the last layout, theme and project, and keep them on closing.
    explicit MainWindow(bool remember, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openProject(const QString& folder);
    /// "data", "query", "train", "monitor", "map", "evaluate" or "log".
    void showPanel(const QString& name);
    void setTheme(look::Theme::Mode mode);

    [[nodiscard]] bridge::Workspace* workspace() const { return workspace_; }
    [[nodiscard]] bridge::EngineThread* engine() const { return engine_; }
    [[nodiscard]] panels::QueryPanel* queryPanel() const { return queryPanel_; }
    /// Every action, for the palette and the shortcut sheet.
    [[nodiscard]] const QVector<QAction*>& allActions() const { return actions_; }

Q_SIGNALS:
    /// The program should end and start again, with the same project.
    void restartWanted();

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // window_actions.cpp
    void buildMenus();
    void buildProjectMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void buildCorner();
    void fillRecentMenu();
    /// name: the same in every language and version.
    QAction* addAction(const QString& name, QMenu* menu, const char* icon, const QString& text,
                       const QKeySequence& shortcut, std::function<void()> run);
    void takeIcons();
    void newProject();
    void chooseProject();
    void buildLayoutMenu(QMenu* view);
    void fillLayoutMenu();
    void saveLayout();
    void replaceLayout(const QString& name, const QByteArray& state, const QString& news);
    void showLayout(const QByteArray& state);
    void buildLanguageMenu(QMenu* view);
    void setLanguage(const QString& code);
    void showAbout();

    // main_window.cpp
    void addPanel(const QString& name, const QString& title, QWidget* panel);
    void arrangeTitleBars();
    void resetLayout();
    void connectWorkspace();
    void rememberProject();
    void restoreSettings();
    void saveSession();

    static constexpr int kLayoutVersion = 3; ///< grows with the panels

    bool remember_;
    bool warm_ = false; ///< the panels were prepared for their first showing
    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    bridge::RunWatcher* runWatcher_;
    RunNotices* notices_;
    panels::DataPanel* dataPanel_;
    panels::QueryPanel* queryPanel_;
    panels::MonitorPanel* monitorPanel_;
    shell::JobsStrip* jobs_;
    QToolBar* jobsBar_;
    shell::CommandPalette* palette_;
    QHash<QString, QDockWidget*> docks_;
    QVector<QString> dockOrder_;
    QVector<QAction*> actions_;
    QHash<QAction*, QString> icons_;
    QMenu* recentMenu_ = nullptr;
    QMenu* layoutMenu_ = nullptr;
    std::unique_ptr<shell::KeyBindings> keys_;
};

} // namespace unimo::workbench
