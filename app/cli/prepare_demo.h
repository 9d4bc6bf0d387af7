// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <filesystem>

namespace unimo::cli {

/// Builds the demo project with so many training scenes, unless it is there, and the region
/// features that it lacks. Throws ErrorException.
void prepareDemo(const std::filesystem::path& project, int scenes, const JobControl& control);

} // namespace unimo::cli
