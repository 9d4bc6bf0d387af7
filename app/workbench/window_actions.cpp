// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of MainWindow and what they do.
#include "app/workbench/layouts.h"
#include "app/workbench/main_window.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/language.h"
#include "widgets/panels/data/data_panel.h"
#include "widgets/panels/monitor/monitor_panel.h"
#include "widgets/panels/monitor/run_list.h"
#include "widgets/panels/query/query_panel.h"
#include "widgets/shell/command_palette.h"
#include "widgets/shell/key_bindings.h"
#include "widgets/shell/shortcut_sheet.h"

#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

namespace unimo::workbench {
namespace {

constexpr int kNewsMs = 8000;

} // namespace

using look::Theme;

QAction* MainWindow::addAction(const QString& name, QMenu* menu, const char* icon,
                               const QString& text, const QKeySequence& shortcut,
                               std::function<void()> run)
{
    auto* action = new QAction(text, this);
    action->setObjectName(name); // the user's keys are kept under it: it must not change
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
    keys_ = std::make_unique<shell::KeyBindings>(actions_, remember_);
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
    addAction(QStringLiteral("new-project"), menu, nullptr, tr("&New project…"), QKeySequence::New,
              [this] { newProject(); });
    addAction(QStringLiteral("open-project"), menu, "folder", tr("&Open project…"),
              QKeySequence::Open, [this] { chooseProject(); });
    recentMenu_ = menu->addMenu(tr("Open &recent"));
    connect(recentMenu_, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    menu->addSeparator();
    addAction(QStringLiteral("import-folder"), menu, "import", tr("&Import a folder…"),
              QKeySequence(Qt::CTRL | Qt::Key_I), [this] { dataPanel_->chooseImport(); });
    addAction(QStringLiteral("check-data"), menu, nullptr, tr("&Check the data"), {}, [this] {
        showPanel(QStringLiteral("data"));
        dataPanel_->checkData();
    });
    addAction(QStringLiteral("score-data"), menu, nullptr,
              tr("&Score the shown samples by the checkpoint"), {}, [this] {
                  showPanel(QStringLiteral("data"));
                  dataPanel_->scoreShown(false);
              });
    addAction(QStringLiteral("open-events"), menu, "monitor", tr("Open TensorBoard &event files…"),
              {}, [this] {
                  showPanel(QStringLiteral("monitor"));
                  monitorPanel_->runList()->chooseEvents();
              });
    addAction(QStringLiteral("start-demo"), menu, "train", tr("Start the &demo training"), {},
              [this] {
                  showPanel(QStringLiteral("train"));
                  workspace_->startDemoTraining();
              });
    menu->addSeparator();
    addAction(QStringLiteral("quit"), menu, nullptr, tr("&Quit"), QKeySequence::Quit,
              [this] { close(); });
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
    addAction(QStringLiteral("undo"), menu, "undo", tr("&Undo"), QKeySequence::Undo,
              [this] { workspace_->undo(); });
    addAction(QStringLiteral("redo"), menu, "redo", tr("&Redo"),
              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [this] { workspace_->redo(); });
    menu->addSeparator();
    addAction(QStringLiteral("find-samples"), menu, "search", tr("&Find samples"),
              QKeySequence::Find, [this] {
                  showPanel(QStringLiteral("data"));
                  dataPanel_->focusSearch();
              });
    addAction(QStringLiteral("tag-selection"), menu, nullptr, tr("Ta&g the selection"),
              QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
                  showPanel(QStringLiteral("data"));
                  dataPanel_->tagSelected();
              });
    addAction(QStringLiteral("trash-selection"), menu, "trash", tr("Move selection to &trash"), {},
              [this] { dataPanel_->deleteSelected(); });
    addAction(QStringLiteral("rename-run"), menu, nullptr, tr("&Rename the run in Monitor"), {},
              [this] {
                  showPanel(QStringLiteral("monitor"));
                  monitorPanel_->runList()->renameCurrent();
              });
    addAction(QStringLiteral("paste-picture"), menu, "paste", tr("&Paste a picture into Query"),
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
        addAction(QStringLiteral("show-") + name, menu, name.toLatin1().constData(),
                  tr("Show %1").arg(docks_.value(name)->windowTitle()),
                  QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number++)),
                  [this, name] { showPanel(name); });
    menu->addSeparator();
    addAction(QStringLiteral("data-table"), menu, "data", tr("Data: grid or &table"), {}, [this] {
        showPanel(QStringLiteral("data"));
        dataPanel_->toggleTable();
    });
    addAction(QStringLiteral("data-single"), menu, "boxes",
              tr("Data: one sample, to edit its &boxes"), {}, [this] {
                  showPanel(QStringLiteral("data"));
                  dataPanel_->toggleSingle();
              });
    addAction(QStringLiteral("data-versions"), menu, "data", tr("Data: &versions and what changed"),
              {}, [this] {
                  showPanel(QStringLiteral("data"));
                  dataPanel_->showVersions();
              });
    addAction(QStringLiteral("query-camera"), menu, "camera",
              tr("Query: take a picture with a ca&mera"), {}, [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->openCamera();
              });
    addAction(QStringLiteral("query-caption"), menu, "query", tr("Query: &caption the picture"), {},
              [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->showTab(QStringLiteral("caption"));
              });
    addAction(QStringLiteral("query-ask"), menu, "query", tr("Query: &ask about the picture"), {},
              [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->showTab(QStringLiteral("ask"));
              });
    addAction(QStringLiteral("query-find"), menu, "search",
              tr("Query: find &pictures by a sentence"), {}, [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->showTab(QStringLiteral("pictures"));
              });
    addAction(QStringLiteral("query-pairs"), menu, "search",
              tr("Query: find pai&rs like the picture"), {}, [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->showTab(QStringLiteral("pairs"));
              });
    addAction(QStringLiteral("query-why"), menu, "evidence",
              tr("Query: &why the first result, the evidence"), {}, [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->explainBest();
              });
    addAction(QStringLiteral("query-batch"), menu, "query",
              tr("Query: ask about all se&lected samples"), {}, [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->showTab(QStringLiteral("batch"));
              });
    addAction(QStringLiteral("query-judge"), menu, "query", tr("Query: &judge a statement"), {},
              [this] {
                  showPanel(QStringLiteral("query"));
                  queryPanel_->showTab(QStringLiteral("judge"));
              });
    menu->addSeparator();
    QMenu* themes = menu->addMenu(tr("&Theme"));
    addAction(QStringLiteral("theme-system"), themes, nullptr, tr("Theme: follow the &system"), {},
              [this] { setTheme(Theme::Mode::System); });
    addAction(QStringLiteral("theme-light"), themes, "light", tr("Theme: &light"), {},
              [this] { setTheme(Theme::Mode::Light); });
    addAction(QStringLiteral("theme-dark"), themes, "dark", tr("Theme: &dark"), {},
              [this] { setTheme(Theme::Mode::Dark); });
    buildLanguageMenu(menu);
    addAction(QStringLiteral("full-screen"), menu, nullptr, tr("&Full screen"),
              QKeySequence(Qt::Key_F11),
              [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    buildLayoutMenu(menu);
}

void MainWindow::buildLayoutMenu(QMenu* view)
{
    addAction(QStringLiteral("reset-layout"), view, "refresh", tr("&Reset layout"), {},
              [this] { resetLayout(); });
    addAction(QStringLiteral("save-layout"), view, nullptr, tr("&Save the layout as…"), {},
              [this] { saveLayout(); });
    layoutMenu_ = view->addMenu(tr("La&youts"));
    connect(layoutMenu_, &QMenu::aboutToShow, this, &MainWindow::fillLayoutMenu);
}

void MainWindow::fillLayoutMenu()
{
    layoutMenu_->clear();
    const QStringList names = layouts::names();
    for (const QString& name : names)
        layoutMenu_->addAction(name, this, [this, name] { showLayout(layouts::state(name)); });
    if (names.isEmpty()) {
        layoutMenu_->addAction(tr("None yet: arrange the panels, then save the layout"))
            ->setEnabled(false);
        return;
    }
    layoutMenu_->addSeparator();
    QMenu* removal = layoutMenu_->addMenu(tr("Delete"));
    for (const QString& name : names)
        removal->addAction(name, this, [this, name] {
            replaceLayout(name, {}, tr("The layout %1 is gone.").arg(name));
        });
}

void MainWindow::saveLayout()
{
    bool given = false;
    const QString name = QInputDialog::getText(this, tr("Save the layout"), tr("Name"),
                                               QLineEdit::Normal, {}, &given)
                             .trimmed();
    if (given && !name.isEmpty())
        replaceLayout(name, saveState(kLayoutVersion), tr("The layout %1 is saved.").arg(name));
}

void MainWindow::replaceLayout(const QString& name, const QByteArray& state, const QString& news)
{
    const QByteArray before = layouts::keep(name, state);
    // What was there can be had back as long as nothing else is told.
    auto* undo = new QToolButton;
    undo->setText(tr("Undo"));
    connect(undo, &QToolButton::clicked, this, [this, name, before, undo] {
        layouts::keep(name, before);
        statusBar()->clearMessage();
        statusBar()->removeWidget(undo);
        undo->deleteLater();
    });
    QTimer::singleShot(kNewsMs, undo, &QObject::deleteLater);
    statusBar()->showMessage(news, kNewsMs);
    statusBar()->addPermanentWidget(undo);
}

void MainWindow::showLayout(const QByteArray& state)
{
    const bool busy = jobsBar_->isVisible();
    if (!restoreState(state, kLayoutVersion))
        workspace_->notifyError(tr("This layout is of a version with other panels."));
    jobsBar_->setVisible(busy);
    arrangeTitleBars();
}

void MainWindow::buildLanguageMenu(QMenu* view)
{
    QMenu* menu = view->addMenu(tr("&Language"));
    const QString chosen = QSettings().value(QStringLiteral("language")).toString();
    auto* group = new QActionGroup(this);
    const auto add = [&](const QString& text, const QString& code) {
        QAction* action = addAction(QStringLiteral("language-") + code, menu, nullptr, text, {},
                                    [this, code] { setLanguage(code); });
        action->setCheckable(true);
        action->setChecked(code == chosen);
        group->addAction(action);
    };
    add(tr("Language: follow the &system"), QString());
    for (const look::Language& language : look::languages())
        add(language.name, language.code);
}

void MainWindow::setLanguage(const QString& code)
{
    QSettings().setValue(QStringLiteral("language"), code);
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Language"),
                        tr("The window speaks the new language when the program starts again. "
                           "Training goes on meanwhile."),
                        QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    auto* again = box->addButton(tr("Start again now"), QMessageBox::AcceptRole);
    box->addButton(tr("Later"), QMessageBox::RejectRole);
    connect(again, &QAbstractButton::clicked, this, &MainWindow::restartWanted);
    box->open();
}

void MainWindow::buildHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    addAction(QStringLiteral("commands"), menu, "search", tr("&Commands"),
              QKeySequence(Qt::CTRL | Qt::Key_K), [this] { palette_->open(actions_); });
    addAction(QStringLiteral("shortcuts"), menu, "keyboard", tr("&Shortcuts"),
              QKeySequence(Qt::Key_F1),
              [this] { (new shell::ShortcutSheet(keys_.get(), this))->show(); });
    addAction(QStringLiteral("about"), menu, nullptr, tr("&About UNIMO Workbench"), {},
              [this] { showAbout(); });
}

void MainWindow::buildCorner()
{
    auto* commands = new QToolButton;
    const auto* action = findChild<QAction*>(QStringLiteral("commands"));
    const auto showKeys = [commands, action] {
        commands->setText(tr("Commands  %1")
                              .arg(action->shortcut().toString(QKeySequence::NativeText))
                              .trimmed());
    };
    showKeys();
    connect(action, &QAction::changed, commands, showKeys);
    commands->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    commands->setToolTip(tr("Find any command by its name"));
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
