// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace unimo::checks {

enum class CaptionFault {
    TooShort,     ///< fewer than 3 words
    TooLong,      ///< more than 80 words
    Repetition,   ///< one word makes up half of 6 or more
    Shouting,     ///< all letters are capital
    Markup,       ///< HTML tags or entities
    Address,      ///< of a web page or mail box
    BrokenLetters ///< replacement or control characters, text read in a wrong encoding
};

/// The first fault of a caption, in the order above the later ones first; none for a good one.
/// Rules of thumb for captions of pictures (Sharma et al. 2018, Conceptual Captions, section 3, are
/// the model); what they find is to be looked at, not wrong for sure.
[[nodiscard]] std::optional<CaptionFault> faultOf(const std::string& caption);

/// "shorter than 3 words", for people.
[[nodiscard]] const char* describe(CaptionFault fault);

} // namespace unimo::checks
