// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unimo::formats::detail {

/// The fields of one picture's regions, as UNIMO's data has them (unimo.md 3.2).
struct RegionFields
{
    std::string_view first, second; ///< W and H, or H and W
    std::string_view count;
    std::string_view boxes;    ///< base64 of [n, 4]: x1, y1, x2, y2 in pixels
    std::string_view features; ///< base64 of [n, dim]
    std::string_view classes;  ///< base64 of [n, classes]; empty: not told
};

struct DecodedRegions
{
    int width = 0;
    int height = 0;
    std::vector<Box> boxes;                  ///< fractions of the picture
    std::vector<uint16_t> features, classes; ///< half floats
    int32_t dim = 0, classCount = 0;
};

/// Throws ErrorException (Data) saying which field is wrong and how. classes that are not told are
/// the background's (class 0 of `unknownClasses`).
[[nodiscard]] DecodedRegions decodeRegions(const RegionFields& fields, int32_t unknownClasses);

/// The bytes of a base64 text; throws ErrorException (Data) for what is none.
[[nodiscard]] std::string fromBase64(std::string_view text);

} // namespace unimo::formats::detail
