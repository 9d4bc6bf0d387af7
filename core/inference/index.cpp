// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/detail/encode_chunks.h"
#include "core/inference/detail/engine_data.h"
#include "core/tasks/detail/queries.h"

#include <numeric>

namespace unimo::inference {
namespace {

Result<search::VectorIndex> indexOf(const at::Tensor& vectors, search::Metric metric)
{
    std::vector<int64_t> ids(static_cast<size_t>(vectors.size(0)));
    std::iota(ids.begin(), ids.end(), int64_t{0});
    const at::Tensor rows = vectors.contiguous();
    search::VectorIndex index;
    if (auto status =
            index.build(ids, {rows.const_data_ptr<float>(), static_cast<size_t>(rows.numel())},
                        static_cast<int>(rows.size(1)), search::IndexKind::Exact, metric);
        !status)
        return status.error();
    return index;
}

} // namespace

Result<SearchIndex> buildIndex(tasks::Bundle& bundle, const std::filesystem::path& projectFolder,
                               const std::string& split, const JobControl& control)
{
    auto project = store::Project::open(projectFolder, /*readOnly=*/true);
    if (!project)
        return project.error();
    auto source = data::RegionSource::open(**project);
    if (!source)
        return source.error();
    store::SampleFilter filter;
    filter.split = split;
    SearchIndex index;
    for (store::SampleId id : (*project)->sampleIds(filter)) {
        if (!(*source)->hasAny(id))
            continue;
        index.samples.push_back(id);
        index.tokens.push_back((*source)->tokens(
            id, (*source)->available(id, data::RegionSet::Truth), bundle.config.maxRegions));
    }
    std::vector<std::vector<int32_t>> texts;
    for (auto& caption : (*project)->captions(filter)) {
        auto ids =
            data::tokenText(*bundle.tokenizer, caption.text, static_cast<int>(bundle.maxTextTokens))
                .ids;
        texts.push_back(ids);
        index.captions.push_back({caption.sample, std::move(caption.text), std::move(ids)});
    }
    if (index.samples.empty() || texts.empty())
        return Error{ErrorKind::Data, "there is nothing to search in split \"" + split + "\"",
                     projectFolder.string(), "import pictures, then run unimo features"};

    const at::Tensor pictures =
        inChunks(index.tokens, "Encoding pictures", control, [&](const auto& chunk) {
            return tasks::pictureVectors(bundle, chunk, control.stop);
        });
    if (control.stopped())
        return JobControl::cancelled("Indexing");
    const at::Tensor encoded = inChunks(texts, "Encoding texts", control, [&](const auto& chunk) {
        return tasks::textVectors(bundle, chunk, control.stop);
    });
    if (control.stopped())
        return JobControl::cancelled("Indexing");
    const auto metric = bundle.config.similarity == model::Similarity::Cosine
                            ? search::Metric::Cosine
                            : search::Metric::Product;
    auto pictureIndex = indexOf(pictures, metric);
    auto textIndex = indexOf(encoded, metric);
    if (!pictureIndex)
        return pictureIndex.error();
    if (!textIndex)
        return textIndex.error();
    index.pictures = std::move(*pictureIndex);
    index.texts = std::move(*textIndex);
    return index;
}

} // namespace unimo::inference
