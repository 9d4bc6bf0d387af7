// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/visible_points.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unimo::plots {
namespace {

class Collector
{
public:
    Collector(const std::vector<float>& values, const MinMaxPyramid& extremes)
        : values_(values), extremes_(extremes)
    {
    }

    /// One pixel column.
    void add(size_t begin, size_t end)
    {
        if (begin >= end)
            return;
        const Extremes found = extremes_.query(values_, begin, end);
        if (found.empty()) {
            breakLine(begin);
            return;
        }
        std::array picks = {firstFinite(begin), static_cast<size_t>(found.lowest),
                            static_cast<size_t>(found.highest), lastFinite(end)};
        std::sort(picks.begin(), picks.end());
        const auto last = std::unique(picks.begin(), picks.end());
        for (auto pick = picks.begin(); pick != last; ++pick)
            out_.points.push_back(static_cast<uint32_t>(*pick));
    }

    [[nodiscard]] VisiblePoints take() { return std::move(out_); }

private:
    void breakLine(size_t index)
    {
        if (!out_.points.empty() && out_.points.back() == VisiblePoints::kGap)
            return;
        out_.points.push_back(VisiblePoints::kGap);
        out_.gaps.push_back(static_cast<uint32_t>(index));
    }
    // Both are asked only where the column has a finite value.
    [[nodiscard]] size_t firstFinite(size_t i) const
    {
        while (!std::isfinite(values_[i]))
            ++i;
        return i;
    }
    [[nodiscard]] size_t lastFinite(size_t end) const
    {
        while (!std::isfinite(values_[end - 1]))
            --end;
        return end - 1;
    }

    const std::vector<float>& values_;
    const MinMaxPyramid& extremes_;
    VisiblePoints out_;
};

} // namespace

VisiblePoints visiblePoints(const std::vector<double>& x, const std::vector<float>& values,
                            const MinMaxPyramid& extremes, const std::vector<double>& columnEdges)
{
    if (x.empty() || columnEdges.size() < 2)
        return {};
    const auto indexOf = [&](double edge, size_t from) {
        return static_cast<size_t>(
            std::lower_bound(x.begin() + static_cast<ptrdiff_t>(from), x.end(), edge) - x.begin());
    };
    Collector collector(values, extremes);
    size_t begin = indexOf(columnEdges.front(), 0);
    if (begin > 0)
        collector.add(begin - 1, begin);
    for (size_t column = 1; column < columnEdges.size(); ++column) {
        const size_t end = indexOf(columnEdges[column], begin);
        collector.add(begin, end);
        begin = end;
    }
    if (begin < x.size())
        collector.add(begin, begin + 1);
    return collector.take();
}

} // namespace unimo::plots
