// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/step_batch.h"

#include "core/tensor/detail/to_device.h"

#include <torch/torch.h>

#include <algorithm>

namespace unimo::data {

at::Tensor tensorOf(const std::vector<int64_t>& values)
{
    return at::from_blob(const_cast<int64_t*>(values.data()), {static_cast<int64_t>(values.size())},
                         at::kLong)
        .clone();
}

at::Tensor tensorOf(const std::vector<float>& values, at::IntArrayRef shape)
{
    return at::from_blob(const_cast<float*>(values.data()), shape, at::kFloat).clone();
}

StepBatch StepBatch::to(const at::Device& device) const
{
    StepBatch moved = *this;
    moved.input = input.to(device);
    moved.cmcl = cmcl.to(device);
    const auto sent = [&](const at::Tensor& tensor) { return tensor::toDevice(tensor, device); };
    for (auto& part : moved.language)
        part = {sent(part.rows), sent(part.targets)};
    for (auto& part : moved.regions)
        part = {sent(part.rows), sent(part.features), sent(part.classes)};
    for (auto& part : moved.tasks)
        part = {part.task, part.texts.to(device), part.images.to(device), sent(part.targets)};
    moved.answerTargets = sent(answerTargets);
    moved.answerScores = sent(answerScores);
    for (model::PooledRows StepBatch::*member :
         {&StepBatch::contrastImages, &StepBatch::contrastTexts, &StepBatch::cmclImages,
          &StepBatch::cmclTexts, &StepBatch::retrievalImages, &StepBatch::retrievalTexts,
          &StepBatch::matchImages, &StepBatch::matchTexts, &StepBatch::questions,
          &StepBatch::questionImages})
        moved.*member = (this->*member).to(device);
    return moved;
}

void SequencePacker::addToken(int64_t row, const PlacedToken& token)
{
    tokens_.push_back(token.id);
    positions_.push_back(ids_.firstPosition + token.position);
    roles_.push_back(token.role);
    turns_.push_back(token.turn);
    textRows_.push_back(row);
    dialogue_ = dialogue_ || token.role >= 0;
}

void SequencePacker::addText(int32_t firstRow, std::span<const PlacedToken> tokens)
{
    for (size_t i = 0; i < tokens.size(); ++i)
        addToken(firstRow + static_cast<int64_t>(i), tokens[i]);
}

void SequencePacker::reserveVisual(int64_t tokens)
{
    if (features_.defined() && features_.size(0) >= tokens)
        return;
    const at::Tensor larger = at::empty({tokens, featureDim_}, at::kFloat);
    const auto written = static_cast<int64_t>(visualRows_.size());
    if (written > 0)
        larger.narrow(0, 0, written).copy_(features_.narrow(0, 0, written));
    features_ = larger;
}

float* SequencePacker::roomFor(int64_t count)
{
    const auto written = static_cast<int64_t>(visualRows_.size());
    if (!features_.defined() || features_.size(0) < written + count)
        reserveVisual(std::max(2 * written, written + count));
    return features_.mutable_data_ptr<float>() + written * featureDim_;
}

void SequencePacker::addVisual(int32_t firstRow, const VisualTokens& visual,
                               std::span<const uint8_t> hidden)
{
    std::copy(visual.features.begin(), visual.features.end(), roomFor(visual.count));
    locations_.insert(locations_.end(), visual.locations.begin(), visual.locations.end());
    masked_.push_back(0); // [IMG]
    for (int64_t r = 0; r + 1 < visual.count; ++r)
        masked_.push_back(hidden.empty() ? 0 : hidden[static_cast<size_t>(r)]);
    for (int64_t i = 0; i < visual.count; ++i)
        visualRows_.push_back(firstRow + i);
}

SequencePacker::Place SequencePacker::add(const VisualTokens* visual,
                                          const std::vector<int32_t>* text,
                                          std::span<const uint8_t> hidden, bool causal)
{
    const auto visualCount = static_cast<int32_t>(visual ? visual->count : 0);
    const auto textCount = static_cast<int32_t>(text ? text->size() + 2 : 0);
    const int32_t length = visualCount + textCount;
    const int32_t first = layout_.add(length, causal ? visualCount : length);
    Place place;
    if (visual) {
        place.image = first;
        place.imageTokens = visualCount;
        addVisual(first, *visual, hidden);
    }
    if (text) {
        place.cls = first + visualCount;
        place.textTokens = textCount;
        addText(first + visualCount, placedSource(*text, ids_));
    }
    return place;
}

SequencePacker::TwoPartPlace SequencePacker::addTwoPart(const VisualTokens* visual,
                                                        std::span<const PlacedToken> source,
                                                        std::span<const PlacedToken> target)
{
    const auto visualCount = static_cast<int32_t>(visual ? visual->count : 0);
    const auto sourceCount = static_cast<int32_t>(source.size());
    const auto targetCount = static_cast<int32_t>(target.size());
    const int32_t seen = visualCount + sourceCount;
    const int32_t first = layout_.add(seen + targetCount, seen);
    TwoPartPlace place;
    if (visual) {
        place.image = first;
        place.imageTokens = visualCount;
        addVisual(first, *visual, {});
    }
    place.cls = first + visualCount;
    place.textTokens = sourceCount;
    place.target = first + seen;
    addText(first + visualCount, source);
    addText(first + seen, target);
    return place;
}

void SequencePacker::fillUp()
{
    const int64_t visual = missingRows(static_cast<int64_t>(visualRows_.size()));
    const int64_t text = missingRows(static_cast<int64_t>(tokens_.size()));
    // One sequence each: both together would be longer than what is learnt from often is.
    int64_t row = layout_.tokens();
    for (const int64_t length : {visual, text})
        if (length > 0)
            layout_.add(static_cast<int32_t>(length), static_cast<int32_t>(length));
    std::fill_n(roomFor(visual), visual * featureDim_, 0.0F);
    locations_.resize(locations_.size() + static_cast<size_t>(visual * 5));
    masked_.resize(masked_.size() + static_cast<size_t>(visual));
    for (int64_t i = 0; i < visual; ++i)
        visualRows_.push_back(row++);
    for (int64_t i = 0; i < text; ++i)
        addToken(row++, {ids_.sep, 0});
}

model::PackedBatch SequencePacker::finish() const
{
    const auto visualCount = static_cast<int64_t>(visualRows_.size());
    model::PackedBatch batch;
    batch.layout = layout_;
    batch.tokens = tensorOf(tokens_);
    batch.positions = tensorOf(positions_);
    if (dialogue_) {
        batch.roles = tensorOf(roles_);
        batch.turns = tensorOf(turns_);
    }
    batch.textRows = tensorOf(textRows_);
    // As it lies, without a copy: nothing is written there any more.
    batch.features = features_.defined() ? features_.narrow(0, 0, visualCount)
                                         : at::empty({0, featureDim_}, at::kFloat);
    batch.locations = tensorOf(locations_, {visualCount, 5});
    batch.visualMasked =
        at::from_blob(const_cast<uint8_t*>(masked_.data()), {visualCount}, at::kByte).to(at::kBool);
    batch.visualRows = tensorOf(visualRows_);
    return batch;
}

} // namespace unimo::data
