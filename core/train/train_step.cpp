// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/train_step.h"

#include "core/objectives/detail/losses.h"

namespace unimo::train {
namespace {

/// Gathers what the objectives give.
class Account
{
public:
    void add(const std::string& name, const at::Tensor& loss, double weight)
    {
        const at::Tensor weighted = loss * weight;
        result.total = result.total.defined() ? result.total + weighted : weighted;
        result.scalars.emplace_back("loss/" + name, loss.detach());
    }
    void add(const std::string& name, const objectives::Loss& loss, double weight)
    {
        add(name, loss.value, weight);
        result.scalars.emplace_back("accuracy/" + name, loss.accuracy);
    }
    StepLosses result;
};

} // namespace

StepLosses computeLosses(tasks::Bundle& bundle, const data::StepBatch& batch,
                         const LossWeights& weights)
{
    auto& model = bundle.model;
    auto& heads = bundle.heads;
    const at::Tensor states = model->encode(batch.input);
    const auto at = [&](const at::Tensor& rows) { return states.index_select(0, rows); };

    Account account;
    if (batch.contrastImages.count > 1)
        account.add("contrast",
                    objectives::contrastiveLoss(heads->imageVector(batch.contrastImages(states)),
                                                heads->textVector(batch.contrastTexts(states)),
                                                heads->temperature()),
                    weights.contrast);
    // One product with the vocabulary for both language objectives, on the wanted tokens only.
    const int64_t captionTokens = batch.captionRows.numel();
    const int64_t maskedTokens = batch.maskedRows.numel();
    if (captionTokens + maskedTokens > 0) {
        // Filled up to a shape that comes again; nothing reads the rest.
        const int64_t rest = data::missingRows(captionTokens + maskedTokens);
        const at::Tensor logits =
            model->languageLogits(at(at::cat({batch.captionRows, batch.maskedRows,
                                              at::zeros({rest}, batch.captionRows.options())})));
        if (captionTokens > 0)
            account.add("caption",
                        objectives::classificationLoss(logits.narrow(0, 0, captionTokens),
                                                       batch.captionTargets),
                        weights.caption);
        if (maskedTokens > 0)
            account.add("mlm",
                        objectives::classificationLoss(
                            logits.narrow(0, captionTokens, maskedTokens), batch.maskedTargets),
                        weights.masked);
    }
    if (batch.regionRows.numel() > 0) {
        const at::Tensor hidden = at(batch.regionRows);
        account.add(
            "region_feature",
            objectives::regionFeatureLoss(heads->regionFeatures(hidden),
                                          model->embeddings->standardised(batch.regionFeatures)),
            weights.regionFeature);
        account.add("region_class",
                    objectives::regionClassLoss(heads->regionLogits(hidden), batch.regionClasses),
                    weights.regionClass);
    }
    if (batch.matchTexts.count > 0) {
        const at::Tensor text = batch.matchTexts(states);
        const at::Tensor product =
            model->pooledText(text) * model->pooledImage(batch.matchImages(states));
        account.add("match",
                    objectives::matchingLoss(
                        heads->matchScore(product, text).view({-1, batch.matchCandidates})),
                    weights.match);
    }
    if (batch.questions.count > 0)
        account.add("vqa",
                    objectives::classificationLoss(heads->answerLogits(batch.questions(states)),
                                                   batch.answerTargets),
                    weights.answer);
    account.result.scalars.emplace_back("loss/total", account.result.total.detach());
    account.result.scalars.emplace_back("train/temperature", heads->temperature().detach());
    return account.result;
}

} // namespace unimo::train
