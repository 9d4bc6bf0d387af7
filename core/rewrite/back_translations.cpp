// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/back_translations.h"

#include "core/base/texts.h"
#include "core/rewrite/facts.h"
#include "core/rewrite/words.h"

#include <algorithm>

namespace unimo::rewrite {
namespace {

/// One space between words, and the caption's own capital and full stop.
std::string tidied(const std::string& translation, const std::string& caption)
{
    std::string text;
    for (const char c : translation)
        if (c != ' ' || (!text.empty() && text.back() != ' '))
            text += c;
    while (!text.empty() && (text.back() == ' ' || text.back() == '.'))
        text.pop_back();
    if (text.empty() || caption.empty())
        return text;
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (isUpper(caption.front()) && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    if (caption.back() == '.')
        text += '.';
    return text;
}

} // namespace

store::Rewrite BackTranslations::judged(const std::string& caption, const SceneGraph* graph,
                                        const std::string& translation,
                                        const std::string& rule) const
{
    store::Rewrite row;
    row.text = tidied(translation, caption);
    row.rule = rule;
    row.polarity = 1;
    const double gain = fluency_.score(row.text) - fluency_.score(caption);
    row.scores = {{"fluency", gain}};
    row.rejection = rejectionOf(caption, graph, row.text, -gain);
    return row;
}

std::string BackTranslations::rejectionOf(const std::string& caption, const SceneGraph* graph,
                                          const std::string& text, double loss) const
{
    if (text.empty() || text.find_first_of("*@#") != std::string::npos)
        return texts::kTranslatorLacksWord;
    if (joined(wordsOf(text)) == joined(wordsOf(caption)))
        return texts::kSameAsCaption;
    if (factsOf(text) != factsOf(caption))
        return texts::kFactsDiffer;
    if (!graph)
        return texts::kNotParsed;
    for (const GraphObject& object : graph->objects) {
        const std::string noun = joined(wordsOf(graph->text(object.noun)));
        if (!names(text, noun))
            return texts::filled(texts::kNounLost, {noun});
    }
    return loss > kFluencyLoss ? texts::kUnusualWording : "";
}

bool BackTranslations::names(const std::string& text, const std::string& noun) const
{
    const auto words = wordsOf(text);
    for (size_t i = 0; i < words.size(); ++i) {
        if (wordnet_.related(words[i], noun))
            return true;
        if (i + 1 < words.size() && wordnet_.related(words[i] + ' ' + words[i + 1], noun))
            return true;
    }
    return false;
}

} // namespace unimo::rewrite
