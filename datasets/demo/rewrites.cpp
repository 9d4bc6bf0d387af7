// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/rewrites.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace unimo::datasets {

namespace {

constexpr double kSameColour = 0.12; ///< as in the scenes: see planner.cpp

/// Weights to draw a *different* count with, such that changed counts are as frequent as the counts
/// themselves: f(n) (1 - f(n)) is in proportion to w(n), so that n -> m is as frequent as m -> n.
std::array<double, 4> changeWeights(const std::array<double, 4>& w)
{
    const double most = *std::max_element(w.begin(), w.end());
    const auto solved = [&](double scale) {
        std::array<double, 4> f{};
        for (size_t i = 0; i < f.size(); ++i)
            f[i] = (1 - std::sqrt(std::max(0.0, 1 - 4 * scale * w[i] / most))) / 2;
        return f;
    };
    double low = 0;
    double high = 0.25;
    for (int step = 0; step < 40; ++step) {
        const double middle = (low + high) / 2;
        const auto f = solved(middle);
        (std::accumulate(f.begin(), f.end(), 0.0) < 1 ? low : high) = middle;
    }
    return solved(high);
}

/// Makes the changes of one scene; each rule returns nothing when it does not apply.
class Rewriter
{
public:
    Rewriter(const Scene& scene, const Planner& planner, Random& random)
        : scene_(scene), planner_(planner), random_(random)
    {
    }

    /// Another noun that could be here, in the same colour and number.
    std::optional<Statement> changeObject(Statement s)
    {
        Phrase& phrase = pickPhrase(s);
        const Background& place =
            planner_.stage().backgrounds[static_cast<size_t>(scene_.background)];
        const Zone zone = scene_.groupOf(phrase.noun)->zone;
        std::vector<int> choices;
        for (const int noun : planner_.nouns()) {
            const Noun& entry = planner_.stage().vocabulary.nouns[static_cast<size_t>(noun)];
            if (planner_.allows(noun, phrase.colour) && place.zoneFor(entry) == zone &&
                suits(noun, s, phrase))
                choices.push_back(noun);
        }
        if (choices.empty())
            return std::nullopt;
        phrase.noun = random_.pick(choices);
        return s;
    }

    std::optional<Statement> changeColour(Statement s)
    {
        Phrase& phrase = pickPhrase(s);
        std::vector<Colour> fresh;
        std::vector<Colour> shared;
        for (const Colour colour : kColours) {
            if (colour == phrase.colour || !planner_.allows(phrase.noun, colour))
                continue;
            const bool used = std::any_of(s.phrases.begin(), s.phrases.end(),
                                          [&](const Phrase& p) { return p.colour == colour; });
            (used ? shared : fresh).push_back(colour);
        }
        const bool share = !shared.empty() && random_.chance(kSameColour);
        const std::vector<Colour>& choices = share ? shared : fresh;
        if (choices.empty())
            return std::nullopt;
        phrase.colour = random_.pick(choices);
        return s;
    }

    /// Another count that scenes do show beside the other groups'.
    std::optional<Statement> changeCount(Statement s)
    {
        Phrase& phrase = pickPhrase(s);
        std::array<double, 4> weights{};
        for (int count = 1; count <= 4; ++count)
            weights[static_cast<size_t>(count - 1)] = countWeight(s, phrase, count);
        weights = changeWeights(weights);
        weights[static_cast<size_t>(phrase.count - 1)] = 0;
        if (std::all_of(weights.begin(), weights.end(), [](double w) { return w == 0; }))
            return std::nullopt;
        phrase.count = static_cast<int>(random_.weighted(weights)) + 1;
        return s;
    }

    std::optional<Statement> changeRelation(Statement s)
    {
        if (!s.relation)
            return std::nullopt;
        if (random_.chance(0.5))
            s.relation = inverse(*s.relation);
        else
            std::swap(s.phrases[0], s.phrases[1]);
        return s;
    }

    /// The colours of two groups change places.
    std::optional<Statement> changeBinding(Statement s)
    {
        if (s.phrases.size() < 2)
            return std::nullopt;
        Phrase& a = s.phrases[0];
        Phrase& b = s.phrases[1];
        if (a.colour == b.colour || !planner_.allows(a.noun, b.colour) ||
            !planner_.allows(b.noun, a.colour))
            return std::nullopt;
        std::swap(a.colour, b.colour);
        return s;
    }

    std::optional<Statement> changeWording(Statement s)
    {
        if (!s.relation)
            return std::nullopt;
        s.wording = s.wording == Wording::Plain ? Wording::Other : Wording::Plain;
        return s;
    }

