// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_progress.h"

#include <QCoreApplication>
#include <algorithm>

namespace unimo::bridge {

using train::RunState;

double progressOf(const train::RunStatus& status)
{
    if (status.totalSteps > 0)
        return std::clamp(static_cast<double>(status.step) / static_cast<double>(status.totalSteps),
                          0.0, 1.0);
    const double whole = status.elapsedSeconds + status.remainingSeconds;
    return status.remainingSeconds < 0 || !(whole > 0) ? -1 : status.elapsedSeconds / whole;
}

QString stateText(RunState state)
{
    const auto text = [](const char* word) {
        return QCoreApplication::translate("RunState", word);
    };
    switch (state) {
    case RunState::Queued:
        return text(QT_TRANSLATE_NOOP("RunState", "queued"));
    case RunState::Starting:
        return text(QT_TRANSLATE_NOOP("RunState", "starting"));
    case RunState::Running:
        return text(QT_TRANSLATE_NOOP("RunState", "running"));
    case RunState::Paused:
        return text(QT_TRANSLATE_NOOP("RunState", "paused"));
    case RunState::Stopping:
        return text(QT_TRANSLATE_NOOP("RunState", "stopping"));
    case RunState::Finished:
        return text(QT_TRANSLATE_NOOP("RunState", "finished"));
    case RunState::Failed:
        return text(QT_TRANSLATE_NOOP("RunState", "failed"));
    case RunState::Lost:
        return text(QT_TRANSLATE_NOOP("RunState", "lost"));
    }
    return {};
}

bool isLive(const train::RunStatus& status)
{
    return status.state == RunState::Starting || status.state == RunState::Running ||
           status.state == RunState::Paused || status.state == RunState::Stopping;
}

} // namespace unimo::bridge
