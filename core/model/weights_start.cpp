// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/weights_start.h"

#include <map>

namespace unimo::model {
namespace {

constexpr const char* kTypeTable = "embeddings.token_type_embeddings.weight";

/// The same name as files from before 2019 have it; empty: no other.
std::string oldName(const std::string& name)
{
    for (const auto& [now, before] :
         {std::pair{"LayerNorm.weight", "LayerNorm.gamma"}, {"LayerNorm.bias", "LayerNorm.beta"}})
        if (name.ends_with(now))
            return name.substr(0, name.size() - std::string(now).size()) + before;
    return {};
}

/// "layers.{}.qkv" with the layer's number.
std::string numbered(std::string name, int64_t layer)
{
    for (auto at = name.find("{}"); at != std::string::npos; at = name.find("{}"))
        name.replace(at, 2, std::to_string(layer));
    return name;
}

std::vector<std::string> split(const std::string& names)
{
    std::vector<std::string> parts(1);
    for (const char c : names)
        if (c == '|')
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

/// One start: takes tensors out of the file by name and keeps the account of it.
class Start
{
public:
    Start(UnimoModel& model, const tensor::TensorMap& file, std::span<const int32_t> oldIds)
        : model_(model), oldIds_(oldIds)
    {
        std::set<std::string> names;
        for (const auto& [name, tensor] : file) {
            names.insert(name);
            // "bert." and "roberta." in front are there or not.
            const auto dot = name.find('.');
            const std::string first = name.substr(0, dot);
            const bool wrapped = first == "bert" || first == "roberta";
            file_[wrapped ? name.substr(dot + 1) : name] = {name, tensor};
        }
        const auto family = familyOf(names);
        if (!family)
            throw ErrorException({ErrorKind::Data,
                                  "the weights have names of no known model, the first is " +
                                      (names.empty() ? std::string("missing") : *names.begin()),
                                  {},
                                  "known: UNIMO (Paddle folder or .pdparams), RoBERTa and BERT of "
                                  "Hugging Face"});
        report_.family = *family;
        for (const auto& item : model->named_parameters())
            places_[item.key()] = item.value();
    }

    WeightsReport run()
    {
        for (const WeightPlace& place : weightPlaces()) {
            if (*place.of(report_.family) == '\0')
                continue;
            const bool ofLayers = std::string(place.ours).find("{}") != std::string::npos;
            for (int64_t layer = 0; layer < (ofLayers ? model_->config().layers : 1); ++layer)
                fill(place, layer);
        }
        if (!report_.filled.contains("head_transform")) {
            model_->headTransform->weight.copy_(at::eye(model_->config().hidden));
            model_->headTransform->bias.zero_();
        }
        for (const auto& [name, entry] : file_)
            report_.leftOver.push_back(entry.first);
        report_.leftOver.insert(report_.leftOver.end(), unfit_.begin(), unfit_.end());
        return std::move(report_);
    }

private:
    void fill(const WeightPlace& place, int64_t layer)
    {
        const std::string ours = numbered(place.ours, layer);
        const auto theirs = split(numbered(place.of(report_.family), layer));
        const NameEndings endings = endingsOf(report_.family, place.kind);
        bool whole = true;
        if (place.kind != PlaceKind::Vector)
            whole &= copy(theirs, endings.weight, endings.transposed, ours + ".weight");
        if (place.kind == PlaceKind::Vector)
            whole &= copy(theirs, endings.bias, false, ours);
        else if (place.kind != PlaceKind::Table)
            whole &= copy(theirs, endings.bias, false, ours + ".bias");
        if (whole)
            report_.filled.insert(ours);
    }

    /// The tensor as float; an undefined one when the file lacks it.
    at::Tensor take(const std::string& name)
    {
        for (const std::string& known : {name, oldName(name)}) {
            const auto found = file_.find(known);
            if (found == file_.end())
                continue;
            report_.used.push_back(found->second.first);
            at::Tensor tensor = found->second.second.to(at::kFloat);
            file_.erase(found);
            return tensor;
        }
        report_.missing.push_back(name);
        return {};
    }

    /// Copies the parts of several names into one place. False when they are not there or do not
    /// fit but may be left out.
    bool copy(const std::vector<std::string>& theirs, const std::string& ending, bool transposed,
              const std::string& ours)
    {
        std::vector<at::Tensor> parts;
        for (const std::string& name : theirs) {
            const at::Tensor part = take(name + ending);
            if (part.defined())
                parts.push_back(transposed ? part.t() : part);
        }
        if (parts.size() != theirs.size())
            return false;
        at::Tensor value = parts.size() == 1 ? parts.front() : at::cat(parts);
        if (ours == "embeddings.position.weight")
            value = withTypeRow(value);
        if (ours == "embeddings.word.weight" || ours == "head_bias")
            value = keptRows(value);
        const at::Tensor& place = places_.at(ours);
        if (value.sizes() != place.sizes()) {
            if (ours == "embeddings.feature.weight") {
                unfit_.push_back(theirs.front() + ending + " (for features of " +
                                 std::to_string(value.size(-1)) + " numbers, the project has " +
                                 std::to_string(place.size(1)) + ")");
                return false;
            }
            throw ErrorException({ErrorKind::Data,
                                  theirs.front() + ending + " has shape " +
                                      c10::str(value.sizes()) + ", " + c10::str(place.sizes()) +
                                      " is needed",
                                  {},
                                  "choose a model preset of the file's size"});
        }
        place.copy_(value);
        return true;
    }

    at::Tensor withTypeRow(const at::Tensor& positions)
    {
        if (!file_.contains(kTypeTable))
            return positions;
        const at::Tensor types = take(kTypeTable);
        if (types.dim() != 2 || types.size(0) < 1 || types.size(1) != positions.size(1))
            throw ErrorException({ErrorKind::Data,
                                  std::string(kTypeTable) + " has shape " +
                                      c10::str(types.sizes()) + ", which does not fit",
                                  {},
                                  {}});
        return positions + types[0];
    }

    /// The rows of a pruned vocabulary.
    [[nodiscard]] at::Tensor keptRows(const at::Tensor& all) const
    {
        if (oldIds_.empty())
            return all;
        const at::Tensor rows = at::from_blob(const_cast<int32_t*>(oldIds_.data()),
                                              {static_cast<int64_t>(oldIds_.size())}, at::kInt)
                                    .to(at::kLong);
        if (all.dim() < 1 || rows.min().item<int64_t>() < 0 ||
            rows.max().item<int64_t>() >= all.size(0))
            throw ErrorException({ErrorKind::Data,
                                  "the vocabulary names rows that the file's word table lacks",
                                  {},
                                  {}});
        return all.index_select(0, rows);
    }

    UnimoModel& model_;
    std::span<const int32_t> oldIds_;
    /// What is left of the file: without its outer name -> name, tensor.
    std::map<std::string, std::pair<std::string, at::Tensor>> file_;
    std::map<std::string, at::Tensor> places_; ///< the model's parameters
    std::vector<std::string> unfit_;
    WeightsReport report_;
};

} // namespace

Result<WeightsReport> startFromWeights(UnimoModel& model, const tensor::TensorMap& file,
                                       std::span<const int32_t> oldIds)
{
    const torch::NoGradGuard noGrad;
    try {
        return Start(model, file, oldIds).run();
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::model
