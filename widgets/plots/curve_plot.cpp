// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/curve_plot.h"

#include "widgets/look/theme.h"
#include "widgets/plots/axis_tickers.h"
#include "widgets/plots/crosshair.h"
#include "widgets/plots/detail/plot_canvas.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/plot_gestures.h"
#include "widgets/plots/value_table.h"
#include "widgets/plots/visible_points.h"

#include <QApplication>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

namespace unimo::plots {
namespace {

constexpr double kMargin = 0.04;     ///< share of the range left free above and below
constexpr float kGhostAlpha = 0.28f; ///< of the raw line under the smoothed one
constexpr float kBandAlpha = 0.2f;
constexpr double kOnCurve = 8;         ///< pixels from a curve that still hit it
constexpr qsizetype kMostDashed = 400; ///< points: dashes of a noisy line take seconds to draw
constexpr double kLineWidth = 1.5;

/// A range with a margin; a single value gets room around it.
QCPRange padded(double lower, double upper, bool logarithmic)
{
    if (logarithmic) {
        const double factor = std::max(std::pow(upper / lower, kMargin), 1.02);
        return {lower / factor, upper * factor};
    }
    double room = (upper - lower) * kMargin;
    if (room <= 0)
        room = std::max(std::abs(upper) * 0.1, 1e-6);
    return {lower - room, upper + room};
}

/// The x values at the borders of the pixel columns.
std::vector<double> columnEdges(const QCPAxis& axis, const QRect& rect)
{
    std::vector<double> edges(static_cast<size_t>(std::max(rect.width(), 1)) + 1);
    for (size_t i = 0; i < edges.size(); ++i)
        edges[i] = axis.pixelToCoord(rect.left() + static_cast<double>(i));
    return edges;
}

} // namespace

CurvePlot::CurvePlot(const QString& tag, QWidget* parent)
    : QWidget(parent), tag_(tag), title_(new QLabel(tag, this)), canvas_(new PlotCanvas(this)),
      gestures_(new PlotGestures(canvas_)), table_(new ValueTable(canvas_)),
      crosshair_(std::make_unique<Crosshair>(canvas_))
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("panel", true);
    buildHeader();
    canvas_->setAccessibleName(tag);
    canvas_->setMinimumSize(160, 120);
    canvas_->setMouseTracking(true);
    canvas_->installEventFilter(this);
    canvas_->setAutoAddPlottableToLegend(false);
    canvas_->axisRect()->setMinimumMargins({8, 8, 12, 4});
    canvas_->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    setXAxis(XAxis::Step);
    setCrosshairLink(new CrosshairLink(this));
    connect(gestures_, &PlotGestures::changed, this, [this] {
        follows_ = false;
        touch();
    });
    connect(gestures_, &PlotGestures::fitWanted, this, &CurvePlot::fit);
    connect(gestures_, &PlotGestures::cleared, this, [this] { link_->clear(); });
    connect(canvas_, &PlotCanvas::redrawDue, this, &CurvePlot::redrawNow);
    // Ranges decide the width of the labels, the layout decides the columns, these the points.
    connect(canvas_, &QCustomPlot::afterLayout, this, &CurvePlot::fillGraphs);
    connect(&look::Theme::instance(), &look::Theme::changed, this, &CurvePlot::takeTheme);
    takeTheme();
}

CurvePlot::~CurvePlot() = default;

QCustomPlot* CurvePlot::canvas() const
{
    return canvas_;
}

QPointF CurvePlot::pixelOf(double x, double y) const
{
    return {canvas_->xAxis->coordToPixel(x), canvas_->yAxis->coordToPixel(y)};
}

// --- curves
// ----------------------------------------------------------------------------------------

CurvePlot::Curve* CurvePlot::find(const QString& run) const
{
    const auto found = std::find_if(curves_.begin(), curves_.end(),
                                    [&](const auto& curve) { return curve->run == run; });
    return found == curves_.end() ? nullptr : found->get();
}

