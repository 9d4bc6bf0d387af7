// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace unimo::tasks {

/// What text alone gives away: a linear model over hashed words and word pairs that never sees a
/// picture. It stands beside every figure of the real model, since a figure that it reaches too
/// says nothing about sight.
class BlindModel
{
public:
    /// outputs: classes; 1 for a score.
    explicit BlindModel(int64_t outputs);

    /// Learns to name the class of a text.
    void fitClasses(const std::vector<std::string>& texts, const std::vector<int64_t>& classes);
    /// Learns to score the first text of each pair above the second.
    void fitPairs(const std::vector<std::string>& better, const std::vector<std::string>& worse);
    /// [texts, outputs]
    [[nodiscard]] at::Tensor scores(const std::vector<std::string>& texts) const;

private:
    [[nodiscard]] at::Tensor forward(const std::vector<std::string>& texts, int64_t first,
                                     int64_t last) const;
    void descend(const at::Tensor& loss);
    at::Tensor weight_, bias_, weightSquare_, biasSquare_;
};

} // namespace unimo::tasks
