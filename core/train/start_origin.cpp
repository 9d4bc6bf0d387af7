// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/model/starters.h"
#include "core/train/detail/start_parts.h"

namespace unimo::train {
namespace {

constexpr size_t kNamesInLog = 8;

std::string listed(const std::vector<std::string>& names)
{
    std::string text = std::to_string(names.size());
    for (size_t i = 0; i < std::min(names.size(), kNamesInLog); ++i)
        text += (i == 0 ? " (" : ", ") + names[i];
    if (!names.empty())
        text += names.size() > kNamesInLog ? ", ...)" : ")";
    return text;
}

} // namespace

Origin originOf(const Settings& recipe)
{
    const std::filesystem::path from = recipe.text("start.from");
    if (from.empty()) {
        if (recipe.text("start.text") == "minilm" && recipe.text("model.preset") != "unimo-mini")
            throw ErrorException({ErrorKind::Config,
                                  "model.preset = " + recipe.text("model.preset") +
                                      " has not the shape of the MiniLM starter",
                                  {},
                                  "name weights by start.from, or set start.text = scratch"});
        Origin origin{model::miniLmTokenizer().orThrow(), {}, "MiniLM"};
        if (recipe.text("start.text") == "minilm")
            origin.weights = tensor::readWeights(model::miniLmFolder()).orThrow();
        return origin;
    }
    std::filesystem::path vocabulary = recipe.text("start.vocabulary");
    if (vocabulary.empty())
        vocabulary = std::filesystem::is_directory(from) ? from : from.parent_path();
    auto tokenizer = text::loadTokenizer(vocabulary);
    if (!tokenizer)
        throw ErrorException({ErrorKind::Io, tokenizer.error().message, tokenizer.error().where,
                              "name the vocabulary's folder by start.vocabulary"});
    return {std::move(*tokenizer), tensor::readWeights(from).orThrow(), from.string()};
}

bool startsFromCheckpoint(const Settings& recipe)
{
    const std::filesystem::path from = recipe.text("start.from");
    return !from.empty() && tasks::isBundle(from);
}

model::WeightsReport takeWeights(tasks::Bundle& bundle, const Origin& origin,
                                 std::span<const int32_t> oldIds)
{
    if (!origin.weights)
        return {};
    auto report = model::startFromWeights(bundle.model, *origin.weights, oldIds).orThrow();
    log::info("train", "started from " + origin.name + ", " + nameOf(report.family) + ": " +
                           std::to_string(report.used.size()) + " tensors used, missing " +
                           listed(report.missing) + ", left over " + listed(report.leftOver));
    return report;
}

} // namespace unimo::train
