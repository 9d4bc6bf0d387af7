// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/planner.h"

#include <algorithm>

#include "datasets/demo/layout.h"

namespace unimo::datasets {

namespace {

constexpr double kHeldOutShare = 0.085;
constexpr double kAlone = 0.12;      ///< of the scenes have one group
constexpr double kUnrelated = 0.08;  ///< have two groups, of which nothing is said
constexpr double kThirdGroup = 0.1;  ///< of the related ones have a third group
constexpr double kSameColour = 0.12; ///< of the second groups have the first one's colour
constexpr double kSamePicture = 0.6; ///< of the groups show one picture several times
constexpr double kFlatWeight = 0.3;  ///< of a background seen from above, where both kinds do
constexpr int kTriesAScene = 40;

double share(uint64_t hash)
{
    return static_cast<double>(hash >> 11) * 0x1.0p-53;
}

} // namespace

bool Combinations::heldOut(int noun, Colour colour) const
{
    return share(mixSeed({seed_, 1, static_cast<uint64_t>(noun), static_cast<uint64_t>(colour)})) <
           kHeldOutShare;
}

bool Combinations::heldOut(int noun, int other) const
{
    const auto [low, high] = std::minmax(noun, other);
    return share(mixSeed({seed_, 2, static_cast<uint64_t>(low), static_cast<uint64_t>(high)})) <
           kHeldOutShare;
}

double pairWeight(int first, int second)
{
    static constexpr double weights[5][5] = {{0, 0, 0, 0, 0},
                                             {0, 0.09, 0.08, 0.07, 0.06},
                                             {0, 0.08, 0.06, 0.06, 0.06},
                                             {0, 0.07, 0.06, 0.06, 0},
                                             {0, 0.06, 0.06, 0, 0}};
    return weights[first][second];
}

double aloneWeight(int count)
{
    static constexpr double weights[5] = {0, 0.1, 0.2, 0.3, 0.4};
    return weights[count];
}

Planner::Planner(const Stage& stage, SplitRule rule)
    : stage_(stage), rule_(rule), pictures_(stage.vocabulary.nouns.size())
{
    const auto& pictures = stage.vocabulary.pictures;
    for (size_t p = 0; p < pictures.size(); ++p)
        for (const Colour colour : kColours)
            if (pictures[p].heldOut == (rule == SplitRule::Pictures) &&
                stage.wardrobe[p].shows[static_cast<size_t>(colour)])
                pictures_[static_cast<size_t>(pictures[p].noun)][static_cast<size_t>(colour)]
                    .push_back(static_cast<int>(p));

    for (int noun = 0; noun < static_cast<int>(pictures_.size()); ++noun) {
        if (std::any_of(kColours.begin(), kColours.end(),
                        [&](Colour colour) { return allows(noun, colour); }))
            nouns_.push_back(noun);
        for (const Colour colour : kColours)
            if (rule == SplitRule::Unseen && allows(noun, colour) &&
                stage.combinations.heldOut(noun, colour))
                unseenThings_.push_back({noun, colour});
    }
    for (const int a : nouns_)
        for (const int b : nouns_)
            if (rule == SplitRule::Unseen && a != b && stage.combinations.heldOut(a, b))
                unseenPairs_.emplace_back(a, b);

    for (size_t b = 0; b < stage.backgrounds.size(); ++b)
        if (stage.backgrounds[b].train == (rule == SplitRule::Train))
            backgrounds_.push_back(static_cast<int>(b));
}

bool Planner::allows(int noun, Colour colour) const
{
    return !pictures_[static_cast<size_t>(noun)][static_cast<size_t>(colour)].empty() &&
           (rule_ == SplitRule::Unseen || !stage_.combinations.heldOut(noun, colour));
}

bool Planner::allows(int noun, int other) const
{
    return noun != other &&
           (rule_ == SplitRule::Unseen || !stage_.combinations.heldOut(noun, other));
}

std::optional<Planner::Thing> Planner::drawThing(const std::vector<Thing>& others,
                                                 Random& random) const
{
    const int noun = random.pick(nouns_);
    for (const Thing& other : others)
        if (!allows(noun, other.noun))
            return std::nullopt;
    std::vector<Colour> colours;
    for (const Colour colour : kColours) {
        const bool taken = std::any_of(others.begin(), others.end(),
                                       [&](const Thing& other) { return other.colour == colour; });
        if (allows(noun, colour) && !taken)
            colours.push_back(colour);
    }
    if (!others.empty() && allows(noun, others.front().colour) && random.chance(kSameColour))
        return Thing{noun, others.front().colour};
    if (colours.empty())
        return std::nullopt;
    return Thing{noun, random.pick(colours)};
}

std::vector<Planner::Thing> Planner::drawThings(size_t count, Random& random) const
{
    std::vector<Thing> things;
    if (rule_ == SplitRule::Unseen) {
        if (count < 2 || random.chance(0.5)) {
            things.push_back(random.pick(unseenThings_));
        } else {
            const auto [a, b] = random.pick(unseenPairs_);
            std::vector<Colour> first;
            std::vector<Colour> second;
            for (const Colour colour : kColours) {
                if (allows(a, colour))
                    first.push_back(colour);
                if (allows(b, colour))
                    second.push_back(colour);
            }
            things = {{a, random.pick(first)}, {b, random.pick(second)}};
        }
    }
    while (things.size() < count)
        if (const auto thing = drawThing(things, random))
            things.push_back(*thing);
    random.shuffle(things);
    return things;
}

bool Planner::chooseBackground(Scene& scene, bool flatOnly, Random& random) const
{
    std::vector<double> weights;
    for (const int index : backgrounds_) {
        const Background& place = stage_.backgrounds[static_cast<size_t>(index)];
        const bool suits = std::all_of(scene.groups.begin(), scene.groups.end(), [&](auto& group) {
            return place.zoneFor(stage_.vocabulary.nouns[static_cast<size_t>(group.noun)]);
        });
        weights.push_back(!suits ? 0 : place.flat() ? kFlatWeight : flatOnly ? 0 : 1);
    }
    if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0; }))
        return false;
    scene.background = backgrounds_[random.weighted(weights)];
    const Background& place = stage_.backgrounds[static_cast<size_t>(scene.background)];
    scene.cropLeft = static_cast<int>(random.between(0, place.image.width - kSceneSide));
    scene.cropTop = static_cast<int>(random.between(0, place.image.height - kSceneSide));
    scene.mirrored = random.chance(0.5);
    for (Group& group : scene.groups)
        group.zone = *place.zoneFor(stage_.vocabulary.nouns[static_cast<size_t>(group.noun)]);
    return true;
}

