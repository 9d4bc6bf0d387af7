// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/detail/encode_chunks.h"
#include "core/inference/detail/engine_data.h"
#include "core/tasks/detail/queries.h"

#include <algorithm>
#include <map>

namespace unimo::inference {
namespace {

/// Encodes a split chunk by chunk, so that no more than one chunk of features is in memory.
/// Fewer pictures than samples when stopped.
PairMemory remember(tasks::Bundle& bundle, const std::filesystem::path& folder,
                    const std::string& split, const JobControl& control)
{
    const auto project = store::Project::open(folder, /*readOnly=*/true).orThrow();
    const auto source = data::RegionSource::open(*project).orThrow();
    store::SampleFilter filter;
    filter.split = split;
    filter.kind = store::SampleKind::Pair;
    PairMemory memory;
    std::vector<std::vector<int32_t>> texts;
    for (auto& caption : project->captions(filter)) {
        const bool known = !memory.samples.empty() && memory.samples.back() == caption.sample;
        if (known || !source->hasAny(caption.sample))
            continue;
        memory.samples.push_back(caption.sample);
        texts.push_back(
            data::tokenText(*bundle.tokenizer, caption.text, static_cast<int>(bundle.maxTextTokens))
                .ids);
        memory.captions.push_back(std::move(caption.text));
    }
    if (memory.samples.empty())
        throw ErrorException(
            {ErrorKind::Data,
             "no picture of split \"" + split + "\" has both regions and a caption",
             folder.string(), "compute region features in Data"});
    const torch::NoGradGuard noGrad;
    const auto unit = [](const at::Tensor& rows) {
        return rows.defined() ? torch::nn::functional::normalize(rows) : at::zeros({0, 1});
    };
    memory.pictures =
        unit(inChunks(memory.samples, "Encoding pictures", control, [&](const auto& chunk) {
            std::vector<data::VisualTokens> pictures;
            for (const int64_t sample : chunk)
                pictures.push_back(source->tokens(sample,
                                                  source->available(sample, data::RegionSet::Truth),
                                                  bundle.config.maxRegions));
            return tasks::pictureVectors(bundle, pictures, control.stop);
        }));
    memory.texts = unit(inChunks(texts, "Encoding captions", control, [&](const auto& chunk) {
        return tasks::textVectors(bundle, chunk, control.stop);
    }));
    return memory;
}

std::vector<NearPair> nearest(const PairMemory& memory, const at::Tensor& query, int count,
                              int64_t except)
{
    const at::Tensor pictures = at::mv(memory.pictures, query);
    const at::Tensor texts = at::mv(memory.texts, query);
    const auto most = std::min<int64_t>(pictures.size(0), count + 1); // one may be left out
    const at::Tensor rows = std::get<1>(pictures.topk(most));
    std::vector<NearPair> pairs;
    for (int64_t i = 0; i < most && std::ssize(pairs) < count; ++i) {
        const auto row = rows[i].item<int64_t>();
        const auto place = static_cast<size_t>(row);
        if (memory.samples[place] != except)
            pairs.push_back({memory.samples[place], memory.captions[place],
                             pictures[row].item<float>(), texts[row].item<float>()});
    }
    return pairs;
}

} // namespace

Result<std::vector<NearPair>> Engine::nearestPairs(const PreparedPicture& picture,
                                                   const std::filesystem::path& project,
                                                   const std::string& split, int count,
                                                   int64_t except, const JobControl& control)
{
    try {
        const auto key = std::pair(project, split);
        if (!d_->memories.contains(key)) {
            PairMemory memory = remember(d_->bundle, project, split, control);
            if (control.stopped())
                return JobControl::cancelled("The search");
            d_->memories.emplace(key, std::move(memory));
        }
        const at::Tensor query = torch::nn::functional::normalize(
            tasks::pictureVectors(d_->bundle, {picture.data->tokens}))[0];
        return nearest(d_->memories.at(key), query, count, except);
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::inference
