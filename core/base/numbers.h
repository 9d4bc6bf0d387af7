// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace unimo {

/// The number that the whole text is, written as in C; nothing for any other text.
template <typename Number>
[[nodiscard]] std::optional<Number> readNumber(std::string_view text)
{
    Number value{};
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

} // namespace unimo
