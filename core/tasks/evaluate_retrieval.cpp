// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tasks/detail/queries.h"
#include "core/tasks/metrics/retrieval.h"

#include <algorithm>

namespace unimo::tasks {
namespace {

/// Scores of what was not re-ranked are taken below all others.
constexpr float kBehind = 1e4F;
constexpr float kNotReranked = -kBehind / 2;

/// The pictures with a caption, and that caption.
struct Gallery
{
    std::vector<store::SampleId> samples;
    std::vector<std::string> captions;
};

/// What each row found first, and where its own column stands.
void keepExamples(const EvaluationData& data, const std::string& direction, const Gallery& gallery,
                  const at::Tensor& scores, const std::vector<int64_t>& ranks)
{
    const bool fromText = direction.starts_with("text");
    const auto [top, columns] = scores.topk(2, 1);
    const auto value = top.accessor<float, 2>();
    const auto column = columns.accessor<int64_t, 2>();
    const at::Tensor own = scores.diagonal().contiguous();
    for (size_t i = 0; i < gallery.samples.size(); ++i) {
        const auto row = static_cast<int64_t>(i);
        const auto first = static_cast<size_t>(column[row][0]);
        const float wrong = first == i ? value[row][1] : value[row][0];
        const auto within = [&](int64_t limit) { return ranks[i] <= limit ? 1.0 : 0.0; };
        EvaluatedExample example{
            .part = "retrieval",
            .group = direction,
            .sample = gallery.samples[i],
            .text = fromText ? gallery.captions[i] : std::string(),
            .gold = gallery.captions[i],
            .prediction = gallery.captions[first],
            .found = gallery.samples[first],
            .rank = ranks[i],
            .scores = {{"r1", within(1)}, {"r5", within(5)}, {"r10", within(10)}}};
        if (const float score = own[row].item<float>(); score > kNotReranked)
            example.margin = static_cast<double>(score - wrong);
        data.keep(std::move(example));
    }
}

nlohmann::json recallOf(const EvaluationData& data, const std::string& direction,
                        const Gallery& gallery, const at::Tensor& scores)
{
    const at::Tensor flat = scores.contiguous();
    std::vector<std::vector<int64_t>> right;
    for (int64_t i = 0; i < flat.size(0); ++i)
        right.push_back({i});
    const auto found =
        metrics::retrievalScores({flat.const_data_ptr<float>(), static_cast<size_t>(flat.numel())},
                                 flat.size(1), right)
            .orThrow();
    keepExamples(data, direction, gallery, flat, found.ranks);
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
    return (similarity - kBehind)
        .scatter(1, columns, values * kSimilarityWeight + match.view(columns.sizes()));
}

} // namespace

nlohmann::json evaluateRetrieval(Bundle& bundle, const EvaluationData& data,
                                 const EvaluationOptions& options, const JobControl& control)
{
    control.progress("Retrieval", 0, 1);
    std::vector<data::VisualTokens> pictures;
    std::vector<std::vector<int32_t>> texts;
    Gallery gallery;
    for (size_t i = 0; i < data.samples.size(); ++i) {
        const auto captions = data.project.captions(data.samples[i]);
        if (captions.empty())
            continue;
        const auto full = std::find_if(captions.begin(), captions.end(),
                                       [](const auto& c) { return c.style == "full"; });
        const auto& caption = full == captions.end() ? captions.front() : *full;
        pictures.push_back(data.pictures[i]);
        gallery.samples.push_back(data.samples[i]);
        gallery.captions.push_back(caption.text);
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
    nlohmann::json report = {{"gallery", pictures.size()}};
    const auto measure = [&](const char* direction, const at::Tensor& scores) {
        report[direction] = recallOf(data, direction, gallery, scores);
    };
    measure("picture_to_text", similarity);
    measure("text_to_picture", similarity.t());
    if (options.rerank > 0) {
        measure("picture_to_text_reranked",
                reranked(bundle, similarity, options.rerank, true, pictures, texts, control));
        measure("text_to_picture_reranked",
                reranked(bundle, similarity.t(), options.rerank, false, pictures, texts, control));
    }
    return report;
}

} // namespace unimo::tasks
