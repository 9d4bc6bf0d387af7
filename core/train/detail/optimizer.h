// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/process_group.h"
#include "core/tensor/detail/weights.h"

#include <torch/torch.h>

#include <memory>
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
///
/// With a group its processes share the work (ZeRO-1, Rajbhandari et al. 2020): the elements of all
/// parameters lie in a row, of which each process has an equal stretch. It keeps the moments of
/// these, updates them, and gets the others' new values. step(), state() are then collective.
class Optimizer
{
public:
    Optimizer(const std::vector<std::pair<std::string, at::Tensor>>& parameters,
              const OptimizerOptions& options,
              std::shared_ptr<const tensor::ProcessGroup> group = nullptr);

    /// One update by the gradients there are; parameters without one are left alone. Returns the
    /// gradients' norm before clipping (0-d). With a group the gradients have to be the same in all
    /// processes. Throws tensor::LostProcess.
    at::Tensor step(double learningRate);
    void zeroGradients();

    /// Moments and step counts by parameter name, the same with any number of processes. With a
    /// group on the host, and empty in all but process 0.
    [[nodiscard]] tensor::TensorMap state() const;
    [[nodiscard]] Status restore(const tensor::TensorMap& state);

    /// Whether each process has a part of the state alone.
    [[nodiscard]] bool isShared() const { return group_ != nullptr; }

private:
    struct Slot
    {
        std::string name;
        at::Tensor parameter;
        size_t kind;       ///< of rate and decay
        int64_t first = 0; ///< its place in the row of all
        at::Tensor steps;  ///< 0-d
        int64_t begin = 0; ///< this process's elements of it: the first,
        int64_t count = 0; ///< and how many
        at::Tensor moment; ///< [count]
        at::Tensor square; ///< [count]
    };
    struct Kind
    {
        double rateFactor;
        double weightDecay;
    };

    void update(double learningRate, const at::Tensor& norm);
    void exchange();
    /// All processes' stretches, piece by piece: into(first place in the row, values). Collective.
    template <typename From, typename Into>
    void gatherStretches(const From& from, const Into& into) const;
    /// Calls back with a slot's elements between two places of the row: (slot, its first such
    /// element, how many, their distance from `first`).
    template <typename Call>
    void between(int64_t first, int64_t last, const Call& call) const;
    [[nodiscard]] tensor::TensorMap gatheredState() const;

    OptimizerOptions options_;
    std::shared_ptr<const tensor::ProcessGroup> group_;
    std::vector<Kind> kinds_;
    std::vector<Slot> slots_;
    int64_t stretch_ = 0;          ///< elements of the row that a process has
    int64_t own_ = 0;              ///< where this process's begin
    at::Tensor moments_, squares_; ///< [stretch]
};

/// Parts that no starter initialises: heads, visual projections, poolers.
[[nodiscard]] bool isNewPart(const std::string& name);

} // namespace unimo::train
