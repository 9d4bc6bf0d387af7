// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/evaluate_panel.h"

#include "core/base/files.h"
#include "core/findings/report.h"
#include "core/findings/results.h"
#include "core/tasks/evaluation.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/tell_failure.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/evaluate/evaluation_detail.h"
#include "widgets/panels/evaluate/evaluation_table_model.h"
#include "widgets/panels/evaluate/figure_text.h"
#include "widgets/panels/evaluate/table_export.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTextBrowser>
#include <QTextTable>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {

using bridge::Workspace;
using look::Theme;

namespace {

constexpr int kRefreshMs = 3000;

/// The findings of a project in Markdown, or what to do where there are none. Thread: any.
QString findingsOf(const QString& project)
{
    const auto results =
        findings::load(QDir(project).filePath(QStringLiteral("findings")).toStdString());
    if (!results)
        return QString::fromStdString(results.error().text());
    if (!*results)
        return {};
    const auto plan = findings::loadPlan(sharedFile("resources/recipes/findings"));
    if (!plan)
        return QString::fromStdString(plan.error().text());
    return QString::fromStdString(findings::reportMarkdown(*plan, **results));
}

/// Thin lines instead of the raised cells that Markdown tables come with.
void drawTables(QTextDocument& document)
{
    const auto frames = document.rootFrame()->childFrames();
    for (QTextFrame* frame : frames)
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorderCollapse(true);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorder(1);
            format.setBorderBrush(Theme::instance().color(QStringLiteral("border")));
            format.setCellPadding(5);
            format.setTopMargin(6);
            format.setBottomMargin(10);
            table->setFormat(format);
        }
}

} // namespace

