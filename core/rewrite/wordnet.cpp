// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/wordnet.h"

#include "core/text/wordnet_file.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

namespace unimo::rewrite {
namespace {

/// Rare senses relate nearly everything: "dog" is a kind of "catch" in its seventh.
constexpr size_t kSenses = 3;

/// Plural endings and what they become, as WordNet's own morphology has them (morphy(7WN)).
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kEndings = {{
    {"ses", "s"},
    {"xes", "x"},
    {"zes", "z"},
    {"ches", "ch"},
    {"shes", "sh"},
    {"men", "man"},
    {"ies", "y"},
    {"s", ""},
}};

} // namespace

Result<WordNet> WordNet::load(const std::filesystem::path& folder)
{
    try {
        WordNet wordnet;
        text::eachWordNetLine(folder / "index.noun", [&](std::istringstream& fields) {
            auto line = text::readIndexLine(fields);
            wordnet.synsets_[line.lemma] = std::move(line.offsets);
        });
        // offset file pos word_count [word lex_id]... pointer_count [symbol offset pos place]... |
        // gloss
        text::eachWordNetLine(folder / "data.noun", [&](std::istringstream& fields) {
            const uint32_t offset = text::wordNetNumber(text::nextField(fields));
            (void)text::nextField(fields);
            (void)text::nextField(fields);
            for (uint32_t skip = 2 * text::wordNetNumber(text::nextField(fields), 16); skip > 0;
                 --skip)
                (void)text::nextField(fields);
            for (uint32_t pointers = text::wordNetNumber(text::nextField(fields)); pointers > 0;
                 --pointers) {
                const std::string symbol = text::nextField(fields);
                const uint32_t target = text::wordNetNumber(text::nextField(fields));
                (void)text::nextField(fields);
                (void)text::nextField(fields);
                if (symbol == "@" || symbol == "@i")
                    wordnet.hypernyms_[offset].push_back(target);
            }
        });
        text::eachWordNetLine(folder / "noun.exc", [&](std::istringstream& fields) {
            const std::string plural = text::nextField(fields);
            wordnet.irregular_[plural] = text::nextField(fields);
        });
        return wordnet;
    } catch (...) {
        return currentExceptionAsError();
    }
}

std::string WordNet::lemma(const std::string& noun) const
{
    std::string word = noun;
    std::replace(word.begin(), word.end(), ' ', '_');
    if (const auto found = irregular_.find(word); found != irregular_.end())
        return found->second;
    if (synsets_.contains(word))
        return word;
    for (const auto& [plural, singular] : kEndings) {
        if (!word.ends_with(plural))
            continue;
        std::string stem = word.substr(0, word.size() - plural.size()) + std::string(singular);
        if (synsets_.contains(stem))
            return stem;
    }
    return noun;
}

std::vector<uint32_t> WordNet::senses(const std::string& lemma) const
{
    const auto found = synsets_.find(lemma);
    if (found == synsets_.end())
        return {};
    auto senses = found->second;
    senses.resize(std::min(senses.size(), kSenses));
    return senses;
}

bool WordNet::isKindOf(uint32_t synset, const std::vector<uint32_t>& kinds) const
{
    std::vector<uint32_t> open = {synset};
    std::unordered_set<uint32_t> seen;
    while (!open.empty()) {
        const uint32_t at = open.back();
        open.pop_back();
        if (!seen.insert(at).second) // also ends a circle in a damaged file
            continue;
        if (std::find(kinds.begin(), kinds.end(), at) != kinds.end())
            return true;
        if (const auto above = hypernyms_.find(at); above != hypernyms_.end())
            open.insert(open.end(), above->second.begin(), above->second.end());
    }
    return false;
}

bool WordNet::related(const std::string& a, const std::string& b) const
{
    const std::string first = lemma(a);
    const std::string second = lemma(b);
    if (first == second)
        return true;
    const auto firsts = senses(first);
    const auto seconds = senses(second);
    const auto reaches = [&](const auto& from, const auto& kinds) {
        return std::any_of(from.begin(), from.end(),
                           [&](uint32_t synset) { return isKindOf(synset, kinds); });
    };
    return reaches(firsts, seconds) || reaches(seconds, firsts);
}

} // namespace unimo::rewrite
