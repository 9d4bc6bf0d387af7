// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QString>

namespace unimo::bridge {

/// Part of a run that is done, 0-1, by steps or else by time; -1 when that is not known.
[[nodiscard]] double progressOf(const train::RunStatus& status);

/// "running", "finished"... in the window's language.
[[nodiscard]] QString stateText(train::RunState state);

/// Whether a trainer is at work on the run, or is being started or ended.
[[nodiscard]] bool isLive(const train::RunStatus& status);

} // namespace unimo::bridge
