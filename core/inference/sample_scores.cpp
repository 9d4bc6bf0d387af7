// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/sample_scores.h"

#include "core/base/texts.h"
#include "core/data/region_source.h"
#include "core/data/token_text.h"
#include "core/tasks/detail/bundle.h"
#include "core/tasks/detail/queries.h"
#include "core/tensor/device.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace unimo::inference {
namespace {

using store::SampleId;
using Values = std::vector<std::pair<SampleId, double>>;

constexpr size_t kMostNegatives = 8;
/// Pairs whose pictures are held at once.
constexpr size_t kChunk = 128;

/// A pair's first caption, then that caption's negatives.
struct Pair
{
    SampleId sample = 0;
    std::vector<std::string> texts;
};

/// How a checkpoint takes a pair.
struct Taken
{
    float score = 0;
    float margin = 0; ///< of pairs with negatives
    float loss = 0;
};

std::vector<Pair> pairsOf(const store::Project& project, store::SampleFilter filter,
                          const data::RegionSource& source)
{
    filter.kind = store::SampleKind::Pair;
    std::map<SampleId, store::Caption> captions;
    for (auto& caption : project.captions(filter))
        if (source.hasAny(caption.sample))
            captions.try_emplace(caption.sample, std::move(caption));
    std::map<SampleId, Pair> pairs;
    for (const auto& [sample, caption] : captions)
        pairs[sample] = {sample, {caption.text}};
    for (auto& rewrite : project.rewrites(filter)) {
        const auto own = captions.find(rewrite.sample);
        if (own == captions.end() || own->second.id != rewrite.caption || !rewrite.isHardNegative())
            continue;
        auto& texts = pairs[rewrite.sample].texts;
        if (texts.size() <= kMostNegatives)
            texts.push_back(std::move(rewrite.text));
    }
    std::vector<Pair> list;
    for (auto& [sample, pair] : pairs)
        list.push_back(std::move(pair));
    return list;
}

Taken takenOf(const float* scores, size_t count)
{
    Taken taken;
    taken.score = scores[0];
    if (count == 1)
        return taken;
    const float highest = *std::max_element(scores, scores + count);
    double sum = 0;
    for (size_t i = 0; i < count; ++i)
        sum += std::exp(static_cast<double>(scores[i] - highest));
    taken.loss = static_cast<float>(std::log(sum)) + highest - scores[0];
    taken.margin = scores[0] - *std::max_element(scores + 1, scores + count);
    return taken;
}

/// All pairs under one checkpoint; fewer when stopped.
std::vector<Taken> readWith(tasks::Bundle& bundle, const std::vector<Pair>& pairs,
                            const data::RegionSource& source, const std::string& what,
                            const JobControl& control)
{
    std::vector<Taken> taken;
    for (size_t first = 0; first < pairs.size() && !control.stopped(); first += kChunk) {
        control.progress(what, static_cast<int64_t>(first), static_cast<int64_t>(pairs.size()));
        const size_t last = std::min(first + kChunk, pairs.size());
        std::vector<data::VisualTokens> pictures;
        std::vector<std::vector<int32_t>> texts;
        for (size_t i = first; i < last; ++i) {
            const SampleId id = pairs[i].sample;
            pictures.push_back(source.tokens(id, source.available(id, data::RegionSet::Truth),
                                             bundle.config.maxRegions));
            for (const std::string& text : pairs[i].texts)
                texts.push_back(
                    data::tokenText(*bundle.tokenizer, text, static_cast<int>(bundle.maxTextTokens))
                        .ids);
        }
        std::vector<tasks::JointInput> inputs;
        for (size_t i = first, text = 0; i < last; ++i)
            for (size_t k = 0; k < pairs[i].texts.size(); ++k)
                inputs.push_back({&pictures[i - first], &texts[text++]});
        const at::Tensor scores = tasks::matchScores(bundle, inputs, control.stop).contiguous();
        if (scores.size(0) < static_cast<int64_t>(inputs.size()))
            break; // stopped
        const float* score = scores.const_data_ptr<float>();
        for (size_t i = first; i < last; ++i) {
            taken.push_back(takenOf(score, pairs[i].texts.size()));
            score += pairs[i].texts.size();
        }
    }
    return taken;
}

/// What is kept, by measure.
std::map<std::string, Values> measuresOf(const std::vector<Pair>& pairs,
                                         const std::vector<std::vector<Taken>>& taken,
                                         ScoreReport& report)
{
    std::map<std::string, Values> measures;
    for (size_t i = 0; i < pairs.size(); ++i) {
        const SampleId id = pairs[i].sample;
        const Taken& now = taken.back()[i];
        measures["score"].emplace_back(id, now.score);
        if (taken.size() > 1)
            measures["drift"].emplace_back(id, now.score - taken.front()[i].score);
        if (pairs[i].texts.size() == 1)
            continue;
        ++report.contested;
        measures["margin"].emplace_back(id, now.margin);
        measures["loss"].emplace_back(id, now.loss);
        int64_t events = 0;
        for (size_t c = 1; c < taken.size(); ++c)
            events += taken[c - 1][i].margin > 0 && taken[c][i].margin <= 0;
        if (taken.size() > 1)
            measures["forgotten"].emplace_back(id, static_cast<double>(events));
        report.wrong += now.margin <= 0;
        report.forgotten += now.margin <= 0 && events > 0;
    }
    return measures;
}

Result<ScoreReport> score(store::Project& project, const store::SampleFilter& filter,
                          const std::vector<std::filesystem::path>& checkpoints,
                          const std::string& sourceName, const std::string& device,
                          const JobControl& control)
{
    const auto began = std::chrono::steady_clock::now();
    if (checkpoints.empty())
        return Error{ErrorKind::Config, "there is no checkpoint to score with", {}, {}};
    const auto chosen = tensor::resolveDevice(device).orThrow();
    const auto source = data::RegionSource::open(project).orThrow();
    const auto pairs = pairsOf(project, filter, *source);
    if (pairs.empty())
        return Error{ErrorKind::Data, "no pair here has both regions and a caption",
                     project.folder().string(), "compute region features in Data"};
    std::vector<std::vector<Taken>> taken;
    for (size_t c = 0; c < checkpoints.size(); ++c) {
        auto bundle = tasks::loadBundle(checkpoints[c]).orThrow();
        bundle.to(at::Device(chosen));
        const std::string what =
            checkpoints.size() > 1
                ? texts::filled(texts::kScoringPairsBy,
                                {std::to_string(c + 1), std::to_string(checkpoints.size())})
                : texts::kScoringPairs;
        taken.push_back(readWith(bundle, pairs, *source, what, control));
        if (control.stopped())
            return JobControl::cancelled("Scoring");
    }
    ScoreReport report;
    report.pairs = static_cast<int64_t>(pairs.size());
    auto measures = measuresOf(pairs, taken, report);
    project.transaction([&] {
        for (const std::string& name : scoreMeasures())
            project.setMeasure(name, sourceName, measures[name]);
    });
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return report;
}

} // namespace

const std::vector<std::string>& scoreMeasures()
{
    static const std::vector<std::string> names = {"score", "margin", "loss", "drift", "forgotten"};
    return names;
}

Result<ScoreReport> scoreSamples(store::Project& project, const store::SampleFilter& filter,
                                 const std::vector<std::filesystem::path>& checkpoints,
                                 const std::string& source, const std::string& device,
                                 const JobControl& control)
{
    try {
        return score(project, filter, checkpoints, source, device, control);
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
