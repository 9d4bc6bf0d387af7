// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/train_panel.h"

#include "core/store/project.h"
#include "core/train/recipe.h"
#include "widgets/bridge/dry_run.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/resume_check.h"
#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/run_launcher.h"
#include "widgets/bridge/run_watcher.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/panels/train/device_view.h"
#include "widgets/panels/train/dry_run_view.h"
#include "widgets/panels/train/live_settings.h"
#include "widgets/panels/train/queue_view.h"
#include "widgets/panels/train/run_box.h"
#include "widgets/panels/train/run_control.h"
#include "widgets/panels/train/settings_form.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {
namespace {

constexpr auto kDemoRecipe = "demo";

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("heading", true);
    return label;
}

QLabel* wrapped()
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    return label;
}

QWidget* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

} // namespace

TrainPanel::TrainPanel(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), launcher_(new bridge::RunLauncher(this)),
      watcher_(new bridge::RunWatcher(this)), control_(new RunControl(this)),
      box_(new RunBox(control_)), form_(new SettingsForm(train::recipeTable())),
      dryRun_(new bridge::DryRun(workspace->jobs(), this)), dryRunView_(new DryRunView),
      queue_(new QueueView(workspace)), device_(new DeviceView),
      resume_(new bridge::ResumeCheck(workspace, this)), pages_(new QStackedWidget)
{
    auto* empty = new look::EmptyState(
        QStringLiteral("train"),
        tr("Training needs a project with pictures and captions. Open or import one first."),
        tr("Go to Data"));
    connect(empty, &look::EmptyState::activated, this,
            [this] { workspace_->showPanel(QStringLiteral("data")); });

    auto* columns = new QSplitter(Qt::Horizontal);
    columns->addWidget(scrolled(buildWhat()));
    columns->addWidget(form_);
    columns->addWidget(scrolled(buildRight()));
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(16);
    columns->setStretchFactor(1, 1);
    columns->setSizes({280, 640, 320});
    auto* whole = new QWidget;
    auto* wholeLayout = new QVBoxLayout(whole);
    wholeLayout->setContentsMargins(0, 0, 0, 0);
    wholeLayout->setSpacing(8);
    wholeLayout->addWidget(columns, 1);
    wholeLayout->addWidget(buildCommandLine());
    pages_->addWidget(empty);
    pages_->addWidget(whole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(pages_);

    connectRunBox();
    connectDryRun();
    connectQueue();
    connectDevice();
    connectResume();
    using bridge::Workspace;
    connect(workspace_, &Workspace::projectChanged, this, &TrainPanel::openProject);
    connect(workspace_, &Workspace::dataChanged, this, &TrainPanel::readData);
    connect(workspace_, &Workspace::activeRunChanged, this, &TrainPanel::followActiveRun);
    connect(workspace_, &Workspace::demoTrainingWanted, this, [this] {
        preset_->setCurrentText(QString::fromLatin1(kDemoRecipe));
        choosePreset();
        if (control_->canStart())
            start();
    });
    connect(workspace_, &Workspace::runEditWanted, this, &TrainPanel::editRun);
    connect(workspace_, &Workspace::startFromWanted, this, [this](const QString& checkpoint) {
        form_->setValue(QStringLiteral("start.from"), checkpoint.toStdString());
        workspace_->showPanel(QStringLiteral("train"));
        workspace_->notify(tr("The next run starts from %1. Choose its preset and objectives.")
                               .arg(QDir(checkpoint).dirName()));
    });
    connect(watcher_, &bridge::RunWatcher::statusChanged, this, &TrainPanel::setStatus);
    connect(form_, &SettingsForm::changed, this, &TrainPanel::showPlan);
    choosePreset();
    openProject();
}

QWidget* TrainPanel::buildWhat()
{
    preset_ = new QComboBox;
    preset_->setObjectName(QStringLiteral("preset"));
    preset_->setAccessibleName(tr("Preset"));
    for (const std::string& name : train::recipeNames())
        preset_->addItem(QString::fromStdString(name));
    preset_->setCurrentIndex(std::max(0, preset_->findText(QString::fromLatin1(kDemoRecipe))));
    connect(preset_, &QComboBox::activated, this, &TrainPanel::choosePreset);
    presetError_ = wrapped();
    presetError_->setProperty("bad", true);
    presetError_->hide();
    project_ = wrapped();
    data_ = wrapped();
    data_->setTextFormat(Qt::RichText);
    dataWarning_ = wrapped();
    dataWarning_->setProperty("bad", true);
    dataWarning_->hide();
    plan_ = wrapped();
    plan_->setTextFormat(Qt::RichText);

    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(heading(tr("Preset")));
    layout->addWidget(preset_);
    layout->addWidget(presetError_);
    layout->addSpacing(8);
    layout->addWidget(heading(tr("Data")));
    layout->addWidget(project_);
    layout->addWidget(data_);
    layout->addWidget(dataWarning_);
    layout->addSpacing(8);
    layout->addWidget(heading(tr("Device")));
    layout->addWidget(device_);
    layout->addSpacing(8);
    layout->addWidget(heading(tr("Next run")));
    layout->addWidget(plan_);
    layout->addWidget(dryRunView_);
    layout->addStretch();
    return column;
}

QWidget* TrainPanel::buildCommandLine()
{
    commandLine_ = new QLineEdit;
    commandLine_->setObjectName(QStringLiteral("command"));
    commandLine_->setReadOnly(true);
    commandLine_->setAccessibleName(tr("Command"));
    QFont fixed(QStringLiteral("monospace"));
    fixed.setStyleHint(QFont::Monospace);
    fixed.setPointSizeF(font().pointSizeF());
    commandLine_->setFont(fixed);
    processes_ = new QSpinBox;
    processes_->setObjectName(QStringLiteral("processes"));
    processes_->setRange(1, 256);
    processes_->setAccessibleName(tr("Processes"));
    processes_->setToolTip(
        tr("How many processes of this computer train the model together, each on "
           "a GPU of its own; without GPUs they share the cores"));
    connect(processes_, &QSpinBox::valueChanged, this, &TrainPanel::showPlan);
    auto* copy = new QPushButton(tr("Copy"));
    copy->setToolTip(tr("Copies the command that starts the same run in a shell"));
    connect(copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(command().text());
        workspace_->notify(tr("The command is on the clipboard"));
    });
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("Command"));
    label->setProperty("muted", true);
    auto* processesLabel = new QLabel(tr("Processes"));
    processesLabel->setProperty("muted", true);
    processesLabel->setBuddy(processes_);
    layout->addWidget(processesLabel);
    layout->addWidget(processes_);
    layout->addWidget(label);
    layout->addWidget(commandLine_, 1);
    layout->addWidget(copy);
    return line;
}

