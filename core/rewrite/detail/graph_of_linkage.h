// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/detail/linkage.h"
#include "core/rewrite/scene_graph.h"

namespace unimo::rewrite {

/// Reads objects and relations off a linkage (link types:
/// abisource.com/projects/link-grammar/dict): A and AN before a noun are attributes or parts of its
/// name, Dmcn and ND its count; S, P, M, MV, J and O lead from a thing up to the one that something
/// is said of.
[[nodiscard]] SceneGraph graphOf(const Linkage& linkage, const std::string& sentence);

} // namespace unimo::rewrite
