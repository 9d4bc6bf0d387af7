// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/detail/engine_data.h"
#include "core/tensor/detail/autocast.h"
#include "core/tensor/device.h"

#include <cmath>

namespace unimo::inference {
namespace {

/// A sample that is asked about.
struct Asked
{
    store::SampleId id = 0;
    std::string caption; ///< its first; may be empty
    std::vector<store::Question> questions;
};

Asked readSample(const store::Project& project, store::SampleId id, const BatchQuestion& question)
{
    Asked asked{id, {}, {}};
    if (question.kind == BatchQuestion::Kind::Captions) {
        if (const auto captions = project.captions(id); !captions.empty())
            asked.caption = captions.front().text;
        return asked;
    }
    for (const auto& known : project.questions(id))
        if (question.question.empty() || known.text == question.question)
            asked.questions.push_back(known);
    if (asked.questions.empty() && !question.question.empty())
        asked.questions.push_back({0, id, question.question, {}, {}});
    return asked;
}

BatchRow problemRow(store::SampleId id, const Error& error)
{
    BatchRow row;
    row.sample = id;
    row.problem = error.message;
    return row;
}

/// The geometric mean of the tokens' probabilities: texts of any length compare.
float meanProbability(const CaptionCandidate& caption)
{
    double sum = 0;
    for (const auto& [token, probability] : caption.words)
        sum += std::log(std::max(probability, 1e-30F));
    return caption.words.empty()
               ? 0
               : static_cast<float>(std::exp(sum / static_cast<double>(caption.words.size())));
}

/// Asks for the rows of one sample; an error ends all.
Status askOne(Engine& engine, const PreparedPicture& picture, const Asked& asked,
              const BatchQuestion& question, const std::stop_token& stop,
              std::vector<BatchRow>& rows)
{
    if (question.kind == BatchQuestion::Kind::Captions) {
        const auto captions = engine.caption(picture, question.caption, stop);
        if (!captions)
            return captions.error();
        BatchRow row;
        row.sample = asked.id;
        row.known = asked.caption;
        if (captions->empty()) {
            row.problem = "the model gave no caption";
        } else {
            row.text = captions->front().text;
            row.probability = meanProbability(captions->front());
        }
        rows.push_back(std::move(row));
        return {};
    }
    if (asked.questions.empty())
        rows.push_back(problemRow(asked.id, {ErrorKind::Data, "it has no question", {}, {}}));
    for (const auto& known : asked.questions) {
        const auto answers = engine.answer(picture, known.text, 1, stop);
        if (!answers)
            return answers.error();
        BatchRow row;
        row.sample = asked.id;
        row.question = known.text;
        row.text = answers->front().text;
        row.probability = answers->front().probability;
        row.known = known.answer;
        rows.push_back(std::move(row));
    }
    return {};
}

} // namespace

Result<PreparedPicture> Engine::prepare(const std::filesystem::path& folder, int64_t sample,
                                        const std::stop_token& stop)
{
    try {
        const auto project = store::Project::open(folder, /*readOnly=*/true).orThrow();
        if (data::RegionSource::any(*project)) {
            const auto source = data::RegionSource::open(*project).orThrow();
            if (source->hasAny(sample) && source->dim() == d_->bundle.config.featureDim)
                return pictureOf(*source, sample, project->objectTags(sample), d_->bundle.config);
        }
        const auto row = project->sample(sample);
        if (!row || row->imagePath.empty())
            return Error{ErrorKind::Data, "it has no picture", folder.string(), {}};
        auto image = loadImage(project->imageFile(*row));
        if (!image)
            return image.error();
        return prepare(*image, stop);
    } catch (...) {
        return currentExceptionAsError();
    }
}

Result<std::vector<BatchRow>> Engine::askAll(const std::filesystem::path& folder,
                                             const std::vector<int64_t>& samples,
                                             const BatchQuestion& question,
                                             const std::stop_token& stop)
{
    try {
        const auto project = store::Project::open(folder, /*readOnly=*/true).orThrow();
        std::vector<BatchRow> rows;
        // Autocast's copies of the weights are made for all captions once, not for each.
        const tensor::AutocastGuard kept(at::kCPU, question.kind == BatchQuestion::Kind::Captions &&
                                                       d_->info.device == "cpu" &&
                                                       tensor::cpuHasBf16());
        for (const int64_t sample : samples) {
            if (stop.stop_requested())
                return JobControl::cancelled("Asking");
            const auto picture = prepare(folder, sample, stop);
            if (!picture) {
                if (picture.error().kind != ErrorKind::Data &&
                    picture.error().kind != ErrorKind::Io)
                    return picture.error();
                rows.push_back(problemRow(sample, picture.error()));
                continue;
            }
            if (const Status asked = askOne(*this, *picture, readSample(*project, sample, question),
                                            question, stop, rows);
                !asked)
                return asked.error();
        }
        return rows;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
