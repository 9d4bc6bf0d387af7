// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

// English into another language and back by Apertium.
namespace unimo::rewrite {

/// The languages that Apertium is installed for in both directions ("cat", "spa"), sorted.
[[nodiscard]] std::vector<std::string>
translationPivots(const std::filesystem::path& modes = "/usr/share/apertium/modes");

/// What becomes of each text. Words that the dictionaries lack come back as they were, or with one
/// of the marks * @ # before them. Its chain of some twenty processes starts once a call, which
/// costs as much as two hundred captions: give a thousand or more. (Kept waiting for more, Apertium
/// 3.8 holds back texts: its flush mode does not pass lt-proc -b, nor the Catalan pair.)
/// Errors: Config for a language that is none of translationPivots(); Io when the processes cannot
/// be started, end early or hang. Thread: any.
[[nodiscard]] Result<std::vector<std::string>> translatedAndBack(std::span<const std::string> texts,
                                                                 const std::string& pivot);

} // namespace unimo::rewrite
