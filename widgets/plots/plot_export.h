// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "widgets/plots/curve_series.h"

#include <QSize>
#include <QString>
#include <functional>
#include <vector>

class QCustomPlot;
class QPaintDevice;

namespace unimo::plots {

/// Writes what `draw` paints on an area of `size` pixels: the ending chooses PNG (at twice the
/// size), SVG or PDF. SVG and PDF stay vectors.
[[nodiscard]] Status saveDrawing(const QSize& size, const QString& title, const QString& file,
                                 const std::function<void(QPaintDevice&)>& draw);

/// Writes the plot as it is coloured at the moment; the ending chooses PNG (at twice the size), SVG
/// or PDF.
[[nodiscard]] Status savePicture(QCustomPlot& plot, const QString& file);

struct NamedSeries
{
    QString run;
    QString tag;
    const CurveSeries* series = nullptr;
};

/// Every point of every curve: run,tag,step,wall_time,value,smoothed.
[[nodiscard]] Status saveCsv(const std::vector<NamedSeries>& curves, const QString& file);

} // namespace unimo::plots
