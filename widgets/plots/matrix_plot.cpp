// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/matrix_plot.h"

#include "widgets/look/csv_field.h"
#include "widgets/look/theme.h"
#include "widgets/plots/plot_export.h"
#include "widgets/plots/sequential_color.h"

#include <QAccessible>
#include <QFileInfo>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLinearGradient>
#include <QMouseEvent>
#include <QPainter>
#include <QSaveFile>
#include <QTextStream>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::plots {
namespace {

constexpr double kMargin = 8;
constexpr double kGap = 6;            ///< between labels and cells
constexpr double kLongestLabel = 0.3; ///< of the width or height
constexpr double kLargestCell = 72;
constexpr double kLabelledCell = 0.8; ///< of a line: smaller ones have no label
constexpr double kLegendBar = 96;
constexpr double kSmallestText = 0.6; ///< of the font

QColor inkOn(const QColor& color)
{
    return contrast(color, Qt::white) > contrast(color, Qt::black) ? Qt::white : Qt::black;
}

} // namespace

qint64 MatrixPlot::Matrix::rowSum(int row) const
{
    const auto first = counts.begin() + row * size();
    return std::accumulate(first, first + size(), qint64{0});
}

MatrixPlot::MatrixPlot(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Confusion matrix"));
    connect(&look::Theme::instance(), &look::Theme::changed, this,
            qOverload<>(&MatrixPlot::update));
}

void MatrixPlot::setMatrix(const Matrix& matrix)
{
    if (matrix.size() != matrix_.size())
        focus_ = {};
    matrix_ = matrix;
    chosen_.reset();
    update();
}

void MatrixPlot::setChosen(const std::optional<Cell>& cell)
{
    chosen_ = cell;
    update();
}

QColor MatrixPlot::fillOf(Cell cell) const
{
    if (matrix_.hasValues()) {
        const double span = std::max(1e-9, matrix_.high - matrix_.low);
        const double share = (matrix_.value(cell) - matrix_.low) / span;
        return sequentialColor(static_cast<float>(std::clamp(share, 0.0, 1.0)));
    }
    const qint64 count = matrix_.count(cell);
    const auto all = static_cast<float>(std::max<qint64>(1, matrix_.rowSum(cell.y())));
    return count > 0 ? sequentialColor(static_cast<float>(count) / all) : QColor();
}

QString MatrixPlot::textOf(Cell cell) const
{
    if (matrix_.hasValues())
        return QString::number(matrix_.value(cell), 'f', 2);
    const qint64 count = matrix_.count(cell);
    return count == 0 ? QString() : look::formatCount(count);
}

QString MatrixPlot::describe(Cell cell) const
{
    if (matrix_.hasValues())
        return tr("%1: %2. %3: %4. %5")
            .arg(matrix_.rowTitle, matrix_.labels[cell.y()], matrix_.columnTitle,
                 matrix_.labels[cell.x()], QString::number(matrix_.value(cell), 'f', 3));
    const qint64 all = matrix_.rowSum(cell.y());
    const qint64 count = matrix_.count(cell);
    const double share = all > 0 ? 100 * static_cast<double>(count) / static_cast<double>(all) : 0;
    return tr("%1: %2. %3: %4. %5 of %6, %7 %")
        .arg(matrix_.rowTitle, matrix_.labels[cell.y()], matrix_.columnTitle,
             matrix_.labels[cell.x()], look::formatCount(count), look::formatCount(all),
             QString::number(share, 'f', 1));
}

MatrixPlot::Places MatrixPlot::placesIn(const QSizeF& size) const
{
    const QFontMetricsF metrics(font());
    double longest = 0;
    for (const QString& label : matrix_.labels)
        longest = std::max(longest, metrics.horizontalAdvance(label));
    Places places;
    const double line = metrics.height();
    const int rows = std::max(1, matrix_.size());
    // Where no cell could have a label beside it, the labels' room is the cells'.
    const bool labelled = (1 - kLongestLabel) * size.height() / rows >= kLabelledCell * line;
    places.labelWidth = labelled ? std::min(longest + 2, kLongestLabel * size.width()) : 0;
    places.labelHeight = labelled ? std::min(longest + 2, kLongestLabel * size.height()) : 0;
    const QPointF corner(kMargin + line + kGap + places.labelWidth + kGap,
                         kMargin + line + kGap + places.labelHeight + kGap);
    const double below = kGap + line + kMargin;
    const int count = std::max(1, matrix_.size());
    const double width = (size.width() - corner.x() - kMargin) / count;
    const double height = (size.height() - corner.y() - below) / count;
    places.grid = {corner, QSizeF(std::clamp(width, 1.0, kLargestCell) * count,
                                  std::clamp(height, 1.0, kLargestCell) * count)};
    return places;
}

