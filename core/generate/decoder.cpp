// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/detail/decoder.h"

namespace unimo::generate {
namespace {

/// Who speaks in a dialogue, and how many turns ago.
constexpr int32_t kSpeaker = 0;
constexpr double kNever = -1e18;

} // namespace

Decoder::Decoder(model::UnimoModel& model, const data::SequenceIds& ids, const Prompt& prompt)
    : model_(model), ids_(ids), dialogue_(prompt.dialogue),
      caches_(static_cast<size_t>(model->config().layers))
{
    const at::Device device = model->headBias.device();
    data::SequencePacker packer(ids, model->config().featureDim);
    const int32_t speaker = dialogue_ ? kSpeaker : -1;
    const data::PlacedToken start{ids.cls, 0, speaker, speaker};
    const auto place = packer.addTwoPart(prompt.picture, prompt.source, std::span(&start, 1));
    const model::PackedBatch batch = packer.finish().to(device);
    const tensor::AttentionPlan plan(batch.layout, device);
    at::Tensor x = model->embeddings(batch);
    for (size_t i = 0; i < caches_.size(); ++i)
        x = model->layers[i]->as<model::EncoderLayer>()->prefill(x, plan, caches_[i]);
    last_ = x.narrow(0, place.target, 1);
}

at::Tensor Decoder::first()
{
    return model_->languageLogits(last_);
}

at::Tensor Decoder::next(const std::vector<int64_t>& tokens, const std::vector<int64_t>& parents)
{
    const at::Device device = model_->headBias.device();
    const auto same = [&](int64_t value) {
        return at::full({static_cast<int64_t>(tokens.size())}, value,
                        at::TensorOptions().dtype(at::kLong).device(device));
    };
    const at::Tensor spoken = dialogue_ ? same(kSpeaker) : at::Tensor();
    last_ = model_->embeddings->finishText(model_->embeddings->textSum(
        data::tensorOf(tokens).to(device), same(ids_.firstPosition + ++written_), spoken, spoken));
    const at::Tensor slots = data::tensorOf(parents).to(device);
    for (size_t i = 0; i < caches_.size(); ++i) {
        // After the first step every text descends from the one prompt.
        if (caches_[i].keys.size(0) > 1 || slots.size(0) > 1) {
            caches_[i].keys = caches_[i].keys.index_select(0, slots);
            caches_[i].values = caches_[i].values.index_select(0, slots);
        }
        last_ = model_->layers[i]->as<model::EncoderLayer>()->step(last_, caches_[i]);
    }
    return model_->languageLogits(last_);
}

void forbid(at::Tensor& logits, int64_t step, int32_t end, const BeamOptions& options)
{
    if (step < options.minTokens)
        logits.select(1, end).fill_(kNever);
    for (const int32_t id : options.forbidden)
        if (id >= 0 && id < logits.size(1) && id != end)
            logits.select(1, id).fill_(kNever);
}

} // namespace unimo::generate
