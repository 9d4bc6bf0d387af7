// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rewrite/detail/linkage.h"
#include "core/rewrite/detail/stand_ins.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace unimo::rewrite {

/// A sentence with its words exchanged for their stand-ins: many captions become the same one,
/// which has to be parsed only once, and its readings can be moved back onto each of them.
class PlainSentence
{
public:
    PlainSentence(const std::string& sentence, StandIns& standIns);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// A reading of text() as one of the sentence. Nothing where it cuts through a stand-in.
    [[nodiscard]] std::optional<Linkage> movedBack(Linkage reading) const;

private:
    /// What stands between blanks: a word that was exchanged, if any, and the rest.
    struct Place
    {
        int64_t begin = 0;
        int64_t wordEnd = 0; ///< begin, where no word was exchanged
        int64_t end = 0;
    };
    struct Token
    {
        Place sentence, text;
    };
    [[nodiscard]] std::optional<int64_t> movedBack(int64_t place) const;

    const std::string& sentence_;
    std::vector<Token> tokens_;
    std::string text_;
};

} // namespace unimo::rewrite
