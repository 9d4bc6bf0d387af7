// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/train_step.h"

#include "core/base/random.h"
#include "core/model/detail/answer.h"
#include "core/model/detail/similarity.h"
#include "core/objectives/detail/losses.h"
#include "core/tensor/detail/autocast.h"

#include <bit>
#include <map>

namespace unimo::train {
namespace {

struct LanguagePart
{
    data::LanguageTask task;
    const char* name;
};
constexpr LanguagePart kLanguageParts[] = {
    {data::LanguageTask::Caption, "caption"},          {data::LanguageTask::Masked, "mlm"},
    {data::LanguageTask::Seq2Seq, "seq2seq"},          {data::LanguageTask::LoneMasked, "text_mlm"},
    {data::LanguageTask::LoneSeq2Seq, "text_seq2seq"}, {data::LanguageTask::TaskTarget, "target"}};

struct RegionPart
{
    data::RegionTask task;
    const char* name;
};
constexpr RegionPart kRegionParts[] = {{data::RegionTask::Paired, "region"},
                                       {data::RegionTask::Lone, "picture"}};

/// What each objective's loss is the mean over: how many items of it the batch has. The names, and
/// so their order, are the same in every process.
std::map<std::string, double> itemsOf(const data::StepBatch& batch, const tasks::Bundle& bundle)
{
    std::map<std::string, double> items;
    const auto set = [&](const std::string& name, int64_t count) {
        items[name] = static_cast<double>(count);
    };
    set("contrast", batch.contrastImages.count);
    set("cmcl", batch.cmcl.pairs);
    for (const auto& part : kLanguageParts)
        set(part.name, batch.language[static_cast<size_t>(part.task)].rows.numel());
    for (const auto& part : kRegionParts)
        for (const char* loss : {"_feature", "_class"})
            set(std::string(part.name) + loss,
                batch.regions[static_cast<size_t>(part.task)].rows.numel());
    for (const auto& spec : bundle.tasks)
        set("task/" + spec.name, 0);
    for (const auto& part : batch.tasks)
        set("task/" + bundle.tasks.at(part.task).name, part.targets.size(0));
    set("match", batch.matchTexts.count);
    set("retrieval", batch.retrievalTexts.count);
    set("vqa", batch.questions.count);
    return items;
}

/// This process's share of each objective's items. All processes have to call it.
std::map<std::string, double> sharesOf(const tensor::ProcessGroup& group,
                                       const data::StepBatch& batch, const tasks::Bundle& bundle)
{
    std::map<std::string, double> shares = itemsOf(batch, bundle);
    at::Tensor all = at::empty({static_cast<int64_t>(shares.size())}, at::kDouble);
    auto* counts = all.mutable_data_ptr<double>();
    size_t i = 0;
    for (const auto& [name, count] : shares)
        counts[i++] = count;
    group.sum(all);
    i = 0;
    for (auto& [name, share] : shares)
        if (const double sum = counts[i++]; sum > 0)
            share /= sum;
    return shares;
}

/// Gathers what the objectives give. A loss is the mean over this process's items; its share of
/// all makes the sum over the processes the mean over all items.
class Account
{
public:
    explicit Account(std::map<std::string, double> shares) : shares_(std::move(shares)) {}

