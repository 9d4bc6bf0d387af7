// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWidget;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::workbench {

/// Tells when the active run ends, fails, loses its process or stands still: in the status bar,
/// and, while the person looks at something else, by the window's mark in the task bar and the
/// desktop's own notification where there is one.
class RunNotices : public QObject
{
    Q_OBJECT
public:
    /// stallMs: a running run that makes no step for so long stands still.
    RunNotices(bridge::Workspace* workspace, QWidget* window, int stallMs = 5 * 60 * 1000);

    void take(const train::RunStatus& status, const QString& run);

private:
    void lookForStall();
    void tell(const QString& text, bool isError);

    bridge::Workspace* workspace_;
    QWidget* window_;
    QString run_;
    train::RunStatus last_;
    QTimer stall_; ///< runs while the run does; started anew by each step
};

} // namespace unimo::workbench
