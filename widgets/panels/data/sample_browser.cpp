// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/sample_browser.h"

#include "widgets/bridge/workspace.h"
#include "widgets/look/plain_table.h"
#include "widgets/models/sample_delegate.h"
#include "widgets/models/sample_model.h"
#include "widgets/models/sample_row_delegate.h"
#include "widgets/panels/data/box_editor.h"
#include "widgets/panels/data/single_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QStackedLayout>
#include <QTableView>

namespace unimo::panels {

using models::SampleModel;

namespace {

constexpr int kSampleColumnWidth = 300;
const char* const kHiddenColumns = "data/hiddenColumns";

} // namespace

SampleBrowser::SampleBrowser(bridge::Workspace* workspace, SampleModel* model, QWidget* parent)
    : QWidget(parent), workspace_(workspace), model_(model),
      delegate_(new models::SampleDelegate(this)), grid_(new QListView), table_(new QTableView),
      single_(new SingleView(workspace)), stack_(new QStackedLayout(this))
{
    buildGrid();
    buildTable();
    stack_->addWidget(grid_);
    stack_->addWidget(table_);
    stack_->addWidget(single_);
    selection_ = grid_->selectionModel();
    table_->setSelectionModel(selection_);
    connect(selection_, &QItemSelectionModel::selectionChanged, this,
            &SampleBrowser::onSelectionChanged);
    connect(selection_, &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid())
                    return;
                lastRow_ = current.row();
                workspace_->setPrimarySample(model_->sampleAt(current.row()));
                showPlace();
            });
    connect(single_, &SingleView::stepWanted, this, &SampleBrowser::step);
    connect(single_, &SingleView::leaveWanted, this, [this] { Q_EMIT singleWanted(false); });
    connect(single_, &SingleView::sampleKey, this, &SampleBrowser::takeKey);
    for (QAbstractItemView* view :
         {static_cast<QAbstractItemView*>(grid_), static_cast<QAbstractItemView*>(table_)}) {
        view->setSelectionMode(QAbstractItemView::ExtendedSelection);
        view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        view->setDragEnabled(true);
        view->setDragDropMode(QAbstractItemView::DragOnly);
        view->setMouseTracking(true);
        view->setFrameShape(QFrame::NoFrame);
        view->setProperty("bare", true);
        view->setContextMenuPolicy(Qt::CustomContextMenu);
        view->installEventFilter(this);
        connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint& at) {
            if (!workspace_->selection().isEmpty())
                Q_EMIT menuWanted(view->viewport()->mapToGlobal(at));
        });
        connect(view, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
            workspace_->askAbout(model_->sampleAt(index.row()));
        });
    }
    connect(workspace, &bridge::Workspace::selectionChanged, this, &SampleBrowser::showSelection);
    connect(model_, &SampleModel::measuresChanged, this, &SampleBrowser::fitColumns);
    setFocusProxy(grid_);
    setThumbnailSide(kUsual);
    fitColumns();
}

void SampleBrowser::buildGrid()
{
    grid_->setModel(model_);
    grid_->setItemDelegate(delegate_);
    // List mode that wraps looks like icon mode and lays out 100,000 cells at once.
    grid_->setViewMode(QListView::ListMode);
    grid_->setFlow(QListView::LeftToRight);
    grid_->setWrapping(true);
    grid_->setResizeMode(QListView::Adjust);
    grid_->setUniformItemSizes(true);
    // Always there: cells fit the width, and a bar that comes and goes would change it.
    grid_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    grid_->setAccessibleName(tr("Samples"));
    grid_->viewport()->installEventFilter(this);
}

void SampleBrowser::buildTable()
{
    table_->setModel(model_);
    table_->setAccessibleName(tr("Samples as a table"));
    table_->horizontalHeader()->setSortIndicator(SampleModel::Number, Qt::AscendingOrder);
    look::makePlainTable(table_);
    table_->setItemDelegateForColumn(SampleModel::Sample, new models::SampleRowDelegate(this));
    table_->verticalHeader()->setDefaultSectionSize(models::SampleRowDelegate::kRowHeight);
    QHeaderView* header = table_->horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QHeaderView::customContextMenuRequested, this, &SampleBrowser::openColumnMenu);
}

void SampleBrowser::fitColumns()
{
    const QStringList hidden = QSettings().value(QLatin1String(kHiddenColumns)).toStringList();
    const QFontMetrics metrics = table_->fontMetrics();
    for (int column = 0; column < model_->columnCount(); ++column) {
        const QString name = model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int wide = column == SampleModel::Tags || column == SampleModel::Collection ? 18 : 11;
        const int width =
            std::max(metrics.horizontalAdvance(name) + 36, wide * metrics.averageCharWidth());
        table_->setColumnWidth(column, column == SampleModel::Sample ? kSampleColumnWidth : width);
        table_->setColumnHidden(column, hidden.contains(name));
    }
}

