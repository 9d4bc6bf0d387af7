// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tasks/detail/queries.h"
#include "core/tasks/metrics/bleu.h"
#include "core/tasks/metrics/caption_tokens.h"
#include "core/tasks/metrics/cider.h"
#include "core/tasks/metrics/meteor.h"
#include "core/tasks/metrics/rouge.h"

#include <set>

namespace unimo::tasks {
namespace {

std::vector<std::string> fullCaptions(const store::Project& project, store::SampleId id)
{
    std::vector<std::string> full, all;
    for (auto& caption : project.captions(id)) {
        if (caption.style == "full")
            full.push_back(caption.text);
        all.push_back(std::move(caption.text));
    }
    return full.empty() ? all : full;
}

/// The extractor's [IMG] feature, length 1: [1, dim].
at::Tensor wholePicture(const data::VisualTokens& picture, int64_t dim)
{
    return at::from_blob(const_cast<float*>(picture.features.data()), {1, dim}, at::kFloat).clone();
}

/// The caption of the training picture whose regions look most alike, for each picture under test:
/// what a system without a language model would say.
std::vector<Written> nearestCaptions(const Bundle& bundle, const EvaluationData& data, size_t count)
{
    store::SampleFilter train;
    train.split = "train";
    train.kind = store::SampleKind::Pair;
    std::vector<store::SampleId> samples;
    std::vector<at::Tensor> vectors;
    for (store::SampleId id : data.project.sampleIds(train)) {
        if (!data.source->hasAny(id))
            continue;
        samples.push_back(id);
        vectors.push_back(
            wholePicture(data.source->tokens(id, data.source->available(id, data::RegionSet::Truth),
                                             bundle.config.maxRegions),
                         bundle.config.featureDim));
    }
    if (samples.empty())
        return {};
    const auto standardised = [&](const at::Tensor& rows) {
        return torch::nn::functional::normalize(
            bundle.model->embeddings->standardised(rows.to(bundle.model->headBias.device())).cpu());
    };
    const torch::NoGradGuard noGrad;
    const at::Tensor gallery = standardised(at::cat(vectors));
    std::vector<Written> captions;
    for (size_t i = 0; i < count; ++i) {
        const at::Tensor query =
            standardised(wholePicture(data.pictures[i], bundle.config.featureDim));
        const auto best = at::matmul(gallery, query.t()).argmax().item<int64_t>();
        captions.push_back(
            {fullCaptions(data.project, samples[static_cast<size_t>(best)]).front()});
    }
    return captions;
}

/// Share of the true regions' nouns and colours that the caption names. The last letter of a longer
/// word may differ, so that most plurals count.
double recallOf(const std::string& caption, const std::vector<store::Region>& regions)
{
    std::set<std::string> wanted;
    for (const auto& region : regions)
        for (const auto& word : {region.label, region.colour})
            if (!word.empty())
                wanted.insert(word);
    if (wanted.empty())
        return 0;
    double hits = 0;
    for (const auto& word : wanted)
        hits += caption.find(word.size() > 4 ? word.substr(0, word.size() - 1) : word) !=
                std::string::npos;
    return hits / static_cast<double>(wanted.size());
}

/// group: of the examples.
nlohmann::json scoresOf(const EvaluationData& data, const std::string& group,
                        const std::vector<Written>& captions)
{
    std::vector<metrics::CaptionSample> samples;
    std::vector<EvaluatedExample> examples;
    double recall = 0;
    for (size_t i = 0; i < captions.size(); ++i) {
        metrics::CaptionSample sample;
        sample.candidate = metrics::captionTokens(captions[i].text);
        const auto references = fullCaptions(data.project, data.samples[i]);
        for (const auto& reference : references)
            sample.references.push_back(metrics::captionTokens(reference));
        const double named = recallOf(captions[i].text, data.project.regions(data.samples[i]));
        recall += named;
        examples.push_back({.part = "captions",
                            .group = group,
                            .sample = data.samples[i],
                            .gold = references.empty() ? std::string() : references.front(),
                            .prediction = captions[i].text,
                            .confidence = captions[i].confidence,
                            .scores = {{"rouge_l", metrics::rougeL(sample)}, {"recall", named}}});
        samples.push_back(std::move(sample));
    }
    const auto bleu = metrics::bleu(samples);
    const auto cider = metrics::ciderD(samples);
    nlohmann::json scores = {{"bleu1", bleu[0]},
                             {"bleu2", bleu[1]},
                             {"bleu3", bleu[2]},
                             {"bleu4", bleu[3]},
                             {"rouge_l", metrics::rougeL(samples)},
                             {"cider_d", metrics::mean(cider)},
                             {"recall", recall / static_cast<double>(captions.size())}};
    const auto* synonyms = wordNetSynonyms();
    if (synonyms)
        scores["meteor"] = metrics::meteor(samples, *synonyms);
    for (size_t i = 0; i < examples.size(); ++i) {
        examples[i].scores["cider_d"] = cider[i];
        if (synonyms)
            examples[i].scores["meteor"] = metrics::meteor(samples[i], *synonyms);
        data.keep(std::move(examples[i]));
    }
    return scores;
}

} // namespace

nlohmann::json evaluateCaptions(Bundle& bundle, const EvaluationData& data,
                                const EvaluationOptions& options, const JobControl& control)
{
    const size_t count =
        std::min(data.samples.size(), static_cast<size_t>(std::max<int64_t>(options.captions, 0)));
    if (count == 0 || fullCaptions(data.project, data.samples.front()).empty())
        return nullptr;
    std::vector<Written> captions;
    nlohmann::json examples = nlohmann::json::array();
    for (size_t i = 0; i < count && !control.stopped(); ++i) {
        control.progress("Captions", static_cast<int64_t>(i), static_cast<int64_t>(count));
        const auto found = tasks::captions(bundle, data.pictures[i],
                                           data::tagTokens(*bundle.tokenizer,
                                                           data.project.objectTags(data.samples[i]),
                                                           bundle.objectTags),
                                           {}, control.stop);
        captions.push_back(writtenOf(bundle, found));
        if (i < 8)
            examples.push_back(
                {{"sample", data.samples[i]},
                 {"caption", captions.back().text},
                 {"reference", fullCaptions(data.project, data.samples[i]).front()}});
    }
    if (control.stopped())
        return nullptr;
    nlohmann::json report = {{"pictures", count}, {"model", scoresOf(data, {}, captions)}};
    const auto nearest = nearestCaptions(bundle, data, count);
    if (!nearest.empty())
        report["nearest_neighbour"] = scoresOf(data, "nearest_neighbour", nearest);
    report["examples"] = std::move(examples);
    return report;
}

} // namespace unimo::tasks
