// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/objectives/fragments.h"

#include <algorithm>
#include <cmath>

namespace unimo::objectives {
namespace {

constexpr int64_t kShortestFragment = 4;
constexpr int64_t kLongestFragment = 32;

/// Lengths of slices: unimo.md 2.3, from UNIMO-2's src/reader/unimo_grounded_batching.py.
struct SliceLengths
{
    int64_t shortestSource, longestSource, shortestTarget, longestTarget;
};
constexpr SliceLengths kShortSlices = {3, 12, 1, 4};
constexpr SliceLengths kLongSlices = {12, 96, 4, 32};
constexpr double kShortShare = 0.4;

} // namespace

std::vector<Fragment> chooseFragments(std::span<const uint8_t> startsUnit, double ratio,
                                      Random& random)
{
    const size_t count = startsUnit.size();
    const auto begins = [&](size_t t) { return t == 0 || t >= count || startsUnit[t] != 0; };
    std::vector<size_t> units;
    for (size_t t = 0; t < count; ++t)
        if (begins(t))
            units.push_back(t);
    if (units.empty())
        return {};

    const auto budget =
        static_cast<int64_t>(std::max(1.0, std::ceil(ratio * static_cast<double>(count))));
    std::vector<uint8_t> taken(count + 2, 0); // [t + 1]: token t; the ends are nobody's
    std::vector<Fragment> fragments;
    int64_t left = budget;
    for (int64_t tries = 0; left > 0 && tries < 100 * budget; ++tries) {
        const auto wanted = static_cast<size_t>(
            std::min(random.between(kShortestFragment, kLongestFragment), left));
        const size_t begin = random.pick(units);
        size_t end = std::min(begin + wanted, count);
        while (!begins(end))
            ++end;
        // Neighbours that touch would be one fragment, with a hole in its order of generation.
        if (std::any_of(taken.begin() + static_cast<std::ptrdiff_t>(begin),
                        taken.begin() + static_cast<std::ptrdiff_t>(end + 2),
                        [](uint8_t flag) { return flag != 0; }))
            continue;
        std::fill(taken.begin() + static_cast<std::ptrdiff_t>(begin + 1),
                  taken.begin() + static_cast<std::ptrdiff_t>(end + 1), uint8_t{1});
        fragments.push_back({begin, end});
        left -= static_cast<int64_t>(end - begin);
    }
    std::sort(fragments.begin(), fragments.end(),
              [](const Fragment& a, const Fragment& b) { return a.begin < b.begin; });
    return fragments;
}

std::vector<Fragment> chooseSlices(size_t tokens, Random& random)
{
    std::vector<Fragment> targets;
    bool isTarget = random.chance(0.5);
    for (size_t begin = 0; begin < tokens; isTarget = !isTarget) {
        const SliceLengths& lengths = random.chance(kShortShare) ? kShortSlices : kLongSlices;
        const auto length = static_cast<size_t>(
            isTarget ? random.between(lengths.shortestTarget, lengths.longestTarget)
                     : random.between(lengths.shortestSource, lengths.longestSource));
        const size_t end = std::min(begin + length, tokens);
        if (isTarget)
            targets.push_back({begin, end});
        begin = end;
    }
    const bool noTarget = targets.empty();
    const bool noSource = targets.size() == 1 && targets[0] == Fragment{0, tokens};
    if ((noTarget || noSource) && tokens > 0)
        return {{0, tokens}};
    return targets;
}

} // namespace unimo::objectives
