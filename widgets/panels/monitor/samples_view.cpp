// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/samples_view.h"

#include "widgets/look/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {
namespace {

constexpr qsizetype kMostRows = 500;

/// "samples/caption" is shown as "caption".
QString shortName(const std::string& tag)
{
    const QString name = QString::fromStdString(tag);
    return name.startsWith(QLatin1String("samples/")) ? name.mid(8) : name;
}

QStandardItem* cell(const QString& text, Qt::Alignment alignment)
{
    auto* item = new QStandardItem(text);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setToolTip(text);
    item->setEditable(false);
    return item;
}

} // namespace

SamplesView::SamplesView(QWidget* parent)
    : QWidget(parent), tags_(new QComboBox), empty_(new QLabel), table_(new QTableView),
      model_(new QStandardItemModel(this))
{
    tags_->setAccessibleName(tr("Which samples"));
    empty_->setText(tr("Captions and answers of the run's checkpoints appear here, step by step."));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setProperty("muted", true);
    table_->setModel(model_);
    table_->verticalHeader()->hide();
    table_->setWordWrap(true);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setAccessibleName(tr("Samples over steps"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(tags_, 0, Qt::AlignLeft);
    layout->addWidget(empty_, 1);
    layout->addWidget(table_, 1);
    connect(tags_, &QComboBox::activated, this, &SamplesView::fill);
    fill();
}

void SamplesView::clear()
{
    texts_.clear();
    fill();
}

void SamplesView::append(const QString& run, const events::Series<events::TextPoint>& texts)
{
    for (const auto& [tag, points] : texts) {
        auto& kept = texts_[run][tag];
        kept.insert(kept.end(), points.begin(), points.end());
    }
    if (run == run_)
        fill();
}

void SamplesView::purge(const QString& run, int64_t fromStep)
{
    events::purge(texts_[run], fromStep);
    if (run == run_)
        fill();
}

void SamplesView::remove(const QString& run)
{
    texts_.remove(run);
    if (run == run_)
        fill();
}

void SamplesView::setRun(const QString& run)
{
    run_ = run;
    fill();
}

void SamplesView::fill()
{
    const auto& texts = texts_[run_];
    const QString chosen = tags_->currentData().toString();
    tags_->clear();
    tags_->addItem(tr("All samples"), QString());
    for (const auto& [tag, points] : texts)
        tags_->addItem(shortName(tag), QString::fromStdString(tag));
    tags_->setCurrentIndex(std::max(0, tags_->findData(chosen)));

    struct Row
    {
        int64_t step;
        QString tag;
        QString text;
    };
    QVector<Row> rows;
    const QString wanted = tags_->currentData().toString();
    for (const auto& [tag, points] : texts)
        if (wanted.isEmpty() || wanted == QString::fromStdString(tag))
            for (const auto& point : points)
                rows.append({point.step, shortName(tag), QString::fromStdString(point.text)});
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.step > b.step; });
    rows.resize(std::min(rows.size(), kMostRows));

    model_->clear();
    model_->setHorizontalHeaderLabels({tr("Step"), tr("Sample"), tr("Text")});
    for (const Row& row : rows)
        model_->appendRow({cell(look::formatCount(row.step), Qt::AlignRight),
                           cell(row.tag, Qt::AlignLeft), cell(row.text, Qt::AlignLeft)});
    auto* header = table_->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(2, QHeaderView::Stretch);
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->setVisible(!rows.isEmpty());
    tags_->setVisible(!texts.empty());
    empty_->setVisible(rows.isEmpty());
}

} // namespace unimo::panels
