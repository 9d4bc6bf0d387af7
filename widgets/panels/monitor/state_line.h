// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace unimo::bridge {
struct ResumeReport;
}
namespace unimo::look {
class Badge;
}

namespace unimo::panels {

/// Waiting for data for more of a step than this is called a bottleneck.
inline constexpr double kBottleneckShare = 0.2;

/// What the active run is at, on one line: state, step, loss, progress, time left, and a
/// badge when the loader is the bottleneck, or for how exact a resume would be.
class StateLine : public QWidget
{
    Q_OBJECT
public:
    explicit StateLine(QWidget* parent = nullptr);
    /// `what` stands beside the name until there is a status.
    void setRun(const QString& name, const QString& what);
    void setStatus(const train::RunStatus& status);
    /// Whether the run, which can be resumed, would go on bit for bit.
    void setResume(const bridge::ResumeReport& report);
    void clearResume();

private:
    QLabel* name_;
    QLabel* what_;
    look::Badge* badge_;
    look::Badge* resume_;
    QProgressBar* progress_;
    QLabel* left_;
};

} // namespace unimo::panels
