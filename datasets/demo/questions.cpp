// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/questions.h"

#include <algorithm>
#include <array>
#include <limits>

#include "datasets/demo/statement.h"

namespace unimo::datasets {

namespace {

constexpr double kWorstExcess = 0.12; ///< a more lopsided answer is not asked for
constexpr int kPlaces = 5;            ///< left, right, top, bottom, middle

/// "left" ... "middle", or nothing when it could be called either way.
std::optional<std::string> placeOf(const PixelBox& box)
{
    const double x = (box.left + box.right) / 2.0 / kSceneSide - 0.5;
    const double y = (box.top + box.bottom) / 2.0 / kSceneSide - 0.5;
    const double ax = std::abs(x);
    const double ay = std::abs(y);
    if (ax < 0.1 && ay < 0.1)
        return "middle";
    if (ax > 0.16 && ax > 1.6 * ay)
        return x < 0 ? "left" : "right";
    if (ay > 0.16 && ay > 1.6 * ax)
        return y < 0 ? "top" : "bottom";
    return std::nullopt;
}

std::string isOrAre(int count)
{
    return count == 1 ? "is" : "are";
}

std::string capitalIsOrAre(int count)
{
    return count == 1 ? "Is" : "Are";
}

/// Collects the questions of one scene.
class Asker
{
public:
    Asker(const Scene& scene, const Planner& planner, QuestionBalance& balance, Random& random)
        : scene_(scene), planner_(planner), vocabulary_(planner.stage().vocabulary),
          balance_(balance), random_(random)
    {
    }

    std::vector<Asked> askAll()
    {
        chooseEven(whatQuestions(), kNoLimit, 1);
        chooseEven(whereQuestions(), kPlaces, 1);
        if (random_.chance(0.4))
            add({"where", "Where is this?", place().kind});
        chooseEven(colourQuestions(), kColourCount, 1);
        chooseEven(whatColourQuestions(), kNoLimit, 2);
        chooseEven(countQuestions(), 4, 1);
        if (scene_.relation) {
            chooseEven(relationWhatQuestions(), kNoLimit, 1);
            askRelation();
        }
        askExists(balance_.typeLead("exists") <= 0);
        askColourYesNo();
        return std::move(asked_);
    }

private:
    /// So many answers are possible that they need no balancing.
    static constexpr int kNoLimit = 1'000'000;

    const Background& place() const
    {
        return planner_.stage().backgrounds[static_cast<size_t>(scene_.background)];
    }

    const std::string& noun(const Group& group) const
    {
        return nounWord(vocabulary_, group.noun, group.count());
    }

    const std::string& singular(const Group& group) const
    {
        return nounWord(vocabulary_, group.noun, 1);
    }

    void add(Asked question)
    {
        balance_.note(question.type, question.text, question.answer);
        asked_.push_back(std::move(question));
    }

    /// Adds the `wanted` candidates whose answers are rarest so far; none that are too frequent.
    void chooseEven(std::vector<Asked> candidates, int answers, int wanted)
    {
        random_.shuffle(candidates);
        for (; wanted > 0 && !candidates.empty(); --wanted) {
            auto best = candidates.end();
            double least = answers == kNoLimit ? std::numeric_limits<double>::max() : kWorstExcess;
            for (auto it = candidates.begin(); it != candidates.end(); ++it) {
                const double excess = balance_.excess(it->type, it->text, it->answer, answers);
                if (excess < least) {
                    least = excess;
                    best = it;
                }
            }
            if (best == candidates.end())
                return;
            add(*best);
            candidates.erase(best);
        }
    }

    std::vector<Asked> whatQuestions() const
    {
        std::vector<Asked> candidates;
        if (scene_.groups.size() == 1)
            candidates.push_back({"what", "What is in the picture?", singular(scene_.groups[0])});
        for (const Group& group : scene_.groups) {
            if (const auto side = extremeSide(group))
                candidates.push_back({"what", *side, singular(group)});
            const std::string& category = categoryOf(group);
            const auto same =
                std::count_if(scene_.groups.begin(), scene_.groups.end(),
                              [&](const Group& other) { return categoryOf(other) == category; });
            if (same == 1 && (category == "animal" || category == "fruit" || category == "vehicle"))
                candidates.push_back({"what", "What " + category + " is there?", singular(group)});
        }
        return candidates;
    }

    const std::string& categoryOf(const Group& group) const
    {
        return vocabulary_.nouns[static_cast<size_t>(group.noun)].category;
    }

    /// The question that asks for the group at one side, when it is alone there.
    std::optional<std::string> extremeSide(const Group& group) const
    {
        if (!scene_.relation)
            return std::nullopt;
        static const std::array<std::string, 4> texts = {
            "What is on the left?", "What is on the right?", "What is at the top?",
            "What is at the bottom?"};
        const Relation ours = &group == &scene_.groups[0]   ? *scene_.relation
                              : &group == &scene_.groups[1] ? inverse(*scene_.relation)
                                                            : Relation::LeftOf;
        const bool alone =
            std::all_of(scene_.groups.begin(), scene_.groups.end(),
                        [&](auto& other) { return &other == &group || holds(group, ours, other); });
        return alone ? std::optional(texts[static_cast<size_t>(ours)]) : std::nullopt;
    }

