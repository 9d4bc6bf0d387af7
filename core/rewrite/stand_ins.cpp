// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/detail/stand_ins.h"

#include "core/rewrite/words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace unimo::rewrite {
namespace {

/// Words that are nouns only, of the kinds that things in pictures have: of either number, counted
/// or not, beginning with a vowel, irregular.
constexpr std::array<std::string_view, 11> kNouns = {"zebra",     "apples", "banana", "owl",
                                                     "apple",     "lion",   "goat",   "women",
                                                     "furniture", "sheep",  "snowmen"};

/// The dictionary gives these no kind of their own.
constexpr std::array<std::string_view, 16> kDeterminers = {
    "a",   "an",  "the", "one", "two",   "three", "four",  "five",
    "six", "his", "her", "its", "their", "some",  "other", "several"};

/// Nouns to the dictionary too.
constexpr std::array<std::string_view, 18> kColours = {
    "red",   "orange", "yellow", "green", "blue", "purple", "violet", "pink",   "brown",
    "black", "white",  "grey",   "gray",  "gold", "silver", "olive",  "maroon", "rose"};

constexpr std::string_view kVowel = "owl"; ///< one thing, beginning with a vowel

/// Nouns of one thing and of several, one for each way in which the dictionary links such; the
/// first stands for all of them.
constexpr std::array<std::string_view, 4> kOne = {"zebra", kVowel, "lion", "furniture"};
constexpr std::array<std::string_view, 2> kMany = {"apples", "women"};

constexpr std::string_view kAdjective = "tall";

constexpr std::array<std::string_view, 3> kBeforeOne = {"a", "an", "one"};
constexpr std::array<std::string_view, 8> kBeforeMany = {"two", "three",   "four", "five",
                                                         "six", "several", "some", "other"};

std::string nameOf(const std::vector<WordUse>& uses)
{
    std::string name;
    for (const auto& use : uses) {
        name += use.kind;
        name += ':';
        name += use.links;
        name += '\n';
    }
    return name;
}

} // namespace

StandIns::StandIns()
{
    for (const std::string_view noun : kNouns)
        nouns_.try_emplace(nameOf(usesOf(std::string(noun))), noun);
    for (const std::string_view noun : kOne)
        one_.insert(usesOf(std::string(noun)).front().links);
    for (const std::string_view noun : kMany)
        many_.insert(usesOf(std::string(noun)).front().links);
}

const StandIns::Entry& StandIns::entry(const std::string& word)
{
    const auto known = entries_.find(word);
    if (known != entries_.end())
        return known->second;
    Entry entry;
    auto uses = word.empty() ? std::vector<WordUse>() : usesOf(word);
    if (!uses.empty())
        entry.standIn = first_.try_emplace(nameOf(uses), word).first->second;
    const bool unknown = uses.empty() && !word.empty();
    entry.adjective = std::any_of(uses.begin(), uses.end(), [](const auto& use) {
        return use.kind == "a" || use.kind.starts_with("a-");
    });
    entry.determiner = isOneOf(kDeterminers, word);
    std::erase_if(uses, [](const auto& use) { return !use.isNoun(); });
    entry.noun = !uses.empty() || unknown;
    if (unknown) {
        entry.many = word.ends_with('s');
        entry.one = !entry.many;
    } else if (entry.noun && !entry.adjective) {
        if (const auto noun = nouns_.find(nameOf(uses)); noun != nouns_.end())
            entry.asNoun = noun->second;
        for (const auto& use : uses) {
            entry.one = entry.one || one_.contains(use.links);
            entry.many = entry.many || many_.contains(use.links);
        }
    }
    return entries_.emplace(word, std::move(entry)).first->second;
}

bool StandIns::isDeterminer(const std::string& word)
{
    const std::lock_guard lock(mutex_);
    return entry(word).determiner;
}

std::string StandIns::determinerOf(const std::vector<std::string>& words, size_t at)
{
    while (at > 0 && entry(words[at - 1]).adjective)
        --at;
    return at > 0 && entry(words[at - 1]).determiner ? words[at - 1] : std::string();
}

bool StandIns::standsForAdjectives(const std::vector<std::string>& words, size_t at)
{
    if (at + 1 >= words.size())
        return false;
    const Entry& own = entry(words[at]);
    const Entry& after = entry(words[at + 1]);
    return own.adjective && (!own.noun || isOneOf(kColours, words[at])) &&
           (after.noun || after.adjective);
}

std::string StandIns::nounBehind(const std::string& determiner,
                                 const std::vector<std::string>& words, size_t at)
{
    const Entry& noun = entry(words[at]);
    const bool oneIsMeant = noun.one && (!noun.many || isOneOf(kBeforeOne, determiner));
    const bool manyAreMeant = noun.many && (!noun.one || isOneOf(kBeforeMany, determiner));
    if (manyAreMeant)
        return std::string(kMany.front());
    if (!oneIsMeant)
        return {};
    // Behind an article the first letter matters.
    return std::string(words[at - 1] == "an" ? kVowel : kOne.front());
}

std::string StandIns::of(const std::vector<std::string>& words, size_t at)
{
    const std::lock_guard lock(mutex_);
    const std::string& word = words[at];
    const std::string before = at > 0 ? words[at - 1] : std::string();
    const Entry& own = entry(word);
    const Entry& after = entry(at + 1 < words.size() ? words[at + 1] : std::string());
    const std::string determiner = determinerOf(words, at);
    if (standsForAdjectives(words, at) && !determiner.empty())
        return std::string(kAdjective);
    if (word == "an" && standsForAdjectives(words, at + 1))
        return "a";
    if (after.noun || !(entry(before).adjective || entry(before).determiner))
        return own.standIn;
    const std::string noun = determiner.empty() ? std::string() : nounBehind(determiner, words, at);
    if (!noun.empty())
        return noun;
    return own.asNoun.empty() ? own.standIn : own.asNoun;
}

} // namespace unimo::rewrite
