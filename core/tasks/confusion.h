// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/examples.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unimo::tasks {

/// How often each class was taken for each.
struct Confusion
{
    std::vector<std::string> labels; ///< the most frequent right one first
    /// The last class stands for all that have no place of their own. Its label is empty.
    bool hasOther = false;
    std::vector<int64_t> counts; ///< row: what is right, column: what was predicted

    [[nodiscard]] size_t size() const { return labels.size(); }
    [[nodiscard]] int64_t count(size_t row, size_t column) const
    {
        return counts[row * size() + column];
    }
    [[nodiscard]] int64_t rowSum(size_t row) const;
    [[nodiscard]] int64_t columnSum(size_t column) const;
    /// The class of a label, be it the one of all others.
    [[nodiscard]] size_t classOf(const std::string& label) const;
};

/// Counts one right and one predicted class an example (className()). Shown are the `most` right
/// classes that are most frequent (of equally frequent ones the alphabetically first), and one for
/// all others where there are more.
[[nodiscard]] Confusion confusionOf(std::span<const std::string> right,
                                    std::span<const std::string> predicted, size_t most);

/// The class that a text names: an answer as the VQA challenge compares it ("The Dog." is "dog"),
/// a label of a task as it is.
[[nodiscard]] std::string className(const EvaluatedExample& example, const std::string& text);

/// Whether the examples have classes: answers, and labels of a classification.
[[nodiscard]] bool haveClasses(std::span<const EvaluatedExample> examples);

} // namespace unimo::tasks
