// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/word_negatives.h"

#include "core/base/texts.h"
#include "core/rewrite/edited_text.h"
#include "core/rewrite/facts.h"
#include "core/rewrite/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace unimo::rewrite {
namespace {

constexpr int kDraws = 20; ///< until a replacement passes

std::string lowered(const std::string& text)
{
    return joined(wordsOf(text));
}

std::string firstWord(const std::string& text)
{
    return text.substr(0, text.find(' '));
}

using Change = std::pair<store::TextSpan, std::string>;

} // namespace

WordNegatives::Pool WordNegatives::poolOf(const Counts& counts)
{
    Pool pool;
    pool.words.reserve(counts.size());
    pool.weights.reserve(counts.size());
    for (const auto& [word, count] : counts) {
        pool.words.push_back(word);
        pool.weights.push_back(count);
    }
    return pool;
}

WordNegatives::WordNegatives(const std::vector<SceneGraph>& graphs, const WordNet& wordnet)
    : wordnet_(wordnet), fluency_([&] {
          std::vector<std::string> captions;
          captions.reserve(graphs.size());
          for (const auto& graph : graphs)
              captions.push_back(graph.caption);
          return BigramModel(captions);
      }())
{
    std::map<bool, Counts> nouns, attributes;
    std::map<std::string, Counts> relations;
    Counts counts;
    for (const auto& graph : graphs) {
        for (const auto& object : graph.objects) {
            ++nouns[object.plural][lowered(graph.text(object.noun))];
            for (const auto& span : object.attributes) {
                const std::string word = lowered(graph.text(span));
                ++attributes[isColour(word)][word];
            }
            if (object.count)
                ++counts[lowered(graph.text(*object.count))];
        }
        for (const auto& relation : graph.relations) {
            const std::string words = graph.text(relation.words);
            ++relations[firstWord(words)][words];
        }
    }
    std::erase_if(counts, [](const auto& entry) { return !isNumber(entry.first); });
    for (const bool key : {false, true}) {
        nouns_[key] = poolOf(nouns[key]);
        attributes_[key] = poolOf(attributes[key]);
    }
    counts_ = poolOf(counts);
    for (const auto& [first, phrases] : relations)
        relations_[first] = poolOf(phrases);
}

/// The rewrites of one caption while they are drawn.
class Draft
{
public:
    Draft(const WordNegatives& all, const SceneGraph& graph,
          const std::unordered_set<std::string>& known, Random& random)
        : all_(all), graph_(graph), known_(known), random_(random),
          usual_(all.fluency_.score(graph.caption))
    {
    }

    void exchangeObject()
    {
        if (const auto* object = anyObject([](const auto&) { return true; }))
            if (const auto noun = newNoun(*object, "object"))
                add("object", {{object->noun, *noun}});
    }

    void exchangeAttribute()
    {
        const auto* object = anyObject([](const auto& o) { return !o.attributes.empty(); });
        if (!object)
            return;
        const auto& span = random_.pick(object->attributes);
        const std::string old = lowered(graph_.text(span));
        if (const auto word = newAttribute(old))
            add(isColour(old) ? "colour" : "attribute", {{span, *word}});
    }

    void exchangeCount()
    {
        const auto* object = anyObject(
            [&](const auto& o) { return o.count && isNumber(lowered(graph_.text(*o.count))); });
        if (!object)
            return;
        // Counts of other things may be true of this one too: only its own number is left out.
        const std::string old = lowered(graph_.text(*object->count));
        if (const auto word = draw(all_.counts_, [&](const auto& w) { return w != old; }))
            add("count", {{*object->count, *word}});
    }

    void exchangeRelation()
    {
        if (graph_.relations.empty())
            return;
        const auto& relation = random_.pick(graph_.relations);
        const std::string old = graph_.text(relation.words);
        const auto pool = all_.relations_.find(firstWord(old));
        if (pool == all_.relations_.end())
            return;
        const unsigned own = directionsOf(old);
        const auto other = draw(pool->second, [&](const auto& words) {
            const unsigned theirs = directionsOf(words);
            return words != old && (own & theirs) == 0 && (own == 0) == (theirs == 0);
        });
        if (other)
            add("relation", {{relation.words, *other}});
    }