QRectF MatrixPlot::areaIn(const Places& places, Cell cell) const
{
    const QSizeF one = places.grid.size() / matrix_.size();
    return {places.grid.left() + cell.x() * one.width(),
            places.grid.top() + cell.y() * one.height(), one.width(), one.height()};
}

QRectF MatrixPlot::cellArea(Cell cell) const
{
    return areaIn(placesIn(size()), cell);
}

std::optional<MatrixPlot::Cell> MatrixPlot::cellAt(QPointF position) const
{
    const Places places = placesIn(size());
    if (matrix_.size() == 0 || !places.grid.contains(position))
        return std::nullopt;
    const QSizeF one = places.grid.size() / matrix_.size();
    const auto place = [this](double distance, double step) {
        return std::clamp(static_cast<int>(distance / step), 0, matrix_.size() - 1);
    };
    return Cell(place(position.x() - places.grid.left(), one.width()),
                place(position.y() - places.grid.top(), one.height()));
}

void MatrixPlot::paintLabels(QPainter& painter, const Places& places,
                             const PlotColors& colors) const
{
    const QFontMetricsF metrics(font());
    const double line = metrics.height();
    painter.setPen(colors.text);
    for (int i = 0; i < matrix_.size(); ++i) {
        const QRectF row = areaIn(places, {0, i});
        if (row.height() >= line * kLabelledCell)
            painter.drawText(
                QRectF(places.grid.left() - kGap - places.labelWidth, row.top(), places.labelWidth,
                       row.height()),
                Qt::AlignRight | Qt::AlignVCenter,
                metrics.elidedText(matrix_.labels[i], Qt::ElideRight, places.labelWidth));
        const QRectF column = areaIn(places, {i, 0});
        if (column.width() < line * kLabelledCell)
            continue;
        painter.save();
        painter.translate(column.center().x(), places.grid.top() - kGap);
        painter.rotate(-90);
        painter.drawText(QRectF(0, -column.width() / 2, places.labelHeight, column.width()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(matrix_.labels[i], Qt::ElideRight, places.labelHeight));
        painter.restore();
    }
    painter.setPen(colors.muted);
    painter.drawText(QRectF(places.grid.left(), kMargin, places.grid.width(), line),
                     Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextDontClip, matrix_.columnTitle);
    painter.save();
    painter.translate(kMargin, places.grid.bottom());
    painter.rotate(-90);
    painter.drawText(QRectF(0, 0, places.grid.height(), line),
                     Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextDontClip, matrix_.rowTitle);
    painter.restore();
}

void MatrixPlot::paintLegend(QPainter& painter, const Places& places,
                             const PlotColors& colors) const
{
    const QFontMetricsF metrics(font());
    const double top = places.grid.bottom() + kGap;
    const auto number = [](double value) { return QString::number(value, 'f', 2); };
    const QString low = matrix_.hasValues() ? number(matrix_.low) : QStringLiteral("0");
    const QString high = matrix_.hasValues() ? number(matrix_.high) : tr("100 % of the row");
    double x = places.grid.left();
    const auto write = [&](const QString& text) {
        const double width = metrics.horizontalAdvance(text) + 1;
        painter.setPen(colors.muted);
        painter.drawText(QRectF(x, top, width, metrics.height()), Qt::AlignVCenter, text);
        x += width + kGap;
    };
    write(low);
    const QRectF bar(x, top + metrics.height() / 4, kLegendBar, metrics.height() / 2);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 8; ++i)
        gradient.setColorAt(i / 8.0, sequentialColor(static_cast<float>(i) / 8));
    painter.fillRect(bar, gradient);
    x += kLegendBar + kGap;
    write(high);
}

