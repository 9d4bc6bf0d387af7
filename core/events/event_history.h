// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace unimo::events {

struct ScalarPoint
{
    int64_t step = 0;
    double wallTime = 0; ///< Unix time, seconds
    float value = 0;     ///< may be NaN or infinite: a loss that diverged is shown, not hidden
};

struct TextPoint
{
    int64_t step = 0;
    double wallTime = 0;
    std::string text;
};

/// Bucket i holds counts[i] values up to edges[i]; the first bucket starts at `minimum`.
struct HistogramPoint
{
    int64_t step = 0;
    double wallTime = 0;
    double minimum = 0;
    double maximum = 0;
    std::vector<double> edges;
    std::vector<double> counts; ///< as many as edges
};

struct ImagePoint
{
    int64_t step = 0;
    double wallTime = 0;
    std::string encoded; ///< the bytes of a PNG (or JPEG) file, not checked
};

/// Points by tag ("loss/mlm"), each list in the order written.
template <typename Point>
using Series = std::map<std::string, std::vector<Point>, std::less<>>;

/// What a run recorded since the last look.
struct EventBatch
{
    /// The run was resumed: points delivered before whose step is at or after this are orphaned.
    std::optional<int64_t> purgeFrom;
    Series<ScalarPoint> scalars;
    Series<TextPoint> texts;
    Series<HistogramPoint> histograms;
    Series<ImagePoint> images;
    std::vector<std::string> warnings; ///< one a damaged file, with its name and the offset

    [[nodiscard]] bool empty() const
    {
        return !purgeFrom && scalars.empty() && texts.empty() && histograms.empty() &&
               images.empty() && warnings.empty();
    }
};

/// All that a run recorded and that still counts.
struct EventHistory
{
    Series<ScalarPoint> scalars;
    Series<TextPoint> texts;
    Series<HistogramPoint> histograms;
    Series<ImagePoint> images;

    /// Drops what the batch orphans, then adds its points.
    void apply(EventBatch batch);
};

/// Drops the points whose step is at or after `from`, and tags left without any.
template <typename Point>
void purge(Series<Point>& series, int64_t from)
{
    for (auto& [tag, points] : series)
        std::erase_if(points, [from](const Point& point) { return point.step >= from; });
    std::erase_if(series, [](const auto& entry) { return entry.second.empty(); });
}

} // namespace unimo::events