void SampleBrowser::openColumnMenu(const QPoint& position)
{
    QMenu menu(this);
    for (int column = SampleModel::Number; column < model_->columnCount(); ++column) {
        const QString name = model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QAction* action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(!table_->isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column, name](bool shown) {
            table_->setColumnHidden(column, !shown);
            QSettings settings;
            QStringList hidden = settings.value(QLatin1String(kHiddenColumns)).toStringList();
            hidden.removeAll(name);
            if (!shown)
                hidden << name;
            settings.setValue(QLatin1String(kHiddenColumns), hidden);
        });
    }
    menu.exec(table_->horizontalHeader()->viewport()->mapToGlobal(position));
}

void SampleBrowser::setThumbnailSide(int side)
{
    side_ = side;
    grid_->verticalScrollBar()->setSingleStep(side / 2);
    fitCells();
}

void SampleBrowser::fitCells()
{
    delegate_->setThumbnailSide(side_);
    const int cell = delegate_->cellSize().width();
    const int room = grid_->viewport()->width() - 1; // a full line would wrap its last cell
    const int columns = std::max(1, room / cell);
    const int growth = std::max(0, room / columns - cell);
    delegate_->setThumbnailSide(std::min(side_ + growth, kLargest + kSmallest));
    grid_->setGridSize(delegate_->cellSize());
}

QWidget* SampleBrowser::widgetOf(View view) const
{
    switch (view) {
    case View::Grid:
        return grid_;
    case View::Table:
        return table_;
    case View::Single:
        return single_;
    }
    return nullptr;
}

void SampleBrowser::showView(View view)
{
    const bool focused = isAncestorOf(window()->focusWidget());
    stack_->setCurrentWidget(widgetOf(view));
    setFocusProxy(stack_->currentWidget());
    if (focused)
        takeFocus();
    if (view != View::Single && selection_->currentIndex().isValid())
        static_cast<QAbstractItemView*>(stack_->currentWidget())
            ->scrollTo(selection_->currentIndex());
}

SampleBrowser::View SampleBrowser::view() const
{
    for (const View view : {View::Table, View::Single})
        if (stack_->currentWidget() == widgetOf(view))
            return view;
    return View::Grid;
}

void SampleBrowser::takeFocus()
{
    stack_->currentWidget()->setFocus(Qt::TabFocusReason);
}

void SampleBrowser::step(int by)
{
    const int row = selection_->currentIndex().row() + by;
    if (row < 0 || row >= model_->rowCount())
        return;
    selection_->setCurrentIndex(model_->index(row, SampleModel::Sample),
                                QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void SampleBrowser::showPlace()
{
    single_->setPlace(selection_->currentIndex().row(), model_->rowCount());
}

void SampleBrowser::findPlace()
{
    table_->horizontalHeader()->setSortIndicator(model_->sortedColumn(), model_->filter().descending
                                                                             ? Qt::DescendingOrder
                                                                             : Qt::AscendingOrder);
    showSelection();
    showPlace();
    const int rows = model_->rowCount();
    if (rows == 0 || selection_->currentIndex().isValid())
        return;
    const int known = model_->rowOf(workspace_->primarySample());
    const QModelIndex index =
        model_->index(known >= 0 ? known : std::min(lastRow_, rows - 1), SampleModel::Sample);
    selection_->setCurrentIndex(index,
                                QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
    if (view() != View::Single)
        static_cast<QAbstractItemView*>(stack_->currentWidget())->scrollTo(index);
}

void SampleBrowser::onSelectionChanged()
{
    if (followingSelection_)
        return;
    QSet<qint64> samples;
    for (const QItemSelectionRange& range : selection_->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            samples.insert(model_->sampleAt(row));
    followingSelection_ = true;
    workspace_->setSelection(samples);
    followingSelection_ = false;
}

void SampleBrowser::showSelection()
{
    if (followingSelection_)
        return;
    followingSelection_ = true;
    QItemSelection selection;
    for (const qint64 sample : workspace_->selection()) {
        const int row = model_->rowOf(sample);
        if (row >= 0)
            selection.select(model_->index(row, 0), model_->index(row, model_->columnCount() - 1));
    }
    selection_->select(selection, QItemSelectionModel::ClearAndSelect);
    followingSelection_ = false;
}

bool SampleBrowser::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    if ((modifiers & ~Qt::KeypadModifier) != Qt::NoModifier || workspace_->selection().isEmpty())
        return false;
    if (key == Qt::Key_Delete)
        Q_EMIT deleteWanted();
    else if (key == Qt::Key_T)
        Q_EMIT tagWanted();
    else if (key == Qt::Key_B)
        Q_EMIT singleWanted(view() != View::Single);
    else if (key == Qt::Key_A || key == Qt::Key_R)
        Q_EMIT judgeWanted(key == Qt::Key_A);
    else if (key >= Qt::Key_0 && key <= Qt::Key_5)
        workspace_->rate(workspace_->selection().values(), key - Qt::Key_0);
    else
        return false;
    return true;
}

bool SampleBrowser::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == grid_->viewport())
        fitCells();
    if (event->type() == QEvent::KeyPress && (watched == grid_ || watched == table_)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (takeKey(key->key(), key->modifiers()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace unimo::panels
