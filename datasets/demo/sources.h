// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace unimo::datasets {

/// Where the pictures and texts of the demo are installed, and our lists of what to take of them.
struct DemoSources
{
    std::filesystem::path lists;                ///< vocabulary.json, backgrounds.json
    std::filesystem::path share = "/usr/share"; ///< tuxpaint/, wallpapers/, backgrounds/, wordnet/

    [[nodiscard]] std::filesystem::path stamps() const { return share / "tuxpaint/stamps"; }
    [[nodiscard]] std::filesystem::path emojiFont() const
    {
        return share / "fonts/truetype/noto/NotoColorEmoji.ttf";
    }
    [[nodiscard]] std::filesystem::path wordnet() const { return share / "wordnet"; }

    /// Names the first package that is not installed.
    [[nodiscard]] Status check() const;
};

} // namespace unimo::datasets
