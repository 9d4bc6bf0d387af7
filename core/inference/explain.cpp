// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/detail/engine_data.h"
#include "core/model/detail/answer.h"
#include "core/model/detail/plain_encoder.h"
#include "core/model/detail/similarity.h"
#include "core/tasks/detail/queries.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unimo::inference {
namespace {

using Kind = EvidenceQuestion::Kind;
using Role = EvidenceUnit::Role;

/// Below it a probability counts as this, so that its logarithm is a number.
constexpr double kLeast = 1e-30;

/// A text as the model takes it, and the words its tokens make up.
struct Words
{
    struct Word
    {
        std::string text;
        int first = 0;
        int tokens = 0;
    };
    std::vector<int32_t> ids;
    std::vector<Word> words;
};

Words wordsOf(const text::Tokenizer& tokenizer, const std::string& text, int64_t most)
{
    const text::Encoding encoding = tokenizer.encode(text);
    Words result;
    result.ids.assign(encoding.ids.begin(),
                      encoding.ids.begin() +
                          std::min<std::ptrdiff_t>(std::ssize(encoding.ids), most));
    int32_t begin = 0;
    for (size_t i = 0; i < result.ids.size(); ++i) {
        if (encoding.starts[i] || result.words.empty()) {
            begin = encoding.offsets[i].begin;
            result.words.push_back({{}, static_cast<int>(i), 0});
        }
        auto& word = result.words.back();
        ++word.tokens;
        const auto from = static_cast<size_t>(begin);
        word.text = text.substr(from, static_cast<size_t>(encoding.offsets[i].end) - from);
    }
    return result;
}

data::VisualTokens withoutRegion(const data::VisualTokens& picture, size_t region, int64_t dim)
{
    auto boxes = picture.boxes;
    boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(region));
    const auto row = [&](size_t r) {
        return picture.features.begin() + static_cast<std::ptrdiff_t>(r) * dim;
    };
    std::vector<float> features(row(1), row(region + 1));
    features.insert(features.end(), row(region + 2), picture.features.end());
    return data::makeVisualTokens(boxes, features, dim, std::ssize(boxes));
}

class Explainer
{
public:
    Explainer(tasks::Bundle& bundle, const PreparedPicture::Data& picture,
              const EvidenceQuestion& question, const std::stop_token& stop)
        : bundle_(bundle), picture_(picture), stop_(stop)
    {
        evidence_.question = question;
        text_ = wordsOf(*bundle_.tokenizer, question.text, bundle_.maxTextTokens);
        if (text_.words.empty())
            throw ErrorException({ErrorKind::Data, "there is no word to explain", {}, {}});
        if (question.kind == Kind::Label)
            task_ = &pictureTask(bundle, question.task);
        if (question.kind == Kind::Answer)
            requireAnswers(bundle);
    }

    Evidence run()
    {
        addPicture();
        if (evidence_.question.kind == Kind::Caption)
            packCaption();
        else
            packTogether();
        look();
        if (!stop_.stop_requested())
            leaveOut();
        return std::move(evidence_);
    }

private:
    // --- what is read ---------------------------------------------------------------------------

    EvidenceUnit& add(Role role, std::string text, int first, int tokens)
    {
        EvidenceUnit unit;
        unit.role = role;
        unit.text = std::move(text);
        unit.first = unit.firstLooking = first;
        unit.tokens = unit.looking = tokens;
        evidence_.units.push_back(std::move(unit));
        return evidence_.units.back();
    }
    EvidenceUnit& addSpecial(int32_t id, int64_t row)
    {
        return add(Role::Special, std::string(bundle_.tokenizer->token(id)), static_cast<int>(row),
                   1);
    }

    void addPicture()
    {
        add(Role::Picture, {}, 0, 1);
        for (int64_t r = 1; r < picture_.tokens.count; ++r)
            add(Role::Region, {}, static_cast<int>(r), 1);
    }

    void packTogether()
    {
        data::SequencePacker packer(bundle_.sequenceIds(), bundle_.config.featureDim);
        const auto place = packer.add(&picture_.tokens, &text_.ids);
        images_ = {place.image, place.imageTokens};
        texts_ = {place.cls, place.textTokens};
        batch_ = packer.finish().to(bundle_.device());
        const auto& special = bundle_.tokenizer->special();
        addSpecial(special.cls, place.cls);
        for (const auto& word : text_.words)
            add(Role::Word, word.text, static_cast<int>(place.cls) + 1 + word.first, word.tokens);
        addSpecial(special.sep, place.cls + place.textTokens - 1);
    }

