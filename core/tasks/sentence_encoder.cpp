// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/sentence_encoder.h"

#include "core/data/detail/step_batch.h"
#include "core/model/detail/weights_start.h"
#include "core/model/starters.h"
#include "core/text/tokenizer.h"

#include <algorithm>
#include <numeric>

namespace unimo::tasks {
namespace {

constexpr size_t kBatch = 64;
constexpr int kMaxTokens = 126; // and [CLS], [SEP]

/// The Transformer and its tokenizer.
struct Encoder
{
    model::UnimoModel model{nullptr};
    std::unique_ptr<text::Tokenizer> tokenizer;

    /// Texts by length, so that a pass holds like ones: [texts, hidden].
    std::vector<float> encode(const std::vector<std::string>& texts, const JobControl& control)
    {
        std::vector<std::vector<int32_t>> ids;
        ids.reserve(texts.size());
        for (const std::string& text : texts)
            ids.push_back(data::tokenText(*tokenizer, text, kMaxTokens).ids);
        std::vector<size_t> order(texts.size());
        std::iota(order.begin(), order.end(), size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](size_t a, size_t b) { return ids[a].size() < ids[b].size(); });

        const auto width = static_cast<size_t>(model->config().hidden);
        std::vector<float> vectors(texts.size() * width);
        for (size_t first = 0; first < order.size(); first += kBatch) {
            if (control.stopped())
                throw ErrorException(JobControl::cancelled("Reading sentences"));
            control.progress("Reading sentences", static_cast<int64_t>(first),
                             static_cast<int64_t>(order.size()));
            const size_t last = std::min(first + kBatch, order.size());
            const at::Tensor rows = encodeBatch(ids, std::span(order).subspan(first, last - first));
            for (size_t i = first; i < last; ++i)
                std::copy_n(rows.const_data_ptr<float>() + (i - first) * width, width,
                            vectors.begin() + static_cast<std::ptrdiff_t>(order[i] * width));
        }
        return vectors;
    }

    at::Tensor encodeBatch(const std::vector<std::vector<int32_t>>& ids,
                           std::span<const size_t> which)
    {
        const torch::NoGradGuard noGrad;
        const auto& special = tokenizer->special();
        data::SequencePacker packer({special.cls, special.sep, model->config().firstPosition},
                                    model->config().featureDim);
        model::TokenPool pool(model::Pooling::Mean);
        for (const size_t i : which)
            packer.add(nullptr, &ids[i]).addTextTo(pool);
        return pool.finish()(model->encode(packer.finish())).to(at::kFloat).contiguous();
    }
};

} // namespace

Result<search::SentenceEncoder> miniLmSentenceEncoder()
{
    try {
        const auto folder = model::miniLmFolder();
        auto encoder = std::make_shared<Encoder>();
        encoder->tokenizer = model::miniLmTokenizer().orThrow();
        const auto config = model::presetConfig("unimo-mini").orThrow();
        const torch::NoGradGuard noGrad;
        encoder->model = model::UnimoModel(config);
        const auto weights = tensor::readSafetensors(folder / "model.safetensors").orThrow();
        (void)model::startFromWeights(encoder->model, weights.tensors, {}).orThrow();
        encoder->model->eval();
        return search::SentenceEncoder{
            static_cast<int>(config.hidden), "all-MiniLM-L6-v2/mean/128",
            [encoder](const std::vector<std::string>& texts, const JobControl& control) {
                return encoder->encode(texts, control);
            }};
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::tasks
