// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/rewrite/scene_graph.h"

#include <memory>

namespace unimo::rewrite {

/// English captions to scene graphs, by Debian's link-grammar. Thread: one; make one a thread, they
/// share the dictionary.
class CaptionParser
{
public:
    /// An Io error when link-grammar's English dictionary is not installed.
    /// With `reuse`, captions that differ only by words of which the dictionary says the same (see
    /// PlainSentence) are parsed once a process; what is read is the same.
    [[nodiscard]] static Result<std::unique_ptr<CaptionParser>> create(bool reuse = true);
    ~CaptionParser();
    CaptionParser(const CaptionParser&) = delete;
    CaptionParser& operator=(const CaptionParser&) = delete;

    /// Nothing when the caption cannot be parsed whole. A bare noun phrase ("a red dog on a sofa")
    /// is read as the object of a sentence.
    [[nodiscard]] std::optional<SceneGraph> parse(const std::string& caption);

private:
    struct Implementation;
    explicit CaptionParser(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> d_;
};

} // namespace unimo::rewrite
