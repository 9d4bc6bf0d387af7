// SPDX-License-Identifier: GPL-3.0-or-later
// The line above the charts: which tags, how smooth, over what.
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/chart_grid.h"
#include "widgets/panels/monitor/histograms_view.h"
#include "widgets/panels/monitor/monitor_panel.h"
#include "widgets/plots/lane_plot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QToolButton>

namespace unimo::panels {
namespace {
constexpr int kStartSmoothing = 600;
constexpr int kLargestSmoothing = 999; ///< thousandths
} // namespace

QWidget* MonitorPanel::buildControls()
{
    filter_ = new QLineEdit;
    filter_->setPlaceholderText(tr("Filter charts: loss|accuracy"));
    filter_->setToolTip(tr("A regular expression; charts whose tag matches are shown"));
    filter_->setClearButtonEnabled(true);
    filter_->setMinimumWidth(140);

    smoothingKind_ = new QComboBox;
    smoothingKind_->addItem(tr("Exponential"),
                            static_cast<int>(plots::Smoothing::Kind::ExponentialAverage));
    smoothingKind_->addItem(tr("Running mean"),
                            static_cast<int>(plots::Smoothing::Kind::RunningMean));
    smoothingKind_->setToolTip(tr("How curves are smoothed"));
    smoothing_ = new QSlider(Qt::Horizontal);
    smoothing_->setRange(0, kLargestSmoothing);
    smoothing_->setPageStep(50);
    smoothing_->setValue(kStartSmoothing);
    smoothing_->setFixedWidth(120);
    smoothing_->setAccessibleName(tr("Smoothing"));
    smoothingText_ = new QLabel;
    smoothingText_->setMinimumWidth(
        smoothingText_->fontMetrics().horizontalAdvance(QStringLiteral("0.999 ")));

    xAxis_ = new QComboBox;
    xAxis_->addItem(tr("Step"), static_cast<int>(plots::XAxis::Step));
    xAxis_->addItem(tr("Relative time"), static_cast<int>(plots::XAxis::RelativeTime));
    xAxis_->addItem(tr("Wall time"), static_cast<int>(plots::XAxis::WallTime));
    xAxis_->setToolTip(tr("What the curves are drawn over"));
    logX_ = new QToolButton;
    logX_->setText(tr("log x"));
    logX_->setToolTip(tr("Logarithmic x axis"));
    logY_ = new QToolButton;
    logY_->setText(tr("log y"));
    logY_->setToolTip(tr("Logarithmic y axis, all charts"));
    for (QToolButton* button : {logX_, logY_})
        button->setCheckable(true);

    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(filter_, 1);
    auto* label = new QLabel(tr("Smoothing"));
    label->setProperty("muted", true);
    layout->addWidget(label);
    layout->addWidget(smoothing_);
    layout->addWidget(smoothingText_);
    layout->addWidget(smoothingKind_);
    layout->addWidget(xAxis_);
    layout->addWidget(logX_);
    layout->addWidget(logY_);

    connect(filter_, &QLineEdit::textChanged, this, &MonitorPanel::applyFilter);
    connect(smoothing_, &QSlider::valueChanged, this, &MonitorPanel::applySmoothing);
    connect(smoothingKind_, &QComboBox::activated, this, &MonitorPanel::applySmoothing);
    connect(xAxis_, &QComboBox::currentIndexChanged, this, [this] {
        const auto axis = static_cast<plots::XAxis>(xAxis_->currentData().toInt());
        charts_->setXAxis(axis);
        lanes_->setXAxis(axis);
        histograms_->setXAxis(axis);
        logX_->setEnabled(axis != plots::XAxis::WallTime);
    });
    connect(logX_, &QToolButton::toggled, charts_, &ChartGrid::setLogX);
    connect(logY_, &QToolButton::toggled, charts_, &ChartGrid::setLogY);
    return line;
}

void MonitorPanel::applyFilter()
{
    const QRegularExpression filter(filter_->text(), QRegularExpression::CaseInsensitiveOption);
    const QString bad = look::Theme::instance().color(QStringLiteral("bad")).name();
    filter_->setStyleSheet(
        filter.isValid() ? QString() : QStringLiteral("QLineEdit { border-color: %1; }").arg(bad));
    filter_->setToolTip(filter.isValid()
                            ? tr("A regular expression; charts whose tag matches are shown")
                            : tr("Not a regular expression: %1").arg(filter.errorString()));
    if (filter.isValid())
        charts_->setFilter(filter);
}

void MonitorPanel::applySmoothing()
{
    const double weight = smoothing_->value() / 1000.0;
    const auto kind = static_cast<plots::Smoothing::Kind>(smoothingKind_->currentData().toInt());
    const plots::Smoothing smoothing{kind, weight};
    smoothingText_->setText(QString::number(weight, 'f', 3));
    smoothing_->setToolTip(kind == plots::Smoothing::Kind::RunningMean
                               ? tr("Mean of the last %1 points").arg(smoothing.window())
                               : tr("Weight of the past: %1").arg(weight, 0, 'f', 3));
    charts_->setSmoothing(smoothing);
}

} // namespace unimo::panels
