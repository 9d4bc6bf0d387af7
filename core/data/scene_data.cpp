// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/scene_data.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>

namespace unimo::data {
namespace {

/// Puts the scenes of a split together.
class Loader
{
public:
    Loader(const store::Project& project, const text::Tokenizer& tokenizer,
           const AnswerVocabulary& answers, const LoadOptions& options)
        : project_(project), tokenizer_(tokenizer), answers_(answers), options_(options)
    {
    }

    SceneData load()
    {
        if (RegionSource::any(project_))
            data_.regions = RegionSource::open(project_).orThrow();
        data_.version = project_.dataVersion();
        openScenes();
        addObjects();
        readPhrases();
        addCaptions();
        addRewrites();
        addSingles();
        addNeighbours();
        addQuestions();
        addTasks();
        closeScenes();
        return std::move(data_);
    }

private:
    [[nodiscard]] store::SampleFilter filter(store::SampleKind kind) const
    {
        store::SampleFilter wanted;
        wanted.split = options_.split;
        wanted.kind = kind;
        return wanted;
    }

    [[nodiscard]] bool seen(store::SampleId id) const
    {
        return data_.regions && data_.regions->hasAny(id);
    }

    [[nodiscard]] TokenText tokens(const std::string& text) const
    {
        return tokenText(tokenizer_, text, options_.maxTextTokens);
    }

    /// The same, with the caption's phrases as single units.
    [[nodiscard]] TokenText tokens(const store::Caption& caption) const
    {
        const auto phrases = phrasesOf_.find(caption.id);
        return phrases == phrasesOf_.end()
                   ? tokens(caption.text)
                   : tokenText(tokenizer_, caption.text, options_.maxTextTokens, phrases->second);
    }

    void openScenes()
    {
        for (const store::SampleId id : project_.sampleIds(filter(store::SampleKind::Pair)))
            if (seen(id)) {
                scenes_[id].sample = id;
                order_.push_back(id);
            }
    }

    void addObjects()
    {
        if (options_.objectTags.limit == 0)
            return;
        for (const auto& tags : project_.objectTags(filter(store::SampleKind::Pair)))
            if (const auto scene = scenes_.find(tags.sample); scene != scenes_.end())
                scene->second.objects = tagTokens(tokenizer_, tags, options_.objectTags);
    }

    void readPhrases()
    {
        store::SampleFilter all;
        all.split = options_.split;
        for (auto& phrases : project_.phrases(all))
            phrasesOf_.emplace(phrases.caption, std::move(phrases.spans));
    }

    void addCaptions()
    {
        for (const auto& caption : project_.captions(filter(store::SampleKind::Pair))) {
            const auto found = scenes_.find(caption.sample);
            TokenText text = tokens(caption);
            if (found == scenes_.end() || text.ids.empty())
                continue;
            Scene& scene = found->second;
            placeOfCaption_[caption.id] = scene.captions.size();
            if (caption.style.empty() || caption.style == "full")
                scene.fullCaptions.push_back(scene.captions.size());
            scene.captions.push_back(std::move(text));
        }
    }

    [[nodiscard]] bool wanted(const store::Rewrite& row) const
    {
        const bool sentence = row.rule == "sentence" || row.rule.starts_with("back-translation");
        switch (options_.rewrites) {
        case RewriteLevel::Sentence:
            return sentence;
        case RewriteLevel::Word:
            return !sentence;
        case RewriteLevel::None:
            return false;
        case RewriteLevel::All:
            break;
        }
        return true;
    }

    void addRewrites()
    {
        auto rewrites = project_.rewrites(filter(store::SampleKind::Pair));
        std::erase_if(rewrites, [&](const auto& row) { return !wanted(row); });
        std::set<std::string> rules;
        for (const auto& rewrite : rewrites)
            if (rewrite.isHardNegative())
                rules.insert(rewrite.rule);
        data_.rules.assign(rules.begin(), rules.end());
        for (const auto& rewrite : rewrites) {
            const auto place = placeOfCaption_.find(rewrite.caption);
            if (!rewrite.usable() || place == placeOfCaption_.end())
                continue;
            Scene& scene = scenes_.at(rewrite.sample);
            TokenText text = tokens(rewrite.text);
            if (text.ids.empty())
                continue;
            if (!rewrite.isHardNegative()) {
                scene.positives.push_back(std::move(text));
                continue;
            }
            scene.negatives.push_back(std::move(text));
            scene.negativeOf.push_back(place->second);
            scene.negativeRule.push_back(static_cast<size_t>(
                std::lower_bound(data_.rules.begin(), data_.rules.end(), rewrite.rule) -
                data_.rules.begin()));
        }
    }