void TrainPanel::connectDryRun()
{
    using bridge::DryRun;
    connect(dryRunView_, &DryRunView::wanted, this, [this] {
        dryRun_->start(command());
        dryRunView_->setRunning(true);
        dryRunView_->clear();
    });
    connect(dryRun_, &DryRun::reported, dryRunView_, &DryRunView::setReport);
    connect(dryRun_, &DryRun::failed, this, [this](const Error& error) {
        if (error.kind != ErrorKind::Cancelled)
            dryRunView_->setFault(QString::fromStdString(error.text()));
    });
    connect(dryRun_, &DryRun::ended, this, [this] { dryRunView_->setRunning(false); });
    // What it found is of other settings then.
    connect(form_, &SettingsForm::changed, dryRunView_, &DryRunView::clear);
}

void TrainPanel::connectRunBox()
{
    using Kind = train::ControlCommand::Kind;
    connect(box_, &RunBox::mainClicked, this, &TrainPanel::doMain);
    connect(box_, &RunBox::restartClicked, this, &TrainPanel::restart);
    connect(box_, &RunBox::stopClicked, this, [this] {
        send({Kind::Stop, {}, 0}, tr("Stopping…"));
    });
    connect(box_, &RunBox::checkpointClicked, this, [this] {
        send({Kind::Checkpoint, {}, 0}, {});
        workspace_->notify(tr("A checkpoint is written after the current step"));
    });
    connect(box_, &RunBox::watchClicked, this,
            [this] { workspace_->showPanel(QStringLiteral("monitor")); });
    connect(box_, &RunBox::logClicked, this,
            [this] { workspace_->showPanel(QStringLiteral("log")); });
    connect(box_->liveSettings(), &LiveSettings::setWanted, this,
            [this](const QString& key, double value) {
                send({Kind::Set, key.toStdString(), value}, {});
                workspace_->notify(tr("%1 is set to %2 with the next step").arg(key).arg(value));
            });
}

