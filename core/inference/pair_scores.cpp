// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/pair_scores.h"

#include "core/inference/detail/engine_data.h"
#include "core/model/detail/similarity.h"
#include "core/objectives/detail/cmcl.h"
#include "core/tasks/detail/queries.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace unimo::inference {
namespace {

/// Captions of others beside the pair's own negatives, as training fills up with them.
constexpr size_t kStrangers = 8;

/// A pair as it lies in the project, ready for the model.
struct Pair
{
    store::SampleId sample = 0;
    data::VisualTokens picture;
    std::vector<store::Caption> captions;
    std::vector<store::Rewrite> rewrites;
    std::vector<store::Neighbour> neighbours;
};

Pair readPair(const store::Project& project, const data::RegionSource& source,
              store::SampleId sample, int64_t maxRegions)
{
    return {sample,
            source.tokens(sample, source.available(sample, data::RegionSet::Truth), maxRegions),
            project.captions(sample), project.rewrites(sample), project.neighbours(sample)};
}

class Scorer
{
public:
    Scorer(tasks::Bundle& bundle, const store::Project& project, const data::RegionSource& source,
           const std::stop_token& stop)
        : bundle_(bundle), project_(project), source_(source), stop_(stop)
    {
    }

    PairScores of(store::SampleId sample)
    {
        const Pair pair = readPair(project_, source_, sample, bundle_.config.maxRegions);
        PairScores scores;
        scores.sample = sample;
        addTexts(pair, scores);
        if (!pair.captions.empty() && !stop_.stop_requested())
            addLoss(pair, scores);
        return scores;
    }

private:
    [[nodiscard]] std::vector<int32_t> tokens(const std::string& text) const
    {
        return data::tokenText(*bundle_.tokenizer, text, static_cast<int>(bundle_.maxTextTokens))
            .ids;
    }

    void addTexts(const Pair& pair, PairScores& scores)
    {
        std::vector<std::vector<int32_t>> texts;
        for (const auto& caption : pair.captions) {
            scores.texts.push_back({caption.id, 0, 0, 0});
            texts.push_back(tokens(caption.text));
        }
        for (const auto& rewrite : pair.rewrites) {
            scores.texts.push_back({rewrite.caption, rewrite.id, 0, 0});
            texts.push_back(tokens(rewrite.text));
        }
        std::vector<tasks::JointInput> inputs;
        for (const auto& text : texts)
            inputs.push_back({&pair.picture, &text});
        const at::Tensor match = tasks::matchScores(bundle_, inputs, stop_);
        if (match.size(0) < static_cast<int64_t>(inputs.size()))
            return; // stopped
        for (size_t i = 0; i < inputs.size(); ++i)
            scores.texts[i].match = match[static_cast<int64_t>(i)].item<float>();
        addMargins(pair, scores.texts);
    }

    static void addMargins(const Pair& pair, std::vector<TextScore>& texts)
    {
        std::map<int64_t, float> own, hardest; // by caption
        const size_t captions = pair.captions.size();
        for (size_t i = 0; i < captions; ++i)
            own[texts[i].caption] = texts[i].match;
        for (size_t i = 0; i < pair.rewrites.size(); ++i) {
            const TextScore& text = texts[captions + i];
            if (pair.rewrites[i].isHardNegative()) {
                auto& most = hardest.try_emplace(text.caption, text.match).first->second;
                most = std::max(most, text.match);
            }
        }
        const auto overHardest = [&](const TextScore& text) {
            const auto found = hardest.find(text.caption);
            return found == hardest.end() ? 0.0F : text.match - found->second;
        };
        for (size_t i = 0; i < texts.size(); ++i) {
            const bool negative = i >= captions && pair.rewrites[i - captions].polarity < 0;
            texts[i].margin =
                negative ? own[texts[i].caption] - texts[i].match : overHardest(texts[i]);
        }
    }

