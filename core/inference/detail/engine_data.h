// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/region_source.h"
#include "core/inference/engine.h"
#include "core/search/vector_index.h"
#include "core/tasks/detail/bundle.h"
#include "core/vision/extractor.h"

#include <optional>

namespace unimo::inference {

struct PreparedPicture::Data
{
    data::VisualTokens tokens;
    store::ObjectTags objects;
};

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

struct Engine::Implementation
{
    EngineInfo info;
    tasks::Bundle bundle;
    std::unique_ptr<vision::RegionExtractor> extractor; ///< loaded when first needed
    std::optional<SearchIndex> index;
};

} // namespace unimo::inference
