// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/captions.h"

namespace unimo::datasets {

namespace {

constexpr double kOtherWording = 0.5; ///< even, so that rewording is no sign of truth

std::vector<Phrase> phrasesOf(const Scene& scene)
{
    std::vector<Phrase> phrases;
    for (const Group& group : scene.groups)
        phrases.push_back({group.noun, group.colour, group.count()});
    return phrases;
}

/// Frames that differ from one caption to the next; the first is the plainest.
std::vector<Frame> framesFor(const Scene& scene, Random& random)
{
    std::vector<Frame> others = {Frame::There, Frame::Shows, Frame::See, Frame::Indefinite};
    random.shuffle(others);
    if (!scene.relation)
        return others;
    return {Frame::Definite, Frame::Definite, others[0], others[1]};
}

} // namespace

std::vector<Statement> describe(const Scene& scene, const Background& background, Random& random)
{
    std::vector<Statement> statements;
    const std::vector<Phrase> phrases = phrasesOf(scene);
    const bool placeFirst = random.chance(0.5);
    for (const Frame frame : framesFor(scene, random)) {
        Statement statement{frame, phrases, scene.relation, Wording::Plain, {}};
        const size_t index = statements.size();
        if ((index % 2 == 0) == placeFirst)
            statement.place = background.phrase;
        if (scene.relation) {
            if (random.chance(kOtherWording))
                statement.wording = Wording::Other;
            if (index % 2 == 1)
                statement = converse(std::move(statement));
        } else {
            random.shuffle(statement.phrases);
            if (frame == Frame::Indefinite)
                statement.place = background.phrase;
        }
        statements.push_back(std::move(statement));
    }
    Statement list{Frame::List, phrases, {}, Wording::Plain, {}};
    random.shuffle(list.phrases);
    statements.push_back(std::move(list));
    return statements;
}

const char* styleOf(const Statement& statement)
{
    return statement.frame == Frame::List ? "short" : "full";
}

} // namespace unimo::datasets
