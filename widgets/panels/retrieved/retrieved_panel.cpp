// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/retrieved/retrieved_panel.h"

#include "core/search/augment.h"
#include "core/store/project.h"
#include "core/tasks/sentence_encoder.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/tell_failure.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/flow_layout.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/plain_table.h"
#include "widgets/look/theme.h"
#include "widgets/models/augmentation_list.h"
#include "widgets/models/labelled_boxes.h"
#include "widgets/models/sample_row_delegate.h"
#include "widgets/models/thumbnail_loader.h"
#include "widgets/panels/retrieved/neighbour_model.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace unimo::panels {

using bridge::EngineThread;
using bridge::Workspace;
using models::AugmentationFilter;
using models::AugmentationModel;

namespace {

constexpr int kDetailsMs = 40;
constexpr int kPictureRow = 72;

} // namespace

RetrievedPanel::RetrievedPanel(Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine),
      thumbnails_(new models::ThumbnailLoader(this)),
      list_(new models::AugmentationList(workspace, QStringLiteral("retrieved"),
                                         tr("%1 of %2 pairs"))),
      pictures_(new NeighbourModel(store::SampleKind::Image, thumbnails_, this)),
      texts_(new NeighbourModel(store::SampleKind::Text, thumbnails_, this)),
      pictureTable_(new QTableView), textTable_(new QTableView), picture_(new look::PictureView),
      caption_(new QLabel), loss_(new QLabel), limit_(new QSlider(Qt::Horizontal)),
      limitText_(new QLabel), empty_(new look::EmptyState(QStringLiteral("retrieved"), {}, {})),
      pages_(new QStackedWidget)
{
    setProperty("panel", true);
    list_->table()->setAccessibleName(tr("Pairs with something retrieved"));
    // There is a filter, and a pair's own rows say why.
    list_->table()->setColumnHidden(AugmentationModel::Rejected, true);
    list_->setMinimumWidth(216);
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list_);
    splitter->addWidget(
        buildLane(pictureTable_, pictures_, tr("Pictures retrieved for the caption")));
    splitter->addWidget(buildPair());
    splitter->addWidget(buildLane(textTable_, texts_, tr("Texts retrieved for the picture")));
    const std::array<int, 4> shares = {2, 2, 4, 4};
    for (size_t i = 0; i < shares.size(); ++i)
        splitter->setStretchFactor(static_cast<int>(i), shares[i]);
    pageLayout->addWidget(buildTools());
    pageLayout->addWidget(splitter, 1);
    pages_->addWidget(empty_);
    pages_->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(pages_);

    detailsTimer_.setSingleShot(true);
    detailsTimer_.setInterval(kDetailsMs);
    connect(&detailsTimer_, &QTimer::timeout, this, &RetrievedPanel::readDetails);
    connect(list_, &models::AugmentationList::splitChosen, this, &RetrievedPanel::readCounts);
    connect(
        list_, &models::AugmentationList::chosen, this,
        [this](const store::AugmentationCounts& row) { workspace_->setPrimarySample(row.sample); });
    connect(workspace_, &Workspace::projectChanged, this, &RetrievedPanel::openProject);
    connect(workspace_, &Workspace::dataChanged, this, [this] {
        readCounts();
        detailsTimer_.start();
    });
    connect(workspace_, &Workspace::primaryChanged, this, &RetrievedPanel::followPrimary);
    connect(workspace_, &Workspace::neighbourWanted, this,
            [this](qint64 /*sample*/, qint64 neighbour) {
                wanted_ = neighbour;
                goToWanted();
            });
    connect(workspace_, &Workspace::checkpointChanged, this, &RetrievedPanel::scoreIfSeen);
    connect(engine_, &EngineThread::loaded, this, &RetrievedPanel::scoreIfSeen);
    connect(engine_, &EngineThread::pairScored, this, &RetrievedPanel::takeScores);
    connect(engine_, &EngineThread::failed, this,
            [this](EngineThread::Request request, const Error& error) {
                if (request != EngineThread::Request::PairScores)
                    return;
                problem_ = QString::fromStdString(error.text());
                showLoss();
            });
    connect(empty_, &look::EmptyState::activated, this, [this] {
        if (workspace_->hasProject())
            retrieve();
        else
            workspace_->showPanel(QStringLiteral("data"));
    });
    openProject();
}

