// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/histogram_time_plot.h"

#include "widgets/look/csv_field.h"
#include "widgets/look/theme.h"
#include "widgets/plots/axis_tickers.h"
#include "widgets/plots/crosshair.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/plot_gestures.h"
#include "widgets/plots/sequential_color.h"
#include "widgets/plots/value_table.h"

#include <QContextMenuEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QTextStream>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

namespace unimo::plots {
namespace {

constexpr std::array kShares = {0.1, 0.5, 0.9};
constexpr int kColumns = 240;
constexpr int kRows = 120;
constexpr int kStops = 16;

/// Viridis; the square root lets the tails of a narrow distribution be seen.
QCPColorGradient densityGradient()
{
    QCPColorGradient gradient;
    gradient.clearColorStops();
    for (int i = 0; i <= kStops; ++i) {
        const double place = static_cast<double>(i) / kStops;
        gradient.setColorStopAt(place, sequentialColor(static_cast<float>(std::sqrt(place))));
    }
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

} // namespace

HistogramTimePlot::HistogramTimePlot(const QString& tag, QWidget* parent)
    : QWidget(parent), tag_(tag), canvas_(new PlotCanvas(this)),
      gestures_(new PlotGestures(canvas_)), table_(new ValueTable(canvas_)),
      crosshair_(std::make_unique<Crosshair>(canvas_)),
      map_(new QCPColorMap(canvas_->xAxis, canvas_->yAxis))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("panel", true);
    auto* title = new QLabel(tag);
    title->setToolTip(tr("How the values of %1 are distributed at each step: the brighter the "
                         "denser; lines at 10, 50 and 90 %")
                          .arg(tag));
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto* button = new QToolButton;
    button->setText(QStringLiteral("\u22EF"));
    button->setAutoRaise(true);
    button->setToolTip(tr("Fit, save this chart"));
    button->setAccessibleName(tr("Menu of chart %1").arg(tag));
    connect(button, &QToolButton::clicked, this,
            [this, button] { openMenu(button->mapToGlobal(QPoint(0, button->height()))); });
    auto* header = new QHBoxLayout;
    header->setContentsMargins(8, 4, 4, 0);
    header->addWidget(title, 1);
    header->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(canvas_, 1);

