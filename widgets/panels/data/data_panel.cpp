// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/data_panel.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/local_files.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/models/sample_delegate.h"
#include "widgets/models/sample_menu.h"
#include "widgets/models/sample_model.h"
#include "widgets/panels/data/import_action.h"
#include "widgets/panels/data/inspector.h"

#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSlider>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {

using look::Theme;
using models::SampleModel;

namespace {

constexpr int kTypingPauseMs = 150;
constexpr int kSmallest = 64;
constexpr int kLargest = 256;
constexpr int kUsual = 128;

/// Every word may still be typed on.
QString asPrefixes(const QString& text)
{
    QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString& word : words)
        if (!word.endsWith(QLatin1Char('*')))
            word += QLatin1Char('*');
    return words.join(QLatin1Char(' '));
}

} // namespace

DataPanel::DataPanel(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), model_(new SampleModel(workspace, this)),
      delegate_(new models::SampleDelegate(this)), search_(new QLineEdit), splits_(new QComboBox),
      count_(new QLabel), size_(new QSlider(Qt::Horizontal)), grid_(new QListView),
      stack_(new QStackedWidget), empty_(new look::EmptyState(QStringLiteral("data"), {}, {}))
{
    empty_->setObjectName(QStringLiteral("noSamples"));
    setAcceptDrops(true);
    stack_->addWidget(buildGrid());
    stack_->addWidget(empty_);

    auto* left = new QWidget;
    left->setProperty("panel", true);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildQueryLine());
    column->addWidget(stack_, 1);

    auto* splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    auto* inspector = new Inspector(workspace);
    inspector->setMinimumWidth(260);
    splitter->addWidget(inspector);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({760, 320});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    filterTimer_.setSingleShot(true);
    connect(&filterTimer_, &QTimer::timeout, this, &DataPanel::applyFilter);
    connect(search_, &QLineEdit::textChanged, this, [this] { filterTimer_.start(kTypingPauseMs); });
    connect(splits_, &QComboBox::activated, this, &DataPanel::applyFilter);
    connect(model_, &SampleModel::filled, this, &DataPanel::onFilled);
    connect(empty_, &look::EmptyState::activated, this, &DataPanel::emptyStateActivated);
    connect(workspace, &bridge::Workspace::projectChanged, this, [this] {
        search_->clear();
        readSplits();
        onFilled();
    });
    connect(workspace, &bridge::Workspace::dataChanged, this, &DataPanel::readSplits);
    connect(workspace, &bridge::Workspace::selectionChanged, this, &DataPanel::showSelection);
    readSplits();
    onFilled();
}

QWidget* DataPanel::buildQueryLine()
{
    search_->setPlaceholderText(tr("Search captions, questions and labels"));
    search_->setClearButtonEnabled(true);
    search_->setAccessibleName(tr("Search samples"));
    search_->setToolTip(tr("Samples that hold all these words (Ctrl+F)"));
    search_->installEventFilter(this);
    splits_->setAccessibleName(tr("Split"));
    splits_->setToolTip(tr("Only the samples of one split"));
    splits_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    count_->setProperty("muted", true);
    count_->setMinimumWidth(
        count_->fontMetrics().horizontalAdvance(QStringLiteral("000,000 samples")));
    count_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    size_->setRange(kSmallest, kLargest);
    size_->setValue(kUsual);
    size_->setFixedWidth(96);
    size_->setAccessibleName(tr("Thumbnail size"));
    size_->setToolTip(tr("Thumbnail size"));
    connect(size_, &QSlider::valueChanged, this, &DataPanel::setThumbnailSide);
    auto* import = new QToolButton;
    import->setText(tr("Import"));
    import->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    import->setToolTip(tr("Import a folder of pictures and captions (Ctrl+I)"));
    connect(import, &QToolButton::clicked, this, &DataPanel::chooseImport);
    look::setThemedIcon(import, QStringLiteral("import"));

    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(search_, 1);
    layout->addWidget(splits_);
    layout->addWidget(count_);
    layout->addWidget(size_);
    layout->addWidget(import);
    return line;
}