    void swapEnds()
    {
        for (const auto& relation : graph_.relations) {
            const auto& subject = graph_.objects[relation.subject];
            const auto& object = graph_.objects[relation.object];
            if (directionsOf(graph_.text(relation.words)) == 0 || subject.plural != object.plural ||
                lowered(graph_.text(subject.phrase)) == lowered(graph_.text(object.phrase)))
                continue;
            std::string moved = graph_.text(subject.phrase);
            if (subject.phrase.begin == 0 && !moved.empty())
                moved[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(moved[0])));
            add("swap", {{subject.phrase, graph_.text(object.phrase)}, {object.phrase, moved}});
            return;
        }
    }

    void bindOtherwise()
    {
        for (size_t a = 0; a < graph_.objects.size(); ++a)
            for (size_t b = a + 1; b < graph_.objects.size(); ++b) {
                const auto& first = graph_.objects[a];
                const auto& second = graph_.objects[b];
                if (first.attributes.empty() || second.attributes.empty() ||
                    lowered(graph_.text(first.noun)) == lowered(graph_.text(second.noun)))
                    continue;
                const auto& left = first.attributes.front();
                const auto& right = second.attributes.front();
                if (lowered(graph_.text(left)) == lowered(graph_.text(right)))
                    continue;
                add("bind",
                    {{left, lowered(graph_.text(right))}, {right, lowered(graph_.text(left))}});
                return;
            }
    }

    void combine()
    {
        const auto* object = anyObject([](const auto& o) { return !o.attributes.empty(); });
        if (!object)
            return;
        const auto& span = object->attributes.front();
        const auto word = newAttribute(lowered(graph_.text(span)));
        const auto noun = newNoun(*object, "combined");
        if (word && noun)
            add("combined", {{span, *word}, {object->noun, *noun}});
    }

    std::vector<store::Rewrite> take() { return std::move(rows_); }

private:
    template <typename Fits>
    const GraphObject* anyObject(const Fits& fits)
    {
        std::vector<const GraphObject*> fitting;
        for (const auto& object : graph_.objects)
            if (fits(object))
                fitting.push_back(&object);
        return fitting.empty() ? nullptr : random_.pick(fitting);
    }

    template <typename Passes>
    std::optional<std::string> draw(const WordNegatives::Pool& pool, const Passes& passes)
    {
        if (pool.words.empty())
            return std::nullopt;
        for (int i = 0; i < kDraws; ++i) {
            const std::string& word = pool.words[random_.weighted(pool.weights)];
            if (passes(word))
                return word;
        }
        return std::nullopt;
    }

    bool isKnown(const std::string& words) const
    {
        const auto parts = wordsOf(words);
        return std::any_of(parts.begin(), parts.end(),
                           [&](const std::string& word) { return known_.contains(word); });
    }

    std::optional<std::string> newNoun(const GraphObject& object, const std::string& rule)
    {
        const std::string old = lowered(graph_.text(object.noun));
        bool told = false;
        return draw(all_.nouns_.at(object.plural), [&](const std::string& noun) {
            if (isKnown(noun))
                return false;
            if (!all_.wordnet_.related(noun, old))
                return true;
            if (!std::exchange(told, true))
                add(rule, {{object.noun, noun}},
                    texts::filled(texts::kMayBeSameThing, {noun, old}));
            return false;
        });
    }

    std::optional<std::string> newAttribute(const std::string& old)
    {
        return draw(all_.attributes_.at(isColour(old)),
                    [&](const std::string& word) { return !isKnown(word); });
    }

    void add(const std::string& rule, std::vector<Change> changes, std::string rejection = {})
    {
        auto edited = withReplaced(graph_.caption, std::move(changes));
        store::Rewrite row;
        row.rule = rule;
        row.polarity = -1;
        row.scores = {{"fluency", all_.fluency_.score(edited.text) - usual_}};
        row.text = std::move(edited.text);
        row.spans = std::move(edited.spans);
        row.rejection = std::move(rejection);
        if (row.usable() && row.scores.front().second < -kFluencyLoss)
            row.rejection = texts::kReadsBadly;
        rows_.push_back(std::move(row));
    }

    const WordNegatives& all_;
    const SceneGraph& graph_;
    const std::unordered_set<std::string>& known_;
    Random& random_;
    double usual_; ///< the caption's own fluency
    std::vector<store::Rewrite> rows_;
};

std::vector<store::Rewrite> WordNegatives::forCaption(const SceneGraph& graph,
                                                      const std::unordered_set<std::string>& known,
                                                      Random& random) const
{
    Draft draft(*this, graph, known, random);
    draft.exchangeObject();
    draft.exchangeAttribute();
    draft.exchangeCount();
    draft.exchangeRelation();
    draft.swapEnds();
    draft.bindOtherwise();
    draft.combine();
    return draft.take();
}

} // namespace unimo::rewrite
