// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/min_max_pyramid.h"

#include <algorithm>
#include <cmath>

namespace unimo::plots {
namespace {

Extremes single(const std::vector<float>& values, size_t index)
{
    if (!std::isfinite(values[index]))
        return {};
    return {static_cast<uint32_t>(index), static_cast<uint32_t>(index)};
}

} // namespace

void Extremes::add(const Extremes& other, const std::vector<float>& values)
{
    if (other.empty())
        return;
    if (empty() || values[other.lowest] < values[lowest])
        lowest = other.lowest;
    if (highest == kNone || values[other.highest] > values[highest])
        highest = other.highest;
}

void MinMaxPyramid::extend(const std::vector<float>& values)
{
    size_ = values.size();
    size_t below = size_;
    for (size_t level = 0; below >= kFan; ++level) {
        if (level == levels_.size())
            levels_.emplace_back();
        auto& blocks = levels_[level];
        for (size_t block = blocks.size(); block < below / kFan; ++block) {
            Extremes found;
            for (size_t i = block * kFan; i < (block + 1) * kFan; ++i)
                found.add(level == 0 ? single(values, i) : levels_[level - 1][i], values);
            blocks.push_back(found);
        }
        below = blocks.size();
    }
}

void MinMaxPyramid::truncate(size_t size)
{
    size_ = std::min(size_, size);
    size_t below = size_;
    for (auto& blocks : levels_) {
        blocks.resize(std::min(blocks.size(), below / kFan));
        below = blocks.size();
    }
}

Extremes MinMaxPyramid::query(const std::vector<float>& values, size_t begin, size_t end) const
{
    Extremes found;
    size_t span = 1; // points that one entry of the level at hand stands for
    size_t level = 0;
    while (begin < end) {
        // Climb while whole blocks of the next level fit, step by single entries up to them.
        while (level < levels_.size() && begin % (span * kFan) == 0 && begin + span * kFan <= end &&
               begin / (span * kFan) < levels_[level].size()) {
            span *= kFan;
            ++level;
        }
        while (level > 0 && (begin % span != 0 || begin + span > end)) {
            span /= kFan;
            --level;
        }
        found.add(level == 0 ? single(values, begin) : levels_[level - 1][begin / span], values);
        begin += span;
    }
    return found;
}

} // namespace unimo::plots
