// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

#include "datasets/demo/questions.h"

namespace unimo::datasets {

/// How many questions of a type are answered rightly without looking at the picture.
struct PriorRow
{
    std::string type; ///< "overall" for all together
    int64_t questions = 0;
    int64_t right = 0;
    double ceiling = 1; ///< the share that is allowed

    [[nodiscard]] double share() const
    {
        return questions == 0 ? 0 : static_cast<double>(right) / static_cast<double>(questions);
    }
    /// Fewer questions than this say nothing about the share.
    static constexpr int64_t kLeastQuestions = 300;
    [[nodiscard]] bool passes() const { return questions < kLeastQuestions || share() <= ceiling; }
};

/// Answers each test question with the most frequent answer that training gives to the same text,
/// else to the same type. Rows by type in alphabetical order, then "overall".
[[nodiscard]] std::vector<PriorRow> questionOnlyPrior(const std::vector<Asked>& train,
                                                      const std::vector<Asked>& test);

/// An error that names every row above its ceiling.
[[nodiscard]] Status checkPrior(const std::vector<PriorRow>& rows);

} // namespace unimo::datasets