    void addSingles()
    {
        for (const auto& caption : project_.captions(filter(store::SampleKind::Text))) {
            TokenText text = tokens(caption);
            if (text.ids.empty())
                continue;
            placeOfSingle_.try_emplace(caption.sample, data_.texts.size());
            data_.texts.push_back(std::move(text));
        }
        for (const store::SampleId id : project_.sampleIds(filter(store::SampleKind::Image)))
            if (seen(id)) {
                placeOfSingle_[id] = data_.pictures.size();
                data_.pictures.push_back(id);
            }
    }

    void addNeighbours()
    {
        for (const auto& near : project_.neighbours(filter(store::SampleKind::Pair))) {
            const auto scene = scenes_.find(near.sample);
            const auto place = placeOfSingle_.find(near.neighbour);
            if (!near.usable() || scene == scenes_.end() || place == placeOfSingle_.end())
                continue;
            (near.kind == store::SampleKind::Text ? scene->second.nearTexts
                                                  : scene->second.nearPictures)
                .push_back(place->second);
        }
    }

    void addQuestions()
    {
        for (const auto& question : project_.questions(filter(store::SampleKind::Pair))) {
            const auto found = scenes_.find(question.sample);
            if (found == scenes_.end())
                continue;
            const int64_t answer = answers_.indexOf(question.answer);
            SceneQuestion asked{tokens(question.text), answer, {}};
            for (const auto& [text, score] : question.answers)
                if (const int64_t index = answers_.indexOf(text); index >= 0)
                    asked.scores.emplace_back(index, static_cast<float>(score));
            if (question.answers.empty() && answer >= 0)
                asked.scores.emplace_back(answer, 1.0F);
            if (asked.answer < 0 && !asked.scores.empty())
                asked.answer = asked.scores.front().first;
            if (asked.answer < 0)
                ++data_.questionsOutsideVocabulary;
            else
                found->second.questions.push_back(std::move(asked));
        }
    }

    void addTasks()
    {
        if (options_.tasks.empty())
            return;
        store::SampleFilter all;
        all.split = options_.split;
        std::map<std::string, size_t> place;
        for (const TaskSpec& spec : options_.tasks) {
            place[spec.name] = data_.tasks.size();
            data_.tasks.push_back({spec, {}});
        }
        for (const auto& example : project_.examples(all)) {
            const auto found = place.find(example.task);
            if (found == place.end())
                continue;
            TaskSet& set = data_.tasks[found->second];
            if (set.spec.pictures && !seen(example.sample))
                continue;
            set.examples.push_back(
                taskExample(example, set.spec, tokenizer_, options_.maxTextTokens).orThrow());
        }
    }

    /// Those with captions first: a picture that is only asked about takes part in nothing else.
    void closeScenes()
    {
        std::vector<Scene> asked;
        for (const store::SampleId id : order_) {
            Scene& scene = scenes_.at(id);
            if (scene.captions.empty()) {
                if (!scene.questions.empty())
                    asked.push_back(std::move(scene));
                continue;
            }
            if (scene.fullCaptions.empty())
                scene.fullCaptions.push_back(0);
            data_.scenes.push_back(std::move(scene));
        }
        data_.captioned = data_.scenes.size();
        std::move(asked.begin(), asked.end(), std::back_inserter(data_.scenes));
        for (size_t i = 0; i < data_.scenes.size(); ++i)
            if (!data_.scenes[i].questions.empty())
                data_.withQuestions.push_back(i);
    }

    const store::Project& project_;
    const text::Tokenizer& tokenizer_;
    const AnswerVocabulary& answers_;
    const LoadOptions& options_;
    SceneData data_;
    std::unordered_map<store::SampleId, Scene> scenes_;
    std::vector<store::SampleId> order_;
    std::unordered_map<int64_t, std::vector<store::TextSpan>> phrasesOf_; ///< by caption
    std::unordered_map<int64_t, size_t> placeOfCaption_;                  ///< in its scene
    std::unordered_map<store::SampleId, size_t> placeOfSingle_;           ///< in texts or pictures
};

} // namespace

std::vector<int32_t> tagTokens(const text::Tokenizer& tokenizer, const store::ObjectTags& tags,
                               const ObjectTagRule& rule)
{
    std::string words;
    for (const auto& [word, probability] : tags.tags)
        if (probability >= rule.threshold)
            words += words.empty() ? word : ' ' + word;
    return tokenText(tokenizer, words, static_cast<int>(rule.limit)).ids;
}

Result<SceneData> loadScenes(const store::Project& project, const text::Tokenizer& tokenizer,
                             const AnswerVocabulary& answers, const LoadOptions& options)
{
    try {
        SceneData data = Loader(project, tokenizer, answers, options).load();
        if (data.scenes.empty() && data.texts.empty() && data.pictures.empty() &&
            data.tasks.empty())
            return Error{ErrorKind::Data,
                         "split " + options.split +
                             " has no pictures with region features and no texts",
                         project.folder().string(),
                         "import pictures with captions, then run unimo features"};
        return data;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::data
