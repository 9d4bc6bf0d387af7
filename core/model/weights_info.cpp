// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights_info.h"

#include "core/model/detail/weights_start.h"

#include <torch/torch.h>

namespace unimo::model {
namespace {

/// The file's table of that part, by any family's name.
const at::Tensor* tableOf(const tensor::TensorMap& weights, const std::string& ours)
{
    for (const WeightPlace& place : weightPlaces()) {
        if (place.ours != ours)
            continue;
        for (const char* theirs : place.theirs)
            for (const auto& [name, value] : weights)
                if (value.dim() == 2 &&
                    (name.ends_with(theirs) || name.ends_with(std::string(theirs) + ".weight")))
                    return &value;
    }
    return nullptr;
}

std::string presetOfWidth(int64_t width)
{
    for (const std::string& name : presetNames())
        if (presetConfig(name).orThrow().hidden == width)
            return name;
    throw ErrorException({ErrorKind::Data,
                          "no model preset is " + std::to_string(width) + " numbers wide",
                          {},
                          "known: unimo-mini 384, unimo-base 768, unimo-large 1024"});
}

} // namespace

Result<WeightsInfo> inspectWeights(const std::filesystem::path& path, const std::string& preset)
{
    try {
        const auto weights = tensor::readWeights(path).orThrow();
        WeightsInfo info;
        for (const auto& [name, value] : weights)
            info.tensors.push_back({name, c10::toString(value.scalar_type()), value.sizes().vec()});
        const at::Tensor* words = tableOf(weights, "embeddings.word");
        const at::Tensor* positions = tableOf(weights, "embeddings.position");
        info.preset = preset.empty() && words ? presetOfWidth(words->size(1)) : preset;
        auto config = presetConfig(info.preset.empty() ? "unimo-base" : info.preset).orThrow();
        // Vocabulary and length are the data's matter, not the preset's.
        if (words)
            config.vocabulary = config.outputVocabulary = words->size(0);
        if (positions)
            config.maxPositions = positions->size(0);
        UnimoModel model(config);
        auto report = startFromWeights(model, weights, {}).orThrow();
        info.family = nameOf(report.family);
        info.used = std::move(report.used);
        info.missing = std::move(report.missing);
        info.leftOver = std::move(report.leftOver);
        return info;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::model