    std::optional<Statement> changeEnd(Statement s)
    {
        if (s.relation)
            return converse(std::move(s));
        if (s.phrases.size() < 2)
            return std::nullopt;
        std::swap(s.phrases[0], s.phrases[1]);
        return s;
    }

    std::optional<Statement> changeFrame(Statement s)
    {
        static constexpr std::array<Frame, 3> frames = {Frame::There, Frame::Shows, Frame::See};
        const Frame before = s.frame;
        while (s.frame == before)
            s.frame = frames[static_cast<size_t>(random_.below(3))];
        return s;
    }

private:
    Phrase& pickPhrase(Statement& s)
    {
        return s
            .phrases[static_cast<size_t>(random_.below(static_cast<int64_t>(s.phrases.size())))];
    }

    /// Not in the scene, allowed beside the other things of the statement, and as likely to meet
    /// them as the replaced one.
    bool suits(int noun, const Statement& s, const Phrase& replaced) const
    {
        const auto& nouns = planner_.stage().vocabulary.nouns;
        const auto meets = [&](int a, int b) {
            return nouns[static_cast<size_t>(a)].meets(nouns[static_cast<size_t>(b)]);
        };
        return scene_.groupOf(noun) == nullptr &&
               std::all_of(s.phrases.begin(), s.phrases.end(), [&](const Phrase& p) {
                   return &p == &replaced || (planner_.allows(noun, p.noun) &&
                                              meets(noun, p.noun) == meets(replaced.noun, p.noun));
               });
    }

    static double countWeight(const Statement& s, const Phrase& changed, int count)
    {
        if (s.phrases.size() == 1)
            return aloneWeight(count);
        if (s.phrases.size() == 2)
            return pairWeight(count,
                              (&changed == &s.phrases[0] ? s.phrases[1] : s.phrases[0]).count);
        const bool otherDoubled = std::any_of(s.phrases.begin(), s.phrases.end(), [&](auto& p) {
            return &p != &changed && p.count > 1;
        });
        return count == 1 || (count == 2 && !otherDoubled) ? 1 : 0;
    }

    const Scene& scene_;
    const Planner& planner_;
    Random& random_;
};

using Rule = std::optional<Statement> (Rewriter::*)(Statement);

struct PlannedRule
{
    const char* name;
    Rule rule;
    int polarity;
};

std::vector<PlannedRule> rulesFor(const Scene& scene)
{
    const PlannedRule object{"object", &Rewriter::changeObject, -1};
    const PlannedRule colour{"colour", &Rewriter::changeColour, -1};
    const PlannedRule count{"count", &Rewriter::changeCount, -1};
    const PlannedRule relation{"relation", &Rewriter::changeRelation, -1};
    const PlannedRule bind{"bind", &Rewriter::changeBinding, -1};
    const PlannedRule wording{"wording", &Rewriter::changeWording, 1};
    const PlannedRule converse{"converse", &Rewriter::changeEnd, 1};
    const PlannedRule frame{"wording", &Rewriter::changeFrame, 1};
    if (scene.relation)
        return {object,   object,   colour, colour,   count,  count,
                relation, relation, bind,   converse, wording};
    if (scene.groups.size() > 1)
        return {object, object, object, colour, colour, count, count, bind, converse, frame};
    return {object, object, object, colour, colour, count, count, frame};
}

} // namespace

std::vector<Change> rewrite(const Scene& scene, const std::vector<Statement>& captions,
                            const Planner& planner, Random& random)
{
    std::vector<size_t> full;
    std::vector<std::string> said;
    const Vocabulary& vocabulary = planner.stage().vocabulary;
    for (size_t i = 0; i < captions.size(); ++i) {
        said.push_back(say(captions[i], vocabulary));
        if (captions[i].frame != Frame::List)
            full.push_back(i);
    }
    random.shuffle(full);

    Rewriter rewriter(scene, planner, random);
    std::vector<Change> changes;
    size_t turn = 0;
    for (const auto& [name, rule, polarity] : rulesFor(scene)) {
        for (size_t attempt = 0; attempt < full.size(); ++attempt) {
            const size_t caption = full[turn++ % full.size()];
            auto statement = (rewriter.*rule)(captions[caption]);
            if (!statement || isTrueOf(*statement, scene) != (polarity > 0))
                continue;
            std::string text = say(*statement, vocabulary);
            if (std::find(said.begin(), said.end(), text) != said.end())
                continue;
            said.push_back(std::move(text));
            changes.push_back({caption, name, polarity, std::move(*statement)});
            break;
        }
    }
    return changes;
}

} // namespace unimo::datasets
