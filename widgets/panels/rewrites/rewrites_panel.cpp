// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/rewrites_panel.h"

#include "core/rewrite/rewrite_job.h"
#include "widgets/bridge/blind_scores.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/tell_failure.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/flow_layout.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/models/augmentation_list.h"
#include "widgets/models/labelled_boxes.h"
#include "widgets/models/sample_menu.h"
#include "widgets/panels/rewrites/rewrite_delegate.h"
#include "widgets/panels/rewrites/rewrite_export.h"
#include "widgets/panels/rewrites/rewrite_tree_model.h"
#include "widgets/panels/rewrites/rules_tab.h"
#include "widgets/panels/rewrites/scene_graph_view.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <utility>

namespace unimo::panels {

using bridge::EngineThread;
using bridge::Workspace;
using models::AugmentationFilter;
using models::AugmentationModel;

namespace {

constexpr int kDetailsMs = 40;

struct Key
{
    store::Mark mark;
    int key;
    const char* name;
    const char* help;
};
constexpr std::array<Key, 4> kKeys = {
    {{store::Mark::TooEasy, Qt::Key_1,
      QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel", "Too easy"),
      QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel", "It teaches nothing")},
     {store::Mark::TooHard, Qt::Key_2,
      QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel", "Too hard"),
      QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel", "Nobody could tell from the picture")},
     {store::Mark::Wrong, Qt::Key_3,
      QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel", "Actually true"),
      QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel",
                        "Meant to be false, but true of the picture (or the other way round)")},
     {store::Mark::None, Qt::Key_0, QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel", "Take back"),
      QT_TRANSLATE_NOOP("unimo::panels::RewritesPanel", "No mark")}}};

} // namespace

RewritesPanel::RewritesPanel(Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine),
      blind_(new bridge::BlindScores(workspace->jobs(), this)),
      list_(new models::AugmentationList(workspace, QStringLiteral("rewrites"),
                                         tr("%1 of %2 captions"))),
      model_(new RewriteTreeModel(this)), sorted_(new QSortFilterProxyModel(this)),
      rules_(new RulesTab(workspace)), make_(new QToolButton), picture_(new look::PictureView),
      caption_(new QLabel), graph_(new SceneGraphView), tree_(new QTreeView), line_(new QLabel),
      tabs_(new QTabWidget), empty_(new look::EmptyState(QStringLiteral("rewrites"), {}, {})),
      pages_(new QStackedWidget)
{
    setProperty("panel", true);
    list_->table()->setAccessibleName(tr("Captions with rewrites"));
    list_->table()->setColumnWidth(AugmentationModel::Rejected, 84);
    list_->setMinimumWidth(280);
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list_);
    tabs_->setDocumentMode(true);
    tabs_->tabBar()->setDrawBase(false);
    tabs_->addTab(buildPair(), tr("This caption"));
    tabs_->addTab(rules_, tr("Whole split"));
    splitter->addWidget(tabs_);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 5);
    pageLayout->addWidget(buildTools());
    pageLayout->addWidget(splitter, 1);
    pages_->addWidget(empty_);
    pages_->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(pages_);

