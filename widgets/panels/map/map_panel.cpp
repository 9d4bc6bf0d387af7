// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/map_panel.h"

#include "core/store/project.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/models/thumbnail_loader.h"
#include "widgets/panels/map/map_export.h"
#include "widgets/panels/map/on_plane.h"
#include "widgets/panels/map/pair_table_model.h"
#include "widgets/panels/map/probe_line.h"
#include "widgets/panels/map/space_choice.h"
#include "widgets/panels/map/star_view.h"
#include "widgets/plots/point_map.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace unimo::panels {

using bridge::EngineThread;
using bridge::MapLayout;
using bridge::Workspace;
using plots::PointMap;

namespace {

QString stepOf(const QString& checkpoint)
{
    return look::formatCount(
        QFileInfo(checkpoint).fileName().section(QLatin1Char('-'), 1).toLongLong());
}

} // namespace

MapPanel::MapPanel(Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine), layout_(new MapLayout(this)),
      thumbnails_(new models::ThumbnailLoader(this)), model_(new PairTableModel(this)),
      sorted_(new QSortFilterProxyModel(this)), map_(new PointMap), split_(new QComboBox),
      most_(new QComboBox), method_(new QComboBox), coloring_(new QComboBox),
      centred_(new QCheckBox(tr("Remove the modality gap"))),
      lines_(new QCheckBox(tr("Pair lines"))), contours_(new QCheckBox(tr("Contours"))),
      words_(new QCheckBox(tr("Labels"))), stop_(new QToolButton), space_(new SpaceChoice(this)),
      probe_(new ProbeLine(workspace, engine)), star_(new StarView(workspace, engine)),
      tabs_(new QTabWidget), line_(new QLabel), table_(new QTableView),
      scrubber_(new QSlider(Qt::Horizontal)), step_(new QLabel),
      empty_(new look::EmptyState(QStringLiteral("map"), {}, {})), pages_(new QStackedWidget)
{
    setProperty("panel", true);
    setAcceptDrops(true);
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->setSpacing(0);
    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildMap());
    splitter->addWidget(buildPairs());
    splitter->setStretchFactor(0, 5);
    splitter->setStretchFactor(1, 3);
    pageLayout->addWidget(buildTools());
    pageLayout->addWidget(splitter, 1);
    pageLayout->addWidget(buildScrubber());
    pages_->addWidget(empty_);
    pages_->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(pages_);

    connect(workspace_, &Workspace::projectChanged, this, &MapPanel::openProject);
    connect(workspace_, &Workspace::checkpointChanged, this, &MapPanel::takeCheckpoint);
    connect(workspace_, &Workspace::activeRunChanged, this, &MapPanel::takeCheckpoints);
    connect(workspace_, &Workspace::selectionChanged, this, &MapPanel::followSelection);
    connect(workspace_, &Workspace::primaryChanged, this, &MapPanel::followPrimary);
    connect(engine_, &EngineThread::loaded, this, [this](const inference::EngineInfo& info) {
        space_->setLayers(info.layers);
        startAnew();
    });
    connect(engine_, &EngineThread::pairsProgress, this,
            [this](const QString& what, qint64 done, qint64 total) {
                progress_ = tr("%1: %2 of %3")
                                .arg(look::progressText(what.toStdString()),
                                     look::formatCount(done), look::formatCount(total));
                showLine();
            });
    connect(engine_, &EngineThread::pairsEncoded, this, &MapPanel::take);
    connect(engine_, &EngineThread::failed, this,
            [this](EngineThread::Request request, const Error& error) {
                if (request == EngineThread::Request::Pairs ||
                    request == EngineThread::Request::PlaceText ||
                    request == EngineThread::Request::PlacePicture)
                    takeFailure(error);
            });
    connect(space_, &SpaceChoice::changed, this, &MapPanel::startAnew);
    connect(probe_, &ProbeLine::placed, this, [this](bool byHand) {
        placeProbe();
        if (byHand)
            chooseNearProbe();
    });
    connect(probe_, &ProbeLine::cleared, this, &MapPanel::placeProbe);
    connect(star_, &StarView::changed, this, &MapPanel::placeStar);
    connect(star_, &StarView::currentChanged, map_, &PointMap::setStarCurrent);
    connect(star_, &StarView::fitWanted, map_, &PointMap::fitStar);
    connect(map_, &PointMap::starChosen, star_, &StarView::open);
    connect(map_, &PointMap::starHovered, this, &MapPanel::showStarHint);
    connect(layout_, &MapLayout::placed, this,
            [this](const std::vector<maps::Point>& places, int done, int epochs) {
                if (done < epochs)
                    progress_ = tr("Layout: %1 of %2").arg(done).arg(epochs);
                takePlaces(places);
                showLine();
            });
    connect(layout_, &MapLayout::described, this,
            [this](const std::shared_ptr<const bridge::MapOverview>& overview) {
                overview_ = overview;
                showOverview();
            });
    connect(layout_, &MapLayout::finished, this, [this] {
        progress_.clear();
        placeProbe();
        placeStar();
        showLine();
    });
    connect(thumbnails_, &models::ThumbnailLoader::ready, map_, qOverload<>(&QWidget::update));
    connect(empty_, &look::EmptyState::activated, this, [this] {
        if (workspace_->checkpoint().isEmpty())
            workspace_->startDemoTraining();
        workspace_->showPanel(QStringLiteral("train"));
    });
    openProject();
}

