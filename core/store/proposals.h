// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

namespace unimo::store {

/// What a model says of a sample, apart from the data until a person accepts it.
struct Proposal
{
    enum class Kind { Caption, Answer, Box };
    /// Absent: not made yet, or made and undone.
    enum class State { Absent, Waiting, Accepted, Rejected };

    int64_t id = 0;
    SampleId sample = 0;
    Kind kind = Kind::Caption;
    std::string text;          ///< the caption, the answer, or what is in the box
    std::string question = {}; ///< of answers
    Box box = {};              ///< of boxes
    double score = 0;          ///< how sure the model was, 0-1
    std::string source = {};   ///< which model: "step-400 of demo-01"
    State state = State::Waiting;
};

} // namespace unimo::store
