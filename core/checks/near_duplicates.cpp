// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checks/near_duplicates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <map>
#include <numeric>

namespace unimo::checks {
namespace {

constexpr int kMostBits = 4;
constexpr int kMostDifference = 6;                  ///< of 255, on average
constexpr std::array kParts = {13, 13, 13, 13, 12}; ///< bits, one part more than may differ

bool near(const PictureLook& a, const PictureLook& b)
{
    if (std::popcount(a.hash ^ b.hash) > kMostBits)
        return false;
    int difference = 0;
    for (size_t i = 0; i < a.small.size(); ++i)
        difference += std::abs(int{a.small[i]} - int{b.small[i]});
    return difference <= kMostDifference * static_cast<int>(a.small.size());
}

/// Disjoint sets with path halving.
class Groups
{
public:
    explicit Groups(size_t count) : parent_(count)
    {
        std::iota(parent_.begin(), parent_.end(), size_t{0});
    }
    size_t of(size_t i)
    {
        while (parent_[i] != i)
            i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(size_t a, size_t b)
    {
        a = of(a);
        b = of(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<size_t> parent_;
};

/// Joins what agrees in one part of the hash and is near. Of pictures that have joined a group
/// only its first is compared with the next: many copies of one picture cost their number.
void joinByPart(std::span<const PictureLook> looks, int shift, uint64_t mask, Groups& groups,
                const std::stop_token& stop)
{
    const auto part = [&](size_t i) { return looks[i].hash >> shift & mask; };
    std::vector<size_t> order(looks.size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return part(a) < part(b); });
    std::vector<size_t> firsts;
    for (size_t k = 0; k < order.size() && !stop.stop_requested(); ++k) {
        const size_t i = order[k];
        if (k == 0 || part(order[k - 1]) != part(i))
            firsts.clear();
        bool copy = false; // of one that stands for it
        for (const size_t first : firsts) {
            if (groups.of(first) != groups.of(i) && near(looks[first], looks[i]))
                groups.join(first, i);
            if (looks[first].hash == looks[i].hash && groups.of(first) == groups.of(i))
                copy = true;
        }
        if (!copy)
            firsts.push_back(i);
    }
}

} // namespace

std::vector<std::vector<size_t>> nearDuplicates(std::span<const PictureLook> looks,
                                                const std::stop_token& stop)
{
    Groups groups(looks.size());
    int shift = 0;
    for (const int bits : kParts) {
        joinByPart(looks, shift, (uint64_t{1} << bits) - 1, groups, stop);
        shift += bits;
    }
    std::map<size_t, std::vector<size_t>> found; // by first, which is the least
    for (size_t i = 0; i < looks.size(); ++i)
        found[groups.of(i)].push_back(i);
    std::vector<std::vector<size_t>> duplicates;
    for (auto& [first, members] : found)
        if (members.size() > 1)
            duplicates.push_back(std::move(members));
    return duplicates;
}

} // namespace unimo::checks
