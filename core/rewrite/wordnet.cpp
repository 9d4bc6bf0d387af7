// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/wordnet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <functional>
#include <sstream>
#include <string_view>
#include <unordered_set>

namespace unimo::rewrite {
namespace {

/// Rare senses relate nearly everything: "dog" is a kind of "catch" in its seventh.
constexpr size_t kSenses = 3;

uint32_t number(const std::string& text, int base = 10)
{
    uint32_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (fault != std::errc() || end != text.data() + text.size())
        throw ErrorException({ErrorKind::Data, "\"" + text + "\" is not a number", {}, {}});
    return value;
}

std::string next(std::istringstream& fields)
{
    std::string field;
    if (!(fields >> field))
        throw ErrorException({ErrorKind::Data, "the line is too short", {}, {}});
    return field;
}

/// Calls `read` with every line but the licence's, which begin with a space.
void eachLine(const std::filesystem::path& file,
              const std::function<void(std::istringstream&)>& read)
{
    std::ifstream in(file);
    if (!in)
        throw ErrorException(
            {ErrorKind::Io, "cannot be read", file.string(), "install the package wordnet-base"});
    std::string line;
    for (int64_t at = 1; std::getline(in, line); ++at) {
        if (line.empty() || line.front() == ' ')
            continue;
        std::istringstream fields(line);
        try {
            read(fields);
        } catch (const ErrorException& e) {
            throw ErrorException({ErrorKind::Data, e.error().message,
                                  file.string() + ":" + std::to_string(at),
                                  "install the package wordnet-base again"});
        }
    }
}

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
        // lemma pos synset_count pointer_count [pointer_symbol...] sense_count tagged_count
        // [offset...]
        eachLine(folder / "index.noun", [&](std::istringstream& fields) {
            auto& offsets = wordnet.synsets_[next(fields)];
            (void)next(fields);
            const uint32_t synsets = number(next(fields));
            for (uint32_t skip = number(next(fields)) + 2; skip > 0; --skip)
                (void)next(fields);
            for (uint32_t i = 0; i < synsets; ++i)
                offsets.push_back(number(next(fields)));
        });
        // offset file pos word_count [word lex_id]... pointer_count [symbol offset pos place]... |
        // gloss
        eachLine(folder / "data.noun", [&](std::istringstream& fields) {
            const uint32_t offset = number(next(fields));
            (void)next(fields);
            (void)next(fields);
            for (uint32_t skip = 2 * number(next(fields), 16); skip > 0; --skip)
                (void)next(fields);
            for (uint32_t pointers = number(next(fields)); pointers > 0; --pointers) {
                const std::string symbol = next(fields);
                const uint32_t target = number(next(fields));
                (void)next(fields);
                (void)next(fields);
                if (symbol == "@" || symbol == "@i")
                    wordnet.hypernyms_[offset].push_back(target);
            }
        });
        eachLine(folder / "noun.exc", [&](std::istringstream& fields) {
            const std::string plural = next(fields);
            wordnet.irregular_[plural] = next(fields);
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
