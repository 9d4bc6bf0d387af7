// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <array>
#include <vector>

#include "datasets/demo/backgrounds.h"
#include "datasets/demo/scene.h"
#include "datasets/demo/wardrobe.h"

namespace unimo::datasets {

/// What a split may show.
enum class SplitRule {
    Train,   ///< training backgrounds and pictures, no held-out combination
    Seen,    ///< the other backgrounds; training pictures, no held-out combination
    Unseen,  ///< the other backgrounds; at least one held-out combination
    Pictures ///< the other backgrounds; held-out pictures of known nouns
};

/// The noun-colour and noun-noun combinations that training never sees, by hash.
class Combinations
{
public:
    explicit Combinations(uint64_t seed) : seed_(seed) {}
    [[nodiscard]] bool heldOut(int noun, Colour colour) const;
    [[nodiscard]] bool heldOut(int noun, int other) const;

private:
    uint64_t seed_;
};

/// Everything that scenes are drawn from. Only read while scenes are made.
struct Stage
{
    Vocabulary vocabulary;
    Wardrobe wardrobe;
    std::vector<Background> backgrounds;
    Combinations combinations{0};
};

/// How often two groups have (first, second) things, so that every count is frequent in captions
/// and a scene has at most six things; what a changed count is drawn from, too.
[[nodiscard]] double pairWeight(int first, int second);
[[nodiscard]] double aloneWeight(int count);

/// Draws scenes of one split. Thread: any number may draw at once.
class Planner
{
public:
    Planner(const Stage& stage, SplitRule rule);

    /// The scene that belongs to this seed.
    [[nodiscard]] Scene draw(uint64_t seed) const;

    /// The nouns this split may show in that colour.
    [[nodiscard]] bool allows(int noun, Colour colour) const;
    /// May a scene of this split show both nouns?
    [[nodiscard]] bool allows(int noun, int other) const;
    [[nodiscard]] const std::vector<int>& nouns() const { return nouns_; }
    [[nodiscard]] const Stage& stage() const { return stage_; }

private:
    struct Thing
    {
        int noun = 0;
        Colour colour = Colour::Red;
    };

    std::vector<Thing> drawThings(size_t count, Random& random) const;
    std::optional<Thing> drawThing(const std::vector<Thing>& others, Random& random) const;
    bool chooseBackground(Scene& scene, bool flatOnly, Random& random) const;
    void choosePictures(Group& group, int count, Random& random) const;
    bool tryDraw(Scene& scene, Random& random) const;

    const Stage& stage_;
    SplitRule rule_;
    std::vector<int> nouns_;
    std::vector<std::array<std::vector<int>, kColourCount>> pictures_; ///< by noun and colour
    std::vector<int> backgrounds_;
    std::vector<Thing> unseenThings_;
    std::vector<std::pair<int, int>> unseenPairs_;
};

} // namespace unimo::datasets