    detailsTimer_.setSingleShot(true);
    detailsTimer_.setInterval(kDetailsMs);
    connect(&detailsTimer_, &QTimer::timeout, this, &RewritesPanel::readDetails);
    connect(list_, &models::AugmentationList::splitChosen, this, &RewritesPanel::takeData);
    connect(list_, &models::AugmentationList::chosen, this, &RewritesPanel::choose);
    connect(workspace_, &Workspace::projectChanged, this, &RewritesPanel::openProject);
    connect(workspace_, &Workspace::dataChanged, this, &RewritesPanel::takeData);
    connect(workspace_, &Workspace::primaryChanged, this, &RewritesPanel::followPrimary);
    connect(workspace_, &Workspace::rewriteWanted, this, [this](qint64 /*sample*/, qint64 rewrite) {
        wanted_ = rewrite;
        tabs_->setCurrentIndex(0);
        goToWanted();
    });
    connect(workspace_, &Workspace::checkpointChanged, this, &RewritesPanel::scoreIfSeen);
    connect(engine_, &EngineThread::loaded, this, &RewritesPanel::scoreIfSeen);
    connect(engine_, &EngineThread::pairScored, this, &RewritesPanel::takeScores);
    connect(engine_, &EngineThread::failed, this,
            [this](EngineThread::Request request, const Error& error) {
                if (request != EngineThread::Request::PairScores)
                    return;
                problem_ = QString::fromStdString(error.text());
                showLine();
            });
    connect(blind_, &bridge::BlindScores::changed, this, &RewritesPanel::takeBlind);
    connect(blind_, &bridge::BlindScores::failed, this, [this](const Error& error) {
        workspace_->notifyError(QString::fromStdString(error.text()));
    });
    connect(empty_, &look::EmptyState::activated, this, [this] {
        if (workspace_->hasProject())
            rewriteCaptions(QStringLiteral("negatives"));
        else
            workspace_->showPanel(QStringLiteral("data"));
    });
    openProject();
}

QWidget* RewritesPanel::buildTools()
{
    using Show = AugmentationFilter::Show;
    list_->showBox()->setAccessibleName(tr("Which captions"));
    list_->addShow(tr("All captions"), Show::All);
    list_->addShow(tr("With a mark"), Show::Marked);
    list_->addShow(tr("To review: actually true"), Show::Wrong);
    list_->addShow(tr("Marked too easy"), Show::TooEasy);
    list_->addShow(tr("Marked too hard"), Show::TooHard);
    list_->addShow(tr("With rejected ones"), Show::Rejected);
    make_->setText(tr("Rewrite captions"));
    make_->setToolTip(tr("Make what is missing; what is there stays"));
    make_->setPopupMode(QToolButton::InstantPopup);
    make_->setProperty("menuButton", true);
    auto* menu = new QMenu(make_);
    addRewriting(menu, tr("False captions"),
                 tr("Captions of other pictures, and the caption with a fact exchanged; about a "
                    "thousand captions a second and core"),
                 QStringLiteral("negatives"));
    addRewriting(menu, tr("Back-translations"),
                 tr("Into another language and back; about a hundred captions a second"),
                 QStringLiteral("translations"));
    addRewriting(menu, tr("Phrases to hide whole"), tr("For masked language modelling"),
                 QStringLiteral("phrases"));
    menu->setToolTipsVisible(true);
    make_->setMenu(menu);
    auto* save = new QPushButton(tr("Export…"));
    save->setToolTip(tr("Save all rewrites of the split with their figures as CSV"));

    connect(save, &QPushButton::clicked, this, &RewritesPanel::chooseExport);

    auto* tools = new QWidget;
    auto* flow = new look::FlowLayout(tools, 8);
    flow->setContentsMargins(0, 0, 0, 8);
    for (QWidget* widget : std::initializer_list<QWidget*>{list_->splitBox(), list_->showBox(),
                                                           list_->searchBox(), make_, save})
        flow->addWidget(widget);
    return tools;
}

void RewritesPanel::addRewriting(QMenu* menu, const QString& text, const QString& help,
                                 const QString& level)
{
    QAction* action = menu->addAction(text);
    action->setToolTip(help);
    connect(action, &QAction::triggered, this, [this, level] { rewriteCaptions(level); });
}

