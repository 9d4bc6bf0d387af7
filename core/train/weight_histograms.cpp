// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/weight_histograms.h"

#include <algorithm>
#include <map>
#include <span>

namespace unimo::train {
namespace {

constexpr int64_t kValuesPerPart = 1 << 16;

/// Some values of all: every n-th of each tensor by the same n, and the extremes of each.
at::Tensor valuesOf(const std::vector<at::Tensor>& tensors)
{
    int64_t count = 0;
    for (const at::Tensor& tensor : tensors)
        count += tensor.numel();
    const int64_t apart = (count + kValuesPerPart - 1) / kValuesPerPart;
    std::vector<at::Tensor> values;
    for (const at::Tensor& tensor : tensors) {
        const at::Tensor flat = tensor.reshape({-1});
        values.push_back(flat.slice(0, 0, flat.numel(), apart).to(at::kFloat));
        if (apart == 1)
            continue;
        const auto [least, greatest] = flat.aminmax();
        values.push_back(at::stack({least, greatest}).to(at::kFloat));
    }
    return at::cat(values).cpu();
}

void addHistogram(events::EventWriter& events, const std::string& tag, const at::Tensor& values,
                  int64_t step)
{
    events.addHistogram(
        tag, std::span(values.const_data_ptr<float>(), static_cast<size_t>(values.numel())), step);
}

} // namespace

std::string partOf(const std::string& parameter)
{
    const auto after = [&](std::string_view prefix) {
        return parameter.starts_with(prefix) ? parameter.substr(prefix.size()) : std::string();
    };
    if (std::string layer = after("model.layers."); !layer.empty()) {
        layer.erase(std::min(layer.find('.'), layer.size()));
        return (layer.size() < 2 ? "layer 0" : "layer ") + layer; // sorted as they follow
    }
    if (!after("model.embeddings.").empty())
        return "embeddings";
    return after("heads.").empty() ? "poolers and word head" : "heads";
}

void addWeights(events::EventWriter& events,
                const std::vector<std::pair<std::string, at::Tensor>>& parameters, int64_t step)
{
    const at::NoGradGuard noGrad;
    std::map<std::string, std::vector<at::Tensor>> weights, gradients;
    for (const auto& [name, parameter] : parameters) {
        if (!parameter.requires_grad() || parameter.numel() == 0)
            continue;
        weights[partOf(name)].push_back(parameter);
        if (parameter.grad().defined())
            gradients[partOf(name)].push_back(parameter.grad());
    }
    for (const auto& [part, tensors] : weights)
        addHistogram(events, "weights/" + part, valuesOf(tensors), step);
    for (const auto& [part, tensors] : gradients) // of zeros it is not finite, and left out
        addHistogram(events, "gradients log10/" + part, valuesOf(tensors).abs().log10(), step);
}

} // namespace unimo::train