CurvePlot::Curve* CurvePlot::add(const QString& run)
{
    Curve* curve = curves_.emplace_back(std::make_unique<Curve>()).get();
    curve->run = run;
    curve->data.setSmoothing(smoothing_);
    curve->data.setXAxis(xAxis_);
    curve->raw = canvas_->addGraph();
    curve->line = canvas_->addGraph();
    curve->gaps = canvas_->addGraph();
    curve->gaps->setLineStyle(QCPGraph::lsNone);
    for (QCPGraph* graph : {curve->raw, curve->line, curve->gaps})
        graph->setAdaptiveSampling(false); // the points are chosen already
    return curve;
}

void CurvePlot::remove(Curve* curve)
{
    for (QCPGraph* graph : {curve->raw, curve->line, curve->gaps, curve->high, curve->low})
        if (graph)
            canvas_->removeGraph(graph);
    std::erase_if(curves_, [&](const auto& known) { return known.get() == curve; });
}

void CurvePlot::setCurve(const QString& run, const QString& name, int colorSlot)
{
    Curve* curve = find(run);
    if (!curve)
        curve = add(run);
    curve->name = name;
    curve->slot = colorSlot;
    memberChanged(run);
    applyColors(colors_);
    touch();
}

void CurvePlot::removeCurve(const QString& run)
{
    if (Curve* curve = find(run)) {
        remove(curve);
        memberChanged(run);
        touch();
    }
}

void CurvePlot::setCurveVisible(const QString& run, bool visible)
{
    Curve* curve = find(run);
    if (!curve || curve->visible == visible)
        return;
    curve->visible = visible;
    memberChanged(run);
    touch();
}

void CurvePlot::append(const QString& run, const std::vector<CurvePoint>& points)
{
    if (Curve* curve = find(run)) {
        curve->data.append(points);
        memberChanged(run);
        touch();
    }
}

void CurvePlot::purge(const QString& run, int64_t fromStep)
{
    if (Curve* curve = find(run)) {
        curve->data.purge(fromStep);
        memberChanged(run);
        touch();
    }
}

const CurveSeries* CurvePlot::series(const QString& run) const
{
    const Curve* curve = find(run);
    return curve ? &curve->data : nullptr;
}

// --- how they are shown
// ----------------------------------------------------------------------------

void CurvePlot::setSmoothing(Smoothing smoothing)
{
    smoothing_ = smoothing;
    for (const auto& curve : curves_) {
        curve->data.setSmoothing(smoothing);
        if (curve->group)
            curve->group->setSmoothing(smoothing);
    }
    touch();
}

void CurvePlot::setXAxis(XAxis axis)
{
    xAxis_ = axis;
    for (const auto& curve : curves_) {
        curve->data.setXAxis(axis);
        if (curve->group)
            curve->group->setXAxis(axis);
    }
    setLogX(logX_);
    fit();
}

void CurvePlot::setLogX(bool on)
{
    logX_ = on;
    // The logarithm of a date means nothing.
    const bool logarithmic = on && xAxis_ != XAxis::WallTime;
    canvas_->xAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    canvas_->xAxis->setTicker(makeXTicker(xAxis_, logarithmic));
    fit();
}

void CurvePlot::setLogY(bool on)
{
    logY_ = on;
    canvas_->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (on)
        canvas_->yAxis->setTicker(QSharedPointer<LogTicker>::create(false));
    else
        canvas_->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    fit();
}

void CurvePlot::setMarks(const QVector<Mark>& marks)
{
    marks_ = marks;
    touch();
}

void CurvePlot::fit()
{
    follows_ = true;
    touch();
}

void CurvePlot::applyColors(const PlotColors& colors)
{
    colors_ = colors;
    paintPlot(*canvas_, colors);
    for (const auto& curve : curves_) {
        curve->color = readableOn(okabeIto(curve->slot), colors.background);
        QColor ghost = curve->color;
        ghost.setAlphaF(kGhostAlpha);
        curve->raw->setPen(QPen(ghost, 1));
        curve->line->setPen(QPen(curve->color, kLineWidth));
        if (curve->group) {
            QColor band = curve->color;
            band.setAlphaF(kBandAlpha);
            curve->high->setBrush(band);
        }
        curve->gaps->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCross, QPen(curve->color, 2), Qt::NoBrush, 9));
    }
}