// --- project and recipe
// ------------------------------------------------------------------------------

void TrainPanel::openProject()
{
    const bool has = workspace_->hasProject();
    pages_->setCurrentIndex(has ? 1 : 0);
    control_->setHasProject(has);
    project_->setText(QDir(workspace_->projectFolder()).dirName());
    project_->setToolTip(QDir::toNativeSeparators(workspace_->projectFolder()));
    readData();
    followActiveRun();
    showPlan();
}

void TrainPanel::readData()
{
    if (workspace_->hasProject())
        workspace_->reader()->ask(
            this, [](store::Project& project) { return project.splits(); },
            [this](const std::vector<std::pair<std::string, int64_t>>& splits) {
                splits_ = splits;
                showPlan();
            });
}

void TrainPanel::showData(const std::vector<std::pair<std::string, int64_t>>& splits)
{
    QString rows;
    for (const auto& [name, count] : splits)
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=right>%2</td></tr>")
                    .arg(name.empty() ? tr("without a split")
                                      : QString::fromStdString(name).toHtmlEscaped(),
                         look::formatCount(count));
    data_->setText(QStringLiteral("<table>") + rows + QStringLiteral("</table>"));
    data_->setVisible(!rows.isEmpty());

    const auto wanted = form_->value(QStringLiteral("data.train_split")).get<std::string>();
    const bool found = std::any_of(splits.begin(), splits.end(), [&](const auto& split) {
        return split.first == wanted && split.second > 0;
    });
    dataWarning_->setText(
        tr("No sample is in the training split “%1”. Set the split in Data, or name "
           "another one under Data, Training split.")
            .arg(QString::fromStdString(wanted)));
    dataWarning_->setVisible(!found);
}

void TrainPanel::editRun(const QString& run)
{
    const auto recipe =
        train::loadRecipe(train::RunFolder(run.toStdString()).recipeFile().string());
    if (!recipe)
        return workspace_->notifyError(QString::fromStdString(recipe.error().text()));
    form_->setValues(*recipe);
    workspace_->showPanel(QStringLiteral("train"));
    workspace_->notify(tr("These are the settings of %1. Change them and start a new run.")
                           .arg(bridge::runName(run)));
}

void TrainPanel::choosePreset()
{
    const auto recipe = train::loadRecipe(preset_->currentText().toStdString());
    presetError_->setVisible(!recipe.ok());
    if (recipe)
        form_->setPreset(*recipe);
    else
        presetError_->setText(QString::fromStdString(recipe.error().text()));
}