    // --- the loss ---------------------------------------------------------------------------

    /// Vectors of a step that has this pair alone, and which of them are compared.
    struct Draft
    {
        data::SequencePacker packer;
        model::TokenPool images, texts;
        std::vector<int64_t> image, text; ///< rows of the pools, one an item
        std::vector<int64_t> kinds;       ///< 0 the true pair, 1 other positives, 2 negatives
    };

    void addLoss(const Pair& pair, PairScores& scores)
    {
        Draft draft{data::SequencePacker(bundle_.sequenceIds(), bundle_.config.featureDim),
                    model::TokenPool(bundle_.config.pooling),
                    model::TokenPool(bundle_.config.pooling),
                    {},
                    {},
                    {}};
        std::vector<std::vector<int32_t>> texts;
        std::vector<data::VisualTokens> pictures;
        texts.reserve(pair.rewrites.size() + pair.neighbours.size() + kStrangers + 1);
        pictures.reserve(pair.neighbours.size());
        const auto addItem = [&](int64_t image, int64_t text, int64_t kind) {
            draft.image.push_back(image);
            draft.text.push_back(text);
            draft.kinds.push_back(kind);
        };
        const auto addJoint = [&](const std::string& text, int64_t kind) {
            const auto place = draft.packer.add(&pair.picture, &texts.emplace_back(tokens(text)));
            addItem(place.addImageTo(draft.images), place.addTextTo(draft.texts), kind);
        };
        const store::Caption& caption = pair.captions.front();
        addJoint(caption.text, 0);
        for (const auto& rewrite : pair.rewrites)
            if (rewrite.usable() && rewrite.polarity > 0)
                addJoint(rewrite.text, 1);
            else if (rewrite.isHardNegative() && rewrite.caption == caption.id)
                addJoint(rewrite.text, 2);
        for (const std::string& stranger : strangersOf(pair.sample))
            addJoint(stranger, 2);

        const size_t own = draft.kinds.size();
        std::vector<const store::Neighbour*> compared; // one an item from `own` on
        if (!pair.neighbours.empty()) {
            const int64_t image = draft.packer.add(&pair.picture, nullptr).addImageTo(draft.images);
            const int64_t text =
                draft.packer.add(nullptr, &texts.emplace_back(tokens(caption.text)))
                    .addTextTo(draft.texts);
            for (const auto& near : pair.neighbours)
                addNeighbour(near, image, text, draft, texts, pictures, compared, addItem);
        }

        const torch::NoGradGuard noGrad;
        const at::Tensor states = bundle_.encode(draft.packer);
        const auto pooled = [&](const model::TokenPool& pool) {
            return pool.finish().to(bundle_.device())(states);
        };
        const at::Tensor images =
            model::imageVector(bundle_.model, bundle_.heads, pooled(draft.images)).cpu();
        const at::Tensor captions =
            model::textVector(bundle_.model, bundle_.heads, pooled(draft.texts)).cpu();
        compareNeighbours(draft, images, captions, own, compared, scores);
    }

    template <typename AddItem>
    void addNeighbour(const store::Neighbour& near, int64_t image, int64_t text, Draft& draft,
                      std::vector<std::vector<int32_t>>& texts,
                      std::vector<data::VisualTokens>& pictures,
                      std::vector<const store::Neighbour*>& compared, const AddItem& addItem) const
    {
        if (near.kind == store::SampleKind::Text) {
            const auto found = project_.captions(near.neighbour);
            if (found.empty())
                return;
            texts.push_back(tokens(found.front().text));
            addItem(image, draft.packer.add(nullptr, &texts.back()).addTextTo(draft.texts), 1);
        } else {
            if (!source_.hasAny(near.neighbour))
                return;
            pictures.push_back(source_.tokens(
                near.neighbour, source_.available(near.neighbour, data::RegionSet::Truth),
                bundle_.config.maxRegions));
            addItem(draft.packer.add(&pictures.back(), nullptr).addImageTo(draft.images), text, 1);
        }
        compared.push_back(&near);
    }

