// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"
#include "core/train/exact_resume.h"

namespace unimo::train {

/// What a run of this recipe would compute with here and now, in one process. dataVersion: the
/// project's. An error where the device cannot be used. Thread: any.
[[nodiscard]] Result<Circumstances> circumstancesNow(const Settings& recipe,
                                                     const std::string& dataVersion);

} // namespace unimo::train
