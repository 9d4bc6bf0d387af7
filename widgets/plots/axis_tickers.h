// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plots/curve_series.h"
#include "widgets/plots/detail/qcustomplot.h"

namespace unimo::plots {

/// 1,200 or 1.2M; never a fraction of a step.
[[nodiscard]] QString formatStep(double step);
/// 4 significant digits, without trailing zeros; exponents where they are shorter.
[[nodiscard]] QString formatValue(double value);
/// A position on the x axis as the crosshair shows it.
[[nodiscard]] QString formatX(XAxis axis, double x);

/// Whole steps.
class StepTicker : public QCPAxisTicker
{
protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar,
                         int precision) override;
};

/// Seconds as 0:30, 6:12, 1:02:05, at distances that clocks use.
class DurationTicker : public QCPAxisTicker
{
protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar,
                         int precision) override;
};

class ValueTicker : public QCPAxisTicker
{
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar,
                         int precision) override;
};

/// For logarithmic axes: powers of ten over many decades, 1-2-5 over a few, and evenly spaced
/// numbers within one, so that there are always labels.
class LogTicker : public QCPAxisTicker
{
public:
    /// Steps or values.
    explicit LogTicker(bool ofSteps) : ofSteps_(ofSteps) {}

protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar,
                         int precision) override;

private:
    bool ofSteps_;
};

/// The ticker for an x axis.
[[nodiscard]] QSharedPointer<QCPAxisTicker> makeXTicker(XAxis axis, bool logarithmic);

} // namespace unimo::plots
