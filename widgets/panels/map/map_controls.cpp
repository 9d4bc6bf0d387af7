// SPDX-License-Identifier: GPL-3.0-or-later
// What the map panel is built of.
#include "widgets/bridge/workspace.h"
#include "widgets/look/flow_layout.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/models/sample_menu.h"
#include "widgets/models/thumbnail_loader.h"
#include "widgets/panels/map/map_panel.h"
#include "widgets/panels/map/pair_table_model.h"
#include "widgets/panels/map/probe_line.h"
#include "widgets/panels/map/space_choice.h"
#include "widgets/panels/map/star_view.h"
#include "widgets/plots/point_map.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSortFilterProxyModel>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <memory>
#include <utility>

namespace unimo::panels {

using bridge::MapLayout;
using plots::PointMap;

namespace {

/// What is chosen by hand is a step of the undo stack.
void noteChoices(QComboBox* box, bridge::Workspace* workspace)
{
    auto last = std::make_shared<int>(box->currentIndex());
    QObject::connect(box, &QComboBox::activated, box, [box, workspace, last](int now) {
        const int before = std::exchange(*last, now);
        const auto choose = [box, last](int index) {
            return [box, last, index] {
                *last = index;
                box->setCurrentIndex(index);
            };
        };
        if (before != now)
            workspace->noteView(box, box->accessibleName(), choose(before), choose(now));
    });
}

} // namespace

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
    words_->setChecked(true);
    stop_->setToolTip(tr("Stop"));
    look::setThemedIcon(stop_, QStringLiteral("stop"));
    auto* save = new QPushButton(tr("Export…"));
    save->setToolTip(tr("Save the map as PNG, SVG or PDF, or its points as CSV"));

    for (QComboBox* box : {split_, most_})
        connect(box, &QComboBox::activated, this, &MapPanel::startAnew);
    connect(method_, &QComboBox::currentIndexChanged, this, [this] {
        map_->fit();
        layOut();
    });
    connect(centred_, &QCheckBox::toggled, this, &MapPanel::layOut);
    connect(coloring_, &QComboBox::currentIndexChanged, this, [this] {
        map_->setColoring(static_cast<PointMap::Coloring>(coloring_->currentData().toInt()));
        showLine();
    });
    for (QComboBox* box : {method_, coloring_})
        noteChoices(box, workspace_);
    connect(lines_, &QCheckBox::toggled, map_, &PointMap::setLinesShown);
    for (QCheckBox* box : {contours_, words_})
        connect(box, &QCheckBox::toggled, this, &MapPanel::showOverview);
    connect(stop_, &QToolButton::clicked, this, [this] {
        engine_->cancelMap();
        layout_->stop();
        progress_.clear();
        placeProbe();
        placeStar();
        showLine();
    });
    connect(save, &QPushButton::clicked, this, &MapPanel::chooseExport);

    for (QCheckBox* box : {centred_, lines_, contours_, words_})
        box->setMinimumHeight(split_->sizeHint().height());
    auto* tools = new QWidget;
    auto* flow = new look::FlowLayout(tools, 8);
    flow->setContentsMargins(0, 0, 0, 8);
    for (QWidget* widget : std::initializer_list<QWidget*>{
             split_, most_, space_->layerBox(), space_->poolingBox(), method_, coloring_, centred_,
             lines_, contours_, words_, save, stop_})
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
    connect(map_, &PointMap::viewChanged, this, [this](const PointMap::View& before) {
        workspace_->noteView(
            map_, tr("Moving the map"), [map = map_, before] { map->setView(before); },
            [map = map_, after = map_->view()] { map->setView(after); });
    });
    line_->setTextFormat(Qt::RichText);
    line_->setWordWrap(true);
    line_->setContentsMargins(0, 0, 0, 6);
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(4);
    layout->addWidget(line_);
    layout->addWidget(map_, 1);
    layout->addWidget(probe_);
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
    tabs_->setDocumentMode(true);
    tabs_->tabBar()->setDrawBase(false);
    tabs_->addTab(table_, tr("Worst aligned first"));
    tabs_->addTab(star_, tr("Star of the pair"));
    tabs_->setTabToolTip(1, tr("What training compares the chosen pair with, and by what margin"));
    return tabs_;
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

} // namespace unimo::panels