QWidget* DataPanel::buildGrid()
{
    grid_->setModel(model_);
    grid_->setItemDelegate(delegate_);
    // List mode that wraps looks like icon mode and lays out 100,000 cells at once.
    grid_->setViewMode(QListView::ListMode);
    grid_->setFlow(QListView::LeftToRight);
    grid_->setWrapping(true);
    grid_->setResizeMode(QListView::Adjust);
    grid_->setUniformItemSizes(true);
    grid_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    grid_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    // Always there: cells fit the width, and a bar that comes and goes would change it.
    grid_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    grid_->setDragEnabled(true);
    grid_->setDragDropMode(QAbstractItemView::DragOnly);
    grid_->setMouseTracking(true);
    grid_->setFrameShape(QFrame::NoFrame);
    grid_->setProperty("bare", true);
    grid_->setContextMenuPolicy(Qt::CustomContextMenu);
    grid_->setAccessibleName(tr("Samples"));
    grid_->installEventFilter(this);
    grid_->viewport()->installEventFilter(this);
    connect(grid_, &QListView::customContextMenuRequested, this, &DataPanel::openContextMenu);
    connect(grid_, &QListView::activated, this, [this](const QModelIndex& index) {
        workspace_->askAbout(model_->sampleAt(index.row()));
    });
    connect(grid_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DataPanel::onSelectionChanged);
    connect(grid_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid())
                    return;
                lastRow_ = current.row();
                workspace_->setPrimarySample(model_->sampleAt(current.row()));
            });
    setThumbnailSide(kUsual);
    return grid_;
}

void DataPanel::setThumbnailSide(int side)
{
    grid_->verticalScrollBar()->setSingleStep(side / 2);
    fitCells();
}

void DataPanel::fitCells()
{
    delegate_->setThumbnailSide(size_->value());
    const int cell = delegate_->cellSize().width();
    const int room = grid_->viewport()->width() - 1; // a full line would wrap its last cell
    const int columns = std::max(1, room / cell);
    const int growth = std::max(0, room / columns - cell);
    delegate_->setThumbnailSide(std::min(size_->value() + growth, kLargest + kSmallest));
    grid_->setGridSize(delegate_->cellSize());
}

void DataPanel::applyFilter()
{
    lastRow_ = 0;
    store::SampleFilter filter;
    filter.text = asPrefixes(search_->text()).toStdString();
    filter.split = splits_->currentData().toString().toStdString();
    model_->setFilter(filter);
}

void DataPanel::readSplits()
{
    if (!workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this, [](const store::Project& project) { return project.splits(); },
        [this](const std::vector<std::pair<std::string, int64_t>>& splits) {
            const QString chosen = splits_->currentData().toString();
            splits_->clear();
            splits_->addItem(tr("All splits"), QString());
            for (const auto& [name, count] : splits) {
                const QString split = QString::fromStdString(name);
                splits_->addItem(QStringLiteral("%1 (%2)").arg(split, look::formatCount(count)),
                                 split);
            }
            const int at = splits_->findData(chosen);
            splits_->setCurrentIndex(std::max(0, at));
            if (at < 0)
                applyFilter();
        });
}

