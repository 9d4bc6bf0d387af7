// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/detail/encode_chunks.h"
#include "core/inference/detail/engine_data.h"
#include "core/inference/detail/space_vectors.h"

#include <map>

namespace unimo::inference {
namespace {

/// Rows of the score matrix that are compared at once.
constexpr int64_t kRows = 512;

struct Inputs
{
    PairVectors pairs;
    std::vector<data::VisualTokens> pictures;
    std::vector<std::vector<int32_t>> texts;
};

/// The first pairs of a split that have regions and a full caption, at most `most`.
Inputs inputsOf(const tasks::Bundle& bundle, const store::Project& project,
                const data::RegionSource& source, const std::string& split, int64_t most)
{
    store::SampleFilter filter;
    filter.split = split;
    filter.kind = store::SampleKind::Pair;
    std::map<store::SampleId, std::string> captions;
    for (auto& caption : project.captions(filter))
        captions.try_emplace(caption.sample, std::move(caption.text));
    Inputs inputs;
    for (auto& [sample, text] : captions) {
        if (static_cast<int64_t>(inputs.pictures.size()) == most)
            break;
        if (!source.hasAny(sample))
            continue;
        inputs.pictures.push_back(source.tokens(
            sample, source.available(sample, data::RegionSet::Truth), bundle.config.maxRegions));
        inputs.texts.push_back(
            data::tokenText(*bundle.tokenizer, text, static_cast<int>(bundle.maxTextTokens)).ids);
        inputs.pairs.samples.push_back(sample);
        inputs.pairs.captions.push_back(std::move(text));
    }
    return inputs;
}

/// A number for each text, the same for the same words.
at::Tensor wordingOf(const std::vector<std::string>& captions)
{
    std::map<std::string, int64_t> numbers;
    std::vector<int64_t> wording;
    wording.reserve(captions.size());
    for (const auto& caption : captions)
        wording.push_back(
            numbers.try_emplace(caption, static_cast<int64_t>(numbers.size())).first->second);
    return data::tensorOf(wording);
}

/// How many columns of each row's scores are above its own; those in the same words do not count.
std::vector<int32_t> ranksOf(const at::Tensor& rows, const at::Tensor& columns,
                             const at::Tensor& wording)
{
    const at::Tensor own = (rows * columns).sum(1, /*keepdim=*/true);
    std::vector<int32_t> ranks;
    for (int64_t first = 0; first < rows.size(0); first += kRows) {
        const int64_t count = std::min(kRows, rows.size(0) - first);
        const at::Tensor scores = at::matmul(rows.narrow(0, first, count), columns.t());
        const at::Tensor others =
            wording.unsqueeze(0).ne(wording.narrow(0, first, count).unsqueeze(1));
        const at::Tensor above =
            scores.gt(own.narrow(0, first, count)).logical_and(others).sum(1).to(at::kInt);
        const auto* values = above.const_data_ptr<int32_t>();
        ranks.insert(ranks.end(), values, values + count);
    }
    return ranks;
}

Result<PairVectors> encodePairs(tasks::Bundle& bundle, const std::filesystem::path& folder,
                                const std::string& split, int64_t most, const VectorSpace& space,
                                const JobControl& control)
{
    const auto project = store::Project::open(folder, /*readOnly=*/true).orThrow();
    const auto source = data::RegionSource::open(*project).orThrow();
    Inputs inputs = inputsOf(bundle, *project, *source, split, most);
    if (inputs.pictures.empty())
        return Error{ErrorKind::Data,
                     "no picture of split \"" + split + "\" has both regions and a caption",
                     folder.string(), "compute region features in Data"};
    const at::Tensor a =
        inChunks(inputs.pictures, "Encoding pictures", control, [&](const auto& chunk) {
            return pictureVectors(bundle, chunk, space, control.stop);
        });
    if (control.stopped())
        return JobControl::cancelled("The map");
    const at::Tensor b =
        inChunks(inputs.texts, "Encoding captions", control, [&](const auto& chunk) {
            return textVectors(bundle, chunk, space, control.stop);
        });
    if (control.stopped())
        return JobControl::cancelled("The map");

    const torch::NoGradGuard noGrad;
    PairVectors& pairs = inputs.pairs;
    pairs.dim = static_cast<int>(a.size(1));
    pairs.pictures = valuesOf(a);
    pairs.texts = valuesOf(b);
    pairs.similarity = valuesOf((a * b).sum(1));
    const at::Tensor wording = wordingOf(pairs.captions);
    pairs.textRank = ranksOf(a, b, wording);
    pairs.pictureRank = ranksOf(b, a, wording);
    return std::move(pairs);
}

} // namespace

Result<PairVectors> Engine::pairVectors(const std::filesystem::path& project,
                                        const std::string& split, int64_t most,
                                        const VectorSpace& space, const JobControl& control)
{
    try {
        return encodePairs(d_->bundle, project, split, most, space, control);
    } catch (...) {
        return currentExceptionAsError();
    }
}

namespace {

/// The one row that was encoded; none when it was stopped.
Result<std::vector<float>> onlyRow(const at::Tensor& rows)
{
    if (rows.size(0) == 0)
        return JobControl::cancelled("The map");
    return valuesOf(rows);
}

} // namespace

Result<std::vector<float>> Engine::textVector(const std::string& text, const VectorSpace& space,
                                              const std::stop_token& stop)
{
    try {
        return onlyRow(textVectors(d_->bundle, {d_->tokens(text)}, space, stop));
    } catch (...) {
        return currentExceptionAsError();
    }
}

Result<std::vector<float>> Engine::pictureVector(const PreparedPicture& picture,
                                                 const VectorSpace& space,
                                                 const std::stop_token& stop)
{
    try {
        return onlyRow(pictureVectors(d_->bundle, {picture.data->tokens}, space, stop));
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
