// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/engine.h"

#include "core/inference/detail/engine_data.h"
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tasks/detail/queries.h"
#include "core/tensor/detail/autocast.h"
#include "core/tensor/device.h"
#include "core/vision/object_tags.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>

namespace unimo::inference {
namespace {

/// Candidates that joint matching looks at before the best are shown.
constexpr int kCandidates = 20;

/// Runs a query and turns what it throws into an Error.
template <typename Body>
auto guarded(const std::stop_token& stop, const char* what, const Body& body)
    -> Result<decltype(body())>
{
    try {
        auto value = body();
        if (stop.stop_requested())
            return JobControl::cancelled(what);
        return value;
    } catch (...) {
        return currentExceptionAsError();
    }
}

int64_t stepOf(const std::filesystem::path& checkpoint)
{
    const std::string name = checkpoint.filename().string();
    const auto dash = name.find('-');
    return dash == std::string::npos ? 0 : std::atoll(name.c_str() + dash + 1);
}

PreparedPicture asPicture(const vision::Regions& regions, const model::UnimoConfig& config)
{
    auto data = std::make_shared<PreparedPicture::Data>();
    data->tokens = data::makeVisualTokens(regions.boxes, regions.features, config.featureDim,
                                          config.maxRegions);
    PreparedPicture picture;
    for (size_t r = 0; r < data->tokens.boxes.size(); ++r) {
        auto [name, probability] = vision::likeliestClass(regions, r);
        picture.regions.push_back({regions.boxes[r], std::move(name), probability});
    }
    data->objects = vision::objectTags(regions);
    picture.data = std::move(data);
    return picture;
}

CaptionCandidate asCandidate(const generate::Hypothesis& hypothesis,
                             const text::Tokenizer& tokenizer)
{
    CaptionCandidate candidate;
    candidate.text = tokenizer.decode(hypothesis.ids);
    candidate.score = static_cast<float>(hypothesis.score);
    for (size_t i = 0; i < hypothesis.ids.size(); ++i)
        candidate.words.emplace_back(tokenizer.token(hypothesis.ids[i]),
                                     std::exp(hypothesis.logProbabilities[i]));
    return candidate;
}

/// Each text once, the best first.
std::vector<CaptionCandidate> distinct(std::vector<CaptionCandidate> all)
{
    std::vector<CaptionCandidate> once;
    for (CaptionCandidate& candidate : all) {
        const auto same = std::find_if(once.begin(), once.end(), [&](const auto& other) {
            return other.text == candidate.text;
        });
        if (same == once.end())
            once.push_back(std::move(candidate));
        else
            ++same->times;
    }
    std::stable_sort(once.begin(), once.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    return once;
}

/// Orders candidates by similarity and matching together, and gives each its share of the softmax
/// over the matching scores.
std::vector<Hit> ranked(std::vector<Hit> hits, const at::Tensor& scores, int count)
{
    const at::Tensor share = at::softmax(scores, 0);
    std::vector<std::pair<double, size_t>> order;
    for (size_t i = 0; i < hits.size(); ++i) {
        const auto row = static_cast<int64_t>(i);
        hits[i].match = share[row].item<float>();
        order.emplace_back(
            scores[row].item<double>() + tasks::kSimilarityWeight * hits[i].similarity, i);
    }
    std::sort(order.begin(), order.end(), std::greater<>());
    std::vector<Hit> best;
    for (size_t i = 0; i < std::min(order.size(), static_cast<size_t>(count)); ++i)
        best.push_back(hits[order[i].second]);
    return best;
}

} // namespace

PreparedPicture pictureOf(const data::RegionSource& source, store::SampleId sample,
                          const store::ObjectTags& objects, const model::UnimoConfig& config)
{
    auto data = std::make_shared<PreparedPicture::Data>();
    data->tokens =
        source.tokens(sample, source.available(sample, data::RegionSet::Truth), config.maxRegions);
    data->objects = objects;
    PreparedPicture picture;
    for (const Box& box : data->tokens.boxes)
        picture.regions.push_back({box, {}, 0});
    picture.data = std::move(data);
    return picture;
}

void requireAnswers(const tasks::Bundle& bundle)
{
    if (bundle.answers.size() == 0)
        throw ErrorException({ErrorKind::Data,
                              "this checkpoint was trained without questions",
                              {},
                              "train on a project that has questions"});
}

const data::TaskSpec& pictureTask(const tasks::Bundle& bundle, const std::string& task)
{
    const auto spec =
        std::find_if(bundle.tasks.begin(), bundle.tasks.end(), [&](const data::TaskSpec& known) {
            return known.name == task && known.pictures &&
                   known.kind == store::TaskKind::Classification;
        });
    if (spec == bundle.tasks.end())
        throw ErrorException({ErrorKind::Data,
                              "this checkpoint has not learnt the task \"" + task + "\"",
                              {},
                              "train the recipe entailment on a project that has it"});
    return *spec;
}

Engine::Engine(std::unique_ptr<Implementation> implementation) : d_(std::move(implementation)) {}
Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::load(const std::filesystem::path& checkpoint,
                                             const std::string& device)
{
    try {
        auto chosen = tensor::resolveDevice(device);
        if (!chosen)
            return chosen.error();
        auto bundle = tasks::loadBundle(checkpoint);
        if (!bundle)
            return bundle.error();
        auto d = std::make_unique<Implementation>();
        d->bundle = std::move(*bundle);
        d->bundle.to(at::Device(*chosen));
        d->info = {
            checkpoint, stepOf(checkpoint),           *chosen, d->bundle.model->parameterCount(),
            true,       d->bundle.answers.size() > 0, true,    {},
            0};
        for (const auto& task : d->bundle.tasks)
            if (task.pictures && task.kind == store::TaskKind::Classification)
                d->info.tasks.push_back({task.name, task.labels});
        d->info.layers = d->bundle.config.layers;
        return std::unique_ptr<Engine>(new Engine(std::move(d)));
    } catch (...) {
        return currentExceptionAsError();
    }
}

const EngineInfo& Engine::info() const
{
    return d_->info;
}
bool Engine::indexed() const
{
    return d_->index.has_value();
}

void Engine::forgetIndex()
{
    d_->index.reset();
    d_->memories.clear();
}

Result<PreparedPicture> Engine::prepareRegions(const Image& image, const std::vector<Box>* boxes,
                                               const std::stop_token& stop)
{
    const auto start = std::chrono::steady_clock::now();
    if (d_->bundle.config.featureDim != vision::RegionExtractor::kDim)
        return Error{ErrorKind::Data,
                     "the model takes regions of " + std::to_string(d_->bundle.config.featureDim) +
                         " numbers, the built-in extractor gives " +
                         std::to_string(vision::RegionExtractor::kDim),
                     {},
                     "ask it about pictures whose features are in the project"};
    if (!d_->extractor) {
        auto extractor = vision::RegionExtractor::load();
        if (!extractor)
            return extractor.error();
        d_->extractor = std::move(*extractor);
    }
    std::vector<std::vector<Box>> given;
    if (boxes)
        given.push_back(*boxes);
    auto regions = d_->extractor->extract(std::span(&image, 1), given, stop);
    if (!regions)
        return regions.error();
    PreparedPicture picture = asPicture(regions->front(), d_->bundle.config);
    picture.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return picture;
}

Result<PreparedPicture> Engine::prepare(const Image& image, const std::stop_token& stop)
{
    return prepareRegions(image, nullptr, stop);
}

Result<PreparedPicture> Engine::prepare(const Image& image, const std::vector<Box>& boxes,
                                        const std::stop_token& stop)
{
    return prepareRegions(image, &boxes, stop);
}

Result<std::vector<CaptionCandidate>> Engine::caption(const PreparedPicture& picture,
                                                      const CaptionOptions& options,
                                                      const std::stop_token& stop)
{
    return guarded(stop, "Captioning", [&] {
        const auto objects =
            data::tagTokens(*d_->bundle.tokenizer, picture.data->objects, d_->bundle.objectTags);
        const generate::BeamOptions search{
            options.beams, options.minTokens,
            std::min<int64_t>(options.maxTokens, d_->bundle.maxTextTokens), options.lengthPenalty};
        const bool drawn = options.method == CaptionOptions::Method::Nucleus;
        // Every token reads all weights: in bf16 half as much, and products of five rows are fast.
        const tensor::AutocastGuard fast(at::kCPU,
                                         d_->info.device == "cpu" && tensor::cpuHasBf16());
        const auto found =
            drawn ? tasks::sampledCaptions(
                        d_->bundle, picture.data->tokens, objects, search,
                        {options.samples, options.topP, options.temperature, options.seed}, stop)
                  : tasks::captions(d_->bundle, picture.data->tokens, objects, search, stop);
        std::vector<CaptionCandidate> candidates;
        for (const auto& hypothesis : found)
            candidates.push_back(asCandidate(hypothesis, *d_->bundle.tokenizer));
        if (drawn)
            candidates = distinct(std::move(candidates));
        return candidates;
    });
}

Result<std::vector<Answer>> Engine::answer(const PreparedPicture& picture,
                                           const std::string& question, int top,
                                           const std::stop_token& stop)
{
    return guarded(stop, "Answering", [&] {
        requireAnswers(d_->bundle);
        const auto ids = d_->tokens(question);
        const at::Tensor probabilities =
            tasks::answerProbabilities(d_->bundle, {{&picture.data->tokens, &ids}}, {})[0];
        const auto [values, indices] =
            probabilities.topk(std::min<int64_t>(top, probabilities.size(0)));
        std::vector<Answer> answers;
        for (int64_t i = 0; i < values.size(0); ++i)
            answers.push_back(
                {d_->bundle.answers.text(static_cast<size_t>(indices[i].item<int64_t>())),
                 values[i].item<float>()});
        return answers;
    });
}

Result<std::vector<Answer>> Engine::judge(const PreparedPicture& picture, const std::string& task,
                                          const std::string& text, const std::stop_token& stop)
{
    return guarded(stop, "Judging", [&] {
        const data::TaskSpec& spec = pictureTask(d_->bundle, task);
        const auto ids = d_->tokens(text);
        const at::Tensor probabilities = at::softmax(
            tasks::taskOutputs(d_->bundle, spec, {{&picture.data->tokens, &ids}}, stop)[0], 0);
        std::vector<Answer> labels;
        for (size_t i = 0; i < spec.labels.size(); ++i)
            labels.push_back(
                {spec.labels[i], probabilities[static_cast<int64_t>(i)].item<float>()});
        std::stable_sort(labels.begin(), labels.end(), [](const Answer& a, const Answer& b) {
            return a.probability > b.probability;
        });
        return labels;
    });
}

Status Engine::index(const std::filesystem::path& project, const std::string& split,
                     const JobControl& control)
{
    try {
        auto index = buildIndex(d_->bundle, project, split, control);
        if (!index)
            return index.error();
        d_->index = std::move(*index);
        return {};
    } catch (...) {
        return currentExceptionAsError();
    }
}

Result<std::vector<Hit>> Engine::findTexts(const PreparedPicture& picture, int count,
                                           const std::stop_token& stop)
{
    if (!d_->index)
        return Error{ErrorKind::Internal, "nothing is indexed yet", {}, {}};
    return guarded(stop, "The search", [&] {
        const at::Tensor query =
            tasks::pictureVectors(d_->bundle, {picture.data->tokens}, {}).contiguous();
        const auto near =
            d_->index->texts
                .search({query.const_data_ptr<float>(), static_cast<size_t>(query.numel())},
                        std::max(count, kCandidates))
                .orThrow();
        std::vector<Hit> hits;
        std::vector<tasks::JointInput> pairs;
        for (const auto& neighbour : near) {
            const auto& caption = d_->index->captions[static_cast<size_t>(neighbour.id)];
            hits.push_back({caption.sample, caption.text, neighbour.score, -1});
            pairs.push_back({&picture.data->tokens, &caption.ids});
        }
        const at::Tensor scores = tasks::matchScores(d_->bundle, pairs, stop);
        return stop.stop_requested() ? hits : ranked(std::move(hits), scores, count);
    });
}

Result<std::vector<Hit>> Engine::findPictures(const std::string& text, int count,
                                              const std::stop_token& stop)
{
    if (!d_->index)
        return Error{ErrorKind::Internal, "nothing is indexed yet", {}, {}};
    return guarded(stop, "The search", [&] {
        const auto ids = d_->tokens(text);
        const at::Tensor query = tasks::textVectors(d_->bundle, {ids}, {}).contiguous();
        const auto near =
            d_->index->pictures
                .search({query.const_data_ptr<float>(), static_cast<size_t>(query.numel())},
                        std::max(count, kCandidates))
                .orThrow();
        std::vector<Hit> hits;
        std::vector<tasks::JointInput> pairs;
        for (const auto& neighbour : near) {
            const auto place = static_cast<size_t>(neighbour.id);
            hits.push_back({d_->index->samples[place], {}, neighbour.score, -1});
            pairs.push_back({&d_->index->tokens[place], &ids});
        }
        const at::Tensor scores = tasks::matchScores(d_->bundle, pairs, stop);
        return stop.stop_requested() ? hits : ranked(std::move(hits), scores, count);
    });
}

} // namespace unimo::inference