    void compareNeighbours(const Draft& draft, const at::Tensor& images, const at::Tensor& texts,
                           size_t own, const std::vector<const store::Neighbour*>& compared,
                           PairScores& scores)
    {
        const auto withNearest = [&](size_t count) {
            std::vector<size_t> kept(own);
            std::iota(kept.begin(), kept.end(), size_t{0});
            std::map<store::SampleKind, size_t> found;
            for (size_t n = 0; n < compared.size(); ++n)
                if (compared[n]->usable() && found[compared[n]->kind]++ < count)
                    kept.push_back(own + n);
            return kept;
        };
        std::vector<size_t> kept = withNearest(0); // items of the loss
        for (size_t count = 0, before = 0; count == 0 || kept.size() > before; ++count) {
            before = kept.size();
            scores.lossByCount.push_back(lossOf(draft, images, texts, kept));
            kept = withNearest(count + 1);
        }
        for (size_t n = 0; n < compared.size(); ++n) {
            const size_t item = own + n;
            const float similarity =
                (images[draft.image[item]] * texts[draft.text[item]]).sum().item<float>();
            // With it and without it, of those that training would use besides.
            auto others = kept;
            std::erase(others, item);
            auto with = others;
            with.push_back(item);
            scores.neighbours.push_back(
                {compared[n]->id, similarity,
                 lossOf(draft, images, texts, with) - lossOf(draft, images, texts, others)});
        }
    }

    float lossOf(const Draft& draft, const at::Tensor& images, const at::Tensor& texts,
                 const std::vector<size_t>& kept)
    {
        objectives::CmclItems items;
        std::vector<int64_t> image, text, kinds;
        for (const size_t item : kept) {
            image.push_back(draft.image[item]);
            text.push_back(draft.text[item]);
            kinds.push_back(draft.kinds[item]);
        }
        items.pairs = 1;
        items.images = data::tensorOf(image);
        items.texts = data::tensorOf(text);
        items.kinds = data::tensorOf(kinds);
        items.owners = at::zeros_like(items.kinds);
        items.positive = items.kinds.lt(2);
        return objectives::cmclLoss(images, texts, items, bundle_.heads->temperature().cpu())
            .value.item<float>();
    }

    /// First captions of the pairs that follow it in its split, around its end.
    [[nodiscard]] std::vector<std::string> strangersOf(store::SampleId sample) const
    {
        store::SampleFilter filter;
        filter.kind = store::SampleKind::Pair;
        if (const auto own = project_.sample(sample))
            filter.split = own->split;
        const auto ids = project_.sampleIds(filter);
        const auto at =
            static_cast<size_t>(std::lower_bound(ids.begin(), ids.end(), sample) - ids.begin());
        std::vector<std::string> found;
        for (size_t i = 1; i < ids.size() && found.size() < kStrangers; ++i)
            if (auto captions = project_.captions(ids[(at + i) % ids.size()]); !captions.empty())
                found.push_back(std::move(captions.front().text));
        return found;
    }

    tasks::Bundle& bundle_;
    const store::Project& project_;
    const data::RegionSource& source_;
    std::stop_token stop_;
};

} // namespace

Result<PairScores> Engine::pairScores(const std::filesystem::path& folder, int64_t sample,
                                      const std::stop_token& stop)
{
    try {
        const auto project = store::Project::open(folder, /*readOnly=*/true).orThrow();
        const auto source = data::RegionSource::open(*project).orThrow();
        if (!source->hasAny(sample))
            return Error{ErrorKind::Data, "this picture has no region features yet",
                         folder.string(), "compute region features in Data"};
        auto scores = Scorer(d_->bundle, *project, *source, stop).of(sample);
        if (stop.stop_requested())
            return JobControl::cancelled("Scoring");
        return scores;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
