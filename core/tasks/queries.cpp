// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/queries.h"

#include "core/model/detail/answer.h"
#include "core/model/detail/similarity.h"

#include <algorithm>
#include <functional>

namespace unimo::tasks {
namespace {

/// Sequences a pass: enough to fill the processor, little enough to stop quickly.
constexpr size_t kBatch = 64;

/// Packs items [first, last) and returns what is read from their states.
using ReadBatch = std::function<at::Tensor(size_t first, size_t last)>;

at::Tensor inBatches(size_t count, int64_t columns, const std::stop_token& stop,
                     const ReadBatch& read)
{
    const torch::NoGradGuard noGrad;
    std::vector<at::Tensor> parts;
    for (size_t first = 0; first < count && !stop.stop_requested(); first += kBatch)
        parts.push_back(read(first, std::min(first + kBatch, count)).to(at::kFloat).cpu());
    if (parts.empty())
        return columns > 0 ? at::zeros({0, columns}) : at::zeros({0});
    return at::cat(parts);
}

/// The states of each pooled piece: [pieces, hidden].
at::Tensor pooled(const Bundle& bundle, const model::TokenPool& pool, const at::Tensor& states)
{
    return pool.finish().to(bundle.device())(states);
}

std::vector<int32_t> notWritten(const Bundle& bundle)
{
    const auto ids = bundle.tokenizer->special().notWritten();
    return {ids.begin(), ids.end()};
}

generate::Prompt captionPrompt(const Bundle& bundle, const data::VisualTokens& picture,
                               const std::vector<int32_t>& objects)
{
    generate::Prompt prompt{&picture, {}, bundle.tokenizer->special().sep};
    if (bundle.objectTags.limit > 0)
        prompt.source = data::placedSource(objects, bundle.sequenceIds());
    return prompt;
}

} // namespace

at::Tensor pictureVectors(Bundle& bundle, const std::vector<data::VisualTokens>& pictures,
                          const std::stop_token& stop)
{
    return inBatches(pictures.size(), bundle.config.hidden, stop, [&](size_t first, size_t last) {
        data::SequencePacker packer(bundle.sequenceIds(), bundle.config.featureDim);
        model::TokenPool pool(bundle.config.pooling);
        for (size_t i = first; i < last; ++i)
            packer.add(&pictures[i], nullptr).addImageTo(pool);
        return model::imageVector(bundle.model, bundle.heads,
                                  pooled(bundle, pool, bundle.encode(packer)));
    });
}

at::Tensor textVectors(Bundle& bundle, const std::vector<std::vector<int32_t>>& texts,
                       const std::stop_token& stop)
{
    return inBatches(texts.size(), bundle.config.hidden, stop, [&](size_t first, size_t last) {
        data::SequencePacker packer(bundle.sequenceIds(), bundle.config.featureDim);
        model::TokenPool pool(bundle.config.pooling);
        for (size_t i = first; i < last; ++i)
            packer.add(nullptr, &texts[i]).addTextTo(pool);
        return model::textVector(bundle.model, bundle.heads,
                                 pooled(bundle, pool, bundle.encode(packer)));
    });
}

at::Tensor matchScores(Bundle& bundle, const std::vector<JointInput>& pairs,
                       const std::stop_token& stop)
{
    return inBatches(pairs.size(), 0, stop, [&](size_t first, size_t last) {
        data::SequencePacker packer(bundle.sequenceIds(), bundle.config.featureDim);
        model::TokenPool images(bundle.config.pooling), texts(bundle.config.pooling);
        for (size_t i = first; i < last; ++i) {
            const auto place = packer.add(pairs[i].picture, pairs[i].text);
            place.addImageTo(images);
            place.addTextTo(texts);
        }
        const at::Tensor states = bundle.encode(packer);
        return model::jointScore(bundle.model, bundle.heads, pooled(bundle, images, states),
                                 pooled(bundle, texts, states));
    });
}

at::Tensor answerProbabilities(Bundle& bundle, const std::vector<JointInput>& questions,
                               const std::stop_token& stop)
{
    return inBatches(
        questions.size(), bundle.heads->answers(), stop, [&](size_t first, size_t last) {
            data::SequencePacker packer(bundle.sequenceIds(), bundle.config.featureDim);
            model::TokenPool texts(bundle.config.pooling), images(bundle.config.pooling);
            for (size_t i = first; i < last; ++i) {
                const auto place = packer.add(questions[i].picture, questions[i].text);
                place.addTextTo(texts);
                if (questions[i].picture)
                    place.addImageTo(images);
            }
            const at::Tensor states = bundle.encode(packer);
            const at::Tensor seen =
                questions[first].picture ? pooled(bundle, images, states) : at::Tensor();
            return model::answerProbabilities(
                bundle.model, model::answerLogits(bundle.model, bundle.heads,
                                                  pooled(bundle, texts, states), seen));
        });
}

at::Tensor taskOutputs(Bundle& bundle, const data::TaskSpec& task,
                       const std::vector<JointInput>& inputs, const std::stop_token& stop)
{
    return inBatches(inputs.size(), task.outputs(), stop, [&](size_t first, size_t last) {
        data::SequencePacker packer(bundle.sequenceIds(), bundle.config.featureDim);
        model::TokenPool texts(bundle.config.pooling), images(bundle.config.pooling);
        for (size_t i = first; i < last; ++i) {
            const auto place =
                packer.add(task.pictures ? inputs[i].picture : nullptr, inputs[i].text);
            place.addTextTo(texts);
            if (task.pictures)
                place.addImageTo(images);
        }
        const at::Tensor states = bundle.encode(packer);
        const at::Tensor pictures = task.pictures
                                        ? bundle.model->pooledImage(pooled(bundle, images, states))
                                        : at::Tensor();
        return bundle.heads->taskOutputs(
            task.name, bundle.model->pooledText(pooled(bundle, texts, states)), pictures);
    });
}

at::Tensor taskOutputs(Bundle& bundle, const data::TaskSpec& task,
                       const std::vector<data::TaskExample>& examples,
                       const data::RegionSource* source, const std::stop_token& stop)
{
    return inBatches(examples.size(), task.outputs(), stop, [&](size_t first, size_t last) {
        data::SequencePacker packer(bundle.sequenceIds(), bundle.config.featureDim);
        model::TokenPool texts(bundle.config.pooling), images(bundle.config.pooling);
        for (size_t i = first; i < last; ++i) {
            const data::TaskExample& example = examples[i];
            if (!task.pictures) {
                packer.add(nullptr, &example.source.ids).addTextTo(texts);
                continue;
            }
            const auto set = source->available(example.picture, data::RegionSet::Truth);
            const auto visual = source->tokens(example.picture, set, bundle.config.maxRegions);
            const auto place = packer.add(&visual, &example.source.ids);
            place.addTextTo(texts);
            place.addImageTo(images);
        }
        const at::Tensor states = bundle.encode(packer);
        const at::Tensor pictures = task.pictures
                                        ? bundle.model->pooledImage(pooled(bundle, images, states))
                                        : at::Tensor();
        return bundle.heads->taskOutputs(
            task.name, bundle.model->pooledText(pooled(bundle, texts, states)), pictures);
    });
}

std::vector<generate::Hypothesis> generateText(Bundle& bundle, const data::TaskExample& example,
                                               generate::BeamOptions options,
                                               const std::stop_token& stop)
{
    options.forbidden = notWritten(bundle);
    options.forbidden.push_back(bundle.tokenizer->special().sep);
    options.maxTokens = std::min(options.maxTokens, bundle.maxTextTokens);
    const generate::Prompt prompt{nullptr, data::placedSource(example, bundle.sequenceIds()),
                                  bundle.tokenizer->special().mask, !example.speech.empty()};
    return generate::beamSearch(bundle.model, bundle.sequenceIds(), prompt, options, stop);
}

std::vector<generate::Hypothesis> captions(Bundle& bundle, const data::VisualTokens& picture,
                                           const std::vector<int32_t>& objects,
                                           generate::BeamOptions options,
                                           const std::stop_token& stop)
{
    options.forbidden = notWritten(bundle);
    return generate::beamSearch(bundle.model, bundle.sequenceIds(),
                                captionPrompt(bundle, picture, objects), options, stop);
}

std::vector<generate::Hypothesis> sampledCaptions(Bundle& bundle, const data::VisualTokens& picture,
                                                  const std::vector<int32_t>& objects,
                                                  generate::BeamOptions common,
                                                  const generate::SampleOptions& options,
                                                  const std::stop_token& stop)
{
    common.forbidden = notWritten(bundle);
    return generate::sampleTexts(bundle.model, bundle.sequenceIds(),
                                 captionPrompt(bundle, picture, objects), common, options, stop);
}

} // namespace unimo::tasks
