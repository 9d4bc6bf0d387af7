// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/anchor_star.h"

#include "core/inference/detail/engine_data.h"
#include "core/inference/detail/space_vectors.h"
#include "core/model/detail/similarity.h"
#include "core/tasks/detail/queries.h"

#include <algorithm>
#include <limits>
#include <map>

namespace unimo::inference {
namespace {

/// Sequences a pass, as tasks::matchScores takes them.
constexpr size_t kBatch = 64;

/// An item with its own half of a pair, the one that it does not share with the anchor.
struct Entry
{
    StarItem item;
    int64_t caption = 0; ///< of a rewrite: what it was made from
    std::vector<int32_t> text;
    data::VisualTokens picture;
};

/// The hardest first; what has no margin last.
bool harder(const Entry& a, const Entry& b)
{
    const float none = std::numeric_limits<float>::max();
    return a.item.margin.value_or(none) < b.item.margin.value_or(none);
}

class StarMaker
{
public:
    StarMaker(tasks::Bundle& bundle, const store::Project& project,
              const data::RegionSource& source, const VectorSpace& space,
              const std::stop_token& stop)
        : bundle_(bundle), project_(project), source_(source), space_(space), stop_(stop)
    {
    }

    AnchorStar of(store::SampleId sample)
    {
        const auto captions = project_.captions(sample);
        if (captions.empty())
            throw ErrorException({ErrorKind::Data, "this picture has no caption",
                                  project_.folder().string(), "write one in Data"});
        AnchorStar star;
        star.sample = sample;
        star.caption = captions.front().text;
        addRewrites(sample);
        addNeighbours(sample);
        const data::VisualTokens picture = tokensOf(sample);
        star.similarity = compareTogether(picture, captions);
        compareAlone(picture, captions.front());
        addMargins();
        std::stable_sort(entries_.begin(), entries_.end(), harder);
        star.dim = static_cast<int>(bundle_.config.hidden);
        star.vectors = vectors();
        for (Entry& entry : entries_)
            star.items.push_back(std::move(entry.item));
        return star;
    }

private:
    [[nodiscard]] std::vector<int32_t> tokens(const std::string& text) const
    {
        return data::tokenText(*bundle_.tokenizer, text, static_cast<int>(bundle_.maxTextTokens))
            .ids;
    }

    [[nodiscard]] data::VisualTokens tokensOf(store::SampleId sample) const
    {
        return source_.tokens(sample, source_.available(sample, data::RegionSet::Truth),
                              bundle_.config.maxRegions);
    }

    void addRewrites(store::SampleId sample)
    {
        for (const auto& rewrite : project_.rewrites(sample)) {
            if (!rewrite.usable())
                continue;
            Entry& entry = entries_.emplace_back();
            entry.item.kind =
                rewrite.polarity > 0 ? StarItem::Kind::TrueRewrite : StarItem::Kind::FalseRewrite;
            entry.item.rule = rewrite.rule;
            entry.item.id = rewrite.id;
            entry.item.sample = sample;
            entry.item.text = rewrite.text;
            entry.caption = rewrite.caption;
            entry.text = tokens(rewrite.text);
        }
    }

    void addNeighbours(store::SampleId sample)
    {
        for (const auto& near : project_.neighbours(sample)) {
            if (!near.usable())
                continue;
            Entry entry;
            entry.item.id = near.id;
            entry.item.sample = near.neighbour;
            if (near.kind == store::SampleKind::Text) {
                const auto found = project_.captions(near.neighbour);
                if (found.empty())
                    continue;
                entry.item.kind = StarItem::Kind::RetrievedText;
                entry.item.text = found.front().text;
                entry.text = tokens(entry.item.text);
            } else {
                if (!source_.hasAny(near.neighbour))
                    continue;
                entry.item.kind = StarItem::Kind::RetrievedPicture;
                entry.picture = tokensOf(near.neighbour);
            }
            entries_.push_back(std::move(entry));
        }
    }

    /// Similarities of the picture and each text, encoded as one sequence: [texts].
    at::Tensor together(const data::VisualTokens& picture,
                        const std::vector<const std::vector<int32_t>*>& texts)
    {
        const torch::NoGradGuard noGrad;
        std::vector<at::Tensor> parts;
        for (size_t first = 0; first < texts.size(); first += kBatch) {
            goOn();
            data::SequencePacker packer(bundle_.sequenceIds(), bundle_.config.featureDim);
            model::TokenPool images(bundle_.config.pooling), words(bundle_.config.pooling);
            for (size_t i = first; i < std::min(first + kBatch, texts.size()); ++i) {
                const auto place = packer.add(&picture, texts[i]);
                place.addImageTo(images);
                place.addTextTo(words);
            }
            const at::Tensor states = bundle_.encode(packer);
            const auto pooled = [&](const model::TokenPool& pool) {
                return pool.finish().to(bundle_.device())(states);
            };
            parts.push_back((model::imageVector(bundle_.model, bundle_.heads, pooled(images)) *
                             model::textVector(bundle_.model, bundle_.heads, pooled(words)))
                                .sum(1)
                                .cpu());
        }
        return at::cat(parts);
    }

