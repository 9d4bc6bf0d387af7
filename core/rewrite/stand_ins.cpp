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
}

const StandIns::Entry& StandIns::entry(const std::string& word)
{
    const auto known = entries_.find(word);
    if (known != entries_.end())
        return known->second;
    Entry entry;
    auto uses = usesOf(word);
    if (!uses.empty())
        entry.standIn = first_.try_emplace(nameOf(uses), word).first->second;
    const bool adjective = std::any_of(uses.begin(), uses.end(), [](const auto& use) {
        return use.kind == "a" || use.kind.starts_with("a-");
    });
    entry.determines = adjective || isOneOf(kDeterminers, word);
    std::erase_if(uses, [](const auto& use) { return !use.isNoun(); });
    entry.noun = !uses.empty();
    if (entry.noun && !adjective)
        if (const auto noun = nouns_.find(nameOf(uses)); noun != nouns_.end())
            entry.asNoun = noun->second;
    return entries_.emplace(word, std::move(entry)).first->second;
}

std::string StandIns::of(const std::string& before, const std::string& word,
                         const std::string& after)
{
    const std::lock_guard lock(mutex_);
    const Entry& own = entry(word);
    if (!own.asNoun.empty() && !before.empty() && entry(before).determines &&
        (after.empty() || !entry(after).noun))
        return own.asNoun;
    return own.standIn;
}

} // namespace unimo::rewrite