QWidget* RewritesPanel::buildPair()
{
    caption_->setWordWrap(true);
    caption_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = caption_->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    caption_->setFont(font);
    auto* facts = new QWidget;
    auto* factsLayout = new QVBoxLayout(facts);
    factsLayout->setContentsMargins(8, 4, 0, 4);
    factsLayout->addWidget(caption_);
    factsLayout->addWidget(graph_, 1);
    auto* upper = new QSplitter;
    upper->setChildrenCollapsible(false);
    upper->addWidget(picture_);
    upper->addWidget(facts);
    upper->setStretchFactor(0, 2);
    upper->setStretchFactor(1, 3);

    sorted_->setSourceModel(model_);
    sorted_->setSortRole(RewriteTreeModel::SortRole);
    tree_->setModel(sorted_);
    tree_->setItemDelegate(new RewriteDelegate(tree_));
    tree_->setAccessibleName(tr("Rewrites"));
    models::giveSampleMenu(tree_, workspace_, QStringLiteral("rewrites"));
    tree_->setSortingEnabled(true);
    tree_->sortByColumn(-1, Qt::AscendingOrder);
    tree_->setAlternatingRowColors(true);
    tree_->setUniformRowHeights(true);
    tree_->setRootIsDecorated(false);
    tree_->setIndentation(8);
    tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree_->setAllColumnsShowFocus(true);
    QHeaderView* header = tree_->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(RewriteTreeModel::Text, QHeaderView::Stretch);
    const std::array<std::pair<int, int>, 6> widths = {{{RewriteTreeModel::Rule, 136},
                                                        {RewriteTreeModel::Fluency, 72},
                                                        {RewriteTreeModel::Blind, 64},
                                                        {RewriteTreeModel::Match, 64},
                                                        {RewriteTreeModel::Margin, 132},
                                                        {RewriteTreeModel::Use, 116}}};
    for (const auto& [column, width] : widths)
        header->resizeSection(column, width);
    connect(model_, &QAbstractItemModel::modelReset, tree_, [this] {
        tree_->expandAll();
        for (int group = 0; group < sorted_->rowCount(); ++group)
            tree_->setFirstColumnSpanned(group, {}, true);
    });

    auto* lower = new QWidget;
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 4, 0, 0);
    lowerLayout->setSpacing(4);
    lowerLayout->addWidget(tree_, 1);
    lowerLayout->addWidget(buildMarks());
    auto* side = new QSplitter(Qt::Vertical);
    side->setChildrenCollapsible(false);
    side->addWidget(upper);
    side->addWidget(lower);
    side->setStretchFactor(0, 2);
    side->setStretchFactor(1, 3);
    return side;
}

QWidget* RewritesPanel::buildMarks()
{
    auto* marks = new QWidget;
    auto* layout = new QHBoxLayout(marks);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (const Key& key : kKeys) {
        const QString name = tr(key.name);
        auto* button =
            new QPushButton(QStringLiteral("%1  %2").arg(QKeySequence(key.key).toString(), name));
        button->setAccessibleName(name);
        button->setToolTip(tr("%1 (%2)").arg(tr(key.help), QKeySequence(key.key).toString()));
        connect(button, &QPushButton::clicked, this, [this, chosen = key.mark] { mark(chosen); });
        auto* shortcut = new QShortcut(QKeySequence(key.key), tree_);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, chosen = key.mark] { mark(chosen); });
        layout->addWidget(button);
    }
    line_->setProperty("muted", true);
    line_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(line_, 1);
    return marks;
}

void RewritesPanel::openProject()
{
    rules_->setRules({}, {});
    blind_->clear();
    take({});
    list_->openProject();
    showEmpty();
}

void RewritesPanel::takeData()
{
    readCounts();
    detailsTimer_.start();
}

void RewritesPanel::readCounts()
{
    if (!workspace_->hasProject() || list_->split().isEmpty())
        return;
    struct Counts
    {
        std::vector<store::AugmentationCounts> captions;
        std::vector<store::RuleCounts> rules;
    };
    store::SampleFilter filter;
    filter.split = list_->split().toStdString();
    workspace_->reader()->ask(
        this,
        [filter](store::Project& project) {
            return Counts{project.rewriteCounts(filter), project.ruleCounts(filter)};
        },
        [this](Counts counts) {
            list_->setRows(std::move(counts.captions));
            rules_->setRules(list_->split(), std::move(counts.rules));
            showEmpty();
            followPrimary();
            scoreIfSeen();
        });
}

void RewritesPanel::choose(const store::AugmentationCounts& row)
{
    captionId_ = row.caption;
    if (row.sample == details_.sample.sample.id)
        showCaption();
    workspace_->setPrimarySample(row.sample);
    detailsTimer_.start();
}

