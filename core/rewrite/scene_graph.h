// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unimo::rewrite {

/// A thing that a caption names, with what it says of it. All spans are bytes of the caption.
struct GraphObject
{
    store::TextSpan phrase;                  ///< "the two red school buses"
    store::TextSpan noun;                    ///< "school buses"
    std::vector<store::TextSpan> attributes; ///< "red", in text order
    std::optional<store::TextSpan> count;    ///< "two"
    bool plural = false;
};

/// What stands between two things: "are to the left of".
struct GraphRelation
{
    size_t subject = 0; ///< place among the objects
    size_t object = 0;
    store::TextSpan words;
};

/// The facts of one caption.
struct SceneGraph
{
    std::string caption;
    std::vector<GraphObject> objects; ///< in text order
    std::vector<GraphRelation> relations;

    [[nodiscard]] std::string text(const store::TextSpan& span) const
    {
        return caption.substr(static_cast<size_t>(span.begin),
                              static_cast<size_t>(span.end - span.begin));
    }
};

} // namespace unimo::rewrite
