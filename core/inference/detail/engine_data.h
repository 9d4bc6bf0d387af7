// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/region_source.h"
#include "core/inference/engine.h"
#include "core/search/vector_index.h"
#include "core/tasks/detail/bundle.h"
#include "core/vision/extractor.h"

#include <map>
#include <optional>
#include <utility>

namespace unimo::inference {

struct PreparedPicture::Data
{
    data::VisualTokens tokens;
    store::ObjectTags objects;
};

/// A labelled task about pictures; throws Data when it was not learnt.
[[nodiscard]] const data::TaskSpec& pictureTask(const tasks::Bundle& bundle,
                                                const std::string& task);
/// Throws Data when the checkpoint has no answers.
void requireAnswers(const tasks::Bundle& bundle);

/// A sample's picture by the features that its project has.
[[nodiscard]] PreparedPicture pictureOf(const data::RegionSource& source, store::SampleId sample,
                                        const store::ObjectTags& objects,
                                        const model::UnimoConfig& config);

/// What can be found: the pictures and captions of a project, as vectors and as model input.
struct SearchIndex
{
    search::VectorIndex pictures; ///< ids: places in `samples`
    search::VectorIndex texts;    ///< ids: places in `captions`
    std::vector<int64_t> samples;
    std::vector<data::VisualTokens> tokens; ///< one a sample
    struct Caption
    {
        int64_t sample = 0;
        std::string text;
        std::vector<int32_t> ids;
    };
    std::vector<Caption> captions;
};

/// Encodes a project's split; Cancelled when stopped.
[[nodiscard]] Result<SearchIndex> buildIndex(tasks::Bundle& bundle,
                                             const std::filesystem::path& project,
                                             const std::string& split, const JobControl& control);

/// The pairs of a split in the common space: unit vectors of pictures and captions, apart.
struct PairMemory
{
    std::vector<int64_t> samples;
    std::vector<std::string> captions; ///< the first of each
    at::Tensor pictures, texts;        ///< [pairs, hidden]
};

struct Engine::Implementation
{
    EngineInfo info;
    tasks::Bundle bundle;
    std::unique_ptr<vision::RegionExtractor> extractor; ///< loaded when first needed
    std::optional<SearchIndex> index;
    std::map<std::pair<std::filesystem::path, std::string>, PairMemory> memories; ///< by split

    [[nodiscard]] std::vector<int32_t> tokens(const std::string& text) const
    {
        return data::tokenText(*bundle.tokenizer, text, static_cast<int>(bundle.maxTextTokens)).ids;
    }
};

} // namespace unimo::inference
