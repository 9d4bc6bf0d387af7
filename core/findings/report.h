// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/results.h"

#include <string>

namespace unimo::findings {

/// The findings in Markdown: for each question a table of every figure (mean and 95 % interval of
/// each variant, and of its difference to the full recipe, paired by seed), and a verdict on the
/// mean over the figures: same direction as claimed, no difference, opposite. Then every variant's
/// figures.
[[nodiscard]] std::string reportMarkdown(const Plan& plan, const Results& results);

} // namespace unimo::findings
