// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace unimo::text {

/// Text out of ids of GPT-2's own byte-level BPE, in which UNIMO's generation data is written
/// (unimo.md 3.2, tokenized_input). These are not the ids of a model (unimo.md 1.7). Thread: any.
class GptText
{
public:
    /// Reads unimo_en.encoder.json (or GPT-2's vocab.json) in a folder.
    [[nodiscard]] static Result<GptText> load(const std::filesystem::path& folder);

    /// Numbers parted by spaces to text; words in square brackets ("[SEP]") stay as they are, with
    /// a space on both sides. Data error for anything else.
    [[nodiscard]] Result<std::string> decode(std::string_view ids) const;

private:
    [[nodiscard]] Error notAnId(std::string_view word) const;

    std::vector<std::string> entries_; ///< by id, as bytes
};

} // namespace unimo::text