void CurvePlot::takeTheme()
{
    applyColors(PlotColors::fromTheme());
    touch();
}

void CurvePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        takeTheme();
}

// --- drawing
// ---------------------------------------------------------------------------------------

void CurvePlot::touch()
{
    canvas_->redrawSoon();
}

void CurvePlot::redrawNow()
{
    rebuildGroups();
    if (follows_)
        fitRanges();
    placeMarks();
    canvas_->replot(QCustomPlot::rpQueuedRefresh);
    showCrosshair();
}

bool CurvePlot::drawable(double x, double y) const
{
    const bool xOk = canvas_->xAxis->scaleType() == QCPAxis::stLinear || x > 0;
    return xOk && std::isfinite(y) && (!logY_ || y > 0);
}

void CurvePlot::fitRanges()
{
    constexpr double inf = std::numeric_limits<double>::infinity();
    double left = inf, right = -inf, low = inf, high = -inf;
    for (const auto& curve : curves_) {
        const CurveSeries& points = curve->points();
        if (!drawn(*curve) || points.empty())
            continue;
        const bool logX = canvas_->xAxis->scaleType() == QCPAxis::stLogarithmic;
        const auto first =
            logX ? std::upper_bound(points.x().begin(), points.x().end(), 0.0) : points.x().begin();
        if (first == points.x().end())
            continue;
        left = std::min(left, *first);
        right = std::max(right, points.x().back());
        const auto widen = [&](float value) {
            if (std::isfinite(value) && (!logY_ || value > 0)) {
                low = std::min<double>(low, value);
                high = std::max<double>(high, value);
            }
        };
        const auto widenBy = [&](const CurveSeries& series) {
            const auto& values = series.values();
            const Extremes found = series.valueExtremes().query(values, 0, series.size());
            if (found.empty())
                return;
            widen(values[found.lowest]);
            widen(values[found.highest]);
            // On a logarithmic axis the lowest that can be shown is not the lowest there is.
            if (logY_ && values[found.lowest] <= 0)
                std::for_each(values.begin(), values.end(), widen);
        };
        widenBy(points);
        if (curve->group) {
            widenBy(curve->group->low());
            widenBy(curve->group->high());
        }
    }
    if (left > right) {
        left = 0;
        right = 1;
    }
    if (low > high) {
        low = logY_ ? 0.1 : 0;
        high = 1;
    }
    if (left == right) // one point: some room to both sides
        canvas_->xAxis->setRange(
            padded(left, right, canvas_->xAxis->scaleType() == QCPAxis::stLogarithmic));
    else
        canvas_->xAxis->setRange(left, right);
    canvas_->yAxis->setRange(padded(low, high, logY_));
}

void CurvePlot::fillGraphs()
{
    const auto edges = columnEdges(*canvas_->xAxis, canvas_->axisRect()->rect());
    for (const auto& curve : curves_) {
        const bool shown = drawn(*curve);
        const bool ghost = shown && smoothing_.on();
        curve->raw->setVisible(ghost);
        curve->line->setVisible(shown);
        curve->gaps->setVisible(shown);
        if (ghost)
            fillGraph(curve->raw, *curve, false, edges, nullptr);
        if (shown)
            fillGraph(curve->line, *curve, true, edges, curve->gaps);
        if (curve->group)
            fillBand(*curve, edges);
    }
}

Qt::PenStyle CurvePlot::styleOf(const Curve& curve, qsizetype points) const
{
    const bool shared = std::any_of(curves_.begin(), curves_.end(), [&](const auto& other) {
        return other.get() != &curve && other->visible && other->color == curve.color;
    });
    return shared && points <= kMostDashed ? lineStyle(curve.slot) : Qt::SolidLine;
}

