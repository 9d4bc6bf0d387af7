// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"
#include "core/events/event_history.h"
#include "core/tensor/detail/weights.h"

#include <filesystem>

namespace unimo::tests {

/// Every objective that processes share, without dropout, which each process draws on its own, and
/// at a rate that does not depend on how many steps are planned.
[[nodiscard]] Settings processesRecipe(int64_t steps);

[[nodiscard]] events::EventHistory curvesOf(const std::filesystem::path& run);
/// Of the run's latest checkpoint.
[[nodiscard]] tensor::TensorMap weightsOf(const std::filesystem::path& run);
[[nodiscard]] tensor::TensorMap momentsOf(const std::filesystem::path& run);
/// The largest difference of two values.
[[nodiscard]] double distance(const tensor::TensorMap& a, const tensor::TensorMap& b);

} // namespace unimo::tests
