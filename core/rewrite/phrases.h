// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/scene_graph.h"

#include <optional>
#include <string>
#include <vector>

namespace unimo::rewrite {

/// The parts of a caption of more than one word that are learnt as one unit (unimo.md 2.3: phrases
/// and named entities, found beforehand by a parser): from the caption's scene graph each noun with
/// its adjectives ("yellow school bus"; articles and numbers stay outside), and names ("New York"),
/// runs of words with a capital letter. In text order, none inside another.
[[nodiscard]] std::vector<store::TextSpan> phrasesOf(const std::string& caption,
                                                     const std::optional<SceneGraph>& graph);

} // namespace unimo::rewrite
