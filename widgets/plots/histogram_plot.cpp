// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/histogram_plot.h"

#include "widgets/look/theme.h"
#include "widgets/plots/axis_tickers.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/plot_colors.h"
#include "widgets/plots/plot_export.h"

#include <QFileInfo>
#include <QMouseEvent>
#include <QSaveFile>
#include <QTextStream>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace unimo::plots {
namespace {

constexpr int kBins = 60;
constexpr double kReach = 6; ///< pixels from a bound in which it can be taken

QColor themed(const char* name)
{
    return look::Theme::instance().color(QString::fromLatin1(name));
}

} // namespace

HistogramPlot::HistogramPlot(QWidget* parent)
    : QWidget(parent), canvas_(new PlotCanvas(this)),
      inside_(new QCPBars(canvas_->xAxis, canvas_->yAxis)),
      outside_(new QCPBars(canvas_->xAxis, canvas_->yAxis)),
      leastLine_(new QCPItemStraightLine(canvas_)), mostLine_(new QCPItemStraightLine(canvas_))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(canvas_);
    outside_->moveAbove(inside_);
    canvas_->setMinimumSize(160, 120);
    canvas_->setMouseTracking(true);
    canvas_->installEventFilter(this);
    canvas_->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    canvas_->yAxis->ticker()->setTickCount(3);
    canvas_->setAccessibleName(tr("Histogram"));
    connect(canvas_, &PlotCanvas::redrawDue, this, &HistogramPlot::redraw);
    connect(&look::Theme::instance(), &look::Theme::changed, this, &HistogramPlot::takeTheme);
    takeTheme();
}

QCustomPlot* HistogramPlot::canvas() const
{
    return canvas_;
}

void HistogramPlot::setValues(const QVector<double>& values, const QString& name)
{
    values_ = values;
    values_.removeIf([](double value) { return !std::isfinite(value); });
    canvas_->xAxis->setLabel(name);
    const auto [least, most] = std::minmax_element(values_.begin(), values_.end());
    from_ = values_.isEmpty() ? 0 : *least;
    const double range = values_.isEmpty() ? 0 : *most - *least;
    width_ = range > 0 ? range / kBins : 1.0 / kBins;
    fill();
}

void HistogramPlot::setBounds(std::optional<double> least, std::optional<double> most)
{
    least_ = least;
    most_ = most;
    fill();
}

void HistogramPlot::setMuted(bool muted)
{
    muted_ = muted;
    fill();
}

bool HistogramPlot::isInside(double value) const
{
    return !muted_ && (!least_ || value >= *least_) && (!most_ || value <= *most_);
}

int HistogramPlot::insideCount() const
{
    return static_cast<int>(std::count_if(values_.begin(), values_.end(),
                                          [this](double value) { return isInside(value); }));
}

void HistogramPlot::fill()
{
    insideCounts_ = outsideCounts_ = QVector<double>(kBins, 0);
    for (const double value : std::as_const(values_)) {
        const int bin = std::clamp(static_cast<int>((value - from_) / width_), 0, kBins - 1);
        ++(isInside(value) ? insideCounts_ : outsideCounts_)[bin];
    }
    QVector<double> middles;
    for (int bin = 0; bin < kBins; ++bin)
        middles << from_ + (bin + 0.5) * width_;
    inside_->setData(middles, insideCounts_, /*alreadySorted=*/true);
    outside_->setData(middles, outsideCounts_, true);
    inside_->setWidth(width_ * 0.9);
    outside_->setWidth(width_ * 0.9);

    double low = from_;
    double high = from_ + kBins * width_;
    for (const auto& bound : {least_, most_})
        if (bound) {
            low = std::min(low, *bound);
            high = std::max(high, *bound);
        }
    const double margin = (high - low) * 0.02;
    canvas_->xAxis->setRange(low - margin, high + margin);
    double tallest = 1;
    for (int bin = 0; bin < kBins; ++bin)
        tallest = std::max(tallest, insideCounts_[bin] + outsideCounts_[bin]);
    canvas_->yAxis->setRange(0, tallest * 1.08);
    const auto place = [](QCPItemStraightLine* line, const std::optional<double>& at) {
        line->setVisible(at.has_value());
        line->point1->setCoords(at.value_or(0), 0);
        line->point2->setCoords(at.value_or(0), 1);
    };
    place(leastLine_, least_);
    place(mostLine_, most_);
    canvas_->redrawSoon();
}

void HistogramPlot::takeTheme()
{
    paintPlot(*canvas_, PlotColors::fromTheme());
    inside_->setPen(Qt::NoPen);
    inside_->setBrush(themed("accent"));
    outside_->setPen(Qt::NoPen);
    outside_->setBrush(themed("border"));
    for (QCPItemStraightLine* line : {leastLine_, mostLine_})
        line->setPen(QPen(themed("text"), 1.5, Qt::DashLine));
    canvas_->redrawSoon();
}

void HistogramPlot::redraw()
{
    canvas_->replot(QCustomPlot::rpQueuedRefresh);
}

HistogramPlot::Dragged HistogramPlot::boundAt(double x) const
{
    const auto isAt = [&](const std::optional<double>& bound) {
        return bound && std::abs(canvas_->xAxis->coordToPixel(*bound) - x) < kReach;
    };
    if (isAt(least_))
        return Dragged::Least;
    return isAt(most_) ? Dragged::Most : Dragged::None;
}

bool HistogramPlot::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (type == QEvent::MouseButtonPress) {
        dragged_ = boundAt(static_cast<QMouseEvent*>(event)->position().x());
    } else if (type == QEvent::MouseButtonRelease) {
        dragged_ = Dragged::None;
    } else if (type == QEvent::MouseMove) {
        const double x = static_cast<QMouseEvent*>(event)->position().x();
        const double value = canvas_->xAxis->pixelToCoord(x);
        if (dragged_ == Dragged::Least)
            Q_EMIT leastDragged(value);
        else if (dragged_ == Dragged::Most)
            Q_EMIT mostDragged(value);
        canvas_->setCursor(boundAt(x) != Dragged::None || dragged_ != Dragged::None
                               ? Qt::SizeHorCursor
                               : Qt::ArrowCursor);
    }
    return QWidget::eventFilter(watched, event);
}

Status HistogramPlot::save(const QString& file)
{
    if (QFileInfo(file).suffix().toLower() != QLatin1String("csv"))
        return savePicture(*canvas_, file);
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly)) {
        QTextStream text(&out);
        text << "from,to,inside,outside\n";
        for (int bin = 0; bin < kBins; ++bin)
            text << from_ + bin * width_ << ',' << from_ + (bin + 1) * width_ << ','
                 << insideCounts_[bin] << ',' << outsideCounts_[bin] << '\n';
    }
    if (!out.commit())
        return Error{ErrorKind::Io,
                     "the file cannot be written: " + out.errorString().toStdString(),
                     file.toStdString(), "choose another folder"};
    return {};
}

} // namespace unimo::plots
