// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/validation.h"

#include "core/tasks/detail/queries.h"

#include <cstdio>

namespace unimo::tasks {
namespace {

constexpr size_t kSampleCaptions = 4;

std::string percent(double share)
{
    char text[16];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    return text;
}

} // namespace

Validation validate(Bundle& bundle, const store::Project& project, const std::string& split,
                    int64_t limit, const std::stop_token& stop)
{
    Validation result;
    if (!data::RegionSource::any(project))
        return result;
    auto source = data::RegionSource::open(project).orThrow();
    store::SampleFilter filter;
    filter.split = split;
    filter.kind = store::SampleKind::Pair;
    filter.limit = limit;

    std::vector<data::VisualTokens> pictures;
    std::vector<std::vector<int32_t>> captions, questions;
    std::vector<store::SampleId> samples; ///< one a picture
    std::vector<size_t> questionPicture;
    std::vector<int64_t> expected;
    for (store::SampleId id : project.sampleIds(filter)) {
        const auto texts = project.captions(id);
        if (texts.empty() || !source->hasAny(id))
            continue;
        for (const auto& question : project.questions(id)) {
            questionPicture.push_back(pictures.size());
            questions.push_back(data::tokenText(*bundle.tokenizer, question.text,
                                                static_cast<int>(bundle.maxTextTokens))
                                    .ids);
            expected.push_back(bundle.answers.indexOf(question.answer));
        }
        samples.push_back(id);
        pictures.push_back(source->tokens(id, source->available(id, data::RegionSet::Truth),
                                          bundle.config.maxRegions));
        captions.push_back(data::tokenText(*bundle.tokenizer, texts.front().text,
                                           static_cast<int>(bundle.maxTextTokens))
                               .ids);
    }
    result.scenes = static_cast<int64_t>(pictures.size());
    if (pictures.empty())
        return result;
    const auto add = [&](const char* tag, const char* label, double value) {
        result.scalars.emplace_back(std::string("validation/") + tag, static_cast<float>(value));
        result.line +=
            (result.line.empty() ? "" : ", ") + std::string(label) + " " + percent(value);
    };

    const at::Tensor scores =
        at::matmul(pictureVectors(bundle, pictures, stop), textVectors(bundle, captions, stop).t());
    if (scores.size(0) == result.scenes && scores.size(1) == result.scenes) {
        const at::Tensor own = at::arange(result.scenes);
        add("text_r1", "text R@1", scores.argmax(1).eq(own).to(at::kFloat).mean().item<double>());
        add("picture_r1", "picture R@1",
            scores.argmax(0).eq(own).to(at::kFloat).mean().item<double>());
    }
    if (!questions.empty() && bundle.answers.size() > 0) {
        std::vector<JointInput> inputs;
        for (size_t i = 0; i < questions.size(); ++i)
            inputs.push_back({&pictures[questionPicture[i]], &questions[i]});
        const at::Tensor answers = answerProbabilities(bundle, inputs, stop);
        if (answers.size(0) == static_cast<int64_t>(questions.size()))
            add("vqa", "VQA",
                answers.argmax(1)
                    .eq(data::tensorOf(expected))
                    .to(at::kFloat)
                    .mean()
                    .item<double>());
    }
    for (size_t i = 0; i < std::min(kSampleCaptions, pictures.size()) && !stop.stop_requested();
         ++i) {
        generate::BeamOptions options;
        options.beams = 1;
        const auto objects =
            data::tagTokens(*bundle.tokenizer, project.objectTags(samples[i]), bundle.objectTags);
        const auto found = tasks::captions(bundle, pictures[i], objects, options, stop);
        if (!found.empty())
            result.texts.emplace_back("caption_" + std::to_string(i),
                                      bundle.tokenizer->decode(found.front().ids));
    }
    if (!result.texts.empty())
        result.line += "; \"" + result.texts.front().second + "\"";
    return result;
}

} // namespace unimo::tasks
