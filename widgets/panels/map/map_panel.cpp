// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/map_panel.h"

#include "core/store/project.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/flow_layout.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/models/sample_menu.h"
#include "widgets/models/thumbnail_loader.h"
#include "widgets/panels/map/map_export.h"
#include "widgets/panels/map/pair_table_model.h"
#include "widgets/plots/point_map.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>
#include <utility>

namespace unimo::panels {

using bridge::EngineThread;
using bridge::MapLayout;
using bridge::Workspace;
using plots::PointMap;

namespace {

/// Captions between whose places a sentence lands.
constexpr size_t kProbeNeighbours = 3;

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
      words_(new QCheckBox(tr("Labels"))), stop_(new QToolButton), sentence_(new QLineEdit),
      line_(new QLabel), table_(new QTableView), scrubber_(new QSlider(Qt::Horizontal)),
      step_(new QLabel), empty_(new look::EmptyState(QStringLiteral("map"), {}, {})),
      pages_(new QStackedWidget)
{
    setProperty("panel", true);
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
    connect(engine_, &EngineThread::loaded, this, [this] {
        stale_ = true;
        encodeIfSeen();
    });
    connect(engine_, &EngineThread::pairsProgress, this,
            [this](const QString& what, qint64 done, qint64 total) {
                progress_ =
                    tr("%1: %2 of %3").arg(what, look::formatCount(done), look::formatCount(total));
                showLine();
            });
    connect(engine_, &EngineThread::pairsEncoded, this, &MapPanel::take);
    connect(engine_, &EngineThread::textPlaced, this, &MapPanel::placeProbe);
    connect(engine_, &EngineThread::failed, this,
            [this](EngineThread::Request request, const Error& error) {
                if (request == EngineThread::Request::Pairs ||
                    request == EngineThread::Request::PlaceText)
                    takeFailure(error);
            });
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

QWidget* MapPanel::buildTools()
{
    split_->setAccessibleName(tr("Split to map"));
    split_->setToolTip(tr("The split whose pairs are mapped"));
    for (const int most : {500, 2000, 10'000})
        most_->addItem(tr("Up to %1 pairs").arg(look::formatCount(most)), most);
    most_->setCurrentIndex(1);
    most_->setAccessibleName(tr("How many pairs"));
    method_->addItem(tr("PCA"), static_cast<int>(MapLayout::Method::PrincipalComponents));
    method_->addItem(tr("UMAP"), static_cast<int>(MapLayout::Method::Umap));
    method_->addItem(tr("t-SNE"), static_cast<int>(MapLayout::Method::Tsne));
    method_->setAccessibleName(tr("Layout"));
    method_->setToolTip(
        tr("PCA: the plane of the largest variance, distances stay true.\n"
           "UMAP: neighbours stay together, distances between groups mean little.\n"
           "t-SNE: small groups show best, neither their sizes nor their distances mean much."));
    coloring_->addItem(tr("Colour by kind"), static_cast<int>(PointMap::Coloring::Kind));
    coloring_->addItem(tr("Colour by similarity"),
                       static_cast<int>(PointMap::Coloring::Similarity));
    coloring_->setAccessibleName(tr("Colour"));
    centred_->setToolTip(
        tr("Pictures and captions each around their own mean, so that what is left "
           "between a pair is its own"));
    lines_->setToolTip(tr("A line from each picture to its caption"));
    lines_->setChecked(true);
    contours_->setToolTip(
        tr("Lines around the densest 25, 50, 75 and 90 % of the pictures and of the captions"));
    words_->setToolTip(tr("The words that tell the captions of a group from all others"));
    stop_->setToolTip(tr("Stop"));
    look::setThemedIcon(stop_, QStringLiteral("stop"));
    auto* save = new QPushButton(tr("Export…"));
    save->setToolTip(tr("Save the map as PNG, SVG or PDF, or its points as CSV"));

    connect(split_, &QComboBox::activated, this, [this] {
        stale_ = true;
        encodeIfSeen();
    });
    connect(most_, &QComboBox::activated, this, [this] {
        stale_ = true;
        encodeIfSeen();
    });
    connect(method_, &QComboBox::currentIndexChanged, this, [this] {
        map_->fit();
        layOut();
    });
    connect(centred_, &QCheckBox::toggled, this, &MapPanel::layOut);
    connect(coloring_, &QComboBox::currentIndexChanged, this, [this] {
        map_->setColoring(static_cast<PointMap::Coloring>(coloring_->currentData().toInt()));
        showLine();
    });
    connect(lines_, &QCheckBox::toggled, map_, &PointMap::setLinesShown);
    for (QCheckBox* box : {contours_, words_})
        connect(box, &QCheckBox::toggled, this, &MapPanel::showOverview);
    connect(stop_, &QToolButton::clicked, this, [this] {
        engine_->cancelMap();
        layout_->stop();
        progress_.clear();
        showLine();
    });
    connect(save, &QPushButton::clicked, this, &MapPanel::chooseExport);

    for (QCheckBox* box : {centred_, lines_, contours_, words_})
        box->setMinimumHeight(split_->sizeHint().height());
    auto* tools = new QWidget;
    auto* flow = new look::FlowLayout(tools, 8);
    flow->setContentsMargins(0, 0, 0, 8);
    for (QWidget* widget : {static_cast<QWidget*>(split_), static_cast<QWidget*>(most_),
                            static_cast<QWidget*>(method_), static_cast<QWidget*>(coloring_),
                            static_cast<QWidget*>(centred_), static_cast<QWidget*>(lines_),
                            static_cast<QWidget*>(contours_), static_cast<QWidget*>(words_),
                            static_cast<QWidget*>(save), static_cast<QWidget*>(stop_)})
        flow->addWidget(widget);
    return tools;
}

QWidget* MapPanel::buildMap()
{
    map_->setAccessibleName(tr("Map of pictures and captions"));
    map_->setThumbnails([this](int pair) {
        const qint64 sample = pairs_ ? pairs_->samples[static_cast<size_t>(pair)] : 0;
        const QString file = files_.value(sample);
        return file.isEmpty() ? QPixmap() : thumbnails_->thumbnail(sample, file);
    });
    models::giveSampleMenu(map_, workspace_, QStringLiteral("map"));
    connect(map_, &PointMap::primaryChosen, this, &MapPanel::choosePair);
    connect(map_, &PointMap::selectionChosen, this, &MapPanel::chooseArea);
    connect(map_, &PointMap::hovered, this, &MapPanel::showHint);
    line_->setTextFormat(Qt::RichText);
    line_->setWordWrap(true);
    line_->setContentsMargins(0, 0, 0, 6);
    sentence_->setPlaceholderText(tr("Type a sentence and press Enter to see where it lands"));
    sentence_->setAccessibleName(tr("Sentence to place on the map"));
    sentence_->setClearButtonEnabled(true);
    connect(sentence_, &QLineEdit::returnPressed, this, [this] {
        if (const QString text = sentence_->text().trimmed(); !text.isEmpty())
            engine_->placeText(text);
    });
    connect(sentence_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty())
            map_->setProbe({}, {});
    });
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(4);
    layout->addWidget(line_);
    layout->addWidget(map_, 1);
    layout->addWidget(sentence_);
    return side;
}

QWidget* MapPanel::buildPairs()
{
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(PairTableModel::SortRole);
    table_->setModel(sorted_);
    table_->setAccessibleName(tr("Pairs, worst aligned first"));
    table_->setSortingEnabled(true);
    table_->sortByColumn(PairTableModel::Similarity, Qt::AscendingOrder);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setMinimumWidth(260);
    for (const int column :
         {PairTableModel::Similarity, PairTableModel::CaptionRank, PairTableModel::PictureRank})
        table_->setColumnWidth(column, 104);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) {
                if (now.isValid() && !taking_)
                    choosePair(sorted_->mapToSource(now).row());
            });
    auto* title = new QLabel(tr("Worst aligned first"));
    title->setProperty("muted", true);
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(4, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(table_, 1);
    return side;
}

QWidget* MapPanel::buildScrubber()
{
    scrubber_->setAccessibleName(tr("Checkpoint"));
    scrubber_->setToolTip(tr("Walk through the run's checkpoints; the last one follows the run"));
    scrubber_->setPageStep(1);
    scrubber_->setTickPosition(QSlider::TicksBelow);
    connect(scrubber_, &QSlider::valueChanged, this, [this](int at) {
        if (!taking_ && at >= 0 && at < checkpoints_.size())
            workspace_->setFixedCheckpoint(at + 1 == checkpoints_.size() ? QString()
                                                                         : checkpoints_[at]);
    });
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new QLabel(tr("Checkpoint")));
    layout->addWidget(scrubber_, 1);
    layout->addWidget(step_);
    return line;
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

void MapPanel::encodeIfSeen()
{
    if (!stale_ || !isVisible() || !engine_->info() || split_->count() == 0)
        return;
    stale_ = false;
    progress_ = tr("Encoding");
    showLine();
    engine_->encodePairs(workspace_->projectFolder(), split_->currentText(),
                         most_->currentData().toInt());
}

void MapPanel::take(const std::shared_ptr<const inference::PairVectors>& pairs)
{
    const auto before = std::exchange(pairs_, pairs);
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
    if (!probe_.isEmpty() && !sentence_->text().isEmpty())
        engine_->placeText(sentence_->text().trimmed());
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
    showLine();
}

void MapPanel::takePlaces(const std::vector<maps::Point>& places)
{
    const bool first = places_.empty();
    places_.clear();
    for (const auto& place : places)
        places_.emplace_back(static_cast<double>(place.x), static_cast<double>(place.y));
    if (first) {
        map_->setPairs(places_, pairs_->similarity);
        followSelection();
        followPrimary();
    } else {
        map_->movePairs(places_);
    }
}

void MapPanel::showOverview()
{
    const auto at = [](const maps::Point& place) {
        return QPointF(static_cast<double>(place.x), static_cast<double>(place.y));
    };
    const auto shown = [&](const std::vector<std::vector<maps::Point>>& contours) {
        QVector<QPolygonF> lines;
        for (const auto& contour : contours) {
            auto& line = lines.emplace_back();
            for (const auto& place : contour)
                line.push_back(at(place));
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
            labels.emplace_back(at(label.place), QString::fromStdString(label.text));
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

/// Between the places of the captions that are nearest to it, the nearer the more.
void MapPanel::placeProbe(const std::vector<float>& vector)
{
    if (!pairs_ || places_.empty() || vector.size() != static_cast<size_t>(pairs_->dim))
        return;
    std::vector<std::pair<float, size_t>> near;
    for (size_t i = 0; i < pairs_->size(); ++i) {
        const auto row = pairs_->texts.begin() + static_cast<std::ptrdiff_t>(i * vector.size());
        near.emplace_back(std::inner_product(vector.begin(), vector.end(), row, 0.0F), i);
    }
    const size_t count = std::min(kProbeNeighbours, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end(),
                      std::greater<>());
    QPointF place;
    double weights = 0;
    for (size_t n = 0; n < count; ++n) {
        const double weight = 1 / (1.001 - static_cast<double>(near[n].first));
        place += places_[pairs_->size() + near[n].second] * weight;
        weights += weight;
    }
    probe_ = sentence_->text().trimmed();
    map_->setProbe(place / weights, probe_);
    choosePair(static_cast<int>(near.front().second));
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

void MapPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    encodeIfSeen();
}

} // namespace unimo::panels
