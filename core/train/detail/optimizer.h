// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/weights.h"

#include <torch/torch.h>

#include <string>
#include <utility>
#include <vector>

namespace unimo::train {

struct OptimizerOptions
{
    double beta1 = 0.9;
    double beta2 = 0.98;
    double epsilon = 1e-6;
    double weightDecay = 0.01;
    double clip = 1.0;           ///< global norm; 0: no clipping
    double headMultiplier = 1.0; ///< learning rate of new parts, as a multiple
};

/// AdamW by ATen's fused kernel, with global-norm clipping (unimo.md 4.1). Biases, norms and
/// vectors are not decayed; new parts (names matched by isNewPart) learn faster.
class Optimizer
{
public:
    Optimizer(const std::vector<std::pair<std::string, at::Tensor>>& parameters,
              const OptimizerOptions& options);

    /// One update by the gradients there are; parameters without one are left alone. Returns the
    /// gradients' norm before clipping (0-d).
    at::Tensor step(double learningRate);
    void zeroGradients();

    /// Moments and step counts by parameter name.
    [[nodiscard]] tensor::TensorMap state() const;
    [[nodiscard]] Status restore(const tensor::TensorMap& state);

private:
    struct Slot
    {
        std::string name;
        at::Tensor parameter, moment, square, steps;
    };
    struct Group
    {
        double rateFactor;
        double weightDecay;
        std::vector<Slot> slots;
    };
    OptimizerOptions options_;
    std::vector<Group> groups_;
};

/// Parts that no starter initialises: heads, visual projections, poolers.
[[nodiscard]] bool isNewPart(const std::string& name);

} // namespace unimo::train
