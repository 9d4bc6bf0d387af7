// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of MainWindow and what they do.
#include "app/workbench/main_window.h"
#include "widgets/bridge/workspace.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/query/query_panel.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/shortcut_sheet.h"

#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QToolButton>

namespace unimo::workbench {

using look::Theme;

QAction* MainWindow::addAction(QMenu* menu, const char* icon, const QString& text,
                               const QKeySequence& shortcut, std::function<void()> run)
{
    auto* action = new QAction(text, this);
    action->setShortcut(shortcut);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    menu->addAction(action);
    QWidget::addAction(action);
    actions_.push_back(action);
    if (icon)
        icons_.insert(action, QString::fromLatin1(icon));
    return action;
}

void MainWindow::buildMenus()
{
    buildProjectMenu();
    buildEditMenu();
    buildViewMenu();
    buildHelpMenu();
    buildCorner();
    takeIcons();
}

void MainWindow::takeIcons()
{
    for (auto entry = icons_.cbegin(); entry != icons_.cend(); ++entry)
        entry.key()->setIcon(Theme::instance().icon(entry.value()));
}

void MainWindow::buildProjectMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Project"));
    addAction(menu, nullptr, tr("&New project…"), QKeySequence::New, [this] { newProject(); });
    addAction(menu, "folder", tr("&Open project…"), QKeySequence::Open,
              [this] { chooseProject(); });
    recentMenu_ = menu->addMenu(tr("Open &recent"));
    connect(recentMenu_, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    menu->addSeparator();
    addAction(menu, "import", tr("&Import a folder…"), QKeySequence(Qt::CTRL | Qt::Key_I),
              [this] { dataPanel_->chooseImport(); });
    addAction(menu, "train", tr("Start the &demo training"), {}, [this] {
        showPanel(QStringLiteral("train"));
        workspace_->startDemoTraining();
    });
    menu->addSeparator();
    addAction(menu, nullptr, tr("&Quit"), QKeySequence::Quit, [this] { close(); });
}

void MainWindow::fillRecentMenu()
{
    recentMenu_->clear();
    const QStringList recent = QSettings().value(QStringLiteral("recent")).toStringList();
    for (const QString& folder : recent)
        recentMenu_->addAction(QDir::toNativeSeparators(folder), this,
                               [this, folder] { openProject(folder); });
    recentMenu_->setEnabled(true);
    if (recent.isEmpty())
        recentMenu_->addAction(tr("None yet"))->setEnabled(false);
}

void MainWindow::buildEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    addAction(menu, "undo", tr("&Undo"), QKeySequence::Undo, [this] { workspace_->undo(); });
    addAction(menu, "redo", tr("&Redo"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
              [this] { workspace_->redo(); });
    menu->addSeparator();
    addAction(menu, "search", tr("&Find samples"), QKeySequence::Find, [this] {
        showPanel(QStringLiteral("data"));
        dataPanel_->focusSearch();
    });
    addAction(menu, "trash", tr("Move selection to &trash"), {},
              [this] { dataPanel_->deleteSelected(); });
    addAction(menu, "paste", tr("&Paste a picture into Query"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->pastePicture();
              });
}

void MainWindow::buildViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    int number = 1;
    for (const QString& name : std::as_const(dockOrder_))
        addAction(menu, name.toLatin1().constData(),
                  tr("Show %1").arg(docks_.value(name)->windowTitle()),
                  QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number++)),
                  [this, name] { showPanel(name); });
    menu->addSeparator();
    addAction(menu, "query", tr("Query: &caption the picture"), {}, [this] {
        showPanel(QStringLiteral("query"));
        queryPanel_->showTab(QStringLiteral("caption"));
    });
    addAction(menu, "query", tr("Query: &ask about the picture"), {}, [this] {
        showPanel(QStringLiteral("query"));
        queryPanel_->showTab(QStringLiteral("ask"));
    });
    addAction(menu, "search", tr("Query: find &pictures by a sentence"), {}, [this] {
        showPanel(QStringLiteral("query"));
        queryPanel_->showTab(QStringLiteral("find"));
    });
    menu->addSeparator();
    QMenu* themes = menu->addMenu(tr("&Theme"));
    addAction(themes, nullptr, tr("Theme: follow the &system"), {},
              [this] { setTheme(Theme::Mode::System); });
    addAction(themes, "light", tr("Theme: &light"), {}, [this] { setTheme(Theme::Mode::Light); });
    addAction(themes, "dark", tr("Theme: &dark"), {}, [this] { setTheme(Theme::Mode::Dark); });
    addAction(menu, nullptr, tr("&Full screen"), QKeySequence(Qt::Key_F11),
              [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    addAction(menu, "refresh", tr("&Reset layout"), {}, [this] { resetLayout(); });
}

void MainWindow::buildHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    addAction(menu, "search", tr("&Commands"), QKeySequence(Qt::CTRL | Qt::Key_K),
              [this] { palette_->open(actions_); });
    addAction(menu, "keyboard", tr("&Shortcuts"), QKeySequence(Qt::Key_F1),
              [this] { (new shell::ShortcutSheet(actions_, this))->show(); });
    addAction(menu, nullptr, tr("&About UNIMO Workbench"), {}, [this] { showAbout(); });
}

void MainWindow::buildCorner()
{
    auto* commands = new QToolButton;
    commands->setText(tr("Commands  Ctrl+K"));
    commands->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    commands->setToolTip(tr("Find any command by its name (Ctrl+K)"));
    connect(commands, &QToolButton::clicked, this, [this] { palette_->open(actions_); });
    auto* theme = new QToolButton;
    theme->setToolTip(tr("Light or dark"));
    theme->setAccessibleName(tr("Switch between light and dark"));
    connect(theme, &QToolButton::clicked, this, [this] {
        setTheme(Theme::instance().isDark() ? Theme::Mode::Light : Theme::Mode::Dark);
    });
    const auto takeCornerIcons = [commands, theme] {
        const Theme& colors = Theme::instance();
        commands->setIcon(colors.icon(QStringLiteral("search")));
        theme->setIcon(
            colors.icon(colors.isDark() ? QStringLiteral("light") : QStringLiteral("dark")));
    };
    takeCornerIcons();
    connect(&Theme::instance(), &Theme::changed, theme, takeCornerIcons);
    auto* corner = new QWidget;
    auto* layout = new QHBoxLayout(corner);
    layout->setContentsMargins(0, 2, 8, 2);
    layout->setSpacing(4);
    layout->addWidget(commands);
    layout->addWidget(theme);
    menuBar()->setCornerWidget(corner);
}

void MainWindow::newProject()
{
    const QString folder = QFileDialog::getSaveFileName(this, tr("Name the new project's folder"),
                                                        {}, {}, nullptr, QFileDialog::ShowDirsOnly);
    if (!folder.isEmpty())
        workspace_->createProject(folder);
}

void MainWindow::chooseProject()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a project"));
    if (!folder.isEmpty())
        openProject(folder);
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("About UNIMO Workbench"),
        tr("<h3>UNIMO Workbench %1</h3>"
           "<p>Curate image-text data, train UNIMO on it, watch it learn, and ask it.</p>"
           "<p>Free software under the GNU General Public License, version 3 or later.</p>")
            .arg(QApplication::applicationVersion()),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

} // namespace unimo::workbench