void CurvePlot::fillGraph(QCPGraph* graph, const Curve& curve, bool smoothed,
                          const std::vector<double>& edges, QCPGraph* gaps)
{
    const CurveSeries& series = curve.points();
    const auto& values = smoothed ? series.smoothed() : series.values();
    const auto& extremes = smoothed ? series.smoothedExtremes() : series.valueExtremes();
    const VisiblePoints visible = visiblePoints(series.x(), values, extremes, edges);

    QVector<QCPGraphData> points;
    points.reserve(static_cast<qsizetype>(visible.points.size()));
    for (const uint32_t i : visible.points) {
        const bool gap = i == VisiblePoints::kGap;
        const double x =
            gap ? (points.isEmpty() ? edges.front() : points.back().key) : series.x()[i];
        const double y = gap ? std::nan("") : static_cast<double>(values[i]);
        points.append({x, drawable(x, y) ? y : std::nan("")});
    }
    // A lone point has no line to be seen by.
    graph->setScatterStyle(points.size() == 1
                               ? QCPScatterStyle(QCPScatterStyle::ssDisc, curve.color, 5)
                               : QCPScatterStyle::ssNone);
    // Where a column holds many points the line is a filled band: smooth edges only cost time
    // there.
    const bool dense = points.size() > 2 * static_cast<qsizetype>(edges.size());
    graph->setAntialiased(!dense);
    const Qt::PenStyle style = smoothed ? styleOf(curve, points.size()) : Qt::SolidLine;
    graph->setPen(QPen(graph->pen().color(), dense || !smoothed ? 1 : kLineWidth, style));
    graph->data()->set(points, true);
    if (!gaps)
        return;
    QVector<QCPGraphData> marks;
    for (const uint32_t i : visible.gaps) {
        size_t before = i;
        while (before > 0 && !std::isfinite(values[before]))
            --before;
        const auto y = static_cast<double>(values[before]);
        marks.append(
            {series.x()[i], drawable(series.x()[i], y) ? y : canvas_->yAxis->range().center()});
    }
    gaps->data()->set(marks, true);
}

void CurvePlot::placeMarks()
{
    const Curve* curve = focusedCurve();
    const qsizetype wanted = curve ? marks_.size() : 0;
    while (markLines_.size() > wanted)
        canvas_->removeItem(markLines_.takeLast());
    while (markLines_.size() < wanted)
        markLines_.append(new QCPItemStraightLine(canvas_));
    for (qsizetype i = 0; i < wanted; ++i) {
        auto x = static_cast<double>(marks_[i].step);
        if (xAxis_ != XAxis::Step) { // the time at which the run passed that step
            size_t at = 0;
            const CurveSeries& points = curve->points();
            while (at + 1 < points.size() && points.at(at).step < marks_[i].step)
                ++at;
            x = points.x()[at];
        }
        markLines_[i]->setPen(QPen(colors_.muted, 1, Qt::DotLine));
        markLines_[i]->point1->setCoords(x, canvas_->yAxis->range().lower);
        markLines_[i]->point2->setCoords(x, canvas_->yAxis->range().upper);
    }
}

// --- crosshair
// -------------------------------------------------------------------------------------

void CurvePlot::setCrosshairLink(CrosshairLink* link)
{
    if (link_)
        link_->disconnect(this);
    link_ = link;
    connect(link_, &CrosshairLink::moved, this, [this] {
        if (isVisible())
            showCrosshair();
    });
}

const CurvePlot::Curve* CurvePlot::focusedCurve() const
{
    const Curve* first = nullptr;
    for (const auto& curve : curves_) {
        if (!drawn(*curve) || curve->points().empty())
            continue;
        if (curve->run == focused_)
            return curve.get();
        if (!first)
            first = curve.get();
    }
    return first;
}

