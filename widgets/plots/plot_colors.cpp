// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plot_colors.h"

#include "widgets/look/theme.h"
#include "widgets/plots/detail/qcustomplot.h"

#include <array>
#include <cmath>

namespace unimo::plots {
namespace {

// Okabe and Ito's palette without its black, which is the text's, and its yellow, of which nothing
// is left once it can be seen on white.
constexpr std::array<QRgb, 6> kOkabeIto = {0xff0072b2, 0xffd55e00, 0xff009e73,
                                           0xffcc79a7, 0xffe69f00, 0xff56b4e9};

double luminance(const QColor& color)
{
    const auto linear = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

/// FNV-1a over the name's letters: the same on every computer and in every version of Qt.
uint32_t stableHash(const QString& name)
{
    uint32_t hash = 2166136261u;
    for (const char letter : name.toUtf8())
        hash = (hash ^ static_cast<uint8_t>(letter)) * 16777619u;
    return hash;
}

} // namespace

PlotColors PlotColors::fromTheme()
{
    const auto& theme = look::Theme::instance();
    return {theme.color(QStringLiteral("panel")), theme.color(QStringLiteral("text")),
            theme.color(QStringLiteral("muted")), theme.color(QStringLiteral("grid"))};
}

PlotColors PlotColors::paper()
{
    return {Qt::white, Qt::black, QColor(0x55, 0x55, 0x55), QColor(0xdd, 0xdd, 0xdd)};
}

void paintPlot(QCustomPlot& plot, const PlotColors& colors)
{
    plot.setBackground(QBrush(colors.background));
    for (QCPAxisRect* rect : plot.axisRects())
        for (QCPAxis* axis : rect->axes()) {
            axis->setBasePen(QPen(colors.grid));
            axis->setTickPen(QPen(colors.grid));
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(colors.muted);
            axis->setLabelColor(colors.muted);
            axis->setTickLabelFont(plot.font());
            axis->setLabelFont(plot.font());
            axis->grid()->setPen(QPen(colors.grid, 0));
            axis->grid()->setSubGridVisible(false);
            axis->grid()->setZeroLinePen(QPen(colors.grid, 0));
        }
}

QColor okabeIto(int slot)
{
    return QColor::fromRgb(kOkabeIto[static_cast<size_t>(slot) % kOkabeIto.size()]);
}

Qt::PenStyle lineStyle(int slot)
{
    constexpr std::array styles = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return styles[static_cast<size_t>(slot) / kOkabeIto.size() % styles.size()];
}

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

QColor readableOn(const QColor& color, const QColor& background)
{
    constexpr double kLeast = 3.0;
    const float towards = luminance(background) > 0.18 ? -0.02f : 0.02f;
    float hue = 0, saturation = 0, lightness = 0;
    color.getHslF(&hue, &saturation, &lightness);
    QColor out = color;
    while (contrast(out, background) < kLeast && lightness > 0 && lightness < 1) {
        lightness = std::clamp(lightness + towards, 0.0f, 1.0f);
        out = QColor::fromHslF(hue, saturation, lightness);
    }
    return out;
}

QHash<QString, int> colorSlots(const QStringList& runNames)
{
    const int count = static_cast<int>(kOkabeIto.size());
    QHash<QString, int> slotOf;
    std::array<int, kOkabeIto.size()> uses{};
    for (const QString& name : runNames) {
        int slot = static_cast<int>(stableHash(name) % kOkabeIto.size());
        const int fewest = *std::min_element(uses.begin(), uses.end());
        while (uses[static_cast<size_t>(slot)] > fewest)
            slot = (slot + 1) % count;
        const int round = uses[static_cast<size_t>(slot)]++;
        slotOf.insert(name, slot + round * count);
    }
    return slotOf;
}

} // namespace unimo::plots