/// What its children tell while they are taken down is for nobody.
MapPanel::~MapPanel()
{
    star_->disconnect(this);
}

void MapPanel::showStar(bool shown)
{
    if (shown && !rows_.contains(workspace_->primarySample()))
        table_->selectRow(0);
    tabs_->setCurrentIndex(shown ? 1 : 0);
}

void MapPanel::openProject()
{
    pairs_.reset();
    model_->setPairs(nullptr);
    map_->setPairs({}, {});
    overview_.reset();
    showOverview();
    places_.clear();
    rows_.clear();
    files_.clear();
    placeProbe();
    placeStar();
    split_->clear();
    stale_ = true;
    if (workspace_->hasProject())
        workspace_->reader()->ask(
            this, [](store::Project& project) { return project.splits(); },
            [this](const std::vector<std::pair<std::string, int64_t>>& splits) {
                for (const auto& [name, count] : splits)
                    split_->addItem(QString::fromStdString(name));
                split_->setCurrentIndex(std::max(0, split_->findText(QStringLiteral("val"))));
                encodeIfSeen();
            });
    takeCheckpoint();
}

void MapPanel::takeCheckpoint()
{
    takeCheckpoints();
    const bool any = !workspace_->checkpoint().isEmpty();
    pages_->setCurrentIndex(any ? 1 : 0);
    empty_->setSentence(workspace_->hasProject()
                            ? tr("Pictures and captions of a checkpoint appear here on one map. "
                                 "There is no checkpoint yet.")
                            : tr("Open a project: the pictures and captions of its checkpoints "
                                 "appear here on one map."));
    empty_->setButtonText(workspace_->hasProject() ? tr("Train the demo") : QString());
    // Query may hold on to another one; who looks at the map wants this one. What the engine says
    // then starts the map.
    if (any && isVisible())
        engine_->useCheckpoint(workspace_->checkpoint());
}

void MapPanel::takeCheckpoints()
{
    checkpoints_.clear();
    if (!workspace_->activeRun().isEmpty())
        for (const auto& folder :
             train::RunFolder(workspace_->activeRun().toStdString()).checkpoints())
            checkpoints_.push_back(QString::fromStdString(folder.string()));
    taking_ = true;
    const int at = static_cast<int>(checkpoints_.indexOf(workspace_->checkpoint()));
    scrubber_->setRange(0, std::max(0, static_cast<int>(checkpoints_.size()) - 1));
    scrubber_->setValue(at);
    scrubber_->setEnabled(checkpoints_.size() > 1);
    taking_ = false;
    step_->setText(workspace_->checkpoint().isEmpty()
                       ? QString()
                       : tr("step %1%2")
                             .arg(stepOf(workspace_->checkpoint()),
                                  workspace_->followsLatest() ? tr(", the latest") : QString()));
}

