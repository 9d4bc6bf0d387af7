// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/flat_map.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace unimo::text {

/// Strings with a number each, walked byte by byte: exact look-up and longest match.
class Trie
{
public:
    using Node = uint32_t;
    static constexpr Node root = 0;
    static constexpr Node noNode = FlatMap::absent;
    static constexpr int32_t noValue = -1;

    struct Match
    {
        int32_t value = noValue;
        size_t length = 0;
    };

    /// False, and nothing changes, when the key is there already. The value must not be negative.
    bool insert(std::string_view key, int32_t value);
    /// The key's value, or noValue.
    [[nodiscard]] int32_t find(std::string_view key) const;
    /// Where the walk along `prefix` ends, or noNode.
    [[nodiscard]] Node walk(std::string_view prefix) const;
    /// The longest non-empty key that `text` begins with, the walk beginning at `from`.
    [[nodiscard]] Match longest(std::string_view text, Node from = root) const;

private:
    [[nodiscard]] Node child(Node node, char byte) const
    {
        return edges_.find(uint64_t{node} << 8 | static_cast<uint8_t>(byte));
    }

    FlatMap edges_;                           ///< (node, byte) -> node
    std::vector<int32_t> values_ = {noValue}; ///< one a node
};

} // namespace unimo::text
