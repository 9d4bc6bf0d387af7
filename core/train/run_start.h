// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

// What whoever starts a trainer does for its run before it speaks for itself.
namespace unimo::train {

/// A trainer is at work on a run in this state, or is being started or ended.
[[nodiscard]] bool isLive(RunState state);

/// What the trainer prints: console.txt in the run folder.
[[nodiscard]] std::filesystem::path consoleFile(const RunFolder& run);
/// Marks a run whose trainer is about to be started; what is known of an earlier part of it stays.
/// Its pid is 0 until the trainer writes its first status.
[[nodiscard]] Status markStarting(const RunFolder& run);
/// Marks a run whose trainer ended without saying so.
[[nodiscard]] Status markFailed(const RunFolder& run, const std::string& why);
/// The last lines that the trainer printed; empty when it said nothing.
[[nodiscard]] std::string lastWords(const RunFolder& run);

} // namespace unimo::train