void MatrixPlot::paint(QPainter& painter, const QSizeF& size, const PlotColors& colors) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    painter.fillRect(QRectF({}, size), colors.background);
    if (matrix_.size() == 0)
        return;
    const Places places = placesIn(size);
    const QFontMetricsF metrics(font());
    for (int row = 0; row < matrix_.size(); ++row) {
        for (int column = 0; column < matrix_.size(); ++column) {
            const Cell cell(column, row);
            const QRectF area = areaIn(places, cell).adjusted(0.5, 0.5, -0.5, -0.5);
            const QColor fill = fillOf(cell).isValid() ? fillOf(cell) : colors.background;
            painter.fillRect(area, fill);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(row == column ? colors.muted : colors.grid, 1));
            painter.drawRect(area);
            const QString text = textOf(cell);
            if (text.isEmpty())
                continue;
            const double room = std::min((area.width() - 2) / metrics.horizontalAdvance(text),
                                         (area.height() + 2) / metrics.height());
            if (room < kSmallestText)
                continue;
            QFont fitting = font();
            fitting.setPointSizeF(font().pointSizeF() * std::min(1.0, room));
            painter.setFont(fitting);
            painter.setPen(inkOn(fill));
            painter.drawText(area, Qt::AlignCenter, text);
        }
    }
    painter.setFont(font());
    paintLabels(painter, places, colors);
    paintLegend(painter, places, colors);
}

void MatrixPlot::paintEvent(QPaintEvent*)
{
    const PlotColors colors = PlotColors::fromTheme();
    QPainter painter(this);
    paint(painter, size(), colors);
    if (matrix_.size() == 0)
        return;
    const auto frame = [&](Cell cell, double width, Qt::PenStyle style) {
        const QRectF area = cellArea(cell);
        // Two lines, so that it is seen on every colour.
        painter.setPen(QPen(colors.background, width + 2));
        painter.drawRect(area);
        painter.setPen(QPen(colors.text, width, style));
        painter.drawRect(area);
    };
    painter.setBrush(Qt::NoBrush);
    if (chosen_)
        frame(*chosen_, 2.5, Qt::SolidLine);
    if (hasFocus() && chosen_ != focus_)
        frame(focus_, 1.5, Qt::DashLine);
}

void MatrixPlot::choose(const std::optional<Cell>& cell)
{
    setChosen(cell);
    Q_EMIT cellChosen(cell);
}

void MatrixPlot::moveFocus(Cell cell)
{
    focus_ = {std::clamp(cell.x(), 0, matrix_.size() - 1),
              std::clamp(cell.y(), 0, matrix_.size() - 1)};
    setAccessibleDescription(describe(focus_));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
}

void MatrixPlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const auto cell = cellAt(event->position());
    if (cell)
        moveFocus(*cell);
    // A second click takes the choice back, and so does one beside the cells.
    choose(cell == chosen_ ? std::nullopt : cell);
}

void MatrixPlot::keyPressEvent(QKeyEvent* event)
{
    if (matrix_.size() == 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
        return moveFocus(focus_ - Cell(1, 0));
    case Qt::Key_Right:
        return moveFocus(focus_ + Cell(1, 0));
    case Qt::Key_Up:
        return moveFocus(focus_ - Cell(0, 1));
    case Qt::Key_Down:
        return moveFocus(focus_ + Cell(0, 1));
    case Qt::Key_Home:
        return moveFocus({0, focus_.y()});
    case Qt::Key_End:
        return moveFocus({matrix_.size() - 1, focus_.y()});
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return choose(focus_);
    case Qt::Key_Escape:
        return choose(std::nullopt);
    default:
        QWidget::keyPressEvent(event);
    }
}

void MatrixPlot::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    if (matrix_.size() > 0)
        moveFocus(focus_);
}

bool MatrixPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto cell = cellAt(help->pos()))
            QToolTip::showText(help->globalPos(), describe(*cell), this,
                               cellArea(*cell).toAlignedRect());
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

Status MatrixPlot::save(const QString& file) const
{
    if (QFileInfo(file).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) != 0)
        return saveDrawing(size(), matrix_.title, file, [this](QPaintDevice& device) {
            QPainter painter(&device);
            paint(painter, size(), PlotColors::paper());
        });
    QSaveFile out(file);
    if (out.open(QIODevice::WriteOnly)) {
        QTextStream text(&out);
        text << look::csvField(matrix_.rowTitle + QStringLiteral(" \\ ") + matrix_.columnTitle);
        for (const QString& label : matrix_.labels)
            text << ',' << look::csvField(label);
        text << '\n';
        for (int row = 0; row < matrix_.size(); ++row) {
            text << look::csvField(matrix_.labels[row]);
            for (int column = 0; column < matrix_.size(); ++column) {
                text << ',';
                if (matrix_.hasValues())
                    text << matrix_.value({column, row});
                else
                    text << matrix_.count({column, row});
            }
            text << '\n';
        }
    }
    if (!out.commit())
        return Error{ErrorKind::Io,
                     "the file cannot be written: " + out.errorString().toStdString(),
                     file.toStdString(), "choose another folder"};
    return {};
}

} // namespace unimo::plots
