// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace unimo::panels {

/// Waiting for data for more of a step than this is called a bottleneck.
inline constexpr double kBottleneckShare = 0.2;

/// What the active run is at, on one line: state, step, loss, progress, time left, and a
/// badge when the loader is the bottleneck.
class StateLine : public QWidget
{
    Q_OBJECT
public:
    explicit StateLine(QWidget* parent = nullptr);
    /// `what` stands beside the name until there is a status.
    void setRun(const QString& name, const QString& what);
    void setStatus(const train::RunStatus& status);

private:
    QLabel* name_;
    QLabel* what_;
    QLabel* badge_;
    QProgressBar* progress_;
    QLabel* left_;
};

} // namespace unimo::panels
