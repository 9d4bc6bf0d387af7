// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tasks/detail/queries.h"
#include "core/tasks/metrics/retrieval.h"

#include <algorithm>

namespace unimo::tasks {
namespace {

nlohmann::json recallOf(const at::Tensor& scores)
{
    const at::Tensor flat = scores.contiguous();
    std::vector<std::vector<int64_t>> right;
    for (int64_t i = 0; i < flat.size(0); ++i)
        right.push_back({i});
    const auto found =
        metrics::retrievalScores({flat.const_data_ptr<float>(), static_cast<size_t>(flat.numel())},
                                 flat.size(1), right)
            .orThrow();
    return {{"r1", found.recallAt1},
            {"r5", found.recallAt5},
            {"r10", found.recallAt10},
            {"median_rank", found.medianRank}};
}

/// The rows' best candidates get similarity * weight + match; the others stay behind them.
at::Tensor reranked(Bundle& bundle, const at::Tensor& similarity, int64_t count,
                    bool rowsArePictures, const std::vector<data::VisualTokens>& pictures,
                    const std::vector<std::vector<int32_t>>& texts, const JobControl& control)
{
    const auto [values, columns] = similarity.topk(std::min(count, similarity.size(1)), 1);
    std::vector<JointInput> pairs;
    const auto column = columns.accessor<int64_t, 2>();
    for (int64_t row = 0; row < columns.size(0); ++row)
        for (int64_t k = 0; k < columns.size(1); ++k) {
            const auto own = static_cast<size_t>(row);
            const auto other = static_cast<size_t>(column[row][k]);
            pairs.push_back(rowsArePictures ? JointInput{&pictures[own], &texts[other]}
                                            : JointInput{&pictures[other], &texts[own]});
        }
    const at::Tensor match = matchScores(bundle, pairs, control.stop);
    if (match.size(0) != static_cast<int64_t>(pairs.size()))
        return similarity; // stopped; the caller gives the whole up
    return (similarity - 1e4)
        .scatter(1, columns, values * kSimilarityWeight + match.view(columns.sizes()));
}

} // namespace

nlohmann::json evaluateRetrieval(Bundle& bundle, const EvaluationData& data,
                                 const EvaluationOptions& options, const JobControl& control)
{
    control.progress("Retrieval", 0, 1);
    std::vector<data::VisualTokens> pictures;
    std::vector<std::vector<int32_t>> texts;
    for (size_t i = 0; i < data.samples.size(); ++i) {
        const auto captions = data.project.captions(data.samples[i]);
        if (captions.empty())
            continue;
        const auto full = std::find_if(captions.begin(), captions.end(),
                                       [](const auto& c) { return c.style == "full"; });
        const auto& caption = full == captions.end() ? captions.front() : *full;
        pictures.push_back(data.pictures[i]);
        texts.push_back(
            data::tokenText(*bundle.tokenizer, caption.text, static_cast<int>(bundle.maxTextTokens))
                .ids);
    }
    if (pictures.size() < 2)
        return nullptr;
    const at::Tensor similarity = at::matmul(pictureVectors(bundle, pictures, control.stop),
                                             textVectors(bundle, texts, control.stop).t());
    if (control.stopped())
        return nullptr;
    nlohmann::json report = {{"gallery", pictures.size()},
                             {"picture_to_text", recallOf(similarity)},
                             {"text_to_picture", recallOf(similarity.t())}};
    if (options.rerank > 0) {
        report["picture_to_text_reranked"] =
            recallOf(reranked(bundle, similarity, options.rerank, true, pictures, texts, control));
        report["text_to_picture_reranked"] = recallOf(
            reranked(bundle, similarity.t(), options.rerank, false, pictures, texts, control));
    }
    return report;
}

} // namespace unimo::tasks