    std::vector<Asked> whereQuestions() const
    {
        std::vector<Asked> candidates;
        for (const Group& group : scene_.groups)
            if (const auto at = placeOf(group.bounds()))
                candidates.push_back(
                    {"where", "Where " + isOrAre(group.count()) + " the " + noun(group) + "?",
                     *at});
        return candidates;
    }

    std::vector<Asked> colourQuestions() const
    {
        std::vector<Asked> candidates;
        for (const Group& group : scene_.groups)
            candidates.push_back(
                {"colour", "What colour " + isOrAre(group.count()) + " the " + noun(group) + "?",
                 word(group.colour)});
        return candidates;
    }

    std::vector<Asked> whatColourQuestions() const
    {
        std::vector<Asked> candidates;
        for (const Group& group : scene_.groups) {
            const auto same =
                std::count_if(scene_.groups.begin(), scene_.groups.end(),
                              [&](const Group& other) { return other.colour == group.colour; });
            if (same == 1)
                candidates.push_back(
                    {"what-colour", "What is " + word(group.colour) + "?", singular(group)});
        }
        return candidates;
    }

    std::vector<Asked> countQuestions() const
    {
        std::vector<Asked> candidates;
        for (const Group& group : scene_.groups)
            candidates.push_back(
                {"count", "How many " + nounWord(vocabulary_, group.noun, 2) + " are there?",
                 numberWord(group.count())});
        return candidates;
    }

    std::vector<Asked> relationWhatQuestions() const
    {
        std::vector<Asked> candidates;
        for (const bool first : {true, false}) {
            const Group& answer = scene_.groups[first ? 0 : 1];
            const Group& other = scene_.groups[first ? 1 : 0];
            const Relation relation = first ? *scene_.relation : inverse(*scene_.relation);
            const bool thirdToo =
                scene_.groups.size() > 2 && mayHold(scene_.groups[2], relation, other);
            if (!thirdToo)
                candidates.push_back({"relation-what",
                                      "What is " + relationWords(relation, Wording::Plain) +
                                          " the " + noun(other) + "?",
                                      singular(answer)});
        }
        return candidates;
    }

    /// True unless the third group is clearly on the other side.
    static bool mayHold(const Group& group, Relation relation, const Group& other)
    {
        return !holds(group, inverse(relation), other);
    }

    void askRelation()
    {
        const bool truth = balance_.typeLead("relation") <= 0;
        const bool first = random_.chance(0.5);
        const Group& a = scene_.groups[first ? 0 : 1];
        const Group& b = scene_.groups[first ? 1 : 0];
        const Relation real = first ? *scene_.relation : inverse(*scene_.relation);
        const Relation said = truth ? real : inverse(real);
        add({"relation",
             capitalIsOrAre(a.count()) + " the " + noun(a) + " " +
                 relationWords(said, Wording::Plain) + " the " + noun(b) + "?",
             truth ? "yes" : "no"});
    }

    std::string existsText(int nounIndex) const
    {
        return "Are there any " + nounWord(vocabulary_, nounIndex, 2) + "?";
    }

    /// The texts that lean most to the other answer are asked first.
    void askExists(bool yes)
    {
        std::vector<int> choices;
        int64_t best = std::numeric_limits<int64_t>::min();
        for (const int candidate : planner_.nouns()) {
            if ((scene_.groupOf(candidate) != nullptr) != yes)
                continue;
            const int64_t need = (yes ? -1 : 1) * balance_.lead(existsText(candidate));
            if (need > best)
                choices.clear();
            if (need >= best)
                choices.push_back(candidate);
            best = std::max(best, need);
        }
        if (!choices.empty())
            add({"exists", existsText(random_.pick(choices)), yes ? "yes" : "no"});
    }

    void askColourYesNo()
    {
        const bool yes = balance_.typeLead("colour-yn") <= 0;
        std::vector<Asked> choices;
        int64_t best = std::numeric_limits<int64_t>::min();
        for (const Group& group : scene_.groups)
            for (const Colour colour : kColours) {
                if ((colour == group.colour) != yes || !planner_.allows(group.noun, colour))
                    continue;
                Asked question{"colour-yn",
                               capitalIsOrAre(group.count()) + " the " + noun(group) + " " +
                                   word(colour) + "?",
                               yes ? "yes" : "no"};
                const int64_t need = (yes ? -1 : 1) * balance_.lead(question.text);
                if (need > best)
                    choices.clear();
                if (need >= best)
                    choices.push_back(std::move(question));
                best = std::max(best, need);
            }
        if (!choices.empty())
            add(random_.pick(choices));
    }

    const Scene& scene_;
    const Planner& planner_;
    const Vocabulary& vocabulary_;
    QuestionBalance& balance_;
    Random& random_;
    std::vector<Asked> asked_;
};

} // namespace

std::vector<Asked> ask(const Scene& scene, const Planner& planner, QuestionBalance& balance,
                       Random& random)
{
    return Asker(scene, planner, balance, random).askAll();
}

} // namespace unimo::datasets
