// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/detail/sampling.h"

#include "core/generate/detail/decoder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unimo::generate {
namespace {

/// A text on its way.
struct Draft
{
    Hypothesis text;
    Random random;
    double sum = 0;
};

std::span<const float> rowOf(const at::Tensor& table, int64_t row)
{
    return {table.const_data_ptr<float>() + row * table.size(1),
            static_cast<size_t>(table.size(1))};
}

} // namespace

int32_t drawToken(std::span<const float> logits, double topP, double temperature, Random& random)
{
    const auto best = std::max_element(logits.begin(), logits.end());
    if (topP <= 0 || temperature <= 0)
        return static_cast<int32_t>(best - logits.begin());
    std::vector<double> shares(logits.size());
    for (size_t i = 0; i < logits.size(); ++i)
        shares[i] = std::exp((static_cast<double>(logits[i]) - *best) / temperature);
    const double whole = std::accumulate(shares.begin(), shares.end(), 0.0);

    std::vector<int32_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto likelier = [&](int32_t a, int32_t b) {
        const double first = shares[static_cast<size_t>(a)];
        const double second = shares[static_cast<size_t>(b)];
        return first != second ? first > second : a < b;
    };
    // The nucleus is small: sorting goes on until it is found.
    size_t sorted = 0;
    std::vector<double> nucleus;
    for (double sum = 0; nucleus.size() < order.size() && sum < topP * whole;) {
        if (nucleus.size() == sorted) {
            const size_t wanted = std::min(order.size(), 4 * sorted + 64);
            std::partial_sort(order.begin() + static_cast<std::ptrdiff_t>(sorted),
                              order.begin() + static_cast<std::ptrdiff_t>(wanted), order.end(),
                              likelier);
            sorted = wanted;
        }
        nucleus.push_back(shares[static_cast<size_t>(order[nucleus.size()])]);
        sum += nucleus.back();
    }
    return order[random.weighted(nucleus)];
}

std::vector<Hypothesis> sampleTexts(model::UnimoModel& model, const data::SequenceIds& ids,
                                    const Prompt& prompt, const BeamOptions& common,
                                    const SampleOptions& options, const std::stop_token& stop)
{
    const torch::NoGradGuard noGrad;
    std::vector<Draft> drafts;
    for (int64_t i = 0; i < options.count; ++i)
        drafts.push_back({{}, Random(mixSeed({options.seed, static_cast<uint64_t>(i)}))});
    Decoder decoder(model, ids, prompt);
    std::vector<size_t> live(drafts.size()); // which draft each row of the logits is of
    std::iota(live.begin(), live.end(), size_t{0});
    at::Tensor logits = decoder.first().expand({options.count, -1});
    for (int64_t step = 0; step < common.maxTokens && !live.empty(); ++step) {
        if (stop.stop_requested())
            return {};
        logits = logits.to(at::kFloat).cpu().clone(at::MemoryFormat::Contiguous);
        forbid(logits, step, prompt.end, common);
        const at::Tensor own = at::log_softmax(logits, 1);
        std::vector<int64_t> tokens, parents;
        std::vector<size_t> still;
        for (size_t row = 0; row < live.size(); ++row) {
            Draft& draft = drafts[live[row]];
            const auto at = static_cast<int64_t>(row);
            const int32_t token =
                drawToken(rowOf(logits, at), options.topP, options.temperature, draft.random);
            const float logProbability = rowOf(own, at)[static_cast<size_t>(token)];
            draft.sum += logProbability;
            draft.text.logProbabilities.push_back(logProbability);
            draft.text.score =
                normalised(draft.sum, draft.text.logProbabilities.size(), common.lengthPenalty);
            if (token == prompt.end)
                continue;
            draft.text.ids.push_back(token);
            tokens.push_back(token);
            parents.push_back(step == 0 ? 0 : at);
            still.push_back(live[row]);
        }
        live = std::move(still);
        if (!live.empty() && step + 1 < common.maxTokens)
            logits = decoder.next(tokens, parents);
    }
    std::vector<Hypothesis> texts;
    for (Draft& draft : drafts)
        texts.push_back(std::move(draft.text));
    return texts;
}

} // namespace unimo::generate
