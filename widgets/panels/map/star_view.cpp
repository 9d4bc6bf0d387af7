// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/map/star_view.h"

#include "widgets/bridge/workspace.h"
#include "widgets/look/plain_table.h"
#include "widgets/look/theme.h"
#include "widgets/panels/map/star_model.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace unimo::panels {

using bridge::EngineThread;
using bridge::Workspace;

StarView::StarView(Workspace* workspace, EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine), model_(new StarModel(this)),
      sorted_(new QSortFilterProxyModel(this)), table_(new QTableView), line_(new QLabel),
      fit_(new QPushButton(tr("Zoom to it")))
{
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(StarModel::SortRole);
    table_->setModel(sorted_);
    look::makePlainTable(table_);
    table_->sortByColumn(StarModel::Margin, Qt::AscendingOrder);
    table_->setAccessibleName(tr("Positives and negatives of the pair"));
    table_->setToolTip(tr("A double click or Enter opens where it was made"));
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->resizeSection(StarModel::Kind, 168);
    table_->horizontalHeader()->resizeSection(StarModel::Similarity, 84);
    table_->horizontalHeader()->resizeSection(StarModel::Margin, 72);
    line_->setWordWrap(true);
    line_->setProperty("muted", true);
    fit_->setToolTip(tr("Move the map to the pair and its star"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(line_, 1);
    head->addWidget(fit_, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(table_, 1);

    connect(fit_, &QPushButton::clicked, this, &StarView::fitWanted);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) {
                if (!quiet_)
                    Q_EMIT currentChanged(sorted_->mapToSource(now).row());
            });
    connect(table_, &QTableView::activated, this,
            [this](const QModelIndex& index) { open(sorted_->mapToSource(index).row()); });
    connect(workspace_, &Workspace::primaryChanged, this, &StarView::ask);
    connect(workspace_, &Workspace::dataChanged, this, &StarView::ask);
    connect(engine_, &EngineThread::loaded, this, &StarView::ask);
    connect(engine_, &EngineThread::unloaded, this, [this] { take(nullptr, {}); });
    connect(engine_, &EngineThread::starFound, this,
            [this](const std::shared_ptr<const inference::AnchorStar>& star) {
                if (!isVisible() || star->sample != workspace_->primarySample())
                    return;
                take(star,
                     star->items.empty()
                         ? tr("Nothing was rewritten or retrieved for this pair yet.")
                         : tr("“%1” and its picture: similarity %2. A click on a point opens where "
                              "it was made.")
                               .arg(QString::fromStdString(star->caption))
                               .arg(static_cast<double>(star->similarity), 0, 'f', 3));
            });
    connect(engine_, &EngineThread::failed, this,
            [this](EngineThread::Request request, const Error& error) {
                if (request == EngineThread::Request::Star)
                    take(nullptr, QString::fromStdString(error.text()));
            });
}

void StarView::setSpace(const inference::VectorSpace& space)
{
    space_ = space;
    ask();
}

void StarView::ask()
{
    if (!isVisible())
        return;
    const qint64 sample = workspace_->primarySample();
    if (sample == 0)
        return take(nullptr, tr("Choose a pair on the map."));
    if (star_ && star_->sample != sample)
        take(nullptr, {});
    if (engine_->info())
        engine_->findStar(workspace_->projectFolder(), sample, space_);
}

void StarView::take(std::shared_ptr<const inference::AnchorStar> star, const QString& line)
{
    star_ = std::move(star);
    {
        const QScopedValueRollback quiet(quiet_, true);
        model_->setStar(star_);
    }
    line_->setText(line);
    fit_->setEnabled(star_ && !star_->items.empty());
    Q_EMIT changed();
}

void StarView::setCurrent(int item)
{
    const QScopedValueRollback quiet(quiet_, true);
    const QModelIndex row = sorted_->mapFromSource(model_->index(item, 0));
    table_->setCurrentIndex(row);
    if (row.isValid())
        table_->scrollTo(row);
}

void StarView::open(int item)
{
    if (!star_ || item < 0 || item >= static_cast<int>(star_->items.size()))
        return;
    const auto& chosen = star_->items[static_cast<size_t>(item)];
    if (chosen.rewrite())
        workspace_->showRewrite(star_->sample, chosen.id);
    else
        workspace_->showNeighbour(star_->sample, chosen.id);
}

QString StarView::hintOf(int item) const
{
    const auto cell = [&](StarModel::Column column) {
        return model_->index(item, column).data().toString().toHtmlEscaped();
    };
    return tr("<p>%1</p><p>%2 · similarity %3 · margin %4</p><p>Placed as encoded alone</p>")
        .arg(cell(StarModel::Text), cell(StarModel::Kind), cell(StarModel::Similarity),
             cell(StarModel::Margin));
}

void StarView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

void StarView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    take(nullptr, {});
}

} // namespace unimo::panels