void Planner::choosePictures(Group& group, int count, Random& random) const
{
    const auto& choices =
        pictures_[static_cast<size_t>(group.noun)][static_cast<size_t>(group.colour)];
    const bool same = random.chance(kSamePicture);
    const int first = random.pick(choices);
    for (int i = 0; i < count; ++i) {
        PlacedObject object;
        object.picture = same ? first : random.pick(choices);
        object.mirrored = random.chance(0.5) &&
                          stage_.wardrobe[static_cast<size_t>(object.picture)].cutout.mirrors;
        group.objects.push_back(object);
    }
}

namespace {

std::vector<int> drawCounts(size_t groups, Random& random)
{
    if (groups == 1) {
        const std::vector<double> weights = {aloneWeight(1), aloneWeight(2), aloneWeight(3),
                                             aloneWeight(4)};
        return {static_cast<int>(random.weighted(weights)) + 1};
    }
    if (groups == 3) {
        std::vector<int> counts = {1, 1, 1};
        if (const auto doubled = static_cast<size_t>(random.below(6)); doubled < 3)
            counts[doubled] = 2;
        return counts;
    }
    std::vector<double> weights;
    for (int first = 1; first <= 4; ++first)
        for (int second = 1; second <= 4; ++second)
            weights.push_back(pairWeight(first, second));
    const auto drawn = static_cast<int>(random.weighted(weights));
    return {drawn / 4 + 1, drawn % 4 + 1};
}

/// One above the other only where both share a zone: that a plane is above a dog says nothing.
Relation drawRelation(const Scene& scene, Random& random)
{
    const bool sameZone = scene.groups[0].zone == scene.groups[1].zone;
    const bool level = !sameZone || random.chance(0.45);
    const bool first = random.chance(0.5);
    if (level)
        return first ? Relation::LeftOf : Relation::RightOf;
    return first ? Relation::Above : Relation::Below;
}

} // namespace

bool Planner::tryDraw(Scene& scene, Random& random) const
{
    const double kind = random.uniform();
    const bool related = kind >= kAlone + kUnrelated;
    const size_t groups = kind < kAlone ? 1 : related && random.chance(kThirdGroup) ? 3 : 2;
    const std::vector<int> counts = drawCounts(groups, random);
    for (const Thing& thing : drawThings(groups, random)) {
        Group group;
        group.noun = thing.noun;
        group.colour = thing.colour;
        choosePictures(group, counts[scene.groups.size()], random);
        scene.groups.push_back(std::move(group));
    }
    for (int attempt = 0; attempt < kTriesAScene; ++attempt) {
        if (!chooseBackground(scene, attempt > kTriesAScene / 2, random))
            return false;
        if (related)
            scene.relation = drawRelation(scene, random);
        if (layOut(scene, stage_.backgrounds[static_cast<size_t>(scene.background)],
                   stage_.wardrobe, random))
            return true;
    }
    return false;
}

Scene Planner::draw(uint64_t seed) const
{
    Random random(seed);
    for (;;) {
        Scene scene;
        if (tryDraw(scene, random))
            return scene;
    }
}

} // namespace unimo::datasets