/// Other vectors are wanted.
void MapPanel::startAnew()
{
    probe_->setSpace(space_->space());
    star_->setSpace(space_->space());
    stale_ = true;
    fresh_ = false;
    encodeIfSeen();
}

void MapPanel::encodeIfSeen()
{
    if (!stale_ || !isVisible() || !engine_->info() || split_->count() == 0)
        return;
    stale_ = false;
    progress_ = tr("Encoding");
    showLine();
    engine_->encodePairs(workspace_->projectFolder(), split_->currentText(),
                         most_->currentData().toInt(), space_->space());
}

void MapPanel::take(const std::shared_ptr<const inference::PairVectors>& pairs)
{
    const auto before = std::exchange(pairs_, pairs);
    fresh_ = true;
    rows_.clear();
    if (!before || before->samples != pairs->samples)
        map_->setPairs({}, {}); // its numbers would mean other pairs
    for (size_t i = 0; i < pairs->size(); ++i)
        rows_.insert(pairs->samples[i], static_cast<int>(i));
    model_->setPairs(pairs);
    places_.clear();
    progress_.clear();
    fetchFiles();
    layOut();
    probe_->askAgain();
}

/// Where the pictures lie, for thumbnails and hints.
void MapPanel::fetchFiles()
{
    workspace_->reader()->ask(
        this,
        [samples = pairs_->samples](store::Project& project) {
            QHash<qint64, QString> files;
            for (const auto sample : samples)
                if (const auto found = project.sample(sample))
                    files.insert(sample,
                                 QString::fromStdString(project.imageFile(*found).string()));
            return files;
        },
        [this](const QHash<qint64, QString>& files) {
            files_ = files;
            map_->update();
        });
}

void MapPanel::layOut()
{
    if (!pairs_)
        return;
    overview_.reset(); // of other places
    showOverview();
    layout_->start(pairs_, static_cast<MapLayout::Method>(method_->currentData().toInt()),
                   centred_->isChecked());
    placeProbe();
    placeStar();
    showLine();
}

void MapPanel::takePlaces(const std::vector<maps::Point>& places)
{
    const bool first = places_.empty();
    places_ = places;
    std::vector<QPointF> shown(places.size());
    std::transform(places.begin(), places.end(), shown.begin(), onPlane);
    if (first) {
        map_->setPairs(shown, pairs_->similarity);
        followSelection();
        followPrimary();
    } else {
        map_->movePairs(shown);
    }
}

void MapPanel::showOverview()
{
    const auto shown = [&](const std::vector<std::vector<maps::Point>>& contours) {
        QVector<QPolygonF> lines;
        for (const auto& contour : contours) {
            auto& line = lines.emplace_back();
            for (const auto& place : contour)
                line.push_back(onPlane(place));
        }
        return lines;
    };
    std::vector<std::pair<QPointF, QString>> labels;
    if (overview_ && contours_->isChecked())
        map_->setContours(shown(overview_->pictures), shown(overview_->captions));
    else
        map_->setContours({}, {});
    if (overview_ && words_->isChecked())
        for (const auto& label : overview_->labels)
            labels.emplace_back(onPlane(label.place), QString::fromStdString(label.text));
    map_->setLabels(std::move(labels));
}

void MapPanel::takeFailure(const Error& error)
{
    progress_ = QString::fromStdString(error.text());
    showLine();
}

