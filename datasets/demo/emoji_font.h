// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <memory>

#include "datasets/demo/cutout.h"

namespace unimo::datasets {

/// The colour pictures of an emoji font (CBDT bitmaps, 136x128 in Noto). Thread: one at a time.
class EmojiFont
{
public:
    [[nodiscard]] static Result<EmojiFont> open(const std::filesystem::path& file);
    EmojiFont(EmojiFont&&) noexcept;
    ~EmojiFont();

    /// The picture of one code point; an error when the font has none.
    [[nodiscard]] Result<Cutout> picture(char32_t codePoint) const;

private:
    struct Face;
    explicit EmojiFont(std::unique_ptr<Face> face);
    std::unique_ptr<Face> face_;
};

} // namespace unimo::datasets
