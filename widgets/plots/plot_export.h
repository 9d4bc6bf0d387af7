// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/plots/group_series.h"

#include <QByteArray>
#include <QSize>
#include <QString>
#include <functional>
#include <vector>

class QCustomPlot;
class QPaintDevice;
class QWidget;

namespace unimo::plots {

/// Writes what `draw` paints on an area of `size` pixels: the ending chooses PNG (at twice the
/// size), SVG or PDF. SVG and PDF stay vectors.
[[nodiscard]] Status saveDrawing(const QSize& size, const QString& title, const QString& file,
                                 const std::function<void(QPaintDevice&)>& draw);

/// Writes the plot as it is coloured at the moment; the ending chooses PNG (at twice the size), SVG
/// or PDF.
[[nodiscard]] Status savePicture(QCustomPlot& plot, const QString& file);

/// Writes a text file whole or not at all.
[[nodiscard]] Status saveText(const QByteArray& content, const QString& file);

/// Asks where to save the plot of a tag, in a window that does not block, and hands the file to
/// `save`.
void chooseFile(QWidget* parent, const QString& title, const QString& tag, const QString& ending,
                const std::function<void(const QString&)>& save);

struct NamedSeries
{
    QString run;
    QString tag;
    const CurveSeries* series = nullptr;
    const GroupSeries* group = nullptr; ///< when the curve is the mean of several
};

/// Every point of every curve: run,tag,step,wall_time,value,smoothed. Where a group is among them
/// low,high,smoothed_low,smoothed_high,runs follow, empty for single runs; a group's value is its
/// mean, and its time the mean time since the runs' first points.
[[nodiscard]] Status saveCsv(const std::vector<NamedSeries>& curves, const QString& file);

} // namespace unimo::plots
