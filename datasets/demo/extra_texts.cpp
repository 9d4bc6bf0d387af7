// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/extra_texts.h"

#include "core/base/random.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "datasets/demo/wordnet.h"

namespace unimo::datasets {

namespace {

std::set<std::string> wordsOf(const Vocabulary& vocabulary)
{
    std::set<std::string> words;
    for (const Noun& noun : vocabulary.nouns) {
        words.insert(noun.word);
        words.insert(noun.plural);
    }
    return words;
}

bool names(const std::string& text, const std::set<std::string>& words)
{
    std::istringstream stream(text);
    for (std::string word; stream >> word;) {
        if (word.back() == ',')
            word.pop_back();
        if (words.contains(word))
            return true;
    }
    return false;
}

} // namespace

Result<std::vector<std::string>> sceneNounTexts(const DemoSources& sources,
                                                const Vocabulary& vocabulary, size_t limit)
{
    const auto glosses = readThings(sources.wordnet() / "data.noun");
    if (!glosses)
        return glosses.error();
    const std::set<std::string> words = wordsOf(vocabulary);
    std::vector<std::string> own;
    std::vector<std::string> others;
    for (const Gloss& gloss : *glosses) {
        if (words.contains(gloss.lemma))
            own.push_back(sentence(gloss));
        else if (names(gloss.lemma, words) || names(gloss.meaning, words))
            others.push_back(sentence(gloss));
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const auto& a, const auto& b) { return stableHash(a) < stableHash(b); });
    own.insert(own.end(), others.begin(), others.end());
    own.resize(std::min(own.size(), limit));
    return own;
}

} // namespace unimo::datasets