QWidget* RetrievedPanel::buildTools()
{
    using Show = AugmentationFilter::Show;
    list_->showBox()->setAccessibleName(tr("Which pairs"));
    list_->addShow(tr("All pairs"), Show::All);
    list_->addShow(tr("With what does not fit"), Show::Wrong);
    list_->addShow(tr("With copies or leaks"), Show::Rejected);
    auto* again = new QPushButton(tr("Retrieve"));
    again->setToolTip(tr("Find what is missing; what still holds stays"));

    connect(again, &QPushButton::clicked, this, &RetrievedPanel::retrieve);

    auto* tools = new QWidget;
    auto* flow = new look::FlowLayout(tools, 8);
    flow->setContentsMargins(0, 0, 0, 8);
    for (QWidget* widget : std::initializer_list<QWidget*>{list_->splitBox(), list_->showBox(),
                                                           list_->searchBox(), again})
        flow->addWidget(widget);
    return tools;
}

QWidget* RetrievedPanel::buildLane(QTableView* table, NeighbourModel* model, const QString& title)
{
    const bool pictures = model == pictures_;
    table->setModel(model);
    table->setAccessibleName(title);
    look::makePlainTable(table);
    table->setSortingEnabled(false); // the order is the finding
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setWordWrap(true);
    if (pictures)
        table->setItemDelegateForColumn(NeighbourModel::Shown,
                                        new models::SampleRowDelegate(table));
    table->verticalHeader()->setDefaultSectionSize(
        pictures ? kPictureRow : 2 * table->fontMetrics().height() + 10);
    QHeaderView* header = table->horizontalHeader();
    const std::array<std::pair<int, int>, 4> widths = {{{NeighbourModel::Score, 62},
                                                        {NeighbourModel::Similarity, 66},
                                                        {NeighbourModel::Effect, 60},
                                                        {NeighbourModel::Use, 78}}};
    for (const auto& [column, width] : widths)
        header->resizeSection(column, width);
    header->setSectionResizeMode(pictures ? NeighbourModel::Use : NeighbourModel::Shown,
                                 QHeaderView::Stretch);
    if (pictures)
        header->resizeSection(NeighbourModel::Shown, kPictureRow + 8);
    table->setColumnHidden(NeighbourModel::Collection, true); // in the line below
    table->setMinimumWidth(pictures ? 366 : 410);

    auto* from = new QLabel;
    from->setProperty("muted", true);
    from->setWordWrap(true);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, from,
            [model, from](const QModelIndex& now) {
                from->setText(now.isValid() ? tr("%1, from collection %2")
                                                  .arg(model->at(now.row()).shown,
                                                       model->at(now.row()).collection)
                                            : QString());
            });
    connect(model, &QAbstractItemModel::modelReset, from, &QLabel::clear);

    auto* wrong = new QPushButton(tr("3  Does not fit"));
    wrong->setToolTip(tr("Leave it out of training (3)"));
    auto* back = new QPushButton(tr("0  Take back"));
    back->setToolTip(tr("No mark (0)"));
    const std::array<std::pair<QPushButton*, store::Mark>, 2> marks = {
        {{wrong, store::Mark::Wrong}, {back, store::Mark::None}}};
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (const auto& [button, chosen] : marks) {
        const auto run = [this, table, model, wanted = chosen] { mark(table, model, wanted); };
        connect(button, &QPushButton::clicked, this, run);
        auto* shortcut = new QShortcut(
            QKeySequence(chosen == store::Mark::Wrong ? Qt::Key_3 : Qt::Key_0), table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);

    auto* heading = new QLabel(title);
    heading->setProperty("muted", true);
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->setSpacing(4);
    layout->addWidget(heading);
    layout->addWidget(table, 1);
    layout->addWidget(from);
    layout->addLayout(buttons);
    return side;
}

