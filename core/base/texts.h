// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Texts that core tells people in English and keeps as such, in a database or on its way to a
/// window. They are listed here, with %1, %2 where a value goes, so that a window in another
/// language finds the pattern of a text and its values again (look::progressText, reasonText);
/// resources/translations/update.sh reads the list.
namespace unimo::texts {

/// The pattern with its values in place.
[[nodiscard]] std::string filled(std::string_view pattern, const std::vector<std::string>& values);

/// The values of a text by their numbers; none when it is not of this pattern. Each takes as little
/// as it can.
[[nodiscard]] std::optional<std::vector<std::string>> valuesOf(std::string_view pattern,
                                                               std::string_view text);

/// A pattern and the values of a text.
struct Parts
{
    std::string_view pattern;
    std::vector<std::string> values;
};
/// By the first of the patterns that the text is of.
[[nodiscard]] std::optional<Parts> partsOf(std::span<const char* const> patterns,
                                           std::string_view text);

// --- what a job does, where there may be a value in it; the others are where they are told -------

inline constexpr const char* kImportingFile = "Importing %1";
inline constexpr const char* kScoringPairs = "Scoring pairs";
inline constexpr const char* kScoringPairsBy = "Scoring pairs (checkpoint %1 of %2)";
inline constexpr std::array kProgress = {kImportingFile, kScoringPairs, kScoringPairsBy};

// --- why something that was made or found is not used -------------------------------------------

inline constexpr const char* kTranslatorLacksWord = "the translator lacks a word";
inline constexpr const char* kSameAsCaption = "the same as the caption";
inline constexpr const char* kFactsDiffer = "colours, numbers or directions differ";
inline constexpr const char* kNotParsed =
    "the caption cannot be parsed, so that nothing tells whether all is still there";
inline constexpr const char* kNounLost = "\"%1\" is lost";
inline constexpr const char* kUnusualWording = "unusual wording";
inline constexpr const char* kOtherLanguageSame = "another language gave the same";
inline constexpr const char* kCaptionSaysSame = "a caption of this picture says the same";
inline constexpr const char* kMayBeTrue =
    "every word is in this picture's captions too, so it may be true";
inline constexpr const char* kNoFacts = "no facts to exchange were found in the caption";
inline constexpr const char* kMayBeSameThing = "WordNet: %1 and %2 may be the same thing";
inline constexpr const char* kReadsBadly = "reads badly: no caption puts these words together";
inline constexpr const char* kHeldOutPicture = "a held-out split has the same picture";
inline constexpr const char* kOwnPicture = "the pair's own picture";
inline constexpr const char* kHeldOutCaption = "a caption of a held-out split";
inline constexpr const char* kOwnCaption = "the pair's own caption";
// Said by resources/schema/views.sql.
inline constexpr const char* kRuleOff = "by its rule: turned off";
inline constexpr const char* kRuleTooLow = "by its rule: the score is too low";
inline constexpr const char* kRuleTooHigh = "by its rule: the score is too high";
inline constexpr std::array kReasons = {
    kTranslatorLacksWord, kSameAsCaption,     kFactsDiffer,     kNotParsed,  kNounLost,
    kUnusualWording,      kOtherLanguageSame, kCaptionSaysSame, kMayBeTrue,  kNoFacts,
    kMayBeSameThing,      kReadsBadly,        kHeldOutPicture,  kOwnPicture, kHeldOutCaption,
    kOwnCaption,          kRuleOff,           kRuleTooLow,      kRuleTooHigh};

} // namespace unimo::texts
