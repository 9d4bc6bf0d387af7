// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>
#include <cstdint>
#include <unordered_map>

namespace unimo::panels {

/// Writes all rewrites of a split as CSV, one a line, with their captions and scores; blind: the
/// text-only margins by rewrite, as far as they are known. Thread: any.
[[nodiscard]] Status saveRewrites(const QString& project, const QString& split,
                                  const std::unordered_map<int64_t, float>& blind,
                                  const QString& file, const JobControl& control);

} // namespace unimo::panels