QWidget* RetrievedPanel::buildPair()
{
    caption_->setWordWrap(true);
    caption_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    caption_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    QFont font = caption_->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    caption_->setFont(font);
    loss_->setWordWrap(true);
    loss_->setTextFormat(Qt::RichText);
    limit_->setAccessibleName(tr("How many of each kind are used"));
    limit_->setToolTip(tr("How many retrieved pictures and texts count, the nearest first. The "
                          "recipe's cmcl.texts and cmcl.pictures set what a step draws."));
    limit_->setPageStep(1);
    limit_->setTickPosition(QSlider::TicksBelow);
    connect(limit_, &QSlider::valueChanged, this, &RetrievedPanel::limitTo);
    auto* limit = new QHBoxLayout;
    limit->setSpacing(8);
    limit->addWidget(limitText_);
    limit->addWidget(limit_, 1);
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->setSpacing(8);
    layout->addWidget(picture_, 1);
    layout->addWidget(caption_);
    layout->addLayout(limit);
    layout->addWidget(loss_);
    side->setMinimumWidth(200);
    return side;
}

void RetrievedPanel::openProject()
{
    thumbnails_->clear();
    take({});
    list_->openProject();
    showEmpty();
}

void RetrievedPanel::readCounts()
{
    if (!workspace_->hasProject() || list_->split().isEmpty())
        return;
    store::SampleFilter filter;
    filter.split = list_->split().toStdString();
    workspace_->reader()->ask(
        this, [filter](store::Project& project) { return project.neighbourCounts(filter); },
        [this](std::vector<store::AugmentationCounts> counts) {
            list_->setRows(std::move(counts));
            showEmpty();
            detailsTimer_.start();
        });
}

void RetrievedPanel::followPrimary()
{
    list_->follow(workspace_->primarySample());
    detailsTimer_.start();
}

void RetrievedPanel::readDetails()
{
    const qint64 sample = workspace_->primarySample();
    if (sample == 0 || !isVisible())
        return;
    workspace_->reader()->ask(
        this,
        [sample](store::Project& project) { return bridge::readSampleDetails(project, sample); },
        [this](bridge::SampleDetails details) {
            if (details.sample.id == workspace_->primarySample())
                take(std::move(details));
        });
}

void RetrievedPanel::take(bridge::SampleDetails details)
{
    details_ = std::move(details);
    picture_->setPicture(details_.picture);
    picture_->setPlaceholder(details_.pictureError.isEmpty() ? tr("Choose a pair on the left")
                                                             : details_.pictureError);
    picture_->setBoxes(models::labelledBoxes(details_.regions));
    caption_->setText(details_.captions.empty()
                          ? QString()
                          : QString::fromStdString(details_.captions.front().text));
    pictures_->setNeighbours(details_.retrieved);
    texts_->setNeighbours(details_.retrieved);
    const int most = std::max(pictures_->usableCount(), texts_->usableCount());
    const bool all = limit_->value() == limit_->maximum();
    limit_->setRange(0, most);
    if (all)
        limit_->setValue(most);
    limitTo(limit_->value());
    goToWanted();
    scoreIfSeen();
}

/// Chooses what another panel asked for, as soon as its pair is shown.
void RetrievedPanel::goToWanted()
{
    const std::array<std::pair<QTableView*, NeighbourModel*>, 2> lanes = {
        {{pictureTable_, pictures_}, {textTable_, texts_}}};
    for (const auto& [table, model] : lanes)
        if (const int row = model->rowOf(wanted_); row >= 0) {
            wanted_ = 0;
            table->selectRow(row);
            table->scrollTo(model->index(row, 0));
            table->setFocus();
        }
}

