// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/word_difference.h"

#include <algorithm>
#include <vector>

namespace unimo::panels {

QVector<bool> differingWords(const QStringList& own, const QStringList& other)
{
    const auto rows = static_cast<size_t>(own.size());
    const auto columns = static_cast<size_t>(other.size());
    const auto same = [&](size_t i, size_t j) {
        return own[static_cast<qsizetype>(i)] == other[static_cast<qsizetype>(j)];
    };
    // common[i][j]: length of the longest common subsequence of what follows i and j.
    std::vector<std::vector<int>> common(rows + 1, std::vector<int>(columns + 1, 0));
    for (size_t i = rows; i-- > 0;)
        for (size_t j = columns; j-- > 0;)
            common[i][j] = same(i, j) ? common[i + 1][j + 1] + 1
                                      : std::max(common[i + 1][j], common[i][j + 1]);
    QVector<bool> differs(own.size(), true);
    for (size_t i = 0, j = 0; i < rows && j < columns;) {
        if (same(i, j)) {
            differs[static_cast<qsizetype>(i)] = false;
            ++i;
            ++j;
        } else if (common[i + 1][j] >= common[i][j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return differs;
}

} // namespace unimo::panels
