// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unimo::datasets {

/// A WordNet gloss up to its first example or second part, without remarks in brackets.
[[nodiscard]] std::string firstPart(std::string_view gloss);

/// Whether a lemma has nothing but lower-case letters, blanks and hyphens: no proper name.
[[nodiscard]] bool plainWord(const std::string& lemma);

/// One meaning of a word: "poodle", "an intelligent dog with a heavy curly coat".
struct Gloss
{
    std::string lemma;
    std::string meaning;
};

/// The meanings of things (animals, artefacts, food, objects, plants) in WordNet's data.noun whose
/// first part is a short noun phrase with an article. Lines that do not follow the format are
/// skipped.
[[nodiscard]] Result<std::vector<Gloss>> readThings(const std::filesystem::path& dataNoun);

/// One line of data.noun; nothing when it is not a thing that can be told in a sentence.
[[nodiscard]] std::optional<Gloss> parseThing(std::string_view line);

/// "A poodle is an intelligent dog with a heavy curly coat."
[[nodiscard]] std::string sentence(const Gloss& gloss);

} // namespace unimo::datasets
