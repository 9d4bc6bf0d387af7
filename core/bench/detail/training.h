// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/detail/recipe_plan.h"

namespace unimo::bench {

/// A model that learns, step by step, as `unimo train` does it. Thread: one.
class Training
{
public:
    /// The device and the objectives are the recipe's.
    Training(tasks::Bundle bundle, const Settings& recipe, const store::Project& project);

    [[nodiscard]] const std::shared_ptr<const data::BatchBuilder>& batches() const
    {
        return builder_;
    }
    /// The seconds of one step.
    double learn(const data::StepBatch& batch);

    [[nodiscard]] const tasks::Bundle& bundle() const { return bundle_; }
    [[nodiscard]] const at::Device& device() const { return device_; }
    [[nodiscard]] bool bf16() const { return rules_.autocast; }
    /// Forward, and twice that backward, through the encoder's matrices; heads are left out.
    [[nodiscard]] double encoderFlops(int64_t tokens) const;

private:
    tasks::Bundle bundle_;
    at::Device device_;
    train::StepRules rules_;
    std::shared_ptr<const data::BatchBuilder> builder_;
    std::unique_ptr<train::Optimizer> optimizer_;
    uint64_t step_ = 0;
};

} // namespace unimo::bench