    void packCaption()
    {
        const auto ids = bundle_.sequenceIds();
        const auto& special = bundle_.tokenizer->special();
        std::vector<int32_t> tags;
        std::vector<data::PlacedToken> source;
        if (bundle_.objectTags.limit > 0) {
            tags = data::tagTokens(*bundle_.tokenizer, picture_.objects, bundle_.objectTags);
            source = data::placedSource(tags, ids);
        }
        data::SequencePacker packer(ids, bundle_.config.featureDim);
        const auto place =
            packer.addTwoPart(&picture_.tokens, source, data::placedText(text_.ids, ids));
        batch_ = packer.finish().to(bundle_.device());
        target_ = place.target;
        if (!source.empty()) {
            addSpecial(special.cls, place.cls);
            for (size_t i = 0; i < tags.size(); ++i)
                add(Role::Tag, bundle_.tokenizer->decode(std::span(&tags[i], 1)),
                    static_cast<int>(place.cls + 1) + static_cast<int>(i), 1);
            addSpecial(special.sep, place.cls + place.textTokens - 1);
        }
        const int first = static_cast<int>(target_);
        addSpecial(special.cls, target_).looking = 0;
        for (const auto& word : text_.words)
            add(Role::Word, word.text, first + 1 + word.first, word.tokens).firstLooking =
                first + word.first;
        EvidenceUnit& end = addSpecial(special.sep, 0);
        end.tokens = 0;
        end.firstLooking = first + static_cast<int>(text_.ids.size());
    }

    // --- one pass, and back ---------------------------------------------------------------------

    void look()
    {
        const torch::AutoGradMode withGradients(true);
        const at::Tensor inputs = bundle_.model->embeddings(batch_).detach().requires_grad_();
        const auto pass = model::encodePlain(bundle_.model, batch_.layout, inputs);
        evidence_.layers = static_cast<int>(bundle_.config.layers);
        evidence_.heads = static_cast<int>(bundle_.config.heads);
        evidence_.tokens = static_cast<int>(inputs.size(0));
        evidence_.attention = values(at::stack(pass.attention));
        evidence_.rollout = values(model::attentionRollout(pass.attention));

        if (evidence_.question.kind == Kind::Caption) {
            lookAtCaption(inputs, pass.states);
            return;
        }
        const at::Tensor score = scoreOf(pass.states);
        evidence_.score = evidence_.fit = score.item<float>();
        const auto gradient = gradientOf(score, inputs);
        for (size_t u = 0; u < evidence_.units.size(); ++u)
            evidence_.units[u].gradient = gradient[u];
    }

    void lookAtCaption(const at::Tensor& inputs, const at::Tensor& states)
    {
        std::vector<int64_t> wanted(text_.ids.begin(), text_.ids.end());
        wanted.push_back(bundle_.tokenizer->special().sep);
        const auto rows = static_cast<int64_t>(wanted.size());
        at::Tensor logits =
            bundle_.model->languageLogits(states.narrow(0, target_, rows)).to(at::kFloat);
        for (const int32_t id : bundle_.tokenizer->special().notWritten())
            if (id < logits.size(1))
                logits = logits.index_fill(1, at::full({1}, id, logits.options().dtype(at::kLong)),
                                           -std::numeric_limits<double>::infinity());
        // A word that no training text holds is one the model cannot write.
        const at::Tensor targets = data::tensorOf(wanted).to(logits.device());
        const at::Tensor each = at::log_softmax(logits, 1)
                                    .gather(1, targets.clamp_max(logits.size(1) - 1).unsqueeze(1))
                                    .squeeze(1)
                                    .masked_fill(targets.ge(logits.size(1)), std::log(kLeast));
        evidence_.score = each.sum().item<float>();
        const auto whole = gradientOf(each.sum(), inputs);
        evidence_.wordGradients.resize(evidence_.units.size());
        for (size_t u = 0; u < evidence_.units.size(); ++u) {
            EvidenceUnit& unit = evidence_.units[u];
            unit.gradient = whole[u];
            const bool written = unit.role == Role::Word || unit.tokens == 0;
            if (!written || stop_.stop_requested())
                continue;
            const at::Tensor own = each.narrow(0, unit.firstLooking - target_, unit.looking).sum();
            unit.probability = own.exp().item<float>();
            evidence_.wordGradients[u] = gradientOf(own, inputs);
        }
    }

    /// The log-probability of the target, or the matching score, from the states of the pass.
    at::Tensor scoreOf(const at::Tensor& states)
    {
        const at::Tensor images = images_.pool(states, bundle_);
        const at::Tensor texts = texts_.pool(states, bundle_);
        if (evidence_.question.kind == Kind::Match)
            return model::jointScore(bundle_.model, bundle_.heads, images, texts).squeeze(0);
        if (evidence_.question.kind == Kind::Label) {
            const at::Tensor outputs =
                at::log_softmax(bundle_.heads
                                    ->taskOutputs(task_->name, bundle_.model->pooledText(texts),
                                                  bundle_.model->pooledImage(images))
                                    .to(at::kFloat),
                                1)[0];
            return outputs[chooseTarget(outputs, task_->labels)];
        }
        const at::Tensor shares =
            model::answerProbabilities(
                bundle_.model, model::answerLogits(bundle_.model, bundle_.heads, texts, images))[0]
                .clamp_min(kLeast)
                .log();
        return shares[chooseTarget(shares, bundle_.answers.all())];
    }

