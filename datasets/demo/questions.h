// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"

#include <string>
#include <vector>

#include "datasets/demo/planner.h"
#include "datasets/demo/question_balance.h"

namespace unimo::datasets {

/// A question with its one right answer.
struct Asked
{
    std::string type; ///< what, where, colour, what-colour, count, relation-what, relation,
                      ///< exists, colour-yn
    std::string text;
    std::string answer;
};

/// About nine questions on a scene, chosen so that answers stay balanced; `balance` is the split's
/// and is brought up to date.
[[nodiscard]] std::vector<Asked> ask(const Scene& scene, const Planner& planner,
                                     QuestionBalance& balance, Random& random);

} // namespace unimo::datasets