void DataPanel::onFilled()
{
    const int rows = model_->rowCount();
    count_->setText(rows == 1 ? tr("1 sample") : tr("%1 samples").arg(look::formatCount(rows)));
    stack_->setCurrentWidget(rows > 0 ? static_cast<QWidget*>(grid_) : empty_);
    if (!workspace_->hasProject()) {
        empty_->setSentence(tr("A project's pictures and texts appear here."));
        empty_->setButtonText(tr("Open a project"));
    } else if (model_->filter().text.empty() && model_->filter().split.empty()) {
        empty_->setSentence(tr("Nothing in this project yet. Drop a folder of pictures and "
                               "captions here, or a CSV or JSON file."));
        empty_->setButtonText(tr("Import a folder"));
    } else {
        empty_->setSentence(tr("No sample holds all these words."));
        empty_->setButtonText(tr("Clear the search"));
    }
    showSelection();
    if (rows > 0 && !grid_->currentIndex().isValid()) {
        const int known = model_->rowOf(workspace_->primarySample());
        const QModelIndex index = model_->index(known >= 0 ? known : std::min(lastRow_, rows - 1));
        grid_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::SelectCurrent);
        grid_->scrollTo(index);
    } else if (rows == 0 && workspace_->primarySample() != 0 && workspace_->hasProject()) {
        workspace_->setPrimarySample(0);
    }
}

void DataPanel::emptyStateActivated()
{
    if (!workspace_->hasProject()) {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a project"));
        if (!folder.isEmpty())
            workspace_->openProject(folder);
    } else if (model_->filter().text.empty() && model_->filter().split.empty()) {
        chooseImport();
    } else {
        search_->clear();
        splits_->setCurrentIndex(0);
        applyFilter();
    }
}

void DataPanel::onSelectionChanged()
{
    if (followingSelection_)
        return;
    QSet<qint64> samples;
    for (const QItemSelectionRange& range : grid_->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            samples.insert(model_->sampleAt(row));
    followingSelection_ = true;
    workspace_->setSelection(samples);
    followingSelection_ = false;
}

void DataPanel::showSelection()
{
    if (followingSelection_)
        return;
    followingSelection_ = true;
    QItemSelection selection;
    for (const qint64 sample : workspace_->selection()) {
        const int row = model_->rowOf(sample);
        if (row >= 0)
            selection.select(model_->index(row), model_->index(row));
    }
    grid_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    followingSelection_ = false;
}

void DataPanel::openContextMenu(const QPoint& position)
{
    if (workspace_->selection().isEmpty())
        return;
    QMenu menu(this);
    const Theme& theme = Theme::instance();
    models::addSamplePlaces(&menu, workspace_, QStringLiteral("data"));
    menu.addSeparator();
    QMenu* splits = menu.addMenu(tr("Split"));
    for (int i = 1; i < splits_->count(); ++i) {
        const QString split = splits_->itemData(i).toString();
        splits->addAction(split, this, [this, split] {
            workspace_->setSplit(workspace_->selection().values(), split);
        });
    }
    splits->setEnabled(splits_->count() > 1);
    menu.addAction(theme.icon(QStringLiteral("copy")), tr("Copy"), this, [this] {
        QGuiApplication::clipboard()->setMimeData(
            model_->mimeData(grid_->selectionModel()->selectedIndexes()));
    });
    menu.addSeparator();
    menu.addAction(theme.icon(QStringLiteral("trash")), tr("Delete\tDel"), this,
                   &DataPanel::deleteSelected);
    menu.exec(grid_->viewport()->mapToGlobal(position));
}

void DataPanel::deleteSelected()
{
    workspace_->trash(workspace_->selection().values());
    workspace_->setSelection({});
}

void DataPanel::focusSearch()
{
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void DataPanel::chooseImport()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Import a folder"));
    if (!folder.isEmpty())
        startImport(workspace_, {folder}, this);
}

bool DataPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == grid_->viewport())
        fitCells();
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (watched == grid_ && key == Qt::Key_Delete) {
            deleteSelected();
            return true;
        }
        if (watched == search_ && key == Qt::Key_Down) {
            grid_->setFocus(Qt::TabFocusReason);
            return true;
        }
        if (watched == search_ && key == Qt::Key_Escape) {
            search_->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DataPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->source() != grid_ && !look::localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DataPanel::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    importFiles(look::localFiles(*event->mimeData()));
}

void DataPanel::importFiles(const QStringList& files)
{
    if (workspace_->hasProject())
        startImport(workspace_, files, this);
    else if (files.size() == 1)
        workspace_->openProject(files.first());
}

} // namespace unimo::panels
