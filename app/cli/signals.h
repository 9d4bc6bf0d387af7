// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

namespace unimo::cli {

/// Exit code of work that SIGINT or SIGTERM ended in good order (128 + SIGTERM).
inline constexpr int kStoppedBySignal = 143;

/// A token that SIGINT and SIGTERM request to stop. A second SIGINT ends the process at once.
[[nodiscard]] std::stop_token stopOnSignals();

} // namespace unimo::cli
