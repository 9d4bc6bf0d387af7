// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/start.h"

#include "core/base/log.h"
#include "core/model/detail/visual_start.h"
#include "core/train/detail/start_parts.h"

#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <map>

namespace unimo::train {
namespace {

std::shared_ptr<const data::RegionSource> regionsOf(const store::Project& project)
{
    return data::RegionSource::any(project) ? data::RegionSource::open(project).orThrow() : nullptr;
}

data::AnswerVocabulary answersOf(const Settings& recipe, const store::Project& project)
{
    store::SampleFilter train;
    train.split = recipe.text("data.train_split");
    return data::AnswerVocabulary::fromQuestions(project.questions(train));
}

/// The project's tasks, and what they need of the model. Call before the model is made.
void takeTasks(tasks::Bundle& bundle, const Settings& recipe, const store::Project& project)
{
    bundle.tasks.clear();
    if (recipe.boolean("tasks.on"))
        bundle.tasks = data::taskSpecs(project, recipe.text("data.train_split"));
    for (const auto& task : bundle.tasks)
        bundle.config.dialogue = bundle.config.dialogue || task.dialogue;
}

at::Generator seeded(const Settings& recipe)
{
    return at::make_generator<at::CPUGeneratorImpl>(
        static_cast<uint64_t>(recipe.integer("run.seed")));
}

/// What the recipe says of a model that the weights do not fix.
void configure(tasks::Bundle& bundle, const Settings& recipe)
{
    // "auto" is no pooling's name: the present one stays.
    bundle.config.pooling =
        model::poolingNamed(recipe.text("model.pooling")).value_or(bundle.config.pooling);
    bundle.config.similarity = model::similarityNamed(recipe.text("model.similarity")).value();
    // What is trained on pictures and texts encoded together scores them. Official retrieval is the
    // similarity of the poolers' head; where nothing is said, what the checkpoint had stays.
    if (recipe.boolean("match.on"))
        bundle.config.jointScore = model::JointScore::Match;
    else if (recipe.boolean("cmcl.on") || (recipe.boolean("retrieval.on") &&
                                           bundle.config.similarity == model::Similarity::Head))
        bundle.config.jointScore = model::JointScore::Similarity;
    bundle.config.answerHead = model::answerHeadNamed(recipe.text("vqa.head")).value();
    bundle.objectTags = {recipe.integer("caption.object_tags"),
                         recipe.real("caption.object_threshold")};
    bundle.config.dropout = recipe.real("model.dropout");
    bundle.config.featureDropout = recipe.real("model.feature_dropout");
    bundle.config.maxRegions = recipe.integer("data.max_regions");
    bundle.maxTextTokens = recipe.integer("data.max_text_tokens");
    if (bundle.maxTextTokens + 2 + bundle.config.firstPosition > bundle.config.maxPositions)
        throw ErrorException({ErrorKind::Config,
                              "data.max_text_tokens = " + std::to_string(bundle.maxTextTokens) +
                                  " does not fit the model's " +
                                  std::to_string(bundle.config.maxPositions) + " positions",
                              {},
                              {}});
}

/// Pictures and texts begin in the encoder's own space, where like words are near already.
void startVectors(tasks::Bundle& bundle)
{
    for (auto* projection : {&bundle.heads->textProjection, &bundle.heads->imageProjection})
        (*projection)->weight.copy_(at::eye(bundle.config.hidden));
}

void makeHeads(tasks::Bundle& bundle, const at::Generator& generator)
{
    bundle.heads = bundle.newHeads();
    model::initialise(*bundle.heads, bundle.config.initializerRange, generator);
}

void startHeads(tasks::Bundle& bundle, const Settings& recipe)
{
    startVectors(bundle);
    bundle.heads->logTemperature.fill_(std::log(recipe.real("model.temperature")));
    startAnswers(bundle);
}

/// A new model, from weights of another program or from none.
tasks::Bundle newBundle(const Settings& recipe, const store::Project& project)
{
    Origin origin = originOf(recipe);
    auto vocabulary =
        data::makeProjectVocabulary(
            project, recipe.text("data.train_split"), std::move(origin.tokenizer),
            static_cast<int>(recipe.integer("data.keep_words")),
            recipe.boolean("texts.on") || recipe.boolean("cmcl.on"), recipe.boolean("tasks.on"))
            .orThrow();
    tasks::Bundle bundle;
    bundle.config = model::presetConfig(recipe.text("model.preset")).orThrow();
    if (const int64_t layers = recipe.integer("model.layers"))
        bundle.config.layers = layers;
    bundle.config.vocabulary = vocabulary.tokenizer->size();
    bundle.config.outputVocabulary = vocabulary.active;
    const auto source = regionsOf(project);
    if (source) {
        bundle.config.featureDim = source->dim();
        bundle.config.regionClasses = source->classes();
    }
    configure(bundle, recipe);
    bundle.tokenizer = std::move(vocabulary.tokenizer);
    bundle.answers = answersOf(recipe, project);
    takeTasks(bundle, recipe, project);
    const RegionSample regions =
        source ? sampleRegions(project, *source, recipe.text("data.train_split"),
                               bundle.config.maxRegions)
               : RegionSample{};

    const at::Generator generator = seeded(recipe);
    bundle.model = model::UnimoModel(bundle.config);
    model::initialise(*bundle.model, bundle.config.initializerRange, generator);
    makeHeads(bundle, generator);
    startLocations(*bundle.model->embeddings->location, regions, recipe.real("start.location_std"),
                   generator);
    const auto report = takeWeights(bundle, origin, vocabulary.oldIds);
    // Weights that know regions know them as they are, not standardised.
    if (!report.filled.contains("embeddings.feature"))
        startFeatures(bundle, regions, recipe);
    if (!report.filled.contains("embeddings.visual_norm"))
        model::startVisualNorm(bundle.model);
    startHeads(bundle, recipe);
    return bundle;
}

/// Tensors that have one row an answer.
std::vector<at::Tensor> answerRows(const model::Heads& heads)
{
    if (heads->answers() == 0)
        return {};
    if (heads->answerOuter)
        return {heads->answerOuter->weight, heads->answerOuter->bias};
    return {heads->answerEmbedding, heads->answerBias};
}

bool isOfAnswers(const std::string& name)
{
    return name.starts_with("heads.answer_embedding") || name.starts_with("heads.answer_bias") ||
           name.starts_with("heads.answer_outer");
}

/// A checkpoint of this program, for other data or another task: everything is kept but the
/// answers, which are the new data's; an answer that was known keeps its weights.
tasks::Bundle furtherBundle(const Settings& recipe, const store::Project& project)
{
    const std::filesystem::path from = recipe.text("start.from");
    tasks::Bundle before = tasks::loadBundle(from).orThrow();
    if (const auto source = regionsOf(project);
        source && (source->dim() != before.config.featureDim ||
                   source->classes() != before.config.regionClasses))
        throw ErrorException(
            {ErrorKind::Config,
             "the checkpoint reads region features of " + std::to_string(before.config.featureDim) +
                 " numbers, the project has " + std::to_string(source->dim()),
             from.string(), "compute the features with the extractor it was trained with"});
    tasks::Bundle bundle;
    bundle.config = before.config;
    configure(bundle, recipe);
    bundle.tokenizer = std::move(before.tokenizer);
    bundle.answers = answersOf(recipe, project);
    takeTasks(bundle, recipe, project);
    bundle.model = model::UnimoModel(bundle.config);
    const at::Generator generator = seeded(recipe);
    model::initialise(*bundle.model, bundle.config.initializerRange, generator);
    makeHeads(bundle, generator);
    startHeads(bundle, recipe);

    std::map<std::string, at::Tensor> places;
    for (const auto& [name, place] : bundle.state())
        places[name] = place;
    for (const auto& [name, value] : before.state())
        if (const auto place = places.find(name);
            place != places.end() && place->second.sizes() == value.sizes() && !isOfAnswers(name))
            place->second.copy_(value);
    const auto rows = answerRows(bundle.heads);
    const auto known = answerRows(before.heads);
    for (size_t i = 0;
         i < bundle.answers.size() && bundle.config.answerHead == before.config.answerHead; ++i) {
        const int64_t row = before.answers.indexOf(bundle.answers.text(i));
        for (size_t t = 0; row >= 0 && t < rows.size(); ++t)
            rows[t][static_cast<int64_t>(i)].copy_(known[t][row]);
    }
    log::info("train", "started from checkpoint " + from.string());
    return bundle;
}

} // namespace

Result<tasks::Bundle> startBundle(const Settings& recipe, const store::Project& project)
{
    const torch::NoGradGuard noGrad;
    try {
        return startsFromCheckpoint(recipe) ? furtherBundle(recipe, project)
                                            : newBundle(recipe, project);
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::train