    map_->setInterpolate(false);
    map_->setGradient(densityGradient());
    // Two lines each: one that is seen on the dark colours, on one that is seen on the bright.
    for (size_t i = 0; i < 2 * kShares.size(); ++i)
        lines_.append(canvas_->addGraph());
    canvas_->setAccessibleName(tag);
    canvas_->setMinimumSize(160, 100);
    canvas_->setMouseTracking(true);
    canvas_->installEventFilter(this);
    canvas_->axisRect()->setMinimumMargins({8, 8, 12, 4});
    canvas_->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    canvas_->yAxis->ticker()->setTickCount(3);
    setXAxis(XAxis::Step);
    setCrosshairLink(new CrosshairLink(this));
    connect(gestures_, &PlotGestures::changed, this, [this] {
        follows_ = false;
        canvas_->redrawSoon();
    });
    connect(gestures_, &PlotGestures::fitWanted, this, &HistogramTimePlot::fit);
    connect(gestures_, &PlotGestures::cleared, this, [this] { link_->clear(); });
    connect(canvas_, &PlotCanvas::redrawDue, this, &HistogramTimePlot::redrawNow);
    connect(&look::Theme::instance(), &look::Theme::changed, this, &HistogramTimePlot::takeTheme);
    takeTheme();
}

HistogramTimePlot::~HistogramTimePlot() = default;

QCustomPlot* HistogramTimePlot::canvas() const
{
    return canvas_;
}

void HistogramTimePlot::setSeries(const HistogramSeries& series)
{
    series_ = series;
    fillMap();
    fillLines();
    canvas_->redrawSoon();
}

void HistogramTimePlot::setXAxis(XAxis axis)
{
    xAxis_ = axis;
    canvas_->xAxis->setTicker(makeXTicker(axis, false));
    fillMap();
    fillLines();
    fit();
}

void HistogramTimePlot::setCrosshairLink(CrosshairLink* link)
{
    if (link_)
        link_->disconnect(this);
    link_ = link;
    connect(link_, &CrosshairLink::moved, this, [this] {
        if (isVisible())
            showCrosshair();
    });
}

void HistogramTimePlot::fit()
{
    follows_ = true;
    canvas_->redrawSoon();
}

// --- drawing
// ---------------------------------------------------------------------------------------

double HistogramTimePlot::xOf(size_t index) const
{
    const Histogram& point = series_.points()[index];
    switch (xAxis_) {
    case XAxis::Step:
        return static_cast<double>(point.step);
    case XAxis::RelativeTime:
        return point.wallTime - series_.points().front().wallTime;
    case XAxis::WallTime:
        return point.wallTime;
    }
    return 0;
}

size_t HistogramTimePlot::nearest(double x) const
{
    if (xAxis_ == XAxis::Step)
        return series_.nearest(x);
    size_t best = 0; // a few hundred at most, and clocks may be set back
    for (size_t i = 1; i < series_.points().size(); ++i)
        if (std::abs(xOf(i) - x) < std::abs(xOf(best) - x))
            best = i;
    return best;
}

void HistogramTimePlot::fitRanges()
{
    const QCPRange keys = map_->data()->keyRange();
    const QCPRange values = map_->data()->valueRange();
    if (series_.empty() || !(keys.size() > 0) || !(values.size() > 0))
        return;
    canvas_->xAxis->setRange(keys);
    canvas_->yAxis->setRange(values);
}

void HistogramTimePlot::fillMap()
{
    if (series_.empty()) {
        map_->data()->clear();
        return;
    }
    double low = series_.points().front().minimum, high = low, left = xOf(0), right = left;
    for (size_t i = 0; i < series_.points().size(); ++i) {
        low = std::min(low, series_.points()[i].minimum);
        high = std::max(high, series_.points()[i].edges.back());
        left = std::min(left, xOf(i));
        right = std::max(right, xOf(i));
    }
    if (!std::isfinite(left) || !std::isfinite(right))
        return; // of a hostile clock
    const auto widen = [](double& from, double& to) {
        const double room = from == to ? std::max(std::abs(from) * 0.05, 0.5) : 0;
        from -= room;
        to += room;
    };
    widen(low, high);
    widen(left, right);
    QCPColorMapData* cells = map_->data();
    cells->setSize(kColumns, kRows);
    cells->setRange({left, right}, {low, high});
    const double height = (high - low) / kRows;
    double densest = 0;
    size_t drawn = SIZE_MAX;
    std::vector<double> column(kRows);
    for (int c = 0; c < kColumns; ++c) {
        const size_t index = nearest(left + (right - left) * c / (kColumns - 1));
        if (index != drawn) { // neighbours mostly show the same histogram
            drawn = index;
            const Histogram& point = series_.points()[index];
            const double total = point.total();
            double below = point.countBelow(low);
            for (int r = 0; r < kRows; ++r) {
                const bool top = r == kRows - 1; // what lies on the upper edge counts too
                const double upTo = top ? total : point.countBelow(low + height * (r + 1));
                column[static_cast<size_t>(r)] = (upTo - below) / total;
                below = upTo;
            }
        }
        for (int r = 0; r < kRows; ++r) {
            const double share = column[static_cast<size_t>(r)];
            densest = std::max(densest, share);
            cells->setCell(c, r, share > 0 ? share : std::nan(""));
        }
    }
    map_->setDataRange({0, densest});
}

void HistogramTimePlot::fillLines()
{
    for (size_t k = 0; k < kShares.size(); ++k) {
        QVector<QCPGraphData> points;
        for (size_t i = 0; i < series_.points().size(); ++i)
            points.append({xOf(i), series_.points()[i].quantile(kShares[k])});
        for (const size_t line : {2 * k, 2 * k + 1})
            lines_[static_cast<qsizetype>(line)]->data()->set(points);
    }
}

void HistogramTimePlot::redrawNow()
{
    if (follows_)
        fitRanges();
    canvas_->replot(QCustomPlot::rpQueuedRefresh);
    showCrosshair();
}

void HistogramTimePlot::applyColors(const PlotColors& colors)
{
    colors_ = colors;
    paintPlot(*canvas_, colors);
    for (size_t k = 0; k < kShares.size(); ++k) {
        const double width = kShares[k] == 0.5 ? 1.6 : 0.8;
        lines_[static_cast<qsizetype>(2 * k)]->setPen(QPen(Qt::black, width + 1.4));
        lines_[static_cast<qsizetype>(2 * k + 1)]->setPen(QPen(Qt::white, width));
    }
}

void HistogramTimePlot::takeTheme()
{
    applyColors(PlotColors::fromTheme());
    canvas_->redrawSoon();
}

void HistogramTimePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        takeTheme();
}

// --- crosshair
// -------------------------------------------------------------------------------------

