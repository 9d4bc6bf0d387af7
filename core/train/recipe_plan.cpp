// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/recipe_plan.h"

#include "core/tensor/device.h"

#include <algorithm>

namespace unimo::train {
namespace {

data::RewriteLevel rewriteLevel(const std::string& name)
{
    return name == "sentence" ? data::RewriteLevel::Sentence
           : name == "word"   ? data::RewriteLevel::Word
           : name == "none"   ? data::RewriteLevel::None
                              : data::RewriteLevel::All;
}

LossWeights lossWeights(const Settings& recipe)
{
    LossWeights weights;
    weights.contrast = recipe.real("contrast.weight");
    weights.cmcl = recipe.real("cmcl.weight");
    weights.caption = recipe.real("caption.weight");
    weights.masked = recipe.real("mlm.weight");
    weights.loneTexts = recipe.real("texts.weight");
    weights.regionFeature = recipe.real("regions.feature_weight");
    weights.regionClass = recipe.real("regions.class_weight");
    weights.lonePictures = recipe.real("pictures.weight");
    weights.match = recipe.real("match.weight");
    weights.retrieval = recipe.real("retrieval.weight");
    weights.circleMargin = recipe.real("retrieval.margin");
    weights.circleScale = recipe.real("retrieval.scale");
    weights.answer = recipe.real("vqa.weight");
    weights.tasks = recipe.real("tasks.weight");
    return weights;
}

bool wantsAutocast(const Settings& recipe, const std::string& device)
{
    const std::string precision = recipe.text("run.precision");
    if (precision == "auto")
        return device == "cuda" || tensor::cpuHasBf16();
    return precision == "bf16";
}

} // namespace

data::StepPlan stepPlan(const Settings& recipe, const tasks::Bundle& bundle)
{
    const auto count = [&](const char* onKey, const char* countKey) {
        return recipe.boolean(onKey) ? recipe.integer(countKey) : 0;
    };
    data::StepPlan plan;
    plan.contrastPairs = count("contrast.on", "contrast.pairs");
    plan.cmclPairs = count("cmcl.on", "cmcl.pairs");
    plan.cmclPositives = recipe.integer("cmcl.positives");
    plan.cmclNegatives = recipe.integer("cmcl.negatives");
    plan.cmclTexts = recipe.integer("cmcl.texts");
    plan.cmclPictures = recipe.integer("cmcl.pictures");
    plan.cmclInBatch = recipe.boolean("cmcl.in_batch");
    plan.cmclNumerator = recipe.text("cmcl.numerator") == "each" ? objectives::CmclNumerator::Each
                                                                 : objectives::CmclNumerator::Sum;
    plan.captions = count("caption.on", "caption.pairs");
    plan.maskedCaptions = count("mlm.on", "mlm.pairs");
    plan.loneTexts = count("texts.on", "texts.count");
    plan.maskedPictures = count("regions.on", "regions.pairs");
    plan.lonePictures = count("pictures.on", "pictures.count");
    plan.matchSets = count("match.on", "match.sets");
    plan.matchNegatives = recipe.integer("match.negatives");
    plan.matchRandom = recipe.integer("match.random");
    plan.questionScenes = count("vqa.on", "vqa.scenes");
    plan.questionsPerScene = recipe.integer("vqa.questions");
    plan.answers = bundle.config.answerHead == model::AnswerHead::Product
                       ? static_cast<int64_t>(bundle.answers.size())
                       : 0;
    plan.objectTags = bundle.objectTags.limit > 0;
    plan.retrievalSets = count("retrieval.on", "retrieval.sets");
    plan.retrievalNegatives = recipe.integer("retrieval.negatives");
    plan.captionSmoothing = recipe.real("caption.label_smoothing");
    plan.taskExamples = count("tasks.on", "tasks.count");
    plan.labelSmoothing = recipe.real("tasks.label_smoothing");
    plan.maskRatio = recipe.real("mlm.ratio");
    plan.seq2seqShare = recipe.real("mlm.seq2seq_share");
    plan.seq2seqRatio = recipe.real("mlm.seq2seq_ratio");
    plan.seq2seqForm = recipe.text("mlm.seq2seq_form") == "slices" ? data::Seq2SeqForm::Slices
                                                                   : data::Seq2SeqForm::Fragments;
    plan.regionMaskRatio = recipe.real("regions.ratio");
    plan.overlap = recipe.real("regions.overlap");
    plan.overlapMeasure = recipe.text("regions.overlap_measure") == "iou"
                              ? objectives::OverlapMeasure::IntersectionOverUnion
                              : objectives::OverlapMeasure::OwnArea;
    plan.proposalShare = recipe.real("data.proposal_share");
    plan.maxRegions = bundle.config.maxRegions;
    plan.featureDim = bundle.config.featureDim;
    plan.regionClasses = bundle.config.regionClasses;
    plan.pooling = bundle.config.pooling;
    const auto special = bundle.tokenizer->special().all();
    plan.mask = {bundle.tokenizer->special().mask,
                 1 + *std::max_element(special.begin(), special.end()),
                 static_cast<int32_t>(bundle.config.outputVocabulary)};
    return plan;
}

std::shared_ptr<const data::SceneData>
trainingScenes(const Settings& recipe, const store::Project& project, const tasks::Bundle& bundle)
{
    return std::make_shared<const data::SceneData>(
        data::loadScenes(project, *bundle.tokenizer, bundle.answers,
                         {recipe.text("data.train_split"), bundle.tasks,
                          static_cast<int>(bundle.maxTextTokens), bundle.objectTags,
                          rewriteLevel(recipe.text("data.rewrites"))})
            .orThrow());
}

OptimizerOptions optimizerOptions(const Settings& recipe)
{
    OptimizerOptions options;
    options.beta1 = recipe.real("optim.beta1");
    options.beta2 = recipe.real("optim.beta2");
    options.epsilon = recipe.real("optim.epsilon");
    options.weightDecay = recipe.real("optim.weight_decay");
    options.clip = recipe.real("optim.clip");
    options.headMultiplier = recipe.real("optim.head_multiplier");
    return options;
}

Schedule schedule(const Settings& recipe)
{
    Schedule made;
    made.steps = recipe.integer("run.steps");
    made.seconds = 60 * recipe.real("run.minutes");
    made.warmup = recipe.real("optim.warmup");
    made.finalShare = recipe.real("optim.final");
    const std::string form = recipe.text("optim.schedule");
    made.form = form == "steps"      ? Schedule::Form::Steps
                : form == "official" ? Schedule::Form::Official
                                     : Schedule::Form::Linear;
    return made;
}

StepRules stepRules(const Settings& recipe, const std::string& device)
{
    StepRules rules;
    rules.weights = lossWeights(recipe);
    rules.autocast = wantsAutocast(recipe, device);
    rules.recompute = recipe.boolean("run.recompute");
    if (recipe.boolean("adversarial.on")) {
        auto& options = rules.adversarial.emplace();
        options.steps = recipe.integer("adversarial.steps");
        options.rate = recipe.real("adversarial.rate");
        options.start = recipe.real("adversarial.start");
        options.maxNorm = recipe.real("adversarial.max_norm");
        options.klWeight = recipe.real("adversarial.kl_weight");
        options.cleanLoss = recipe.boolean("adversarial.clean_loss");
        options.gradientNorm = recipe.text("adversarial.norm_of") == "gradient";
    }
    return rules;
}

} // namespace unimo::train
