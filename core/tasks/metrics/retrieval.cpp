// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/retrieval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace unimo::metrics {
namespace {

Status checkRow(const std::vector<int64_t>& right, int64_t columns, size_t row)
{
    const std::string where = "row " + std::to_string(row);
    if (right.empty())
        return Error{ErrorKind::Data, "has no right column, at least one is needed", where, {}};
    for (const int64_t column : right)
        if (column < 0 || column >= columns)
            return Error{ErrorKind::Data,
                         "right column " + std::to_string(column) + " is outside 0 to " +
                             std::to_string(columns - 1),
                         where,
                         {}};
    return {};
}

/// The rank, from 1, of the best right column of one row.
int64_t rankOf(std::span<const float> row, const std::vector<int64_t>& right)
{
    const auto score = [&](size_t column) {
        return std::isnan(row[column]) ? -std::numeric_limits<float>::infinity() : row[column];
    };
    std::vector<bool> isRight(row.size(), false);
    float best = -std::numeric_limits<float>::infinity();
    for (const int64_t column : right) {
        isRight[static_cast<size_t>(column)] = true;
        best = std::max(best, score(static_cast<size_t>(column)));
    }
    int64_t rank = 1;
    for (size_t column = 0; column < row.size(); ++column)
        rank += !isRight[column] && score(column) >= best;
    return rank;
}

double median(std::vector<int64_t> values)
{
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? static_cast<double>(values[middle])
                                  : static_cast<double>(values[middle - 1] + values[middle]) / 2;
}

double shareWithin(const std::vector<int64_t>& ranks, int64_t limit)
{
    const auto within =
        std::count_if(ranks.begin(), ranks.end(), [&](int64_t rank) { return rank <= limit; });
    return static_cast<double>(within) / static_cast<double>(ranks.size());
}

} // namespace

Result<RetrievalScores> retrievalScores(std::span<const float> similarity, int64_t columns,
                                        std::span<const std::vector<int64_t>> right)
{
    const auto width = static_cast<size_t>(std::max<int64_t>(columns, 0));
    if (right.empty() || width == 0 || similarity.size() % width != 0 ||
        similarity.size() / width != right.size())
        return Error{ErrorKind::Data,
                     "a similarity matrix of " + std::to_string(right.size()) + " rows and " +
                         std::to_string(columns) + " columns was given as " +
                         std::to_string(similarity.size()) + " numbers",
                     {},
                     {}};

    RetrievalScores scores;
    for (size_t row = 0; row < right.size(); ++row) {
        if (auto checked = checkRow(right[row], columns, row); !checked)
            return checked.error();
        scores.ranks.push_back(rankOf(similarity.subspan(row * width, width), right[row]));
    }
    scores.recallAt1 = shareWithin(scores.ranks, 1);
    scores.recallAt5 = shareWithin(scores.ranks, 5);
    scores.recallAt10 = shareWithin(scores.ranks, 10);
    scores.medianRank = median(scores.ranks);
    return scores;
}

} // namespace unimo::metrics