void RewritesPanel::followPrimary()
{
    detailsTimer_.start();
    list_->follow(workspace_->primarySample());
    captionId_ = list_->current() ? list_->current()->caption : 0;
}

void RewritesPanel::readDetails()
{
    const qint64 sample = workspace_->primarySample();
    if (sample == 0 || !isVisible())
        return;
    workspace_->reader()->ask(
        this,
        [sample](store::Project& project) { return bridge::readRewriteDetails(project, sample); },
        [this](bridge::RewriteDetails details) {
            if (details.sample.sample.id == workspace_->primarySample())
                take(std::move(details));
        });
}

void RewritesPanel::take(bridge::RewriteDetails details)
{
    details_ = std::move(details);
    picture_->setPicture(details_.sample.picture);
    picture_->setPlaceholder(details_.sample.pictureError.isEmpty()
                                 ? tr("Choose a caption on the left")
                                 : details_.sample.pictureError);
    picture_->setBoxes(models::labelledBoxes(details_.sample.regions));
    const auto& captions = details_.sample.captions;
    const bool known = std::any_of(captions.begin(), captions.end(), [this](const auto& caption) {
        return caption.id == captionId_;
    });
    if (!known)
        captionId_ = captions.empty() ? 0 : captions.front().id;
    showCaption();
    goToWanted();
    scoreIfSeen();
}

void RewritesPanel::showCaption()
{
    const auto& captions = details_.sample.captions;
    const auto found = std::find_if(captions.begin(), captions.end(), [this](const auto& caption) {
        return caption.id == captionId_;
    });
    if (found == captions.end()) {
        caption_->clear();
        graph_->setGraph(std::nullopt);
        model_->setRewrites({}, {});
        showLine();
        return;
    }
    caption_->setText(QString::fromStdString(found->text));
    graph_->setGraph(details_.graphs[static_cast<size_t>(found - captions.begin())]);
    std::vector<store::Rewrite> own;
    for (const auto& rewrite : details_.sample.rewrites)
        if (rewrite.caption == captionId_)
            own.push_back(rewrite);
    model_->setRewrites(*found, std::move(own));
    takeBlind();
    showLine();
}

/// Chooses the rewrite that another panel asked for, as soon as its pair is shown.
void RewritesPanel::goToWanted()
{
    const auto& rewrites = details_.sample.rewrites;
    const auto found = std::find_if(rewrites.begin(), rewrites.end(),
                                    [this](const auto& rewrite) { return rewrite.id == wanted_; });
    if (found == rewrites.end())
        return;
    wanted_ = 0;
    captionId_ = found->caption;
    list_->follow(found->sample, captionId_);
    showCaption();
    const QModelIndex row = sorted_->mapFromSource(model_->rowOf(found->id));
    tree_->setCurrentIndex(row);
    tree_->scrollTo(row);
    tree_->setFocus();
}

/// Scores the shown pair by the workspace's checkpoint, and learns what words alone tell.
void RewritesPanel::scoreIfSeen()
{
    if (!isVisible() || !workspace_->hasProject())
        return;
    if (!list_->isEmpty())
        blind_->learn(workspace_->projectFolder(), list_->split());
    const qint64 sample = details_.sample.sample.id;
    scored_.clear();
    problem_.clear();
    if (sample == 0 || workspace_->checkpoint().isEmpty()) {
        model_->setScores({});
        showLine();
        return;
    }
    engine_->useCheckpoint(workspace_->checkpoint());
    if (engine_->info())
        engine_->scorePair(workspace_->projectFolder(), sample);
    showLine();
}

void RewritesPanel::takeScores(const inference::PairScores& scores)
{
    if (scores.sample != details_.sample.sample.id)
        return;
    model_->setScores(scores.texts);
    if (engine_->info())
        scored_ = tr("scored by step %1").arg(look::formatCount(engine_->info()->step));
    showLine();
}

void RewritesPanel::takeBlind()
{
    QHash<qint64, float> margins;
    const auto& all = blind_->margins().ofRewrite;
    for (const auto& rewrite : details_.sample.rewrites)
        if (const auto found = all.find(rewrite.id); found != all.end())
            margins.insert(rewrite.id, found->second);
    model_->setBlindMargins(margins);
    rules_->setGivenAway(blind_->margins().givenAway);
    showLine();
}

