// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/synonyms.h"

#include "core/text/wordnet_file.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace unimo::metrics {
namespace {

using Ending = std::pair<std::string_view, std::string_view>;
constexpr Ending kNounEndings[] = {{"s", ""},      {"ses", "s"},   {"ves", "f"},
                                   {"xes", "x"},   {"zes", "z"},   {"ches", "ch"},
                                   {"shes", "sh"}, {"men", "man"}, {"ies", "y"}};
constexpr Ending kVerbEndings[] = {{"s", ""},   {"ies", "y"}, {"es", "e"},  {"es", ""},
                                   {"ed", "e"}, {"ed", ""},   {"ing", "e"}, {"ing", ""}};
constexpr Ending kAdjectiveEndings[] = {{"er", ""}, {"est", ""}, {"er", "e"}, {"est", "e"}};

struct PartFiles
{
    const char* name;
    std::span<const Ending> endings;
};
const std::array<PartFiles, 4> kParts = {
    {{"noun", kNounEndings}, {"verb", kVerbEndings}, {"adj", kAdjectiveEndings}, {"adv", {}}}};

} // namespace

Result<Synonyms> Synonyms::load(const std::filesystem::path& folder)
{
    try {
        Synonyms made;
        for (size_t i = 0; i < kParts.size(); ++i) {
            Part& part = made.parts_[i];
            const std::string name = kParts[i].name;
            text::eachWordNetLine(folder / ("index." + name), [&](std::istringstream& fields) {
                auto line = text::readIndexLine(fields);
                part.synsets[line.lemma] = std::move(line.offsets);
            });
            // offset file pos word_count [word lex_id]... ; adjectives may end in "(a)" and the
            // like
            text::eachWordNetLine(folder / ("data." + name), [&](std::istringstream& fields) {
                auto& words = part.words[text::wordNetNumber(text::nextField(fields))];
                (void)text::nextField(fields);
                (void)text::nextField(fields);
                for (uint32_t left = text::wordNetNumber(text::nextField(fields), 16); left > 0;
                     --left) {
                    const std::string word = text::nextField(fields);
                    words.push_back(word.substr(0, word.find('(')));
                    (void)text::nextField(fields);
                }
            });
            text::eachWordNetLine(folder / (name + ".exc"), [&](std::istringstream& fields) {
                auto& forms = part.irregular[text::nextField(fields)];
                for (std::string form; fields >> form;)
                    forms.push_back(form);
            });
        }
        return made;
    } catch (...) {
        return currentExceptionAsError();
    }
}

std::unordered_set<std::string> Synonyms::of(const std::string& word) const
{
    std::unordered_set<std::string> found = {word};
    for (size_t i = 0; i < kParts.size(); ++i) {
        const Part& part = parts_[i];
        std::vector<std::string> forms = {word};
        if (const auto irregular = part.irregular.find(word); irregular != part.irregular.end())
            forms.insert(forms.end(), irregular->second.begin(), irregular->second.end());
        else
            for (const auto& [ending, base] : kParts[i].endings)
                if (word.ends_with(ending))
                    forms.push_back(word.substr(0, word.size() - ending.size()) +
                                    std::string(base));
        for (const std::string& form : forms) {
            const auto synsets = part.synsets.find(form);
            if (synsets == part.synsets.end())
                continue;
            for (const uint32_t synset : synsets->second)
                if (const auto words = part.words.find(synset); words != part.words.end())
                    for (const std::string& other : words->second)
                        if (other.find('_') == std::string::npos)
                            found.insert(other);
        }
    }
    return found;
}

} // namespace unimo::metrics
