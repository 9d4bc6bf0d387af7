// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/scene_graph.h"
#include "widgets/bridge/sample_details.h"

#include <optional>
#include <vector>

namespace unimo::bridge {

/// A pair with what was made of its captions.
struct RewriteDetails
{
    SampleDetails sample;
    /// What each caption says, in the captions' order; none where it could not be read.
    std::vector<std::optional<rewrite::SceneGraph>> graphs;
};

/// Reads and parses. Thread: the project's; takes some 50 ms, the first time more.
[[nodiscard]] RewriteDetails readRewriteDetails(const store::Project& project, store::SampleId id);

} // namespace unimo::bridge
