// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

namespace unimo::plots {

/// The one crosshair of several plots: what one of them points at, all of them show.
class CrosshairLink : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Position on the x axis that the plots share; none when nothing is pointed at.
    [[nodiscard]] std::optional<double> x() const { return x_; }
    /// The plot that the pointer or the keys are in; null when nothing is pointed at.
    [[nodiscard]] const QObject* source() const { return source_; }
    void point(double x, const QObject* source);
    void clear();

Q_SIGNALS:
    void moved();

private:
    std::optional<double> x_;
    const QObject* source_ = nullptr; ///< compared only
};

} // namespace unimo::plots
