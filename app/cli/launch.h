// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <string>
#include <vector>

namespace unimo::cli {

/// Starts this program `count` times on this host, with these arguments, as processes of one run,
/// and waits for all. Process 0 speaks for them; SIGINT, SIGTERM and SIGHUP are passed on. When one
/// ends too early the others save what they can and end, after 2 minutes at the latest. Returns the
/// exit code of the whole; throws ErrorException that says which process was lost, unless process 0
/// has said it. The run is marked as failed where process 0 could not do that.
[[nodiscard]] int launch(int count, const std::vector<std::string>& arguments,
                         const train::RunFolder& run);

} // namespace unimo::cli
