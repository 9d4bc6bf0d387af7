// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/detail/graph_of_linkage.h"

#include "core/rewrite/words.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace unimo::rewrite {
namespace {

/// Nouns that name a place next to another thing: "the left of", "on top of".
constexpr std::array<std::string_view, 12> kPlaceNouns = {"left",   "right",  "side", "top",
                                                          "bottom", "front",  "back", "middle",
                                                          "center", "centre", "edge", "corner"};
/// What a caption may be about is no thing in it.
constexpr std::array<std::string_view, 5> kPictureNouns = {"picture", "photo", "photograph",
                                                           "image", "scene"};
/// The dictionary knows some colours as nouns: "an orange penguin" is no kind of penguin.
constexpr std::array<std::string_view, 6> kColourNouns = {"orange", "gold", "silver",
                                                          "violet", "rose", "olive"};

constexpr std::array<std::string_view, 12> kNumbers = {"one",  "two", "three",  "four",
                                                       "five", "six", "seven",  "eight",
                                                       "nine", "ten", "eleven", "twelve"};

class Reader
{
public:
    Reader(const Linkage& linkage, const std::string& sentence) : linkage_(linkage)
    {
        graph_.caption = sentence;
        for (size_t word = 0; word < linkage_.words.size(); ++word)
            if (isThing(word))
                addObject(word);
        for (const auto& [word, place] : objectOf_)
            addRelation(word, place);
    }
    SceneGraph take() { return std::move(graph_); }

private:
    const Linkage::Word& word(size_t i) const { return linkage_.words[i]; }

    /// Whether a link of one of these types ends (begins) at the word.
    bool linkedTo(size_t at, std::initializer_list<std::string_view> types, bool ends) const
    {
        return std::any_of(linkage_.links.begin(), linkage_.links.end(), [&](const auto& link) {
            return (ends ? link.right : link.left) == at &&
                   std::any_of(types.begin(), types.end(),
                               [&](std::string_view type) { return link.label.starts_with(type); });
        });
    }

    bool isPlaceNoun(size_t at) const
    {
        return isOneOf(kPlaceNouns, word(at).surface) && linkedTo(at, {"M"}, false);
    }

    bool isThing(size_t at) const
    {
        const auto& kind = word(at).kind;
        if (!kind.starts_with("n") && !kind.starts_with("s") && kind != "p") // p: "mice"
            return false;
        if (linkedTo(at, {"A", "AN"}, false)) // stands before another noun
            return false;
        if (isOneOf(kPictureNouns, word(at).surface) || isPlaceNoun(at))
            return false;
        return linkedTo(at, {"D", "J", "O", "A", "ND"}, true) || linkedTo(at, {"S"}, false);
    }

    void addObject(size_t noun)
    {
        GraphObject object;
        object.noun = object.phrase = word(noun).span;
        addModifiers(noun, object);
        // The second letter of these types is the number: Ds, Dmc, Ss, Sp, Js, Jp, Os, Op.
        object.plural = linkedTo(noun, {"Dmc", "Jp", "Op"}, true) || linkedTo(noun, {"Sp"}, false);
        std::sort(object.attributes.begin(), object.attributes.end(),
                  [](const auto& a, const auto& b) { return a.begin < b.begin; });
        objectOf_[noun] = graph_.objects.size();
        graph_.objects.push_back(std::move(object));
    }

    /// What stands before a noun: articles, numbers, adjectives, other nouns; and what stands
    /// before these ("the" of "the three dogs", "yellow" of "yellow school bus").
    void addModifiers(size_t at, GraphObject& object)
    {
        for (const auto& link : linkage_.links) {
            const bool adjective = link.label.starts_with("A");
            if (link.right != at ||
                !(adjective || link.label.starts_with("D") || link.label.starts_with("ND")))
                continue;
            const auto& left = word(link.left);
            if (isOneOf(kNumbers, left.surface))
                object.count = left.span;
            else if (link.label.starts_with("AN") && !isOneOf(kColourNouns, left.surface))
                object.noun.begin = std::min(object.noun.begin, left.span.begin);
            else if (adjective)
                object.attributes.push_back(left.span);
            object.phrase.begin = std::min(object.phrase.begin, left.span.begin);
            addModifiers(link.left, object);
        }
    }

    /// The word that a link of the first type found leads up to, or -1.
    std::ptrdiff_t up(size_t from, std::initializer_list<std::string_view> types) const
    {
        for (const std::string_view type : types)
            for (const auto& link : linkage_.links)
                if (link.right == from && link.label.starts_with(type) &&
                    word(link.left).span.end > word(link.left).span.begin)
                    return static_cast<std::ptrdiff_t>(link.left);
        return -1;
    }

    void addRelation(size_t noun, size_t object)
    {
        size_t first = noun; // of the words between the two
        std::ptrdiff_t seen = -1;
        for (std::ptrdiff_t at = up(noun, {"J", "O"}); at >= 0;) {
            const auto here = static_cast<size_t>(at);
            if (objectOf_.contains(here)) {
                addRelation(here, first, noun, object);
                return;
            }
            if (seen < 0)
                seen = objectOfVerb(here, first);
            first = seen < 0 ? std::min(first, here) : first;
            at = up(here, {"M", "P", "MV", "S", "J"});
        }
        // "You can see X above Y", "There are X above Y": the verb has no thing for its subject.
        if (seen >= 0)
            addRelation(static_cast<size_t>(seen), first, noun, object);
    }

    /// By the words from `first` up to the second thing's.
    void addRelation(size_t subject, size_t first, size_t noun, size_t object)
    {
        const store::TextSpan words{word(first).span.begin, graph_.objects[object].phrase.begin};
        if (first != noun && words.begin < words.end)
            graph_.relations.push_back({objectOf_.at(subject), object, trimmed(words)});
    }

    /// The thing between a verb and the word before which it ends, that the verb has as its object,
    /// or -1.
    std::ptrdiff_t objectOfVerb(size_t verb, size_t before) const
    {
        for (const auto& link : linkage_.links)
            if (link.left == verb && link.right < before && link.label.starts_with("O") &&
                objectOf_.contains(link.right))
                return static_cast<std::ptrdiff_t>(link.right);
        return -1;
    }

    store::TextSpan trimmed(store::TextSpan span) const
    {
        while (span.end > span.begin && graph_.caption[static_cast<size_t>(span.end - 1)] == ' ')
            --span.end;
        return span;
    }

    const Linkage& linkage_;
    SceneGraph graph_;
    std::map<size_t, size_t> objectOf_; ///< word of the noun -> place among the objects
};

} // namespace

SceneGraph graphOf(const Linkage& linkage, const std::string& sentence)
{
    return Reader(linkage, sentence).take();
}

} // namespace unimo::rewrite
