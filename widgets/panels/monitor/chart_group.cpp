// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/chart_group.h"

#include "widgets/plots/curve_plot.h"

#include <QGridLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {
namespace {
constexpr int kLeastWidth = 340;
constexpr int kHeight = 220;
constexpr int kEnlargedHeight = 460;
constexpr int kSpacing = 8;
} // namespace

ChartGroup::ChartGroup(const QString& prefix, QWidget* parent)
    : QWidget(parent), prefix_(prefix), heading_(new QToolButton), body_(new QWidget),
      grid_(new QGridLayout(body_))
{
    heading_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    heading_->setArrowType(Qt::DownArrow);
    heading_->setCheckable(true);
    heading_->setAutoRaise(true);
    heading_->setStyleSheet(QStringLiteral(
        "QToolButton, QToolButton:checked { background: transparent; border-color: transparent; "
        "font-weight: 600; }"));
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(kSpacing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(heading_, 0, Qt::AlignLeft);
    layout->addWidget(body_);
    connect(heading_, &QToolButton::toggled, this, [this](bool folded) {
        heading_->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
        body_->setVisible(!folded);
    });
}

bool ChartGroup::anyWanted() const
{
    return std::any_of(items_.begin(), items_.end(), [](const Item& item) { return item.wanted; });
}

bool ChartGroup::isFolded() const
{
    return heading_->isChecked();
}

void ChartGroup::add(plots::CurvePlot* plot, bool wanted)
{
    const auto place = std::find_if(items_.begin(), items_.end(), [&](const Item& item) {
        return item.plot->tag() > plot->tag();
    });
    plot->setParent(body_);
    items_.insert(place, {plot, wanted, false});
    connect(plot, &plots::CurvePlot::enlargeWanted, this, [this, plot] { toggleEnlarged(plot); });
    arrange();
}

void ChartGroup::toggleEnlarged(plots::CurvePlot* plot)
{
    for (Item& item : items_)
        if (item.plot == plot)
            item.enlarged = !item.enlarged;
    arrange();
}

void ChartGroup::arrange()
{
    int shown = 0;
    int row = 0, column = 0;
    for (const Item& item : items_) {
        grid_->removeWidget(item.plot);
        item.plot->setVisible(item.wanted);
        if (!item.wanted)
            continue;
        ++shown;
        item.plot->setFixedHeight(item.enlarged ? kEnlargedHeight : kHeight);
        if (item.enlarged && column > 0) {
            ++row;
            column = 0;
        }
        const int span = item.enlarged ? std::max(columns_, 1) : 1;
        grid_->addWidget(item.plot, row, column, 1, span);
        column += span;
        if (column >= columns_) {
            column = 0;
            ++row;
        }
    }
    // Empty columns too, so that a lone chart is as wide as the others.
    for (int i = 0; i < std::max(grid_->columnCount(), columns_); ++i)
        grid_->setColumnStretch(i, i < columns_ ? 1 : 0);
    heading_->setText(QStringLiteral("%1  (%2)").arg(prefix_).arg(shown));
    setVisible(shown > 0);
}

void ChartGroup::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int columns = std::max(1, (width() + kSpacing) / (kLeastWidth + kSpacing));
    if (columns == columns_)
        return;
    columns_ = columns;
    arrange();
}

} // namespace unimo::panels
