// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/demo/scene.h"

namespace unimo::datasets {

/// "two red dogs", as data.
struct Phrase
{
    int noun = 0;
    Colour colour = Colour::Red;
    int count = 1;
    friend bool operator==(const Phrase&, const Phrase&) = default;
};

/// How a relation is worded: two ways each, used alike in captions and in what is made of them.
enum class Wording { Plain, Other };

/// The sentence's frame. List has no relation and no full stop.
enum class Frame {
    Definite,   ///< The red apple is to the left of the two blue dogs.
    Indefinite, ///< A red apple is to the left of two blue dogs.
    There,      ///< There is a red apple to the left of two blue dogs.
    Shows,      ///< The picture shows a red apple to the left of two blue dogs.
    See,        ///< You can see a red apple to the left of two blue dogs.
    List        ///< a red apple and two blue dogs
};

/// What a caption says, before it is words. Changing one field changes one fact.
struct Statement
{
    Frame frame = Frame::Definite;
    std::vector<Phrase> phrases;
    std::optional<Relation> relation; ///< phrase 0 is so to phrase 1
    Wording wording = Wording::Plain;
    std::string place; ///< "on the beach", or empty
};

/// The words of a statement. Frames Definite and Indefinite need a relation or a place.
[[nodiscard]] std::string say(const Statement& statement, const Vocabulary& vocabulary);

/// The same fact told from the other end: B is to the right of A. Needs a relation.
[[nodiscard]] Statement converse(Statement statement);

/// True when the scene shows exactly this: each phrase is one of its groups with that count, and
/// the relation holds between them.
[[nodiscard]] bool isTrueOf(const Statement& statement, const Scene& scene);

/// "dog" or "dogs".
[[nodiscard]] const std::string& nounWord(const Vocabulary& vocabulary, int noun, int count);
/// "one" to "four" (and "five").
[[nodiscard]] const std::string& numberWord(int count);
/// "to the left of".
[[nodiscard]] const std::string& relationWords(Relation relation, Wording wording);

} // namespace unimo::datasets
