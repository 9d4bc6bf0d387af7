// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/generate/detail/beam_search.h"
#include "core/generate/detail/sampling.h"
#include "core/tasks/detail/bundle.h"

#include <stop_token>
#include <vector>

// What a model is asked, in batches. All run without gradients on the model's device, give float
// tensors on the CPU, and end early (with what there is) when stopped between two batches.
namespace unimo::tasks {

/// Unit vectors of pictures encoded alone: [n, hidden].
[[nodiscard]] at::Tensor pictureVectors(Bundle& bundle,
                                        const std::vector<data::VisualTokens>& pictures,
                                        const std::stop_token& stop = {});
/// Unit vectors of texts encoded alone: [n, hidden].
[[nodiscard]] at::Tensor textVectors(Bundle& bundle, const std::vector<std::vector<int32_t>>& texts,
                                     const std::stop_token& stop = {});

/// A picture and a text to be read together. Both are borrowed.
struct JointInput
{
    const data::VisualTokens* picture = nullptr; ///< null: the text alone, for blind baselines
    const std::vector<int32_t>* text = nullptr;
};

/// Matching scores (higher fits better): [n].
[[nodiscard]] at::Tensor matchScores(Bundle& bundle, const std::vector<JointInput>& pairs,
                                     const std::stop_token& stop = {});
/// Probabilities over the answer vocabulary: [n, answers].
[[nodiscard]] at::Tensor answerProbabilities(Bundle& bundle,
                                             const std::vector<JointInput>& questions,
                                             const std::stop_token& stop = {});
/// Captions of one picture by beam search, best first, of the model's words alone.
/// objects: data::tagTokens of the picture, where the model reads them.
[[nodiscard]] std::vector<generate::Hypothesis>
captions(Bundle& bundle, const data::VisualTokens& picture, const std::vector<int32_t>& objects,
         generate::BeamOptions options = {}, const std::stop_token& stop = {});

/// Captions of one picture that are drawn, in the order of their numbers. Of `common` the beams do
/// not count.
[[nodiscard]] std::vector<generate::Hypothesis>
sampledCaptions(Bundle& bundle, const data::VisualTokens& picture,
                const std::vector<int32_t>& objects, generate::BeamOptions common,
                const generate::SampleOptions& options, const std::stop_token& stop = {});

/// Outputs of a task's head for texts, about pictures where the task has them: [n, outputs].
[[nodiscard]] at::Tensor taskOutputs(Bundle& bundle, const data::TaskSpec& task,
                                     const std::vector<JointInput>& inputs,
                                     const std::stop_token& stop = {});
/// Outputs of a task's head: [n, outputs]. Pictures, where the task has them, come from `source`.
[[nodiscard]] at::Tensor taskOutputs(Bundle& bundle, const data::TaskSpec& task,
                                     const std::vector<data::TaskExample>& examples,
                                     const data::RegionSource* source,
                                     const std::stop_token& stop = {});
/// Texts written from an example's source by beam search, best first; closed by [MASK] as trained.
[[nodiscard]] std::vector<generate::Hypothesis> generateText(Bundle& bundle,
                                                             const data::TaskExample& example,
                                                             generate::BeamOptions options = {},
                                                             const std::stop_token& stop = {});

} // namespace unimo::tasks
