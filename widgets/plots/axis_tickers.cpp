// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/axis_tickers.h"

#include "widgets/look/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unimo::plots {
namespace {

/// The finest distance of `steps` (seconds) that gives at most `count` ticks, else whole days.
double clockStep(double span, int count)
{
    constexpr std::array steps = {0.1,   0.2,   0.5,   1.0,    2.0,    5.0,    10.0,
                                  15.0,  30.0,  60.0,  120.,   300.,   600.,   900.,
                                  1800., 3600., 7200., 10800., 21600., 43200., 86400.};
    const double wanted = span / std::max(count, 1);
    const auto fit = std::lower_bound(steps.begin(), steps.end(), wanted);
    return fit == steps.end() ? std::ceil(wanted / 86400) * 86400 : *fit;
}

} // namespace

QString formatStep(double step)
{
    if (std::abs(step) >= 1e6)
        return QLocale::c().toString(step / 1e6, 'g', 4) + QLatin1Char('M');
    return look::formatCount(std::llround(step));
}

QString formatValue(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("+inf") : QStringLiteral("-inf");
    const double size = std::abs(value);
    if (size >= 1e4 && size < 1e7)
        return look::formatCount(std::llround(value));
    return QLocale::c().toString(value, 'g', 4);
}

QString formatX(XAxis axis, double x)
{
    switch (axis) {
    case XAxis::Step:
        return QObject::tr("step %1").arg(look::formatCount(std::llround(x)));
    case XAxis::RelativeTime:
        return QObject::tr("after %1").arg(look::formatDuration(x));
    case XAxis::WallTime:
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x * 1000)),
                                  QStringLiteral("d MMM HH:mm:ss"));
    }
    return {};
}

double StepTicker::getTickStep(const QCPRange& range)
{
    return std::max(1.0, QCPAxisTicker::getTickStep(range));
}

QString StepTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return formatStep(tick);
}

double DurationTicker::getTickStep(const QCPRange& range)
{
    return clockStep(range.size(), tickCount());
}

QString DurationTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    if (std::abs(tick - std::round(tick)) > 1e-6)
        return QLocale::c().toString(tick, 'f', 1) + QStringLiteral(" s");
    return (tick < 0 ? QStringLiteral("-") : QString()) + look::formatDuration(std::abs(tick));
}

QString ValueTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    // A tick that is zero but for rounding is shown as zero.
    return formatValue(std::abs(tick) < 1e-12 ? 0.0 : tick);
}

QVector<double> LogTicker::createTickVector(double tickStep, const QCPRange& range)
{
    if (range.lower <= 0 || range.upper <= range.lower)
        return {};
    const double decades = std::log10(range.upper / range.lower);
    if (decades < 1)
        return QCPAxisTicker::createTickVector(tickStep, range);
    const double every = std::max(1.0, std::ceil(decades / 8)); // decades from label to label
    QVector<double> ticks;
    for (double power = std::floor(std::log10(range.lower) / every) * every;
         power <= std::log10(range.upper); power += every)
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = factor * std::pow(10.0, power);
            const bool wanted = factor == 1.0 || decades < 3;
            if (wanted && tick >= range.lower && tick <= range.upper)
                ticks.append(tick);
        }
    return ticks;
}

QString LogTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return ofSteps_ ? formatStep(tick) : formatValue(tick);
}

QSharedPointer<QCPAxisTicker> makeXTicker(XAxis axis, bool logarithmic)
{
    if (logarithmic && axis != XAxis::WallTime)
        return QSharedPointer<LogTicker>::create(axis == XAxis::Step);
    if (axis == XAxis::Step)
        return QSharedPointer<StepTicker>::create();
    if (axis == XAxis::RelativeTime)
        return QSharedPointer<DurationTicker>::create();
    auto ticker = QSharedPointer<QCPAxisTickerDateTime>::create();
    ticker->setDateTimeFormat(QStringLiteral("HH:mm\nd MMM"));
    return ticker;
}

} // namespace unimo::plots