void TrainPanel::showPlan()
{
    const auto text = [this](const char* key) {
        return QString::fromStdString(form_->value(QString::fromLatin1(key)).get<std::string>());
    };
    const auto minutes = form_->value(QStringLiteral("run.minutes")).get<double>();
    const auto steps = form_->value(QStringLiteral("run.steps")).get<int64_t>();
    QStringList ends;
    if (minutes > 0)
        ends << tr("%1 of training").arg(look::formatDuration(60 * minutes));
    if (steps > 0)
        ends << tr("%1 steps").arg(look::formatCount(steps));
    const QString end = ends.isEmpty() ? tr("never: give minutes or steps")
                                       : tr("after %1").arg(ends.join(tr(" or ")));
    QString rows;
    const std::pair<QString, QString> lines[] = {
        {tr("Model"), text("model.preset")},
        {tr("Text starts from"), text("start.text")},
        {tr("Device"), tr("%1, %2").arg(text("run.device"), text("run.precision"))},
        {tr("Ends"), end}};
    for (const auto& [name, value] : lines)
        rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(name, value.toHtmlEscaped());
    plan_->setText(QStringLiteral("<table>") + rows + QStringLiteral("</table>"));
    showData(splits_);
    commandLine_->setText(command().text());
    commandLine_->setCursorPosition(0);
    commandLine_->setToolTip(commandLine_->text());
}

bridge::TrainCommand TrainPanel::command() const
{
    const QDir runs(QDir(workspace_->projectFolder()).filePath(QStringLiteral("runs")));
    const auto folder =
        train::newRunFolder(runs.path().toStdString(), preset_->currentText().toStdString());
    return {workspace_->projectFolder(),
            QString::fromStdString(folder.string()),
            preset_->currentText(),
            form_->changes(),
            false,
            processes_->value()};
}

// --- the active run
// ------------------------------------------------------------------------------------

void TrainPanel::followActiveRun()
{
    const QString run = workspace_->activeRun();
    control_->setRun(run);
    box_->setRun(run.isEmpty() ? QString() : bridge::runName(run));
    watcher_->watch(run);
    resume_->forget();
    readRunRecipe();
}

void TrainPanel::readRunRecipe()
{
    if (workspace_->activeRun().isEmpty())
        return;
    const train::RunFolder run(workspace_->activeRun().toStdString());
    if (const auto recipe = train::loadRecipe(run.recipeFile().string()))
        box_->liveSettings()->setRecipe(*recipe);
}

void TrainPanel::setStatus(const train::RunStatus& status)
{
    const bool began = !control_->status() || control_->status()->state != status.state;
    control_->setStatus(status);
    resume_->look(workspace_->activeRun(), status);
    if (began && status.state == train::RunState::Running)
        readRunRecipe(); // the trainer has written it by now
}

void TrainPanel::doMain()
{
    using Kind = train::ControlCommand::Kind;
    switch (control_->mainAction()) {
    case RunControl::Action::Start:
        start();
        break;
    case RunControl::Action::Pause:
        send({Kind::Pause, {}, 0}, tr("Pausing…"));
        break;
    case RunControl::Action::Resume:
        send({Kind::Resume, {}, 0}, tr("Resuming…"));
        break;
    case RunControl::Action::None:
        break;
    }
}

void TrainPanel::start()
{
    launch(command());
    showPlan(); // the next run has another name
}

void TrainPanel::restart()
{
    launch(
        {workspace_->projectFolder(), workspace_->activeRun(), {}, {}, true, processes_->value()});
}

void TrainPanel::launch(const bridge::TrainCommand& wanted)
{
    if (const Status started = launcher_->start(wanted); !started) {
        workspace_->notifyError(QString::fromStdString(started.error().text()));
        return;
    }
    workspace_->setActiveRun(wanted.run);
    control_->setAsked(tr("Starting…"));
    workspace_->notify(tr("Training starts: %1").arg(QDir(wanted.run).dirName()));
}

void TrainPanel::send(const train::ControlCommand& command, const QString& asked)
{
    if (const Status sent = bridge::RunLauncher::send(workspace_->activeRun(), command); !sent)
        workspace_->notifyError(QString::fromStdString(sent.error().text()));
    else if (!asked.isEmpty())
        control_->setAsked(asked);
}

} // namespace unimo::panels
