// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/lane_plot.h"

#include "widgets/look/theme.h"
#include "widgets/plots/axis_tickers.h"
#include "widgets/plots/crosshair.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/plot_gestures.h"
#include "widgets/plots/value_table.h"

#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace unimo::plots {
namespace {

constexpr float kFillAlpha = 0.55f;

/// Mean of the finite values in [begin, end), or `otherwise` when there is none.
double mean(const std::vector<float>& values, size_t begin, size_t end, double otherwise)
{
    double sum = 0;
    size_t count = 0;
    for (size_t i = begin; i < end; ++i)
        if (std::isfinite(values[i])) {
            sum += static_cast<double>(values[i]);
            ++count;
        }
    return count > 0 ? sum / static_cast<double>(count) : otherwise;
}

size_t firstAt(const CurveSeries& series, double x)
{
    return static_cast<size_t>(std::lower_bound(series.x().begin(), series.x().end(), x) -
                               series.x().begin());
}

} // namespace

LanePlot::LanePlot(const QString& title, const QString& unit, const QVector<Lane>& lanes,
                   QWidget* parent)
    : QWidget(parent), unit_(unit), header_(new QLabel(this)), title_(title),
      canvas_(new PlotCanvas(this)), gestures_(new PlotGestures(canvas_)),
      table_(new ValueTable(canvas_)), crosshair_(std::make_unique<Crosshair>(canvas_))
{
    for (const Lane& lane : lanes) {
        lanes_.push_back(std::make_unique<Stack>());
        lanes_.back()->lane = lane;
        lanes_.back()->graph = canvas_->addGraph();
        lanes_.back()->graph->setAdaptiveSampling(false);
        if (lanes_.size() > 1)
            lanes_.back()->graph->setChannelFillGraph(lanes_[lanes_.size() - 2]->graph);
    }
    setAttribute(Qt::WA_StyledBackground);
    setProperty("panel", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addWidget(canvas_, 1);
    header_->setContentsMargins(8, 4, 8, 0);
    header_->setTextFormat(Qt::RichText);

    canvas_->setAccessibleName(title);
    canvas_->setMinimumSize(160, 90);
    canvas_->setMouseTracking(true);
    canvas_->installEventFilter(this);
    canvas_->axisRect()->setMinimumMargins({8, 8, 12, 4});
    canvas_->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    canvas_->yAxis->ticker()->setTickCount(3);
    setXAxis(XAxis::Step);
    setCrosshairLink(new CrosshairLink(this));
    connect(gestures_, &PlotGestures::changed, this, [this] {
        follows_ = false;
        touch();
    });
    connect(gestures_, &PlotGestures::fitWanted, this, &LanePlot::fit);
    connect(gestures_, &PlotGestures::cleared, this, [this] { link_->clear(); });
    connect(canvas_, &PlotCanvas::redrawDue, this, &LanePlot::redrawNow);
    connect(canvas_, &QCustomPlot::afterLayout, this, &LanePlot::fillGraphs);
    connect(&look::Theme::instance(), &look::Theme::changed, this, &LanePlot::takeTheme);
    takeTheme();
}

LanePlot::~LanePlot() = default;

QCustomPlot* LanePlot::canvas() const
{
    return canvas_;
}

void LanePlot::clear()
{
    for (const auto& lane : lanes_)
        lane->data.purge(INT64_MIN);
    fit();
}

void LanePlot::append(int lane, const std::vector<CurvePoint>& points)
{
    lanes_[static_cast<size_t>(lane)]->data.append(points);
    touch();
}

void LanePlot::purge(int64_t fromStep)
{
    for (const auto& lane : lanes_)
        lane->data.purge(fromStep);
    touch();
}

void LanePlot::setXAxis(XAxis axis)
{
    xAxis_ = axis;
    for (const auto& lane : lanes_)
        lane->data.setXAxis(axis);
    canvas_->xAxis->setTicker(makeXTicker(axis, false));
    fit();
}

void LanePlot::setCrosshairLink(CrosshairLink* link)
{
    if (link_)
        link_->disconnect(this);
    link_ = link;
    connect(link_, &CrosshairLink::moved, this, [this] {
        if (isVisible())
            showCrosshair();
    });
}

void LanePlot::fit()
{
    follows_ = true;
    touch();
}

void LanePlot::touch()
{
    canvas_->redrawSoon();
}

void LanePlot::takeTheme()
{
    colors_ = PlotColors::fromTheme();
    paintPlot(*canvas_, colors_);
    QString text = QStringLiteral("<b>%1</b>").arg(title_.toHtmlEscaped());
    for (const auto& lane : lanes_) {
        lane->color = readableOn(okabeIto(lane->lane.colorSlot), colors_.background);
        QColor fill = lane->color;
        fill.setAlphaF(kFillAlpha);
        lane->graph->setPen(QPen(lane->color, 1));
        lane->graph->setBrush(fill);
        text += QStringLiteral("&nbsp;&nbsp;&nbsp;<span style=\"color:%1\">\u25A0</span> %2")
                    .arg(lane->color.name(), lane->lane.name.toHtmlEscaped());
    }
    header_->setText(text);
    touch();
}

void LanePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        takeTheme();
}

