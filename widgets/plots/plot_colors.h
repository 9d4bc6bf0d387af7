// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QStringList>

class QCustomPlot;

namespace unimo::plots {

/// What a plot is painted with.
struct PlotColors
{
    QColor background;
    QColor text;
    QColor muted;
    QColor grid;

    /// The theme in force.
    [[nodiscard]] static PlotColors fromTheme();
    /// Black on white, for files.
    [[nodiscard]] static PlotColors paper();
};

/// Gives background, axes, grid and fonts of every axis rect their colours.
void paintPlot(QCustomPlot& plot, const PlotColors& colors);

/// The Okabe-Ito colour of a slot: six of them, then the same again.
[[nodiscard]] QColor okabeIto(int slot);
/// The line of a slot: solid for the first six, then dashed, dotted and both.
[[nodiscard]] Qt::PenStyle lineStyle(int slot);

/// The same hue, darkened or lightened until a thin line has a contrast of 3 to 1 on `background`.
[[nodiscard]] QColor readableOn(const QColor& color, const QColor& background);

/// The contrast ratio of WCAG, 1 to 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// A slot for each run, given by its name, so that a run keeps its colour from one session to the
/// next. Where two names want the same slot the later one in the list takes the next free one: pass
/// the oldest run first. With more than six names the slots above five follow, which have the same
/// colours and other lines.
[[nodiscard]] QHash<QString, int> colorSlots(const QStringList& runNames);

} // namespace unimo::plots
