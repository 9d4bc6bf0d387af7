// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/step_batch.h"
#include "core/objectives/detail/adversarial.h"
#include "core/tasks/detail/bundle.h"
#include "core/tensor/detail/process_group.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace unimo::train {

/// Weight of each objective's loss, which may change between two steps, and the circle loss's
/// shape.
struct LossWeights
{
    double contrast = 1;
    double caption = 1;
    double masked = 1;
    double regionFeature = 1;
    double regionClass = 0.3;
    double match = 1;
    double answer = 1;
    double cmcl = 1;
    double loneTexts = 1;
    double tasks = 1;
    double retrieval = 1;
    double circleMargin = 0.2;
    double circleScale = 1;
    double lonePictures = 1; ///< times the two of the regions
};

/// How a step learns.
struct StepRules
{
    LossWeights weights;
    bool autocast = false;  ///< bf16 where it pays
    bool recompute = false; ///< the encoder's layers run again on the way back
    std::optional<objectives::AdversarialOptions> adversarial;
    /// The processes that share each step; none: this one has it all.
    std::shared_ptr<const tensor::ProcessGroup> group;
    /// Is called before the last backward of a step; may be empty.
    std::function<void()> beforeLastBackward;
};

/// One point of a curve.
struct StepScalar
{
    std::string tag;  ///< "loss/contrast", "accuracy/match", ...
    at::Tensor value; ///< 0-d: of this process's part of the step
    double share = 1; ///< of that part in the mean over all processes
};

/// What an objective compared pictures with texts by; detached, of this process's part.
struct Compared
{
    std::string name;
    at::Tensor images; ///< [n, dim]
    at::Tensor texts;  ///< [m, dim]
    // The items: rows of both, int64, and which are positives, bool. Undefined: every picture with
    // every text, where those of one row belong together.
    at::Tensor imageRows;
    at::Tensor textRows;
    at::Tensor positive;
};

/// The result of a step's forward pass. Read scalars only when a point is drawn, since reading
/// waits for the device.
struct StepLosses
{
    at::Tensor total; ///< over all processes the sum of theirs is the loss
    std::vector<StepScalar> scalars;
    std::vector<Compared> compared;
    /// Of captions, answers and tasks: what adversarial training wants to stay as they are.
    std::vector<objectives::Prediction> predictions;
};

/// One pass of all the step's sequences through the encoder, and every objective's loss from it.
/// The batch lies on the model's device; call inside an autocast guard if wanted. With a group the
/// sum of all processes' gradients is that of the whole step in one process.
[[nodiscard]] StepLosses computeLosses(tasks::Bundle& bundle, const data::StepBatch& batch,
                                       const LossWeights& weights,
                                       const model::Perturbation& added = {},
                                       const tensor::ProcessGroup* group = nullptr,
                                       bool recompute = false);

/// Forward and backward: the gradients are on the parameters after it. seed: of what adversarial
/// training draws.
[[nodiscard]] StepLosses learn(tasks::Bundle& bundle, const data::StepBatch& batch,
                               const StepRules& rules, uint64_t seed);

} // namespace unimo::train