void LanePlot::redrawNow()
{
    if (follows_)
        fitRanges();
    canvas_->replot(QCustomPlot::rpQueuedRefresh);
    showCrosshair();
}

void LanePlot::fitRanges()
{
    const CurveSeries& first = lanes_.front()->data;
    const bool any = !first.empty();
    const double left = any ? first.x().front() : 0;
    const double right = any ? first.x().back() : 1;
    canvas_->xAxis->setRange(left, right > left ? right : left + 1);
    std::vector<double> xs;
    double highest = 0;
    const auto tops = stackedTops(xs);
    for (const double top : tops.back())
        highest = std::max(highest, top);
    canvas_->yAxis->setRange(0, highest > 0 ? highest * 1.05 : 1);
}

std::vector<std::vector<double>> LanePlot::stackedTops(std::vector<double>& xs) const
{
    const QRect rect = canvas_->axisRect()->rect();
    const CurveSeries& first = lanes_.front()->data;
    std::vector<std::vector<double>> tops(lanes_.size());
    std::vector<double> last(lanes_.size(), 0.0);
    // One column more to each side, so that the area reaches the borders.
    for (int column = -1; column <= rect.width(); ++column) {
        const double from = canvas_->xAxis->pixelToCoord(rect.left() + column);
        const double to = canvas_->xAxis->pixelToCoord(rect.left() + column + 1);
        const size_t begin = column < 0 ? (firstAt(first, to) > 0 ? firstAt(first, to) - 1 : 0)
                                        : firstAt(first, from);
        const size_t end =
            column == rect.width() ? std::min(begin + 1, first.size()) : firstAt(first, to);
        if (begin >= end)
            continue;
        xs.push_back((first.x()[begin] + first.x()[end - 1]) / 2);
        double top = 0;
        for (size_t k = 0; k < lanes_.size(); ++k) {
            const auto& values = lanes_[k]->data.values();
            last[k] =
                mean(values, std::min(begin, values.size()), std::min(end, values.size()), last[k]);
            top += last[k];
            tops[k].push_back(top);
        }
    }
    return tops;
}

void LanePlot::fillGraphs()
{
    std::vector<double> xs;
    const auto tops = stackedTops(xs);
    for (size_t k = 0; k < lanes_.size(); ++k) {
        QVector<QCPGraphData> points;
        for (size_t i = 0; i < xs.size(); ++i)
            points.append({xs[i], tops[k][i]});
        lanes_[k]->graph->data()->set(points, true);
    }
}

void LanePlot::showCrosshair()
{
    const CurveSeries& first = lanes_.front()->data;
    if (!link_ || !link_->x() || first.empty() || !canvas_->xAxis->range().contains(*link_->x()) ||
        *link_->x() > first.x().back() || *link_->x() < first.x().front()) {
        crosshair_->hide();
        table_->hide();
        return;
    }
    const double x = *link_->x();
    double total = 0;
    std::vector<double> values;
    for (const auto& lane : lanes_) {
        const bool any = !lane->data.empty();
        values.push_back(any ? static_cast<double>(lane->data.values()[lane->data.nearest(x)]) : 0);
        total += values.back();
    }
    QVector<ValueTable::Row> rows;
    for (size_t k = 0; k < lanes_.size(); ++k) {
        const double share = total > 0 ? 100 * values[k] / total : 0;
        rows.append({lanes_[k]->color, lanes_[k]->lane.name,
                     tr("%1 %2  %3 %").arg(formatValue(values[k]), unit_).arg(share, 0, 'f', 0)});
    }
    crosshair_->show(x, {}, colors_.muted);
    table_->setContent(formatX(xAxis_, x), rows);
    table_->placeAwayFrom(static_cast<int>(canvas_->xAxis->coordToPixel(x)),
                          canvas_->axisRect()->rect());
    table_->show();
}

bool LanePlot::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove: {
        const QPointF at = static_cast<QMouseEvent*>(event)->position();
        const CurveSeries& first = lanes_.front()->data;
        if (gestures_->dragging() || first.empty())
            break;
        if (canvas_->axisRect()->rect().contains(at.toPoint()))
            link_->point(first.x()[first.nearest(canvas_->xAxis->pixelToCoord(at.x()))], this);
        else
            link_->clear();
        break;
    }
    case QEvent::Leave:
        link_->clear();
        break;
    case QEvent::Resize:
        touch();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace unimo::plots
