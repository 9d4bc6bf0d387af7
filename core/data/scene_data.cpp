// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/scene_data.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace unimo::data {
namespace {

/// Puts the scenes of a split together.
class Loader
{
public:
    Loader(const store::Project& project, const std::string& split,
           const text::Tokenizer& tokenizer, const AnswerVocabulary& answers,
           const std::vector<TaskSpec>& tasks, int maxTokens)
        : project_(project), split_(split), tokenizer_(tokenizer), answers_(answers), tasks_(tasks),
          maxTokens_(maxTokens)
    {
    }

    SceneData load()
    {
        if (RegionSource::any(project_))
            data_.regions = RegionSource::open(project_).orThrow();
        data_.version = project_.dataVersion();
        openScenes();
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
        wanted.split = split_;
        wanted.kind = kind;
        return wanted;
    }

    [[nodiscard]] bool seen(store::SampleId id) const
    {
        return data_.regions && data_.regions->hasAny(id);
    }

    [[nodiscard]] TokenText tokens(const std::string& text) const
    {
        return tokenText(tokenizer_, text, maxTokens_);
    }

    void openScenes()
    {
        for (const store::SampleId id : project_.sampleIds(filter(store::SampleKind::Pair)))
            if (seen(id)) {
                scenes_[id].sample = id;
                order_.push_back(id);
            }
    }

    void addCaptions()
    {
        for (const auto& caption : project_.captions(filter(store::SampleKind::Pair))) {
            const auto found = scenes_.find(caption.sample);
            TokenText text = tokens(caption.text);
            if (found == scenes_.end() || text.ids.empty())
                continue;
            Scene& scene = found->second;
            placeOfCaption_[caption.id] = scene.captions.size();
            if (caption.style.empty() || caption.style == "full")
                scene.fullCaptions.push_back(scene.captions.size());
            scene.captions.push_back(std::move(text));
        }
    }

    void addRewrites()
    {
        const auto rewrites = project_.rewrites(filter(store::SampleKind::Pair));
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
            TokenText text = tokens(caption.text);
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
            if (answer < 0)
                ++data_.questionsOutsideVocabulary;
            else
                found->second.questions.push_back({tokens(question.text), answer});
        }
    }

    void addTasks()
    {
        if (tasks_.empty())
            return;
        store::SampleFilter all;
        all.split = split_;
        std::map<std::string, size_t> place;
        for (const TaskSpec& spec : tasks_) {
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
                taskExample(example, set.spec, tokenizer_, maxTokens_).orThrow());
        }
    }

    void closeScenes()
    {
        for (const store::SampleId id : order_) {
            Scene& scene = scenes_.at(id);
            if (scene.captions.empty())
                continue;
            if (scene.fullCaptions.empty())
                scene.fullCaptions.push_back(0);
            if (!scene.questions.empty())
                data_.withQuestions.push_back(data_.scenes.size());
            data_.scenes.push_back(std::move(scene));
        }
    }

    const store::Project& project_;
    const std::string& split_;
    const text::Tokenizer& tokenizer_;
    const AnswerVocabulary& answers_;
    const std::vector<TaskSpec>& tasks_;
    int maxTokens_;
    SceneData data_;
    std::unordered_map<store::SampleId, Scene> scenes_;
    std::vector<store::SampleId> order_;
    std::unordered_map<int64_t, size_t> placeOfCaption_;        ///< in its scene
    std::unordered_map<store::SampleId, size_t> placeOfSingle_; ///< in texts or pictures
};

} // namespace

Result<SceneData> loadScenes(const store::Project& project, const std::string& split,
                             const text::Tokenizer& tokenizer, const AnswerVocabulary& answers,
                             const std::vector<TaskSpec>& tasks, int maxTextTokens)
{
    try {
        SceneData data = Loader(project, split, tokenizer, answers, tasks, maxTextTokens).load();
        if (data.scenes.empty() && data.texts.empty() && data.pictures.empty() &&
            data.tasks.empty())
            return Error{ErrorKind::Data,
                         "split " + split + " has no pictures with region features and no texts",
                         project.folder().string(),
                         "import pictures with captions, then run unimo features"};
        return data;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::data