std::vector<CurvePlot::Pointed> CurvePlot::pointedAt(double x) const
{
    constexpr double kSlack = 6; // pixels beyond a curve's ends
    const double slackLeft = canvas_->xAxis->pixelToCoord(canvas_->xAxis->coordToPixel(x) - kSlack);
    const double slackRight =
        canvas_->xAxis->pixelToCoord(canvas_->xAxis->coordToPixel(x) + kSlack);
    std::vector<Pointed> found;
    for (const auto& curve : curves_)
        if (const CurveSeries& points = curve->points(); drawn(*curve) && !points.empty() &&
                                                         points.x().front() <= slackRight &&
                                                         points.x().back() >= slackLeft)
            found.push_back({curve.get(), points.nearest(x)});
    return found;
}

void CurvePlot::showCrosshair()
{
    const auto pointed = link_ && link_->x() ? pointedAt(*link_->x()) : std::vector<Pointed>{};
    if (pointed.empty() || !canvas_->xAxis->range().contains(*link_->x())) {
        crosshair_->hide();
        table_->hide();
        return;
    }
    QVector<Crosshair::Dot> dots;
    QVector<ValueTable::Row> rows;
    for (const auto& [curve, index] : pointed) {
        const CurveSeries& points = curve->points();
        const auto shown = static_cast<double>(points.smoothed()[index]);
        if (drawable(points.x()[index], shown))
            dots.append({points.x()[index], shown, curve->color});
        // Beside the plot that is pointed at the colours say enough.
        rows.append({curve->color, link_->source() == this ? nameAt(*curve, index) : QString(),
                     valueAt(*curve, index)});
    }
    const double x = *link_->x();
    crosshair_->show(x, dots, colors_.muted);
    QString heading = formatX(xAxis_, x);
    if (xAxis_ != XAxis::Step) // the step says more than a time when only one curve is there
        heading += tr(", step %1")
                       .arg(look::formatCount(
                           pointed.front().curve->points().at(pointed.front().index).step));
    for (const Mark& mark : marks_)
        if (xAxis_ == XAxis::Step && std::llround(x) == mark.step)
            heading += QStringLiteral(", ") + mark.text;
    table_->setContent(heading, rows);
    table_->placeAwayFrom(static_cast<int>(canvas_->xAxis->coordToPixel(x)),
                          canvas_->axisRect()->rect());
    table_->show();
    canvas_->setAccessibleDescription(heading + QStringLiteral(": ") + rows.front().value);
}

void CurvePlot::pointAt(QPointF pixel)
{
    if (!canvas_->axisRect()->rect().contains(pixel.toPoint())) {
        link_->clear();
        return;
    }
    const auto pointed = pointedAt(canvas_->xAxis->pixelToCoord(pixel.x()));
    const auto distance = [&](const Pointed& at) {
        const auto value = static_cast<double>(at.curve->points().smoothed()[at.index]);
        return std::isfinite(value) ? std::abs(canvas_->yAxis->coordToPixel(value) - pixel.y())
                                    : std::numeric_limits<double>::max();
    };
    const auto nearest =
        std::min_element(pointed.begin(), pointed.end(), [&](const Pointed& a, const Pointed& b) {
            return distance(a) < distance(b);
        });
    if (nearest == pointed.end()) {
        link_->clear();
        return;
    }
    focused_ = nearest->curve->run;
    link_->point(nearest->curve->points().x()[nearest->index], this);
}

bool CurvePlot::isOnCurve(QPointF pixel)
{
    pointAt(pixel);
    const auto point = chosenPoint();
    return point && distance(*point->curve, pixel) <= kOnCurve;
}

