// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unimo {

/// Of this program, as the build says it: "0.1.0".
[[nodiscard]] const char* programVersion();

} // namespace unimo
