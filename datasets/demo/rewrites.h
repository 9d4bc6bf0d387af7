// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <string>
#include <vector>

#include "datasets/demo/planner.h"
#include "datasets/demo/statement.h"

namespace unimo::datasets {

/// A statement made from a caption by changing one fact, or by wording the same facts otherwise.
struct Change
{
    size_t caption = 0; ///< index of the caption it was made from
    std::string rule;   ///< object, colour, count, relation, bind; wording, converse
    int polarity = -1;  ///< -1: false of the scene; +1: still true
    Statement statement;
};

/// Seven to nine false statements and one or two true ones. What is put in is drawn as the scenes
/// themselves are (nouns of the same zone, allowed combinations, possible counts), so that the
/// words alone do not give the false ones away.
[[nodiscard]] std::vector<Change> rewrite(const Scene& scene,
                                          const std::vector<Statement>& captions,
                                          const Planner& planner, Random& random);

} // namespace unimo::datasets
