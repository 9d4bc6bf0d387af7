// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/bert_start.h"

#include <set>

namespace unimo::model {
namespace {

/// Takes tensors out of a file by name and keeps the account of it.
class Taker
{
public:
    explicit Taker(const tensor::TensorMap& file) : file_(file)
    {
        for (const auto& [name, tensor] : file)
            leftOver_.insert(name);
    }

    /// The tensor as float, or an undefined one when the file lacks it.
    at::Tensor take(const std::string& name)
    {
        for (const char* prefix : {"", "bert."}) {
            const auto found = file_.find(prefix + name);
            if (found == file_.end())
                continue;
            leftOver_.erase(found->first);
            report_.used.push_back(found->first);
            return found->second.to(at::kFloat);
        }
        report_.missing.push_back(name);
        return {};
    }

    /// Copies a tensor into its place; a shape that does not fit is an error.
    void copy(const std::string& name, const at::Tensor& place) { copy(name, take(name), place); }
    void copy(const std::string& name, const at::Tensor& value, const at::Tensor& place)
    {
        if (!value.defined())
            return;
        if (value.sizes() != place.sizes())
            throw ErrorException({ErrorKind::Data,
                                  name + " has shape " + c10::str(value.sizes()) + ", " +
                                      c10::str(place.sizes()) + " is needed",
                                  {},
                                  "choose a model preset of the file's size"});
        place.copy_(value);
    }
    void linear(const std::string& name, torch::nn::Linear& place)
    {
        copy(name + ".weight", place->weight);
        copy(name + ".bias", place->bias);
    }
    void norm(const std::string& name, torch::nn::LayerNorm& place)
    {
        copy(name + ".weight", place->weight);
        copy(name + ".bias", place->bias);
    }

    ImportReport finish()
    {
        report_.leftOver.assign(leftOver_.begin(), leftOver_.end());
        return std::move(report_);
    }

private:
    const tensor::TensorMap& file_;
    std::set<std::string> leftOver_;
    ImportReport report_;
};

/// Query, key and value of one layer, side by side.
at::Tensor joined(Taker& taker, const std::string& attention, const char* part)
{
    std::vector<at::Tensor> parts;
    for (const char* name : {"query", "key", "value"})
        parts.push_back(taker.take(attention + "self." + name + "." + part));
    for (const auto& tensor : parts)
        if (!tensor.defined())
            return {};
    return at::cat(parts);
}

void takeLayer(Taker& taker, int64_t index, EncoderLayerImpl& layer)
{
    const std::string name = "encoder.layer." + std::to_string(index) + ".";
    const std::string attention = name + "attention.";
    taker.copy(attention + "self.weight", joined(taker, attention, "weight"), layer.qkv->weight);
    taker.copy(attention + "self.bias", joined(taker, attention, "bias"), layer.qkv->bias);
    taker.linear(attention + "output.dense", layer.output);
    taker.norm(attention + "output.LayerNorm", layer.attentionNorm);
    taker.linear(name + "intermediate.dense", layer.inner);
    taker.linear(name + "output.dense", layer.outer);
    taker.norm(name + "output.LayerNorm", layer.outputNorm);
}

} // namespace

Result<ImportReport> startFromBert(UnimoModel& model, const tensor::TensorMap& file,
                                   std::span<const int32_t> oldIds)
{
    const torch::NoGradGuard noGrad;
    try {
        Taker taker(file);
        auto& embeddings = *model->embeddings;

        const at::Tensor words = taker.take("embeddings.word_embeddings.weight");
        if (!words.defined())
            return Error{ErrorKind::Data,
                         "embeddings.word_embeddings.weight is missing",
                         {},
                         "a Hugging Face BERT file is needed"};
        if (oldIds.empty()) {
            taker.copy("embeddings.word_embeddings.weight", words, embeddings.word->weight);
        } else {
            const at::Tensor rows = at::from_blob(const_cast<int32_t*>(oldIds.data()),
                                                  {static_cast<int64_t>(oldIds.size())}, at::kInt)
                                        .to(at::kLong);
            if (rows.min().item<int64_t>() < 0 || rows.max().item<int64_t>() >= words.size(0))
                return Error{ErrorKind::Data,
                             "the vocabulary names rows that the file's word table lacks",
                             {},
                             {}};
            taker.copy("embeddings.word_embeddings.weight", words.index_select(0, rows),
                       embeddings.word->weight);
        }

        at::Tensor positions = taker.take("embeddings.position_embeddings.weight");
        const at::Tensor types = taker.take("embeddings.token_type_embeddings.weight");
        if (positions.defined() && types.defined())
            positions = positions + types[0];
        taker.copy("embeddings.position_embeddings.weight", positions, embeddings.position->weight);
        taker.norm("embeddings.LayerNorm", embeddings.textNorm);

        for (int64_t i = 0; i < model->config().layers; ++i)
            takeLayer(taker, i, *model->layers[static_cast<size_t>(i)]->as<EncoderLayer>());

        model->headTransform->weight.copy_(at::eye(model->config().hidden));
        model->headTransform->bias.zero_();
        return taker.finish();
    } catch (const ErrorException& e) {
        return e.error();
    }
}

} // namespace unimo::model
