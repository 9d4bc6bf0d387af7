// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/scene_data.h"

#include <algorithm>
#include <unordered_map>

namespace unimo::data {
namespace {

/// Adds the captions of the scenes; remembers at which place of its scene each caption landed.
std::unordered_map<int64_t, size_t> addCaptions(const std::vector<store::Caption>& captions,
                                                const text::Tokenizer& tokenizer, int maxTokens,
                                                std::unordered_map<store::SampleId, Scene>& scenes)
{
    std::unordered_map<int64_t, size_t> placeOf;
    for (const auto& caption : captions) {
        const auto found = scenes.find(caption.sample);
        if (found == scenes.end())
            continue;
        Scene& scene = found->second;
        TokenText text = tokenText(tokenizer, caption.text, maxTokens);
        if (text.ids.empty())
            continue;
        placeOf[caption.id] = scene.captions.size();
        if (caption.style.empty() || caption.style == "full")
            scene.fullCaptions.push_back(scene.captions.size());
        scene.captions.push_back(std::move(text));
    }
    return placeOf;
}

} // namespace

TokenText tokenText(const text::Tokenizer& tokenizer, const std::string& text, int maxTokens)
{
    text::Encoding encoding = tokenizer.encode(text);
    const size_t count = std::min(encoding.ids.size(), static_cast<size_t>(maxTokens));
    encoding.ids.resize(count);
    encoding.starts.resize(count);
    return {std::move(encoding.ids), std::move(encoding.starts)};
}

Result<SceneData> loadScenes(const store::Project& project, const std::string& split,
                             const text::Tokenizer& tokenizer, const AnswerVocabulary& answers,
                             int maxTextTokens)
{
    auto regions = RegionSource::open(project);
    if (!regions)
        return regions.error();
    SceneData data;
    data.regions = std::move(*regions);
    data.version = project.dataVersion();

    store::SampleFilter filter;
    filter.split = split;
    filter.kind = store::SampleKind::Pair;
    std::unordered_map<store::SampleId, Scene> scenes;
    std::vector<store::SampleId> order;
    for (store::SampleId id : project.sampleIds(filter)) {
        if (!data.regions->hasAny(id))
            continue;
        scenes[id].sample = id;
        order.push_back(id);
    }
    if (order.empty())
        return Error{ErrorKind::Data, "split " + split + " has no pictures with region features",
                     project.folder().string(),
                     "import pictures with captions, then run unimo features"};

    const auto placeOf = addCaptions(project.captions(filter), tokenizer, maxTextTokens, scenes);
    for (const auto& rewrite : project.rewrites(filter)) {
        const auto place = placeOf.find(rewrite.caption);
        if (!rewrite.isHardNegative() || place == placeOf.end())
            continue;
        Scene& scene = scenes.at(rewrite.sample);
        scene.negatives.push_back(tokenText(tokenizer, rewrite.text, maxTextTokens));
        scene.negativeOf.push_back(place->second);
    }
    for (const auto& question : project.questions(filter)) {
        const auto found = scenes.find(question.sample);
        if (found == scenes.end())
            continue;
        const int64_t answer = answers.indexOf(question.answer);
        if (answer < 0)
            ++data.questionsOutsideVocabulary;
        else
            found->second.questions.push_back(
                {tokenText(tokenizer, question.text, maxTextTokens), answer});
    }

    for (store::SampleId id : order) {
        Scene& scene = scenes.at(id);
        if (scene.captions.empty())
            continue;
        if (scene.fullCaptions.empty())
            scene.fullCaptions.push_back(0);
        if (!scene.questions.empty())
            data.withQuestions.push_back(data.scenes.size());
        data.scenes.push_back(std::move(scene));
    }
    if (data.scenes.empty())
        return Error{ErrorKind::Data, "split " + split + " has no captions",
                     project.folder().string(), "import pictures with captions first"};
    return data;
}

} // namespace unimo::data