EvaluatePanel::EvaluatePanel(Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), model_(new EvaluationTableModel(this)),
      filter_(new EvaluationFilter(this)), table_(new QTableView),
      detail_(new EvaluationDetail(workspace)), hint_(new QLabel), part_(new QComboBox),
      search_(new QLineEdit), runs_(new QLineEdit), split_(new QComboBox), regions_(new QComboBox),
      measure_(new QPushButton(tr("Measure checkpoint"))), problems_(new QLabel),
      findings_(new QTextBrowser), empty_(new look::EmptyState(QStringLiteral("evaluate"), {}, {})),
      pages_(new QStackedWidget)
{
    setProperty("panel", true);
    pages_->addWidget(empty_);
    pages_->addWidget(buildTable());
    auto* checkpoints = new QWidget;
    auto* checkpointsLayout = new QVBoxLayout(checkpoints);
    checkpointsLayout->setContentsMargins(0, 0, 0, 0);
    checkpointsLayout->setSpacing(0);
    checkpointsLayout->addWidget(buildTools());
    checkpointsLayout->addWidget(pages_, 1);

    findings_->setFrameShape(QFrame::NoFrame);
    findings_->setAccessibleName(tr("Findings"));
    findings_->document()->setDocumentMargin(16);

    auto* tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->tabBar()->setDrawBase(false);
    tabs->addTab(checkpoints, tr("Checkpoints"));
    tabs->addTab(findings_, tr("Findings"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(tabs);

    connect(&Theme::instance(), &Theme::changed, model_, &EvaluationTableModel::takeTheme);
    connect(&Theme::instance(), &Theme::changed, this,
            [this] { drawTables(*findings_->document()); });
    connect(&refreshTimer_, &QTimer::timeout, this, &EvaluatePanel::refresh);
    connect(workspace_, &Workspace::projectChanged, this, &EvaluatePanel::openProject);
    connect(workspace_, &Workspace::checkpointChanged, this, &EvaluatePanel::takeCheckpoint);
    connect(empty_, &look::EmptyState::activated, this, [this] {
        if (workspace_->checkpoint().isEmpty())
            workspace_->showPanel(QStringLiteral("train"));
        else
            measure();
    });
    openProject();
}

QWidget* EvaluatePanel::buildTools()
{
    part_->addItem(tr("All parts"), QString());
    for (const auto& name : tasks::evaluationTasks()) {
        const QString part = QString::fromStdString(name);
        part_->addItem(EvaluationTableModel::partName(part), part);
    }
    part_->setAccessibleName(tr("Part"));
    search_->setPlaceholderText(tr("Search figures"));
    search_->setAccessibleName(tr("Search figures"));
    runs_->setPlaceholderText(tr("Filter checkpoints"));
    runs_->setAccessibleName(tr("Filter checkpoints"));
    for (QLineEdit* edit : {search_, runs_}) {
        edit->setClearButtonEnabled(true);
        edit->setMinimumWidth(120);
    }
    split_->setAccessibleName(tr("Split to measure"));
    split_->setToolTip(
        tr("The split that is measured. All of them in one evaluation become slices of it."));
    regions_->addItem(tr("True boxes"), QStringLiteral("truth"));
    regions_->addItem(tr("Proposals"), QStringLiteral("proposals"));
    regions_->setAccessibleName(tr("Regions to measure with"));
    regions_->setToolTip(tr("The regions that pictures are seen by"));
    connect(part_, &QComboBox::currentIndexChanged, this,
            [this] { filter_->setPart(part_->currentData().toString()); });
    connect(search_, &QLineEdit::textChanged, filter_, &EvaluationFilter::setText);
    connect(runs_, &QLineEdit::textChanged, filter_, &EvaluationFilter::setRun);
    connect(measure_, &QPushButton::clicked, this, qOverload<>(&EvaluatePanel::measure));

    auto* tools = new QWidget;
    auto* layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(8);
    layout->addWidget(part_);
    layout->addWidget(search_, 1);
    layout->addWidget(runs_, 1);
    layout->addWidget(buildExport());
    layout->addSpacing(16);
    layout->addWidget(split_);
    layout->addWidget(regions_);
    layout->addWidget(measure_);
    return tools;
}

QWidget* EvaluatePanel::buildExport()
{
    auto* button = new QToolButton;
    button->setText(tr("Export…"));
    button->setToolTip(tr("Copy or save what the table shows"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setProperty("menuButton", true);
    auto* menu = new QMenu(button);
    connect(menu->addAction(tr("Copy as Markdown")), &QAction::triggered, this,
            &EvaluatePanel::copyMarkdown);
    connect(menu->addAction(tr("Save as CSV, JSON or Markdown…")), &QAction::triggered, this,
            &EvaluatePanel::chooseExport);
    button->setMenu(menu);
    look::setThemedIcon(button, QStringLiteral("copy"));
    return button;
}

QWidget* EvaluatePanel::buildTable()
{
    filter_->setSourceModel(model_);
    table_->setModel(filter_);
    table_->setAccessibleName(tr("Figures"));
    table_->setSelectionMode(QAbstractItemView::ContiguousSelection);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setHighlightSections(false);
    problems_->setProperty("muted", true);
    problems_->setWordWrap(true);
    problems_->setContentsMargins(8, 4, 8, 4);
    problems_->hide();
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &EvaluatePanel::showFigure);
    connect(detail_, &EvaluationDetail::measureWanted, this, &EvaluatePanel::measureAgain);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_, &QTableView::customContextMenuRequested, this, &EvaluatePanel::openMenu);
    auto* figures = new QWidget;
    auto* layout = new QVBoxLayout(figures);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(table_, 1);
    layout->addWidget(problems_);
    hint_->setText(
        tr("Choose a figure to see its examples, its slices and what was taken for what"));
    hint_->setProperty("muted", true);
    hint_->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(hint_);
    auto* page = new QSplitter(Qt::Vertical);
    page->setChildrenCollapsible(false);
    page->addWidget(figures);
    page->addWidget(detail_);
    page->setSizes({200, 400});
    page->setStretchFactor(0, 2);
    page->setStretchFactor(1, 3);
    detail_->hide();
    return page;
}

void EvaluatePanel::openProject()
{
    stamp_.clear();
    shown_.reset();
    detail_->hide();
    hint_->show();
    take({});
    takeFindings({});
    takeCheckpoint();
    if (!workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this, [](store::Project& project) { return project.splits(); },
        [this](const std::vector<std::pair<std::string, int64_t>>& splits) {
            split_->clear();
            for (const auto& [name, count] : splits)
                split_->addItem(QString::fromStdString(name), QString::fromStdString(name));
            const int test = split_->findText(QStringLiteral("test"));
            split_->setCurrentIndex(test >= 0 ? test : split_->count() - 1);
            const auto all = QString::fromLatin1(tasks::EvaluationOptions::kAllSplits);
            if (split_->count() > 1)
                split_->addItem(splitText(all), all);
        });
    refresh();
}

void EvaluatePanel::refresh()
{
    if (!workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this,
        [folder = workspace_->projectFolder(), stamp = stamp_](store::Project&) {
            return std::pair(bridge::readEvaluations(folder, stamp), findingsOf(folder));
        },
        [this](std::pair<std::optional<bridge::Evaluations>, QString> read) {
            if (read.first)
                take(*std::move(read.first));
            takeFindings(read.second);
        });
}

void EvaluatePanel::take(bridge::Evaluations evaluations)
{
    stamp_ = evaluations.stamp;
    problems_->setVisible(!evaluations.problems.isEmpty());
    problems_->setText(tr("Not read: %1").arg(evaluations.problems.join(QLatin1Char('\n'))));
    const bool any = !evaluations.found.empty() || !evaluations.problems.isEmpty();
    const auto shown = shown_;
    model_->setEvaluations(evaluations.found);
    detail_->setEvaluations(evaluations.found);
    pages_->setCurrentIndex(any ? 1 : 0);
    if (!shown)
        return;
    // The cell that was current is so again; the detail has what it needs already.
    shown_ = shown;
    const QModelIndex cell = filter_->mapFromSource(model_->indexOf(shown->first, shown->second));
    restoring_ = true;
    table_->setCurrentIndex(cell);
    restoring_ = false;
}

/// What can be done with the checkpoint of a column.
void EvaluatePanel::openMenu(const QPoint& position)
{
    const QModelIndex cell = filter_->mapToSource(table_->indexAt(position));
    if (!cell.isValid() || cell.column() < EvaluationTableModel::FirstEvaluation)
        return;
    const bridge::Evaluation evaluation = model_->evaluationAt(cell.column());
    auto* menu = new QMenu(table_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Theme& theme = Theme::instance();
    menu->addAction(
        theme.icon(QStringLiteral("query")), tr("Ask this checkpoint"), this, [this, evaluation] {
            workspace_->setActiveRun(evaluation.run);
            workspace_->setFixedCheckpoint(evaluation.checkpoint);
            workspace_->notify(tr("All panels ask step %1 of %2 now")
                                   .arg(look::formatCount(evaluation.step), evaluation.name));
        });
    menu->addAction(theme.icon(QStringLiteral("refresh")), tr("Measure again"), this,
                    [this, evaluation] { measureAgain(evaluation); });
    menu->popup(table_->viewport()->mapToGlobal(position));
}

void EvaluatePanel::measureAgain(const bridge::Evaluation& evaluation)
{
    measure(evaluation.checkpoint, evaluation.step, evaluation.split, evaluation.regions);
}

/// A cell shows its figure; the name of a figure, that of the checkpoint shown before or else of
/// the first one that has it.
void EvaluatePanel::showFigure(const QModelIndex& current)
{
    const QModelIndex cell = filter_->mapToSource(current);
    if (!cell.isValid() || restoring_)
        return;
    int column = cell.column();
    if (column < EvaluationTableModel::FirstEvaluation) {
        std::vector<int> known;
        for (int i = EvaluationTableModel::FirstEvaluation; i < model_->columnCount(); ++i)
            if (model_->figureAt(cell.row(), i))
                known.push_back(i);
        const auto before = std::find_if(known.begin(), known.end(), [this](int i) {
            return shown_ && model_->evaluationAt(i).file == shown_->first;
        });
        column = before == known.end() ? known.front() : *before;
    }
    const auto figure = model_->figureAt(cell.row(), column);
    if (figure && !detail_->isVisible()) // the cell may lie under what appears now
        QTimer::singleShot(0, this, [this] { table_->scrollTo(table_->currentIndex()); });
    detail_->setVisible(figure.has_value());
    hint_->setVisible(!figure);
    if (!figure) {
        shown_.reset();
        return detail_->clear();
    }
    const bridge::Evaluation& evaluation = model_->evaluationAt(column);
    shown_ = {evaluation.file, *figure};
    detail_->showFigure(evaluation, *figure, model_->nameOf(cell.row()));
}

void EvaluatePanel::takeCheckpoint()
{
    const QString checkpoint = workspace_->checkpoint();
    measure_->setEnabled(!checkpoint.isEmpty());
    measure_->setToolTip(
        checkpoint.isEmpty()
            ? tr("There is no checkpoint yet: train first")
            : tr("Measures %1: retrieval, questions, rewritten captions, captions and "
                 "labelled tasks, beside their baselines")
                  .arg(checkpoint));
    if (!workspace_->hasProject()) {
        empty_->setSentence(tr("Open a project: what was measured of its checkpoints is compared "
                               "here."));
        empty_->setButtonText({});
    } else if (checkpoint.isEmpty()) {
        empty_->setSentence(tr("The figures of every measured checkpoint are compared here. There "
                               "is no checkpoint yet."));
        empty_->setButtonText(tr("Go to Train"));
    } else {
        empty_->setSentence(tr("The figures of every measured checkpoint are compared here. None "
                               "was measured yet."));
        empty_->setButtonText(tr("Measure the checkpoint"));
    }
}

void EvaluatePanel::takeFindings(const QString& markdown)
{
    const QString text =
        markdown.isEmpty()
            ? tr("## No findings yet\n\n`unimo reproduce --project %1` trains the paper's "
                 "ablations on this project and compares them. Its tables and verdicts appear "
                 "here while it works.")
                  .arg(workspace_->hasProject() ? workspace_->projectFolder()
                                                : QStringLiteral("DIR"))
            : markdown;
    if (text == findingsText_)
        return;
    findingsText_ = text;
    findings_->setMarkdown(text);
    drawTables(*findings_->document());
}

void EvaluatePanel::measure()
{
    if (!workspace_->checkpoint().isEmpty() && workspace_->hasProject())
        measure(workspace_->checkpoint(), workspace_->checkpointStep(),
                split_->currentData().toString(), regions_->currentData().toString());
}

void EvaluatePanel::measure(const QString& checkpoint, qint64 step, const QString& split,
                            const QString& regions)
{
    tasks::EvaluationOptions options;
    options.split = split.toStdString();
    options.regions = regions.toStdString();
    auto* job = workspace_->jobs()->start(
        tr("Measuring step %1").arg(look::formatCount(step)),
        [checkpoint = checkpoint.toStdString(), project = workspace_->projectFolder().toStdString(),
         options](const JobControl& control) -> Status {
            const auto report = tasks::evaluateCheckpoint(checkpoint, project, options, control);
            return report ? Status() : Status(report.error());
        });
    measure_->setEnabled(false);
    connect(job, &bridge::CoreJob::succeeded, this, &EvaluatePanel::refresh);
    bridge::tellFailure(job, workspace_);
    connect(job, &bridge::CoreJob::finished, this, &EvaluatePanel::takeCheckpoint);
}

void EvaluatePanel::copyMarkdown()
{
    QGuiApplication::clipboard()->setText(markdownOf(*filter_));
    workspace_->notify(tr("Copied %1 rows as Markdown").arg(filter_->rowCount()));
}

void EvaluatePanel::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the figures"),
        QDir(workspace_->projectFolder()).filePath(QStringLiteral("figures.csv")),
        tr("Comma-separated values (*.csv);;JSON (*.json);;Markdown (*.md)"));
    if (!file.isEmpty())
        exportTo(file);
}

void EvaluatePanel::exportTo(const QString& file)
{
    if (auto saved = saveTable(*filter_, file); !saved)
        workspace_->notifyError(QString::fromStdString(saved.error().text()));
    else
        workspace_->notify(tr("Saved %1").arg(file));
}

void EvaluatePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    refreshTimer_.start(kRefreshMs);
}

void EvaluatePanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    refreshTimer_.stop();
}

} // namespace unimo::panels
