// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/start.h"

#include "core/base/files.h"
#include "core/base/log.h"
#include "core/model/detail/bert_start.h"
#include "core/model/detail/visual_start.h"
#include "core/model/starters.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <unordered_map>

namespace unimo::train {
namespace {

/// More regions than this teach the feature statistics nothing new.
constexpr size_t kStatisticsRegions = 24'000;

/// Mean word embedding of a text's tokens: [hidden].
at::Tensor meanWord(const tasks::Bundle& bundle, const std::string& text)
{
    std::vector<int64_t> ids;
    for (int32_t id : bundle.tokenizer->encode(text).ids)
        ids.push_back(id);
    const auto& table = bundle.model->embeddings->word->weight;
    if (ids.empty())
        return at::zeros({table.size(1)});
    return table.index_select(0, data::tensorOf(ids)).mean(0);
}

/// Training regions with the words that name them, where they are known.
struct RegionSample
{
    std::vector<float> features;                             ///< [n, dim]
    std::vector<float> locations;                            ///< [n, 5]
    std::vector<int64_t> labelledRows;                       ///< rows whose label is known
    std::vector<std::pair<std::string, std::string>> labels; ///< noun, colour of those rows
    int64_t rows = 0;
};

RegionSample sampleRegions(const store::Project& project, const data::RegionSource& source,
                           const std::string& split, int64_t maxRegions)
{
    store::SampleFilter filter;
    filter.split = split;
    std::unordered_map<store::SampleId, std::vector<store::Region>> truth;
    for (auto& region : project.regions(filter))
        truth[region.sample].push_back(std::move(region));

    RegionSample sample;
    const auto dim = static_cast<size_t>(source.dim());
    for (store::SampleId id : project.sampleIds(filter)) {
        if (!source.hasAny(id))
            continue;
        for (data::RegionSet set : {data::RegionSet::Truth, data::RegionSet::Proposals}) {
            if (!source.has(id, set))
                continue;
            const data::VisualTokens tokens = source.tokens(id, set, maxRegions);
            sample.features.insert(sample.features.end(),
                                   tokens.features.begin() + static_cast<std::ptrdiff_t>(dim),
                                   tokens.features.end());
            sample.locations.insert(sample.locations.end(), tokens.locations.begin() + 5,
                                    tokens.locations.end()); // [IMG] comes first
            for (size_t r = 0; r < tokens.boxes.size(); ++r)
                for (const auto& region : truth[id])
                    if (intersectionOverUnion(region.box, tokens.boxes[r]) > 0.6F &&
                        !region.label.empty()) {
                        sample.labelledRows.push_back(sample.rows + static_cast<int64_t>(r));
                        sample.labels.emplace_back(region.label, region.colour);
                        break;
                    }
            sample.rows += tokens.count - 1;
        }
        if (static_cast<size_t>(sample.rows) > kStatisticsRegions)
            break;
    }
    return sample;
}

/// Feature statistics, and the visual projection where labels are known.
void startFeatures(tasks::Bundle& bundle, const RegionSample& sample, const Settings& recipe)
{
    if (sample.rows == 0)
        return;
    const at::Tensor features =
        data::tensorOf(sample.features, {sample.rows, bundle.config.featureDim});
    model::standardiseFeatures(bundle.model, features);
    if (!recipe.boolean("start.visual_from_labels") || sample.labelledRows.size() < 100)
        return;
    std::unordered_map<std::string, at::Tensor> words;
    const auto word = [&](const std::string& text) {
        auto [entry, fresh] = words.try_emplace(text);
        if (fresh)
            entry->second = meanWord(bundle, text);
        return entry->second;
    };
    std::vector<at::Tensor> targets;
    for (const auto& [noun, colour] : sample.labels)
        targets.push_back(colour.empty() ? word(noun) : word(noun) + word(colour));
    const double explained = model::startVisualProjection(
        bundle.model, features.index_select(0, data::tensorOf(sample.labelledRows)),
        at::stack(targets));
    log::info("train", "visual projection started from " + std::to_string(targets.size()) +
                           " labelled regions, explains " +
                           std::to_string(static_cast<int>(100 * explained)) + " % of their words");
}

/// Answers begin at the words they consist of; the answer transform passes states through.
void startAnswers(tasks::Bundle& bundle)
{
    if (bundle.answers.size() == 0)
        return;
    for (size_t i = 0; i < bundle.answers.size(); ++i)
        bundle.heads->answerEmbedding[static_cast<int64_t>(i)].copy_(
            meanWord(bundle, bundle.answers.text(i)));
    bundle.heads->answerTransform->weight.copy_(at::eye(bundle.config.hidden));
}

/// Random location weights whose output is zero for the mean box: what all regions have in common
/// would only drown the features, for the two are added and normalised.
void startLocations(torch::nn::LinearImpl& location, const RegionSample& sample, double deviation,
                    at::Generator generator)
{
    location.weight.normal_(0.0, deviation, std::move(generator));
    if (sample.rows == 0)
        return;
    const at::Tensor mean = data::tensorOf(sample.locations, {sample.rows, 5}).mean(0);
    location.bias.copy_(-at::mv(location.weight, mean));
}

/// Pictures and texts begin in the encoder's own space, where like words are near already.
void startVectors(tasks::Bundle& bundle)
{
    for (auto* projection : {&bundle.heads->textProjection, &bundle.heads->imageProjection})
        (*projection)->weight.copy_(at::eye(bundle.config.hidden));
}

Status startTextHalf(tasks::Bundle& bundle, std::span<const int32_t> oldIds)
{
    auto weights = tensor::readSafetensors(model::miniLmFolder() / "model.safetensors");
    if (!weights)
        return weights.error();
    auto report = model::startFromBert(bundle.model, weights->tensors, oldIds);
    if (!report)
        return report.error();
    log::info("train", "text half from MiniLM: " + std::to_string(report->used.size()) +
                           " tensors used, " + std::to_string(report->missing.size()) +
                           " missing, " + std::to_string(report->leftOver.size()) + " left over");
    return {};
}

} // namespace

Result<tasks::Bundle> startBundle(const Settings& recipe, const store::Project& project)
{
    try {
        auto starter = text::loadTokenizer(model::miniLmFolder() / "vocab.txt");
        if (!starter)
            return Error{ErrorKind::Io, starter.error().message, starter.error().where,
                         "run packaging/setup/fetch.sh, which fetches the starters"};
        auto vocabulary =
            data::makeProjectVocabulary(project, recipe.text("data.train_split"), **starter,
                                        static_cast<int>(recipe.integer("data.keep_words")),
                                        recipe.boolean("texts.on") || recipe.boolean("cmcl.on"));
        if (!vocabulary)
            return vocabulary.error();

        tasks::Bundle bundle;
        bundle.config = model::presetConfig(recipe.text("model.preset")).orThrow();
        if (const int64_t layers = recipe.integer("model.layers"))
            bundle.config.layers = layers;
        std::shared_ptr<const data::RegionSource> source; // none: texts alone
        if (data::RegionSource::any(project))
            source = data::RegionSource::open(project).orThrow();
        bundle.config.vocabulary = vocabulary->tokenizer->size();
        bundle.config.outputVocabulary = vocabulary->active;
        if (source) {
            bundle.config.featureDim = source->dim();
            bundle.config.regionClasses = source->classes();
        }
        bundle.config.maxRegions = recipe.integer("data.max_regions");
        // "auto" is no pooling's name: the preset's own stays.
        bundle.config.pooling =
            model::poolingNamed(recipe.text("model.pooling")).value_or(bundle.config.pooling);
        bundle.config.similarity = model::similarityNamed(recipe.text("model.similarity")).value();
        // Whichever was trained on pictures and texts encoded together.
        bundle.config.jointScore = recipe.boolean("match.on") || !recipe.boolean("cmcl.on")
                                       ? model::JointScore::Match
                                       : model::JointScore::Similarity;
        bundle.config.dropout = recipe.real("model.dropout");
        bundle.config.featureDropout = recipe.real("model.feature_dropout");
        bundle.maxTextTokens = recipe.integer("data.max_text_tokens");
        if (bundle.maxTextTokens + 2 + bundle.config.firstPosition > bundle.config.maxPositions)
            return Error{ErrorKind::Config,
                         "data.max_text_tokens = " + std::to_string(bundle.maxTextTokens) +
                             " does not fit the model's " +
                             std::to_string(bundle.config.maxPositions) + " positions",
                         {},
                         {}};
        bundle.tokenizer = std::move(vocabulary->tokenizer);
        store::SampleFilter train;
        train.split = recipe.text("data.train_split");
        bundle.answers = data::AnswerVocabulary::fromQuestions(project.questions(train));

        const RegionSample regions =
            source ? sampleRegions(project, *source, recipe.text("data.train_split"),
                                   bundle.config.maxRegions)
                   : RegionSample{};

        const torch::NoGradGuard noGrad;
        bundle.model = model::UnimoModel(bundle.config);
        bundle.heads = model::Heads(bundle.config, static_cast<int64_t>(bundle.answers.size()));
        const auto generator = at::make_generator<at::CPUGeneratorImpl>(
            static_cast<uint64_t>(recipe.integer("run.seed")));
        model::initialise(*bundle.model, bundle.config.initializerRange, generator);
        model::initialise(*bundle.heads, bundle.config.initializerRange, generator);
        startLocations(*bundle.model->embeddings->location, regions,
                       recipe.real("start.location_std"), generator);
        if (recipe.text("start.text") == "minilm")
            if (auto status = startTextHalf(bundle, vocabulary->oldIds); !status)
                return status.error();
        startFeatures(bundle, regions, recipe);
        model::startVisualNorm(bundle.model);
        startVectors(bundle);
        bundle.heads->logTemperature.fill_(std::log(recipe.real("model.temperature")));
        startAnswers(bundle);
        return bundle;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::train