double CurvePlot::distance(const Curve& curve, QPointF pixel) const
{
    const CurveSeries& points = curve.points();
    const auto at = [&](size_t i) {
        return pixelOf(points.x()[i], static_cast<double>(points.smoothed()[i]));
    };
    const size_t near = points.nearest(canvas_->xAxis->pixelToCoord(pixel.x()));
    double least = QLineF(at(near), pixel).length();
    for (const size_t to : {near > 0 ? near - 1 : near, std::min(near + 1, points.size() - 1)}) {
        const QLineF line(at(near), at(to));
        const QLineF there(at(near), pixel);
        const double length = line.length();
        if (!(length > 0))
            continue;
        const double along = (line.dx() * there.dx() + line.dy() * there.dy()) / length;
        if (along >= 0 && along <= length)
            least =
                std::min(least, std::abs(line.dx() * there.dy() - line.dy() * there.dx()) / length);
    }
    return std::isfinite(least) ? least : std::numeric_limits<double>::max();
}

std::optional<CurvePlot::Pointed> CurvePlot::chosenPoint() const
{
    if (!link_ || !link_->x() || link_->source() != this)
        return std::nullopt;
    const Curve* curve = focusedCurve();
    if (!curve)
        return std::nullopt;
    return Pointed{curve, curve->points().nearest(*link_->x())};
}

void CurvePlot::pointTo(const Curve& curve, size_t index)
{
    focused_ = curve.run;
    const double x = curve.points().x()[index];
    const QCPRange range = canvas_->xAxis->range();
    if (!range.contains(x)) {
        follows_ = false;
        canvas_->xAxis->setRange(x, range.size(), Qt::AlignCenter);
        redrawNow();
    }
    link_->point(x, this);
}

bool CurvePlot::key(int key)
{
    if (key == Qt::Key_F) {
        fit();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (const auto point = chosenPoint())
            Q_EMIT pointChosen(point->curve->run, point->curve->points().at(point->index).step);
        return true;
    }
    const Curve* curve = focusedCurve();
    if (!curve)
        return false;
    const size_t last = curve->points().size() - 1;
    const double x = link_->x().value_or(canvas_->xAxis->range().center());
    const size_t at = curve->points().nearest(x);
    const double page = canvas_->xAxis->range().size() / 10;
    switch (key) {
    case Qt::Key_Left:
        pointTo(*curve, at > 0 ? at - 1 : 0);
        return true;
    case Qt::Key_Right:
        pointTo(*curve, std::min(at + 1, last));
        return true;
    case Qt::Key_Home:
        pointTo(*curve, 0);
        return true;
    case Qt::Key_End:
        pointTo(*curve, last);
        return true;
    case Qt::Key_PageUp:
        pointTo(*curve, curve->points().nearest(x - page));
        return true;
    case Qt::Key_PageDown:
        pointTo(*curve, curve->points().nearest(x + page));
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const auto pointed = pointedAt(x);
        const auto here = std::find_if(pointed.begin(), pointed.end(),
                                       [&](const Pointed& p) { return p.curve == curve; });
        if (here == pointed.end())
            return true;
        const size_t count = pointed.size();
        const auto place = static_cast<size_t>(here - pointed.begin());
        const Pointed& next = pointed[(place + (key == Qt::Key_Up ? count - 1 : 1)) % count];
        pointTo(*next.curve, next.index);
        return true;
    }
    default:
        return false;
    }
}

void CurvePlot::installEventFilterOnCanvas(QObject* filter)
{
    canvas_->installEventFilter(filter);
}

bool CurvePlot::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        if (!gestures_->dragging())
            pointAt(static_cast<QMouseEvent*>(event)->position());
        break;
    case QEvent::MouseButtonDblClick:
        if (isOnCurve(static_cast<QMouseEvent*>(event)->position()))
            return key(Qt::Key_Return);
        break;
    case QEvent::ContextMenu: {
        const auto* menu = static_cast<QContextMenuEvent*>(event);
        if (menu->reason() == QContextMenuEvent::Mouse)
            pointAt(menu->pos());
        openMenu(menu->globalPos());
        return true;
    }
    case QEvent::Leave:
        // Where a menu opens the pointer leaves too.
        if (!QApplication::activePopupWidget())
            link_->clear();
        break;
    case QEvent::Resize:
        touch();
        break;
    case QEvent::KeyPress:
        if (key(static_cast<QKeyEvent*>(event)->key()))
            return true;
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace unimo::plots
