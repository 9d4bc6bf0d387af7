// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/objectives/masking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace unimo::objectives {
namespace {

constexpr size_t kLongestSpan = 10;

/// Geometric lengths 1..10, p = 0.2, renormalised (SpanBERT; unimo.md 2.3).
std::array<double, kLongestSpan> spanLengthWeights()
{
    std::array<double, kLongestSpan> weights{};
    for (size_t i = 0; i < weights.size(); ++i)
        weights[i] = 0.2 * std::pow(0.8, static_cast<double>(i));
    return weights;
}

float overlapOf(const Box& region, const Box& anchor, OverlapMeasure measure)
{
    if (measure == OverlapMeasure::IntersectionOverUnion)
        return intersectionOverUnion(region, anchor);
    const float width = std::min(region.x2, anchor.x2) - std::max(region.x1, anchor.x1);
    const float height = std::min(region.y2, anchor.y2) - std::max(region.y1, anchor.y1);
    return width > 0 && height > 0 ? width * height / std::max(region.area(), 1e-9F) : 0;
}

} // namespace

std::vector<int32_t> chooseSpans(std::span<const uint8_t> startsWord, double ratio, Random& random)
{
    static const auto weights = spanLengthWeights();
    std::vector<int32_t> words; // index of each word's first token, and the end
    for (size_t i = 0; i < startsWord.size(); ++i)
        if (startsWord[i] || i == 0)
            words.push_back(static_cast<int32_t>(i));
    const auto wordCount = static_cast<int64_t>(words.size());
    words.push_back(static_cast<int32_t>(startsWord.size()));
    if (wordCount == 0)
        return {};

    const auto budget = static_cast<size_t>(
        std::max(1.0, std::ceil(ratio * static_cast<double>(startsWord.size()))));
    std::vector<uint8_t> chosen(startsWord.size(), 0);
    size_t count = 0;
    for (size_t tries = 0; count < budget && tries < 100 * budget; ++tries) {
        const int64_t first = random.below(wordCount);
        const auto length = static_cast<int64_t>(random.weighted(weights)) + 1;
        const int64_t last = std::min(first + length, wordCount);
        for (int32_t t = words[static_cast<size_t>(first)];
             t < words[static_cast<size_t>(last)] && count < budget; ++t)
            if (!std::exchange(chosen[static_cast<size_t>(t)], uint8_t{1}))
                ++count;
    }
    std::vector<int32_t> positions;
    for (size_t i = 0; i < chosen.size(); ++i)
        if (chosen[i])
            positions.push_back(static_cast<int32_t>(i));
    return positions;
}

void hideTokens(std::span<int32_t> ids, std::span<const int32_t> chosen, const MaskRules& rules,
                Random& random)
{
    for (int32_t position : chosen) {
        const double draw = random.uniform();
        auto& id = ids[static_cast<size_t>(position)];
        if (draw < 0.8)
            id = rules.maskId;
        else if (draw < 0.9)
            id = static_cast<int32_t>(random.between(rules.firstOrdinary, rules.vocabulary - 1));
    }
}

std::vector<uint8_t> chooseRegions(std::span<const Box> boxes, double ratio, double overlap,
                                   OverlapMeasure measure, Random& random)
{
    std::vector<uint8_t> hidden(boxes.size(), 0);
    if (boxes.empty())
        return hidden;
    std::vector<size_t> anchors;
    for (size_t i = 0; i < boxes.size(); ++i)
        if (random.chance(ratio))
            anchors.push_back(i);
    if (anchors.empty())
        anchors.push_back(static_cast<size_t>(random.below(static_cast<int64_t>(boxes.size()))));
    for (size_t anchor : anchors)
        for (size_t i = 0; i < boxes.size(); ++i)
            if (i == anchor || overlapOf(boxes[i], boxes[anchor], measure) > overlap)
                hidden[i] = 1;
    return hidden;
}

} // namespace unimo::objectives
