// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/recipe.h"

#include "core/base/files.h"

#include <algorithm>

namespace unimo::train {
namespace {

using Type = SettingInfo::Type;

SettingInfo integer(const char* key, const char* group, const char* label, const char* help,
                    int64_t value, double minimum, double maximum)
{
    return {key, group, label, help, Type::Integer, value, minimum, maximum, {}, false};
}

SettingInfo real(const char* key, const char* group, const char* label, const char* help,
                 double value, double minimum, double maximum, bool live = false)
{
    return {key, group, label, help, Type::Real, value, minimum, maximum, {}, live};
}

SettingInfo toggle(const char* key, const char* group, const char* label, const char* help,
                   bool value)
{
    return {key, group, label, help, Type::Boolean, value, 0, 0, {}, false};
}

SettingInfo choice(const char* key, const char* group, const char* label, const char* help,
                   const char* value, std::vector<std::string> choices)
{
    return {key, group, label, help, Type::Choice, value, 0, 0, std::move(choices), false};
}

SettingInfo text(const char* key, const char* group, const char* label, const char* help,
                 const char* value)
{
    return {key, group, label, help, Type::Text, value, 0, 0, {}, false};
}

SettingTable makeTable()
{
    return {
        real("run.minutes", "Run", "Minutes",
             "Training time; 0 leaves the end to the number of steps", 15, 0, 100'000),
        integer("run.steps", "Run", "Steps", "Number of steps; 0 leaves the end to the time", 0, 0,
                100'000'000),
        integer("run.seed", "Run", "Seed", "Fixes the model's start and the order of the data", 1,
                0, 2'000'000'000),
        choice("run.device", "Run", "Device", "auto takes a GPU when there is one", "auto",
               {"auto", "cpu", "cuda"}),
        choice("run.precision", "Run", "Precision",
               "auto takes bf16 autocast where the processor has it", "auto",
               {"auto", "fp32", "bf16"}),
        toggle(
            "run.recompute", "Run", "Recompute layers",
            "Keep only each layer's input and run the layer again on the way back: a fraction of "
            "the memory for about a third more time",
            false),
        integer("run.threads", "Run", "Threads", "Compute threads; 0 takes every core", 0, 0, 1024),
        toggle("run.shard_optimizer", "Run", "Share the optimiser",
               "With several processes each keeps the moments of its part of the weights (ZeRO-1): "
               "less memory, checkpoints stay the same",
               false),
        real("run.checkpoint_seconds", "Run", "Checkpoint every (s)",
             "The first checkpoint comes after a third of this", 120, 1, 1'000'000),
        integer("run.keep_checkpoints", "Run", "Keep checkpoints",
                "Older ones are deleted; the last is always kept", 3, 1, 100'000),
        integer("run.log_every", "Run", "Log every (steps)", "Curves get one point each so often",
                5, 1, 100'000),
        integer("run.histogram_every", "Run", "Histograms every (steps)",
                "Of weights and gradients, and the similarities of a batch; 0 keeps none", 100, 0,
                1'000'000),
        integer("run.validation_scenes", "Run", "Validation scenes",
                "Measured at each checkpoint; 0 measures nothing", 100, 0, 100'000),

        choice("model.preset", "Model", "Model", "Size and text family", "unimo-mini",
               {"unimo-mini", "unimo-base", "unimo-large", "unimo-tiny"}),
        integer("model.layers", "Model", "Layers", "0 takes the preset's number", 0, 0, 48),
        choice("model.pooling", "Model", "Pooling",
               "first: [CLS] and [IMG], as the paper; mean: of all tokens, as MiniLM was trained; "
               "auto takes the preset's",
               "auto", {"auto", "first", "mean"}),
        choice(
            "model.similarity", "Model", "Similarity",
            "Of a picture's and a text's vector: cosine, plain product (dot), or the head on the "
            "product of the poolers, which the published configuration hints at",
            "cosine", {"cosine", "dot", "head"}),
        real("model.temperature", "Model", "Temperature",
             "Similarities are divided by it; the start where it is learnt. Not in the paper; "
             "UNIMO-2: 0.07",
             0.07, 0.001, 0.5),
        toggle("model.temperature_learnt", "Model", "Learnt temperature",
               "Kept in 0.001-0.5, as UNIMO-2 does", true),
        real("model.dropout", "Model", "Dropout", "Hidden states and attention; the paper: 0.1",
             0.0, 0, 0.9),
        real("model.feature_dropout", "Model", "Feature dropout", "Region features", 0.1, 0, 0.9),
        text("start.from", "Start", "Weights",
             "File or folder to start from: a checkpoint, UNIMO's Paddle folder or .pdparams, or "
             "RoBERTa or BERT of Hugging Face; empty: the starter below",
             ""),
        text("start.vocabulary", "Start", "Vocabulary",
             "Folder of these weights' vocabulary; empty: theirs", ""),
        choice("start.text", "Start", "Text half starts from", "minilm needs the unimo-mini shape",
               "minilm", {"minilm", "scratch"}),
        toggle("start.visual_from_labels", "Start", "Visual projection from labels",
               "Closed form: regions begin at the words of their labels, where the data has labels",
               true),
        real("start.location_std", "Start", "Location weights",
             "Standard deviation of the location projection at the start; the paper: 0.02", 0.02, 0,
             10),

        text("data.train_split", "Data", "Training split", "Samples of this split are learnt from",
             "train"),
        choice("data.rewrites", "Data", "Rewrites",
               "Which rewritten captions are learnt from: captions of others and back-translations "
               "(sentence), those with a fact exchanged (word), all, none",
               "all", {"all", "sentence", "word", "none"}),
        integer("data.keep_words", "Data", "Extra vocabulary",
                "Entries of the starter's vocabulary kept beside those that occur", 4000, 0,
                100'000),
        integer("data.max_text_tokens", "Data", "Text length", "Tokens; longer texts are cut", 48,
                4, 510),
        integer("data.max_regions", "Data", "Regions",
                "At most so many a picture, [IMG] not counted", 13, 1, 100),
        real("data.proposal_share", "Data", "Share of proposals",
             "Pictures taken with proposed regions instead of true boxes", 0.3, 0, 1),

        toggle("contrast.on", "Contrastive, in-batch", "On",
               "Pictures and texts encoded alone, in-batch softmax", true),
        integer("contrast.pairs", "Contrastive, in-batch", "Pairs a step",
                "Each is a negative of all others", 48, 2, 100'000),
        real("contrast.weight", "Contrastive, in-batch", "Weight", "Of this loss", 1, 0, 100, true),
        toggle("cmcl.on", "Contrastive (CMCL)", "On",
               "The paper's: a pair against its rewritten captions and what unimo augment found",
               false),
        integer("cmcl.pairs", "Contrastive (CMCL)", "Pairs a step", "", 16, 1, 100'000),
        integer("cmcl.positives", "Contrastive (CMCL)", "Rewritten positives",
                "A pair, encoded with the picture; the paper makes 3", 3, 0, 1000),
        integer("cmcl.negatives", "Contrastive (CMCL)", "Rewritten negatives",
                "A pair, encoded with the picture; captions of other pictures fill up. The paper "
                "makes 100",
                8, 0, 1000),
        integer("cmcl.texts", "Contrastive (CMCL)", "Retrieved texts",
                "A pair, encoded alone, positives; the paper retrieves 100", 4, 0, 1000),
        integer("cmcl.pictures", "Contrastive (CMCL)", "Retrieved pictures",
                "A pair, encoded alone, positives; the paper retrieves 100", 4, 0, 1000),
        toggle("cmcl.in_batch", "Contrastive (CMCL)", "In-batch negatives",
               "Also against the pictures and texts of the step's other pairs, encoded alone",
               true),
        choice("cmcl.numerator", "Contrastive (CMCL)", "Positives",
               "sum: together, as the paper, where one that is easily found satisfies the loss; "
               "each: every one has to be found",
               "sum", {"sum", "each"}),
        real("cmcl.weight", "Contrastive (CMCL)", "Weight", "Of this loss", 1, 0, 100, true),
        toggle("caption.on", "Captioning (seq2seq)", "On",
               "The picture is the prefix, the caption is predicted word by word", true),
        integer("caption.pairs", "Captioning (seq2seq)", "Pairs a step", "", 12, 1, 100'000),
        real("caption.label_smoothing", "Captioning (seq2seq)", "Label smoothing",
             "The paper's fine-tuning: 0.1", 0, 0, 0.9),
        integer(
            "caption.object_tags", "Captioning (seq2seq)", "Object tags",
            "Tokens of what the extractor names, read between picture and caption; 0: none. The "
            "paper: 100",
            0, 0, 400),
        real("caption.object_threshold", "Captioning (seq2seq)", "Object threshold",
             "Probability from which on a thing is named; the paper: base 0.35, large 0.2", 0.35, 0,
             1),
        real("caption.weight", "Captioning (seq2seq)", "Weight", "Of this loss", 1, 0, 100, true),
        toggle("mlm.on", "Language (MLM, seq2seq)", "On",
               "Hidden words of captions, or parts of them to be generated; the picture present",
               true),
        integer("mlm.pairs", "Language (MLM, seq2seq)", "Pairs a step", "", 6, 1, 100'000),
        real("mlm.ratio", "Language (MLM, seq2seq)", "Hidden share",
             "Of the tokens; the paper: 0.15", 0.15, 0.01, 0.9),
        real("mlm.seq2seq_share", "Language (MLM, seq2seq)", "Share of seq2seq",
             "Of the steps: these generate instead of filling in; the paper: 0.5", 0.5, 0, 1),
        real("mlm.seq2seq_ratio", "Language (MLM, seq2seq)", "Generated share",
             "Of a text's tokens, by fragments; the paper: 0.25", 0.25, 0.01, 0.9),
        choice("mlm.seq2seq_form", "Language (MLM, seq2seq)", "Generated parts",
               "fragments of 4 to 32 tokens, as the paper; slices in turn with the rest, as "
               "UNIMO-2's reader",
               "fragments", {"fragments", "slices"}),
        real("mlm.weight", "Language (MLM, seq2seq)", "Weight", "Of this loss", 1, 0, 100, true),
        toggle("texts.on", "Single texts", "On",
               "The language objective on texts without a picture, where there are any", true),
        integer("texts.count", "Single texts", "Texts a step", "", 4, 1, 100'000),
        real("texts.weight", "Single texts", "Weight", "Of this loss", 1, 0, 100, true),
        toggle("regions.on", "Masked regions", "On",
               "Hidden regions: feature regression and soft-label classification", true),
        integer("regions.pairs", "Masked regions", "Pairs a step", "", 6, 1, 100'000),
        real("regions.ratio", "Masked regions", "Hidden share", "Of the regions; the paper: 0.15",
             0.15, 0.01, 0.9),
        real("regions.overlap", "Masked regions", "Overlap",
             "Regions that overlap a hidden one by more are hidden too; base 0.4, large 0.3", 0.4,
             0, 1),
        choice("regions.overlap_measure", "Masked regions", "Overlap measure",
               "The paper does not say which; iou is the default", "iou", {"iou", "own_area"}),
        real("regions.feature_weight", "Masked regions", "Feature weight", "Of the regression", 1,
             0, 100, true),
        real("regions.class_weight", "Masked regions", "Class weight", "Of the classification", 0.3,
             0, 100, true),
        toggle("pictures.on", "Single pictures", "On",
               "Masked regions of pictures without a text, where there are any", true),
        integer("pictures.count", "Single pictures", "Pictures a step", "", 4, 1, 100'000),
        real("pictures.weight", "Single pictures", "Weight",
             "Times the two weights of masked regions", 1, 0, 100, true),
        toggle("match.on", "Matching", "On",
               "Jointly encoded picture and text against rewritten negatives", true),
        integer("match.sets", "Matching", "Sets a step", "One picture with its candidates each", 8,
                1, 100'000),
        integer("match.negatives", "Matching", "Rewritten negatives", "A set", 3, 0, 100),
        integer("match.random", "Matching", "Random negatives", "Captions of other pictures a set",
                1, 0, 100),
        real("match.weight", "Matching", "Weight", "Of this loss", 1, 0, 100, true),
        toggle("retrieval.on", "Retrieval (circle loss)", "On",
               "Fine-tuning for retrieval: a pair encoded together, against random pictures and "
               "random captions",
               false),
        integer("retrieval.sets", "Retrieval (circle loss)", "Pairs a step", "", 4, 1, 100'000),
        integer("retrieval.negatives", "Retrieval (circle loss)", "Negatives",
                "Pictures, and as many captions, a pair; the paper: 10", 10, 1, 1000),
        real("retrieval.margin", "Retrieval (circle loss)", "Margin", "The paper: 0.2", 0.2, 0, 1),
        real("retrieval.scale", "Retrieval (circle loss)", "Scale", "The paper: 1", 1, 0.01, 1000),
        real("retrieval.weight", "Retrieval (circle loss)", "Weight", "Of this loss", 1, 0, 100,
             true),
        toggle("vqa.on", "Questions (VQA)", "On", "Answers from the answer vocabulary", true),
        integer("vqa.scenes", "Questions (VQA)", "Pictures a step", "", 10, 1, 100'000),
        integer("vqa.questions", "Questions (VQA)", "Questions a picture", "", 3, 1, 100),
        real("vqa.weight", "Questions (VQA)", "Weight", "Of this loss", 1, 0, 100, true),

        choice("vqa.head", "Questions (VQA)", "Head",
               "words: one right answer, which starts at its words; product: soft targets over all "
               "answers from the product of the poolers, as ERNIE-ViL",
               "words", {"words", "product"}),

        toggle("tasks.on", "Labelled tasks", "On",
               "Classification, regression and generation, where the project has such tasks", true),
        integer("tasks.count", "Labelled tasks", "Examples a step", "Of each task", 16, 1, 100'000),
        real("tasks.label_smoothing", "Labelled tasks", "Label smoothing",
             "Of generated texts; the paper: 0.1", 0.1, 0, 0.9),
        real("tasks.weight", "Labelled tasks", "Weight", "Of these losses", 1, 0, 100, true),

        toggle("adversarial.on", "Adversarial training", "On",
               "VILLA: words and region features are moved against the model, three passes an "
               "ascent",
               false),
        integer("adversarial.steps", "Adversarial training", "Ascents", "A step; the paper: 4", 4,
                1, 100),
        real("adversarial.rate", "Adversarial training", "Rate",
             "Length of an ascent; entailment 0.05, captioning 0.03 and 0.05", 0.05, 0, 100),
        real("adversarial.start", "Adversarial training", "Start", "Size of the first perturbation",
             0.4, 0, 100),
        real("adversarial.max_norm", "Adversarial training", "Largest norm",
             "Of a sample's perturbation; 0 does not hold it", 0.4, 0, 100),
        choice("adversarial.norm_of", "Adversarial training", "Norm of",
               "What is held to it: UNIMO's code takes the gradient's norm; perturbation is what "
               "VILLA means",
               "gradient", {"gradient", "perturbation"}),
        real("adversarial.kl_weight", "Adversarial training", "KL weight",
             "Predictions with and without perturbation are to agree", 1, 0, 100),
        toggle("adversarial.clean_loss", "Adversarial training", "Clean loss",
               "The loss of the unmoved pass counts, too", true),

        real("optim.learning_rate", "Optimiser", "Learning rate", "Peak, of the Transformer", 4e-4,
             0, 1, true),
        real("optim.head_multiplier", "Optimiser", "Head multiplier",
             "New heads and visual projections learn so much faster", 2.5, 0.01, 1000),
        choice("optim.schedule", "Optimiser", "Schedule",
               "linear: down from the peak; official: as UNIMO's code, which counts the way down "
               "from the first step; steps: a tenth after 60 and after 80 % of the run",
               "linear", {"linear", "official", "steps"}),
        real("optim.warmup", "Optimiser", "Warm-up", "Share of the run", 0.06, 0, 1),
        real("optim.final", "Optimiser", "Final share", "Of the peak rate at the end", 0.01, 0, 1),
        real("optim.beta1", "Optimiser", "Beta 1", "AdamW", 0.9, 0, 0.9999),
        real("optim.beta2", "Optimiser", "Beta 2", "AdamW", 0.98, 0, 0.99999),
        real("optim.epsilon", "Optimiser", "Epsilon", "AdamW", 1e-6, 1e-12, 1),
        real("optim.weight_decay", "Optimiser", "Weight decay", "Not for biases and norms", 0.01, 0,
             1),
        real("optim.clip", "Optimiser", "Gradient clip", "Global norm; 0 does not clip", 1, 0,
             1000),
    };
}

} // namespace

const SettingTable& recipeTable()
{
    static const SettingTable table = makeTable();
    return table;
}

std::vector<std::string> recipeNames()
{
    std::vector<std::string> names;
    std::error_code code;
    for (const auto& entry :
         std::filesystem::directory_iterator(sharedFile("resources/recipes"), code))
        if (entry.path().extension() == ".json")
            names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

Result<Settings> loadRecipe(const std::string& nameOrFile, const std::vector<std::string>& changes)
{
    std::filesystem::path file = nameOrFile;
    if (file.extension() != ".json")
        file = sharedFile("resources/recipes/" + nameOrFile + ".json");
    auto json = readJson(file, 1 << 20);
    if (!json) {
        Error error = json.error();
        std::string names;
        for (const auto& known : recipeNames())
            names += (names.empty() ? "" : ", ") + known;
        error.hint = "presets: " + names;
        return error;
    }
    Settings settings(recipeTable());
    if (auto status = settings.merge(*json); !status) {
        Error error = status.error();
        error.where = file.string();
        return error;
    }
    for (const std::string& change : changes) {
        const auto split = change.find('=');
        if (split == std::string::npos)
            return Error{ErrorKind::Config, "--set " + change + ": KEY=VALUE is needed", {}, {}};
        if (auto status = settings.setText(change.substr(0, split), change.substr(split + 1));
            !status)
            return status.error();
    }
    return settings;
}

} // namespace unimo::train