void HistogramTimePlot::showCrosshair()
{
    if (!link_ || !link_->x() || series_.empty() ||
        !canvas_->xAxis->range().contains(*link_->x())) {
        crosshair_->hide();
        table_->hide();
        return;
    }
    const size_t index = nearest(*link_->x());
    const Histogram& point = series_.points()[index];
    QVector<ValueTable::Row> rows;
    for (const double share : {0.9, 0.5, 0.1})
        rows.append({colors_.text, share == 0.5 ? tr("median") : tr("%1 %").arg(100 * share),
                     formatValue(point.quantile(share))});
    rows.append({Qt::transparent, tr("values"), formatValue(point.total())});
    const double x = xOf(index);
    crosshair_->show(x, {}, colors_.muted);
    table_->setContent(tr("step %1").arg(look::formatCount(point.step)), rows);
    table_->placeAwayFrom(static_cast<int>(canvas_->xAxis->coordToPixel(x)),
                          canvas_->axisRect()->rect());
    table_->show();
    canvas_->setAccessibleDescription(tr("step %1, median %2")
                                          .arg(look::formatCount(point.step))
                                          .arg(formatValue(point.quantile(0.5))));
}

bool HistogramTimePlot::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove: {
        const QPointF at = static_cast<QMouseEvent*>(event)->position();
        if (gestures_->dragging() || series_.empty())
            break;
        if (canvas_->axisRect()->rect().contains(at.toPoint()))
            link_->point(xOf(nearest(canvas_->xAxis->pixelToCoord(at.x()))), this);
        else
            link_->clear();
        break;
    }
    case QEvent::ContextMenu:
        openMenu(static_cast<QContextMenuEvent*>(event)->globalPos());
        return true;
    case QEvent::Leave:
        link_->clear();
        break;
    case QEvent::Resize:
        canvas_->redrawSoon();
        break;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_F) {
            fit();
            return true;
        }
        if ((key != Qt::Key_Left && key != Qt::Key_Right) || series_.empty())
            break;
        const size_t last = series_.points().size() - 1;
        const size_t at = nearest(link_->x().value_or(xOf(last)));
        link_->point(xOf(key == Qt::Key_Left ? at - (at > 0 ? 1 : 0) : std::min(at + 1, last)),
                     this);
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

// --- menu and files
// ---------------------------------------------------------------------------------

void HistogramTimePlot::openMenu(const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Fit (double-click, F)"), this, &HistogramTimePlot::fit);
    menu->addSeparator();
    for (const char* ending : {"png", "svg", "pdf"}) {
        const QString name = QString::fromLatin1(ending);
        menu->addAction(tr("Save as %1…").arg(name.toUpper()), this,
                        [this, name] { chooseExport(name); });
    }
    menu->addAction(tr("Save all buckets as CSV…"), this,
                    [this] { chooseExport(QStringLiteral("csv")); });
    menu->popup(global);
}

void HistogramTimePlot::chooseExport(const QString& ending)
{
    chooseFile(this, tr("Save %1").arg(tag_), tag_, ending, [this](const QString& file) {
        if (const Status status = exportTo(file); !status)
            Q_EMIT failed(QString::fromStdString(status.error().text()));
    });
}

QByteArray HistogramTimePlot::csv() const
{
    QByteArray content;
    QTextStream out(&content);
    out << "tag,step,wall_time,from,to,count\n";
    const auto number = [](double value) { return QString::number(value, 'g', 9); };
    for (const Histogram& point : series_.points()) {
        double from = point.minimum;
        for (size_t i = 0; i < point.edges.size(); ++i) {
            out << look::csvField(tag_) << ',' << point.step << ','
                << QString::number(point.wallTime, 'f', 6) << ',' << number(from) << ','
                << number(point.edges[i]) << ',' << number(point.counts[i]) << '\n';
            from = point.edges[i];
        }
    }
    out.flush();
    return content;
}

Status HistogramTimePlot::exportTo(const QString& file)
{
    if (QFileInfo(file).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0)
        return saveText(csv(), file);
    redrawNow();
    const PlotColors onScreen = colors_;
    applyColors(PlotColors::paper());
    crosshair_->hide();
    auto* title = new QCPTextElement(canvas_, tag_, font());
    canvas_->plotLayout()->insertRow(0);
    canvas_->plotLayout()->addElement(0, 0, title);
    Status status = savePicture(*canvas_, file);
    canvas_->plotLayout()->remove(title);
    canvas_->plotLayout()->simplify();
    applyColors(onScreen);
    redrawNow();
    return status;
}

} // namespace unimo::plots
