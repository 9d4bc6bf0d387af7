// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/augmentation_list.h"

#include "core/store/project.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/plain_table.h"
#include "widgets/look/theme.h"
#include "widgets/models/sample_menu.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace unimo::models {
namespace {

constexpr int kNumberWidth = 64;
constexpr int kSearchWidth = 160;

} // namespace

AugmentationList::AugmentationList(bridge::Workspace* workspace, const QString& panel,
                                   const QString& countText, QWidget* parent)
    : QWidget(parent), workspace_(workspace), countText_(countText),
      model_(new AugmentationModel(this)), shown_(new AugmentationFilter(this)),
      split_(new QComboBox), search_(new QLineEdit), show_(new QComboBox), count_(new QLabel),
      table_(new QTableView)
{
    split_->setAccessibleName(tr("Split"));
    split_->setToolTip(tr("The split that is listed"));
    search_->setPlaceholderText(tr("Words in the caption"));
    search_->setAccessibleName(tr("Search captions"));
    search_->setClearButtonEnabled(true);
    search_->setMinimumWidth(kSearchWidth);
    count_->setProperty("muted", true);
    shown_->setSourceModel(model_);
    table_->setModel(shown_);
    look::makePlainTable(table_);
    QHeaderView* header = table_->horizontalHeader();
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSectionResizeMode(AugmentationModel::Text, QHeaderView::Stretch);
    table_->setColumnHidden(AugmentationModel::Marked, true); // there is a filter
    table_->setColumnWidth(AugmentationModel::Usable, kNumberWidth);
    giveSampleMenu(table_, workspace, panel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(4);
    layout->addWidget(count_);
    layout->addWidget(table_, 1);

    connect(split_, &QComboBox::activated, this, &AugmentationList::splitChosen);
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        shown_->setText(text);
        showCount();
    });
    connect(show_, &QComboBox::currentIndexChanged, this, [this] {
        shown_->setShow(static_cast<AugmentationFilter::Show>(show_->currentData().toInt()));
        showCount();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) {
                if (now.isValid() && !quiet_)
                    Q_EMIT chosen(*current());
            });
}

void AugmentationList::addShow(const QString& text, AugmentationFilter::Show show)
{
    show_->addItem(text, static_cast<int>(show));
}

QString AugmentationList::split() const
{
    return split_->currentText();
}

const store::AugmentationCounts* AugmentationList::current() const
{
    const QModelIndex row = shown_->mapToSource(table_->currentIndex());
    return row.isValid() ? &model_->rows()[static_cast<size_t>(row.row())] : nullptr;
}

void AugmentationList::openProject()
{
    split_->clear();
    setRows({});
    if (!workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this, [](store::Project& project) { return project.splits(); },
        [this](const std::vector<std::pair<std::string, int64_t>>& splits) {
            for (const auto& [name, count] : splits)
                split_->addItem(QString::fromStdString(name));
            split_->setCurrentIndex(std::max(0, split_->findText(QStringLiteral("train"))));
            Q_EMIT splitChosen();
        });
}

void AugmentationList::setRows(std::vector<store::AugmentationCounts> rows)
{
    {
        const QScopedValueRollback quiet(quiet_, true);
        model_->setRows(std::move(rows));
    }
    showCount();
    if (workspace_->primarySample() != 0)
        follow(workspace_->primarySample());
    else if (shown_->rowCount() > 0)
        table_->selectRow(0);
}

void AugmentationList::follow(qint64 sample, qint64 caption)
{
    if (caption == 0 && current() && current()->sample == sample)
        return;
    const int row = model_->rowOf(sample, caption);
    const QModelIndex place =
        row < 0 ? QModelIndex() : shown_->mapFromSource(model_->index(row, 0));
    const QScopedValueRollback quiet(quiet_, true);
    table_->setCurrentIndex(place);
    if (place.isValid())
        table_->scrollTo(place, QAbstractItemView::PositionAtCenter);
}

void AugmentationList::showCount()
{
    count_->setText(countText_.arg(look::formatCount(shown_->rowCount()),
                                   look::formatCount(model_->rowCount())));
}

} // namespace unimo::models