void RetrievedPanel::scoreIfSeen()
{
    if (!isVisible() || !workspace_->hasProject())
        return;
    problem_.clear();
    lossByCount_.clear();
    if (details_.sample.id != 0 && !workspace_->checkpoint().isEmpty()) {
        engine_->useCheckpoint(workspace_->checkpoint());
        if (engine_->info())
            engine_->scorePair(workspace_->projectFolder(), details_.sample.id);
    }
    showLoss();
}

void RetrievedPanel::takeScores(const inference::PairScores& scores)
{
    if (scores.sample != details_.sample.id)
        return;
    pictures_->setScores(scores.neighbours);
    texts_->setScores(scores.neighbours);
    lossByCount_ = scores.lossByCount;
    showLoss();
}

void RetrievedPanel::limitTo(int count)
{
    pictures_->setLimit(count);
    texts_->setLimit(count);
    limitText_->setText(tr("Nearest %1 of each").arg(count));
    showLoss();
}

void RetrievedPanel::showLoss()
{
    if (lossByCount_.empty()) {
        loss_->setText(
            !problem_.isEmpty() ? problem_.toHtmlEscaped()
            : workspace_->checkpoint().isEmpty()
                ? tr("The effect on the pair's loss is shown once there is a checkpoint.")
                : QString());
        return;
    }
    const auto count = std::min(static_cast<size_t>(limit_->value()), lossByCount_.size() - 1);
    const auto before = static_cast<double>(lossByCount_.front());
    const auto after = static_cast<double>(lossByCount_[count]);
    loss_->setText(
        tr("Contrastive loss of this pair: <b>%1</b> without what was retrieved, <b>%2</b> with it "
           "(%3)")
            .arg(before, 0, 'f', 3)
            .arg(after, 0, 'f', 3)
            .arg((after <= before ? QStringLiteral("−") : QStringLiteral("+")) +
                 QString::number(std::abs(after - before), 'f', 3)));
}

void RetrievedPanel::mark(QTableView* table, NeighbourModel* model, store::Mark mark)
{
    QVector<qint64> ids;
    for (const QModelIndex& index : table->selectionModel()->selectedRows())
        ids.push_back(model->at(index.row()).neighbour.id);
    if (ids.isEmpty())
        workspace_->notify(tr("Choose a row to mark"));
    else
        workspace_->markNeighbours(ids, mark);
}

void RetrievedPanel::retrieve()
{
    search::AugmentOptions options;
    options.split = list_->split().toStdString();
    auto* job = workspace_->jobs()->start(tr("Retrieving for %1").arg(list_->split()),
                                          [folder = workspace_->projectFolder().toStdString(),
                                           options](const JobControl& control) -> Status {
                                              auto project = store::Project::open(folder);
                                              if (!project)
                                                  return project.error();
                                              // Without the encoder's files TF-IDF finds the texts.
                                              std::optional<search::SentenceEncoder> encoder;
                                              if (auto made = tasks::miniLmSentenceEncoder())
                                                  encoder = std::move(*made);
                                              const auto report = search::augment(
                                                  **project, options, encoder, control);
                                              return report ? Status() : Status(report.error());
                                          });
    bridge::tellFailure(job, workspace_);
    connect(job, &bridge::CoreJob::finished, workspace_, &Workspace::announceDataChange);
}

/// Which page is shown, and what the empty one says.
void RetrievedPanel::showEmpty()
{
    const bool any = !list_->isEmpty();
    pages_->setCurrentIndex(any ? 1 : 0);
    empty_->setSentence(
        workspace_->hasProject()
            ? tr("Pictures without a text and texts without a picture that are near a pair appear "
                 "here. Nothing was retrieved for this project yet.")
            : tr("Open a project: what is retrieved for its pairs appears here."));
    empty_->setButtonText(workspace_->hasProject() ? tr("Retrieve") : tr("Go to Data"));
}

void RetrievedPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (details_.sample.id != workspace_->primarySample())
        detailsTimer_.start();
    scoreIfSeen();
}

} // namespace unimo::panels