/// How well the pairs lie together, in one line; what is being done behind it.
void MapPanel::showLine()
{
    QStringList parts;
    if (pairs_) {
        const auto percent = [](double share) { return QString::number(100 * share, 'f', 1); };
        parts << tr("<b>%1 pairs</b>").arg(look::formatCount(static_cast<qint64>(pairs_->size())))
              << tr("picture → text R@1 %1 %, R@5 %2 %")
                     .arg(percent(pairs_->recallOfTexts(1)), percent(pairs_->recallOfTexts(5)))
              << tr("text → picture R@1 %1 %, R@5 %2 %")
                     .arg(percent(pairs_->recallOfPictures(1)),
                          percent(pairs_->recallOfPictures(5)))
              << tr("mean similarity %1").arg(pairs_->meanSimilarity(), 0, 'f', 2)
              << tr("modality gap %1").arg(pairs_->modalityGap(), 0, 'f', 2);
    }
    if (!progress_.isEmpty())
        parts << progress_.toHtmlEscaped();
    line_->setText(parts.join(QStringLiteral(" · ")));
    stop_->setEnabled(!progress_.isEmpty() || layout_->running());
}

void MapPanel::choosePair(int pair)
{
    if (pairs_ && pair >= 0)
        workspace_->setPrimarySample(pairs_->samples[static_cast<size_t>(pair)]);
}

void MapPanel::chooseArea(const QSet<int>& pairs)
{
    QSet<qint64> samples;
    for (const int pair : pairs)
        samples.insert(pairs_->samples[static_cast<size_t>(pair)]);
    workspace_->setSelection(samples);
}

void MapPanel::followSelection()
{
    if (places_.empty())
        return; // the map still shows the pairs before these; takePlaces comes back here
    QSet<int> pairs;
    for (const qint64 sample : workspace_->selection())
        if (const auto row = rows_.constFind(sample); row != rows_.constEnd())
            pairs.insert(*row);
    // One sample alone is the primary one; fading the rest would only hide the map.
    map_->setSelection(pairs.size() > 1 ? pairs : QSet<int>{});
}

void MapPanel::followPrimary()
{
    if (places_.empty())
        return;
    const int pair = rows_.value(workspace_->primarySample(), -1);
    map_->setPrimary(pair);
    if (pair < 0)
        return;
    taking_ = true;
    const QModelIndex row = sorted_->mapFromSource(model_->index(pair, 0));
    table_->setCurrentIndex(row);
    table_->scrollTo(row);
    taking_ = false;
}

void MapPanel::showHint(int pair, const QPoint& at)
{
    if (pair < 0 || !pairs_) {
        QToolTip::hideText();
        return;
    }
    const auto i = static_cast<size_t>(pair);
    QToolTip::showText(at,
                       tr("<p>%1</p><p>similarity %2 · caption rank %3 · picture rank %4</p>")
                           .arg(QString::fromStdString(pairs_->captions[i]).toHtmlEscaped())
                           .arg(static_cast<double>(pairs_->similarity[i]), 0, 'f', 3)
                           .arg(pairs_->textRank[i] + 1)
                           .arg(pairs_->pictureRank[i] + 1),
                       map_);
}

void MapPanel::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the map"),
        QDir(workspace_->projectFolder()).filePath(QStringLiteral("map.png")),
        tr("PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;Points as CSV (*.csv)"));
    if (!file.isEmpty())
        exportTo(file);
}

void MapPanel::exportTo(const QString& file)
{
    if (!pairs_ || places_.empty()) {
        workspace_->notifyError(tr("There is no map to save yet"));
        return;
    }
    const Status saved = QFileInfo(file).suffix().toLower() == QLatin1String("csv")
                             ? savePoints(*pairs_, places_, file)
                             : map_->savePicture(file);
    if (!saved)
        workspace_->notifyError(QString::fromStdString(saved.error().text()));
    else
        workspace_->notify(tr("Saved %1").arg(file));
}

void MapPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste))
        probe_->paste();
    else
        QWidget::keyPressEvent(event);
}

/// What is no picture goes on to the window.
void MapPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (ProbeLine::holdsPicture(*event->mimeData()))
        event->acceptProposedAction();
    else
        event->ignore();
}

void MapPanel::dropEvent(QDropEvent* event)
{
    probe_->take(*event->mimeData());
    event->acceptProposedAction();
}

void MapPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    encodeIfSeen();
}

} // namespace unimo::panels
