// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/bundle.h"

#include "core/base/files.h"
#include "core/store/task_kinds.h"
#include "core/tensor/detail/weights.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::tasks {
namespace {

void collect(const torch::nn::Module& module, const std::string& prefix,
             std::vector<std::pair<std::string, at::Tensor>>& out)
{
    for (const auto& item : module.named_parameters())
        out.emplace_back(prefix + item.key(), item.value());
    for (const auto& item : module.named_buffers())
        out.emplace_back(prefix + item.key(), item.value());
}

nlohmann::json tasksJson(const std::vector<data::TaskSpec>& tasks)
{
    nlohmann::json all = nlohmann::json::array();
    for (const auto& task : tasks)
        all.push_back({{"name", task.name},
                       {"kind", store::name(task.kind)},
                       {"labels", task.labels},
                       {"pictures", task.pictures},
                       {"dialogue", task.dialogue}});
    return all;
}

/// Throws what nlohmann::json throws when something is missing.
std::vector<data::TaskSpec> tasksOf(const nlohmann::json& json)
{
    std::vector<data::TaskSpec> tasks;
    for (const auto& task : json) {
        data::TaskSpec spec;
        spec.name = task.at("name");
        const auto kind = store::taskKindNamed(task.at("kind").get<std::string>());
        spec.kind = kind.value_or(spec.kind);
        spec.labels = task.at("labels").get<std::vector<std::string>>();
        spec.pictures = task.at("pictures");
        spec.dialogue = task.value("dialogue", false); // came later
        // Names become names of tensors: none twice, none with a dot.
        const bool known = std::any_of(tasks.begin(), tasks.end(),
                                       [&](const auto& other) { return other.name == spec.name; });
        if (!kind || known || spec.name.find('.') != std::string::npos)
            throw ErrorException({ErrorKind::Data, "task " + spec.name + " is damaged", {}, {}});
        tasks.push_back(std::move(spec));
    }
    return tasks;
}

Error damaged(const std::filesystem::path& file, const std::string& what)
{
    return {ErrorKind::Data, what, file.string(), "the checkpoint is damaged; use another one"};
}

} // namespace

model::Heads Bundle::newHeads() const
{
    std::vector<model::TaskHead> taskHeads;
    taskHeads.reserve(tasks.size());
    for (const auto& task : tasks)
        taskHeads.push_back({task.name, task.outputs(), task.pictures});
    model::Heads made(config, static_cast<int64_t>(answers.size()), taskHeads);
    return made;
}

std::vector<std::pair<std::string, at::Tensor>> Bundle::state() const
{
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    collect(*model, "model.", tensors);
    collect(*heads, "heads.", tensors);
    return tensors;
}

void Bundle::to(const at::Device& device)
{
    model->to(device);
    heads->to(device);
    // Module::to replaces buffers in its registry; the members name the old ones.
    model->embeddings->featureMean = model->embeddings->named_buffers()["feature_mean"];
    model->embeddings->featureScale = model->embeddings->named_buffers()["feature_scale"];
}

void Bundle::train(bool on)
{
    model->train(on);
    heads->train(on);
}

Status saveBundle(const Bundle& bundle, const std::filesystem::path& folder)
{
    tensor::TensorMap tensors;
    for (const auto& [name, value] : bundle.state())
        tensors[name] = value.detach().cpu();
    if (auto status = tensor::writeSafetensors(folder / "model.safetensors", tensors,
                                               {{"format", "pt"}, {"producer", "unimo-workbench"}});
        !status)
        return status;
    const nlohmann::json config = {{"version", 1},
                                   {"model", toJson(bundle.config)},
                                   {"max_text_tokens", bundle.maxTextTokens},
                                   {"object_tags", bundle.objectTags.limit},
                                   {"object_threshold", bundle.objectTags.threshold},
                                   {"answers", bundle.answers.all()},
                                   {"tasks", tasksJson(bundle.tasks)}};
    if (auto status = writeJsonAtomic(folder / "config.json", config); !status)
        return status;
    return bundle.tokenizer->save(folder);
}

bool isBundle(const std::filesystem::path& folder)
{
    const auto config = readJson(folder / "config.json", 64 << 20);
    return config.ok() && config->is_object() && config->contains("max_text_tokens");
}

Result<Bundle> loadBundle(const std::filesystem::path& folder)
{
    const auto configFile = folder / "config.json";
    auto json = readJson(configFile, 64 << 20);
    if (!json)
        return json.error();
    Bundle bundle;
    std::vector<std::string> answers;
    try {
        if (json->at("version") != 1)
            return damaged(configFile, "version " + json->at("version").dump() + ", 1 is known");
        auto config = model::configFromJson(json->at("model"));
        if (!config)
            return damaged(configFile, config.error().message);
        bundle.config = *config;
        bundle.maxTextTokens = json->at("max_text_tokens").get<int64_t>();
        bundle.objectTags.limit = json->value("object_tags", int64_t{0}); // came later
        bundle.objectTags.threshold = json->value("object_threshold", 0.0);
        answers = json->at("answers").get<std::vector<std::string>>();
        if (json->contains("tasks")) // came later
            bundle.tasks = tasksOf(json->at("tasks"));
    } catch (const std::exception& e) {
        return damaged(configFile, e.what());
    }
    bundle.answers = data::AnswerVocabulary(std::move(answers));
    auto tokenizer = text::loadTokenizer(folder);
    if (!tokenizer)
        return tokenizer.error();
    bundle.tokenizer = std::move(*tokenizer);
    if (bundle.tokenizer->size() != bundle.config.vocabulary)
        return damaged(configFile, "the vocabulary has " +
                                       std::to_string(bundle.tokenizer->size()) + " entries, " +
                                       std::to_string(bundle.config.vocabulary) + " are expected");

    const auto weightsFile = folder / "model.safetensors";
    auto weights = tensor::readSafetensors(weightsFile);
    if (!weights)
        return weights.error();
    const torch::NoGradGuard noGrad;
    bundle.model = model::UnimoModel(bundle.config);
    bundle.heads = bundle.newHeads();
    for (auto& [name, place] : bundle.state()) {
        const auto found = weights->tensors.find(name);
        if (found == weights->tensors.end())
            return damaged(weightsFile, "tensor " + name + " is missing");
        if (found->second.sizes() != place.sizes())
            return damaged(weightsFile, "tensor " + name + " has shape " +
                                            c10::str(found->second.sizes()) + ", " +
                                            c10::str(place.sizes()) + " is needed");
        place.copy_(found->second);
    }
    bundle.train(false);
    return bundle;
}

} // namespace unimo::tasks
