// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/statement.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace unimo::datasets {

namespace {

std::string indefinite(const Phrase& phrase, const Vocabulary& vocabulary)
{
    const std::string& colour = word(phrase.colour);
    const std::string& noun = nounWord(vocabulary, phrase.noun, phrase.count);
    if (phrase.count > 1)
        return numberWord(phrase.count) + " " + colour + " " + noun;
    return (phrase.colour == Colour::Orange ? "an " : "a ") + colour + " " + noun;
}

std::string definite(const Phrase& phrase, const Vocabulary& vocabulary)
{
    const std::string number = phrase.count > 1 ? numberWord(phrase.count) + " " : "";
    return "the " + number + word(phrase.colour) + " " +
           nounWord(vocabulary, phrase.noun, phrase.count);
}

std::string verb(int count)
{
    return count == 1 ? "is" : "are";
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text = parts.front();
    for (size_t i = 1; i < parts.size(); ++i)
        text += (i + 1 < parts.size() ? ", " : " and ") + parts[i];
    return text;
}

std::string listed(const std::vector<Phrase>& phrases, const Vocabulary& vocabulary)
{
    std::vector<std::string> parts;
    parts.reserve(phrases.size());
    for (const Phrase& phrase : phrases)
        parts.push_back(indefinite(phrase, vocabulary));
    return joined(parts);
}

/// "A is to the left of B" without its end; A and B in the frame's articles.
std::string relationClause(const Statement& s, const Vocabulary& vocabulary)
{
    const std::string& relation = relationWords(*s.relation, s.wording);
    const Phrase& first = s.phrases[0];
    const Phrase& second = s.phrases[1];
    const std::string a = indefinite(first, vocabulary);
    const std::string b = indefinite(second, vocabulary);
    switch (s.frame) {
    case Frame::Definite:
        return definite(first, vocabulary) + " " + verb(first.count) + " " + relation + " " +
               definite(second, vocabulary);
    case Frame::Indefinite:
        return a + " " + verb(first.count) + " " + relation + " " + b;
    case Frame::There:
        return "there " + verb(first.count) + " " + a + " " + relation + " " + b;
    case Frame::Shows:
        return "the picture shows " + a + " " + relation + " " + b;
    case Frame::See:
        return "you can see " + a + " " + relation + " " + b;
    case Frame::List:
        break;
    }
    return listed(s.phrases, vocabulary);
}

std::string plainClause(const Statement& s, const Vocabulary& vocabulary)
{
    std::string list = listed(s.phrases, vocabulary);
    const int count = s.phrases.size() > 1 ? 2 : s.phrases.front().count;
    switch (s.frame) {
    case Frame::Definite:
    case Frame::Indefinite:
        return list + " " + verb(count);
    case Frame::There:
        return "there " + verb(s.phrases.front().count) + " " + list;
    case Frame::Shows:
        return "the picture shows " + list;
    case Frame::See:
        return "you can see " + list;
    case Frame::List:
        break;
    }
    return list;
}

std::string sentence(std::string text)
{
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text + ".";
}

} // namespace

const std::string& nounWord(const Vocabulary& vocabulary, int noun, int count)
{
    const Noun& entry = vocabulary.nouns[static_cast<size_t>(noun)];
    return count == 1 ? entry.word : entry.plural;
}

const std::string& numberWord(int count)
{
    static const std::array<std::string, 6> words = {"no", "one", "two", "three", "four", "five"};
    return words.at(static_cast<size_t>(count));
}

const std::string& relationWords(Relation relation, Wording wording)
{
    static const std::array<std::array<std::string, 2>, 4> words = {{
        {"to the left of", "on the left side of"},
        {"to the right of", "on the right side of"},
        {"above", "higher than"},
        {"below", "lower than"},
    }};
    return words[static_cast<size_t>(relation)][static_cast<size_t>(wording)];
}

std::string say(const Statement& statement, const Vocabulary& vocabulary)
{
    if (statement.frame == Frame::List)
        return listed(statement.phrases, vocabulary);
    std::string text = statement.relation ? relationClause(statement, vocabulary)
                                          : plainClause(statement, vocabulary);
    if (!statement.place.empty())
        text += " " + statement.place;
    if (statement.relation && statement.phrases.size() > 2) {
        const Phrase& third = statement.phrases[2];
        text += ", and there " + verb(third.count) + " " + indefinite(third, vocabulary);
    }
    return sentence(text);
}

Statement converse(Statement statement)
{
    std::swap(statement.phrases[0], statement.phrases[1]);
    statement.relation = inverse(*statement.relation);
    return statement;
}

bool isTrueOf(const Statement& statement, const Scene& scene)
{
    for (const Phrase& phrase : statement.phrases) {
        const Group* group = scene.groupOf(phrase.noun);
        if (group == nullptr || group->colour != phrase.colour || group->count() != phrase.count)
            return false;
    }
    return !statement.relation ||
           holds(*scene.groupOf(statement.phrases[0].noun), *statement.relation,
                 *scene.groupOf(statement.phrases[1].noun));
}

} // namespace unimo::datasets
