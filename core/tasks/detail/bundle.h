// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/step_batch.h"
#include "core/data/vocabulary.h"
#include "core/model/detail/heads.h"
#include "core/model/detail/unimo_model.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <memory>

namespace unimo::tasks {

/// A model with everything needed to use it: what a checkpoint folder holds.
struct Bundle
{
    model::UnimoConfig config;
    model::UnimoModel model{nullptr};
    model::Heads heads{nullptr};
    std::unique_ptr<text::Tokenizer> tokenizer;
    data::AnswerVocabulary answers;
    std::vector<data::TaskSpec> tasks;
    int64_t maxTextTokens = 48;
    data::ObjectTagRule objectTags; ///< what captions are written from beside the regions

    [[nodiscard]] data::SequenceIds sequenceIds() const
    {
        const auto& special = tokenizer->special();
        return {special.cls, special.sep, config.firstPosition};
    }
    [[nodiscard]] at::Device device() const { return model->headBias.device(); }
    /// States of everything packed: [tokens, hidden].
    [[nodiscard]] at::Tensor encode(const data::SequencePacker& packer)
    {
        return model->encode(packer.finish().to(device()));
    }
    /// Heads for the answers and tasks, drawn anew by the caller or filled from a file.
    [[nodiscard]] model::Heads newHeads() const;
    /// Every tensor by its checkpoint key ("model.…", "heads.…"), parameters and buffers.
    [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> state() const;
    void to(const at::Device& device);
    void train(bool on);
};

/// Writes model.safetensors, config.json, answers.json and the vocabulary into a folder.
[[nodiscard]] Status saveBundle(const Bundle& bundle, const std::filesystem::path& folder);
/// Whether the folder holds what saveBundle writes.
[[nodiscard]] bool isBundle(const std::filesystem::path& folder);
/// Reads them; every tensor must be there with the right shape. On the CPU, in eval mode.
[[nodiscard]] Result<Bundle> loadBundle(const std::filesystem::path& folder);

} // namespace unimo::tasks