void RewritesPanel::showLine()
{
    QStringList parts;
    if (!problem_.isEmpty())
        parts << problem_;
    else if (!scored_.isEmpty())
        parts << scored_;
    else if (workspace_->checkpoint().isEmpty())
        parts << tr("no checkpoint yet: match and margin come with the first");
    if (blind_->isLearning())
        parts << tr("learning text-only scores");
    line_->setText(parts.join(QStringLiteral(" · ")));
}

void RewritesPanel::mark(store::Mark mark)
{
    QVector<qint64> ids;
    for (const QModelIndex& index : tree_->selectionModel()->selectedRows())
        if (const auto* rewrite = model_->rewrite(sorted_->mapToSource(index)))
            ids.push_back(rewrite->id);
    if (ids.isEmpty()) {
        workspace_->notify(tr("Choose a rewrite to mark"));
        return;
    }
    workspace_->markRewrites(ids, mark);
    // On to the next one, over the heads of groups.
    QModelIndex next = tree_->currentIndex();
    do
        next = tree_->indexBelow(next);
    while (next.isValid() && !next.parent().isValid());
    if (next.isValid() && ids.size() == 1)
        tree_->setCurrentIndex(next);
}

void RewritesPanel::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the rewrites"),
        QDir(workspace_->projectFolder())
            .filePath(QStringLiteral("rewrites-%1.csv").arg(list_->split())),
        tr("CSV (*.csv)"));
    if (!file.isEmpty())
        exportTo(file);
}

void RewritesPanel::exportTo(const QString& file)
{
    auto* job = workspace_->jobs()->start(
        tr("Saving rewrites of %1").arg(list_->split()),
        [folder = workspace_->projectFolder(), split = list_->split(),
         margins = blind_->margins().ofRewrite, file](const JobControl& control) {
            return saveRewrites(folder, split, margins, file, control);
        });
    connect(job, &bridge::CoreJob::succeeded, workspace_,
            [workspace = workspace_, file] { workspace->notify(tr("Saved %1").arg(file)); });
    bridge::tellFailure(job, workspace_);
}

void RewritesPanel::rewriteCaptions(const QString& level)
{
    rewrite::RewriteOptions options;
    options.split = list_->split().toStdString();
    options.sentences = options.words = level == QLatin1String("negatives");
    options.translation = level == QLatin1String("translations");
    options.phrases = level == QLatin1String("phrases");
    if (options.translation && options.pivots.empty()) {
        workspace_->notifyError(tr("No back-translations: install apertium and apertium-eng-spa"));
        return;
    }
    auto* job = workspace_->jobs()->start(tr("Rewriting captions of %1").arg(list_->split()),
                                          [folder = workspace_->projectFolder().toStdString(),
                                           options](const JobControl& control) -> Status {
                                              auto project = store::Project::open(folder);
                                              if (!project)
                                                  return project.error();
                                              const auto report = rewrite::rewriteCaptions(
                                                  **project, options, control);
                                              return report ? Status() : Status(report.error());
                                          });
    bridge::tellFailure(job, workspace_);
    connect(job, &bridge::CoreJob::finished, this, [this] {
        blind_->clear(); // there are new rewrites
        workspace_->announceDataChange();
    });
}

/// Which page is shown, and what the empty one says.
void RewritesPanel::showEmpty()
{
    const bool any = !list_->isEmpty();
    pages_->setCurrentIndex(any ? 1 : 0);
    empty_->setSentence(workspace_->hasProject()
                            ? tr("Every rewrite of every caption appears here, beside its picture: "
                                 "true ones and hard negatives. There are none yet.")
                            : tr("Open a project: what is made of its captions appears here."));
    empty_->setButtonText(workspace_->hasProject() ? tr("Rewrite captions") : tr("Go to Data"));
}

void RewritesPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (details_.sample.sample.id != workspace_->primarySample())
        detailsTimer_.start();
    scoreIfSeen();
}

} // namespace unimo::panels
