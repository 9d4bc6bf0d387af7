// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unimo {

/// Unix time now, seconds.
[[nodiscard]] double unixTime();
/// This computer's name, "localhost" when it has none.
[[nodiscard]] std::string hostName();

} // namespace unimo