    void add(const std::string& name, const at::Tensor& loss, double weight)
    {
        const at::Tensor weighted = loss * (weight * shareOf(name));
        result.total = result.total.defined() ? result.total + weighted : weighted;
        note("loss/" + name, loss, shareOf(name));
    }
    void add(const std::string& name, const objectives::Loss& loss, double weight)
    {
        add(name, loss.value, weight);
        note("accuracy/" + name, loss.accuracy, shareOf(name));
    }
    void note(const std::string& tag, const at::Tensor& value, double share = 1)
    {
        result.scalars.push_back({tag, value.detach(), share});
    }
    void predicts(const std::string& name, const at::Tensor& logits)
    {
        result.predictions.push_back({logits, shareOf(name)});
    }
    [[nodiscard]] double shareOf(const std::string& name) const
    {
        return shares_.empty() ? 1 : shares_.at(name);
    }
    StepLosses result;

private:
    std::map<std::string, double> shares_; ///< empty: one process has all
};

void addCmcl(Account& account, tasks::Bundle& bundle, const data::StepBatch& batch,
             const at::Tensor& states, const LossWeights& weights,
             const tensor::ProcessGroup* group)
{
    const at::Tensor images =
        model::imageVector(bundle.model, bundle.heads, batch.cmclImages(states));
    const at::Tensor texts = model::textVector(bundle.model, bundle.heads, batch.cmclTexts(states));
    const auto loss =
        objectives::cmclLoss(images, texts, batch.cmcl, bundle.heads->temperature(), group);
    account.add("cmcl", {loss.value, loss.accuracy}, weights.cmcl);
    account.result.compared.push_back({"cmcl", images.detach(), texts.detach(), batch.cmcl.images,
                                       batch.cmcl.texts, batch.cmcl.positive});
    for (const auto& [name, value] : loss.perKind)
        account.note("cmcl/" + name, value, account.shareOf("cmcl"));
}

/// One product with the vocabulary for all language objectives, on the wanted tokens only.
void addLanguage(Account& account, model::UnimoModel& model, const data::StepBatch& batch,
                 const at::Tensor& states, const LossWeights& weights)
{
    const auto weightOf = [&](data::LanguageTask task) {
        switch (task) {
        case data::LanguageTask::Caption:
            return weights.caption;
        case data::LanguageTask::Masked:
        case data::LanguageTask::Seq2Seq:
            return weights.masked;
        case data::LanguageTask::LoneMasked:
        case data::LanguageTask::LoneSeq2Seq:
            return weights.loneTexts;
        default:
            return weights.tasks;
        }
    };
    const auto smoothingOf = [&](data::LanguageTask task) {
        return task == data::LanguageTask::Caption      ? batch.captionSmoothing
               : task == data::LanguageTask::TaskTarget ? batch.labelSmoothing
                                                        : 0.0;
    };
    std::vector<at::Tensor> rows;
    int64_t count = 0;
    for (const auto& part : batch.language) {
        rows.push_back(part.rows);
        count += part.rows.numel();
    }
    if (count == 0)
        return;
    // Filled up to a shape that comes again; nothing reads the rest.
    rows.push_back(at::zeros({data::missingRows(count)}, rows.front().options()));
    const at::Tensor logits = model->languageLogits(states.index_select(0, at::cat(rows)));
    int64_t first = 0;
    for (const auto& [task, name] : kLanguageParts) {
        const auto& part = batch.language[static_cast<size_t>(task)];
        const int64_t tokens = part.rows.numel();
        if (tokens > 0) {
            const at::Tensor own = logits.narrow(0, first, tokens);
            account.add(name, objectives::classificationLoss(own, part.targets, smoothingOf(task)),
                        weightOf(task));
            if (task == data::LanguageTask::Caption || task == data::LanguageTask::TaskTarget)
                account.predicts(name, own);
        }
        first += tokens;
    }
}

void addRegions(Account& account, tasks::Bundle& bundle, const data::StepBatch& batch,
                const at::Tensor& states, const LossWeights& weights)
{
    for (const auto& [task, name] : kRegionParts) {
        const double weight = task == data::RegionTask::Lone ? weights.lonePictures : 1;
        const auto& part = batch.regions[static_cast<size_t>(task)];
        if (part.rows.numel() == 0)
            continue;
        const at::Tensor hidden = states.index_select(0, part.rows);
        account.add(
            std::string(name) + "_feature",
            objectives::regionFeatureLoss(bundle.heads->regionFeatures(hidden),
                                          bundle.model->embeddings->standardised(part.features)),
            weight * weights.regionFeature);
        account.add(std::string(name) + "_class",
                    objectives::regionClassLoss(bundle.heads->regionLogits(hidden), part.classes),
                    weight * weights.regionClass);
    }
}

void addTasks(Account& account, tasks::Bundle& bundle, const data::StepBatch& batch,
              const at::Tensor& states, const LossWeights& weights)
{
    for (const auto& part : batch.tasks) {
        const data::TaskSpec& spec = bundle.tasks.at(part.task);
        const at::Tensor texts = bundle.model->pooledText(part.texts(states));
        const at::Tensor images =
            spec.pictures ? bundle.model->pooledImage(part.images(states)) : at::Tensor();
        const at::Tensor outputs = bundle.heads->taskOutputs(spec.name, texts, images);
        const std::string name = "task/" + spec.name;
        if (spec.kind == store::TaskKind::Classification) {
            account.add(name, objectives::classificationLoss(outputs, part.targets), weights.tasks);
            account.predicts(name, outputs);
        } else
            account.add(name, at::mse_loss(outputs.to(at::kFloat).squeeze(1), part.targets),
                        weights.tasks);
    }
}

/// The mean of both directions (unimo.md 4.4).
objectives::Loss retrievalLoss(tasks::Bundle& bundle, const data::StepBatch& batch,
                               const at::Tensor& states, const LossWeights& weights)
{
    const int64_t negatives = batch.retrievalNegatives;
    const at::Tensor scores =
        model::jointScore(bundle.model, bundle.heads, batch.retrievalImages(states),
                          batch.retrievalTexts(states))
            .view({-1, 1 + 2 * negatives});
    const auto side = [&](int64_t first) {
        return objectives::circleLoss(scores.select(1, 0), scores.narrow(1, first, negatives),
                                      weights.circleMargin, weights.circleScale);
    };
    const objectives::Loss pictures = side(1);
    const objectives::Loss captions = side(1 + negatives);
    return {(pictures.value + captions.value) / 2, (pictures.accuracy + captions.accuracy) / 2};
}

} // namespace

StepLosses computeLosses(tasks::Bundle& bundle, const data::StepBatch& batch,
                         const LossWeights& weights, const model::Perturbation& added,
                         const tensor::ProcessGroup* group, bool recompute)
{
    auto& model = bundle.model;
    auto& heads = bundle.heads;
    const at::Tensor states = model->encode(batch.input, added, recompute);

    Account account(group ? sharesOf(*group, batch, bundle) : std::map<std::string, double>{});
    if (batch.contrastImages.count > (group ? 0 : 1)) {
        const at::Tensor images = model::imageVector(model, heads, batch.contrastImages(states));
        const at::Tensor texts = model::textVector(model, heads, batch.contrastTexts(states));
        account.add("contrast",
                    objectives::contrastiveLoss(images, texts, heads->temperature(), group),
                    weights.contrast);
        account.result.compared.push_back(
            {"contrast", images.detach(), texts.detach(), {}, {}, {}});
    }
    if (batch.cmcl.pairs > 0)
        addCmcl(account, bundle, batch, states, weights, group);
    addLanguage(account, model, batch, states, weights);
    addRegions(account, bundle, batch, states, weights);
    addTasks(account, bundle, batch, states, weights);
    if (batch.matchTexts.count > 0) {
        const at::Tensor text = batch.matchTexts(states);
        const at::Tensor product =
            model->pooledText(text) * model->pooledImage(batch.matchImages(states));
        account.add("match",
                    objectives::matchingLoss(
                        heads->matchScore(product, text).view({-1, batch.matchCandidates})),
                    weights.match);
    }
    if (batch.retrievalTexts.count > 0)
        account.add("retrieval", retrievalLoss(bundle, batch, states, weights), weights.retrieval);
    if (batch.questions.count > 0) {
        const at::Tensor images =
            batch.questionImages.count > 0 ? batch.questionImages(states) : at::Tensor();
        const at::Tensor logits =
            model::answerLogits(model, heads, batch.questions(states), images);
        account.add("vqa",
                    batch.answerScores.defined()
                        ? objectives::softTargetLoss(logits, batch.answerScores)
                        : objectives::classificationLoss(logits, batch.answerTargets),
                    weights.answer);
        account.predicts("vqa", logits);
    }
    if (!account.result.total.defined())
        throw ErrorException({ErrorKind::Config,
                              "no objective that is on has anything to learn from",
                              {},
                              "switch on one that fits the data: texts.on, pictures.on, or those "
                              "of pairs"});
    account.note("loss/total",
                 group ? account.result.total * group->rank().count : account.result.total);
    account.note("train/temperature", heads->temperature());
    return account.result;
}

namespace {

/// Words and region features of the batch, by the sequence each belongs to.
objectives::PerturbedRows perturbedRows(const model::PackedBatch& input, const at::Tensor& rows,
                                        int64_t width)
{
    std::vector<int64_t> owners;
    const at::Tensor host = rows.cpu();
    for (int64_t i = 0; i < host.size(0); ++i)
        owners.push_back(input.layout.sequenceOf(host.const_data_ptr<int64_t>()[i]));
    return {data::tensorOf(owners).to(rows.device()), input.layout.sequences(), width};
}

/// What the first perturbation of each sequence is drawn by: the step's seed and the sequence's
/// words and places of regions, which are the same in whichever process it lies.
std::vector<uint64_t> seedsOf(const model::PackedBatch& input, uint64_t seed)
{
    std::vector<uint64_t> seeds(static_cast<size_t>(input.layout.sequences()), seed);
    const auto add = [&](int64_t row, uint64_t value) {
        uint64_t& own = seeds[static_cast<size_t>(input.layout.sequenceOf(row))];
        own = mixSeed({own, value});
    };
    const at::Tensor words = input.tokens.cpu(), wordRows = input.textRows.cpu();
    for (int64_t i = 0; i < words.size(0); ++i)
        add(wordRows.const_data_ptr<int64_t>()[i],
            static_cast<uint64_t>(words.const_data_ptr<int64_t>()[i]));
    const at::Tensor places = input.locations.cpu().contiguous(), rows = input.visualRows.cpu();
    const int64_t each = places.size(1);
    for (int64_t i = 0; i < places.numel(); ++i)
        add(rows.const_data_ptr<int64_t>()[i / each],
            std::bit_cast<uint32_t>(places.const_data_ptr<float>()[i]));
    return seeds;
}

/// Whether some process has such rows: all have to make the same passes.
bool anywhere(const tensor::ProcessGroup* group, const objectives::PerturbedRows& rows)
{
    const at::Tensor count = at::full({1}, rows.owners.numel(), at::kLong);
    if (group)
        group->sum(count);
    return count.item<int64_t>() > 0;
}

StepLosses learnAdversarially(tasks::Bundle& bundle, const data::StepBatch& batch,
                              const StepRules& rules, uint64_t seed)
{
    const auto& options = *rules.adversarial;
    const auto words = perturbedRows(batch.input, batch.input.textRows, bundle.config.hidden);
    const auto regions =
        perturbedRows(batch.input, batch.input.visualRows, bundle.config.featureDim);
    const auto* group = rules.group.get();
    objectives::Deltas deltas;
    if (anywhere(group, words))
        deltas.text =
            objectives::startDelta(words, options.start, seedsOf(batch.input, mixSeed({seed, 0})));
    if (anywhere(group, regions))
        deltas.features = objectives::startDelta(regions, options.start,
                                                 seedsOf(batch.input, mixSeed({seed, 1})));

    StepLosses clean; // of the first pass: what the curves of the objectives show
    const at::Tensor total = objectives::adversarialBackward(
        [&](const objectives::Deltas& added) {
            const tensor::AutocastGuard autocast(bundle.device().type(), rules.autocast);
            StepLosses losses = computeLosses(bundle, batch, rules.weights,
                                              {added.text, added.features}, group, rules.recompute);
            objectives::AdversarialPass pass{losses.total, losses.predictions};
            if (!clean.total.defined())
                clean = std::move(losses);
            return pass;
        },
        deltas, words, regions, options, rules.beforeLastBackward);
    clean.total = total;
    clean.predictions.clear();
    clean.scalars.push_back({"loss/adversarial", group ? total * group->rank().count : total});
    return clean;
}

} // namespace

StepLosses learn(tasks::Bundle& bundle, const data::StepBatch& batch, const StepRules& rules,
                 uint64_t seed)
{
    if (rules.adversarial)
        return learnAdversarially(bundle, batch, rules, seed);
    StepLosses losses;
    {
        const tensor::AutocastGuard autocast(bundle.device().type(), rules.autocast);
        losses =
            computeLosses(bundle, batch, rules.weights, {}, rules.group.get(), rules.recompute);
    }
    if (rules.beforeLastBackward)
        rules.beforeLastBackward();
    losses.total.backward();
    return losses;
}

} // namespace unimo::train