    /// Finds the target among the names, or takes the likeliest one.
    int64_t chooseTarget(const at::Tensor& shares, const std::vector<std::string>& names)
    {
        std::string& target = evidence_.question.target;
        if (target.empty())
            target = names.at(static_cast<size_t>(shares.argmax().item<int64_t>()));
        const auto found = std::find(names.begin(), names.end(), target);
        if (found == names.end())
            throw ErrorException({ErrorKind::Data,
                                  "the checkpoint does not know the answer \"" + target + "\"",
                                  {},
                                  {}});
        return answer_ = found - names.begin();
    }

    /// Norm of gradient times input, for each unit.
    std::vector<float> gradientOf(const at::Tensor& score, const at::Tensor& inputs) const
    {
        const at::Tensor slope = torch::autograd::grad({score}, {inputs}, {}, /*retain_graph=*/true,
                                                       /*create_graph=*/false)[0];
        const auto squares = values((slope * inputs.detach()).square().sum(1));
        std::vector<float> norms;
        for (const EvidenceUnit& unit : evidence_.units) {
            const auto first = squares.begin() + unit.first;
            float sum = 0;
            for (auto square = first; square != first + unit.tokens; ++square)
                sum += *square;
            norms.push_back(std::sqrt(sum));
        }
        return norms;
    }

    // --- without each word and region -----------------------------------------------------------

    void leaveOut()
    {
        std::vector<std::vector<int32_t>> texts;
        std::vector<data::VisualTokens> pictures;
        std::vector<EvidenceUnit*> units;
        texts.reserve(evidence_.units.size());
        pictures.reserve(evidence_.units.size());
        std::vector<tasks::JointInput> inputs{{&picture_.tokens, &text_.ids}};
        size_t word = 0, region = 0;
        for (EvidenceUnit& unit : evidence_.units) {
            if (unit.role == Role::Word) {
                const auto& own = text_.words[word++];
                auto& rest = texts.emplace_back(text_.ids);
                rest.erase(rest.begin() + own.first, rest.begin() + own.first + own.tokens);
                inputs.push_back({&picture_.tokens, &rest});
            } else if (unit.role == Role::Region) {
                pictures.push_back(
                    withoutRegion(picture_.tokens, region++, bundle_.config.featureDim));
                inputs.push_back({&pictures.back(), &text_.ids});
            } else {
                continue;
            }
            units.push_back(&unit);
        }
        const at::Tensor scores = fits(inputs);
        if (scores.size(0) < std::ssize(inputs))
            return; // stopped
        evidence_.fit = scores[0].item<float>();
        for (size_t i = 0; i < units.size(); ++i)
            units[i]->effect = evidence_.fit - scores[static_cast<int64_t>(i) + 1].item<float>();
    }

    at::Tensor fits(const std::vector<tasks::JointInput>& inputs)
    {
        switch (evidence_.question.kind) {
        case Kind::Answer:
            return tasks::answerProbabilities(bundle_, inputs, stop_)
                .select(1, answer_)
                .clamp_min(kLeast)
                .log();
        case Kind::Label:
            return at::log_softmax(tasks::taskOutputs(bundle_, *task_, inputs, stop_), 1)
                .select(1, answer_);
        case Kind::Caption:
        case Kind::Match:
            break;
        }
        return tasks::matchScores(bundle_, inputs, stop_);
    }

    static std::vector<float> values(const at::Tensor& tensor)
    {
        const at::Tensor flat = tensor.to(at::kFloat).cpu().contiguous();
        const auto* first = flat.const_data_ptr<float>();
        return {first, first + flat.numel()};
    }

    /// One half of the sequence, and the one vector it becomes.
    struct Half
    {
        int64_t first = 0, tokens = 0;
        [[nodiscard]] at::Tensor pool(const at::Tensor& states, const tasks::Bundle& bundle) const
        {
            model::TokenPool pool(bundle.config.pooling);
            pool.add(first, tokens);
            return pool.finish().to(bundle.device())(states);
        }
    };

    tasks::Bundle& bundle_;
    const PreparedPicture::Data& picture_;
    std::stop_token stop_;
    const data::TaskSpec* task_ = nullptr;
    Words text_;
    Evidence evidence_;
    model::PackedBatch batch_;
    Half images_, texts_;
    int64_t target_ = 0; ///< row of the caption's [CLS]
    int64_t answer_ = 0; ///< place of the target among answers or labels
};

} // namespace

Result<Evidence> Engine::explain(const PreparedPicture& picture, const EvidenceQuestion& question,
                                 const std::stop_token& stop)
{
    try {
        auto evidence = Explainer(d_->bundle, *picture.data, question, stop).run();
        if (stop.stop_requested())
            return JobControl::cancelled("Explaining");
        return evidence;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