    /// Returns the first caption's similarity.
    float compareTogether(const data::VisualTokens& picture,
                          const std::vector<store::Caption>& captions)
    {
        std::vector<std::vector<int32_t>> own;
        for (const auto& caption : captions)
            own.push_back(tokens(caption.text));
        std::vector<const std::vector<int32_t>*> texts;
        for (const auto& caption : own)
            texts.push_back(&caption);
        for (const Entry& entry : entries_)
            if (entry.item.rewrite())
                texts.push_back(&entry.text);
        const at::Tensor found = together(picture, texts);
        const auto* next = found.const_data_ptr<float>();
        const float first = *next;
        std::map<int64_t, float> ofCaption;
        for (const auto& caption : captions)
            ofCaption[caption.id] = *next++;
        for (Entry& entry : entries_) {
            if (!entry.item.rewrite())
                continue;
            entry.item.similarity = *next++;
            if (!entry.item.positive())
                entry.item.margin = ofCaption.at(entry.caption) - entry.item.similarity;
        }
        return first;
    }

    /// A retrieved text is compared with the picture, a retrieved picture with the caption.
    void compareAlone(const data::VisualTokens& picture, const store::Caption& caption)
    {
        std::vector<data::VisualTokens> pictures{picture};
        std::vector<std::vector<int32_t>> texts{tokens(caption.text)};
        for (const Entry& entry : entries_) {
            if (entry.item.kind == StarItem::Kind::RetrievedText)
                texts.push_back(entry.text);
            if (entry.item.kind == StarItem::Kind::RetrievedPicture)
                pictures.push_back(entry.picture);
        }
        const at::Tensor a = tasks::pictureVectors(bundle_, pictures, stop_);
        const at::Tensor b = tasks::textVectors(bundle_, texts, stop_);
        goOn();
        const at::Tensor ofTexts = at::matmul(b, a[0]), ofPictures = at::matmul(a, b[0]);
        const auto* text = ofTexts.const_data_ptr<float>() + 1; // the first is the anchor's own
        const auto* image = ofPictures.const_data_ptr<float>() + 1;
        for (Entry& entry : entries_) {
            if (entry.item.kind == StarItem::Kind::RetrievedText)
                entry.item.similarity = *text++;
            if (entry.item.kind == StarItem::Kind::RetrievedPicture)
                entry.item.similarity = *image++;
        }
    }

    /// Of the positives, against the hardest negative.
    void addMargins()
    {
        std::optional<float> hardest;
        for (const Entry& entry : entries_)
            if (!entry.item.positive())
                hardest = std::max(hardest.value_or(entry.item.similarity), entry.item.similarity);
        for (Entry& entry : entries_)
            if (entry.item.positive() && hardest)
                entry.item.margin = entry.item.similarity - *hardest;
    }

    /// Of the entries, each encoded alone.
    std::vector<float> vectors()
    {
        std::vector<data::VisualTokens> pictures;
        std::vector<std::vector<int32_t>> texts;
        for (const Entry& entry : entries_)
            if (entry.item.isText())
                texts.push_back(entry.text);
            else
                pictures.push_back(entry.picture);
        const std::vector<float> ofPictures =
            valuesOf(pictureVectors(bundle_, pictures, space_, stop_));
        const std::vector<float> ofTexts = valuesOf(textVectors(bundle_, texts, space_, stop_));
        goOn();
        std::vector<float> rows;
        auto picture = ofPictures.begin(), text = ofTexts.begin();
        for (const Entry& entry : entries_) {
            auto& from = entry.item.isText() ? text : picture;
            rows.insert(rows.end(), from, from + bundle_.config.hidden);
            from += bundle_.config.hidden;
        }
        return rows;
    }

    void goOn() const
    {
        if (stop_.stop_requested())
            throw ErrorException(JobControl::cancelled("The star"));
    }

    tasks::Bundle& bundle_;
    const store::Project& project_;
    const data::RegionSource& source_;
    VectorSpace space_;
    std::stop_token stop_;
    std::vector<Entry> entries_;
};

} // namespace

Result<AnchorStar> Engine::anchorStar(const std::filesystem::path& folder, int64_t sample,
                                      const VectorSpace& space, const std::stop_token& stop)
{
    try {
        const auto project = store::Project::open(folder, /*readOnly=*/true).orThrow();
        const auto source = data::RegionSource::open(*project).orThrow();
        if (!source->hasAny(sample))
            return Error{ErrorKind::Data, "this picture has no region features yet",
                         folder.string(), "compute region features in Data"};
        return StarMaker(d_->bundle, *project, *source, space, stop).of(sample);
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
