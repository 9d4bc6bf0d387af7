// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/trie.h"

namespace unimo::text {

bool Trie::insert(std::string_view key, int32_t value)
{
    Node node = root;
    for (const char byte : key) {
        Node next = child(node, byte);
        if (next == noNode) {
            next = static_cast<Node>(values_.size());
            values_.push_back(noValue);
            edges_.set(uint64_t{node} << 8 | static_cast<uint8_t>(byte), next);
        }
        node = next;
    }
    if (values_[node] != noValue)
        return false;
    values_[node] = value;
    return true;
}

Trie::Node Trie::walk(std::string_view prefix) const
{
    Node node = root;
    for (size_t at = 0; at < prefix.size() && node != noNode; ++at)
        node = child(node, prefix[at]);
    return node;
}

int32_t Trie::find(std::string_view key) const
{
    const Node node = walk(key);
    return node == noNode ? noValue : values_[node];
}

Trie::Match Trie::longest(std::string_view text, Node from) const
{
    Match match;
    Node node = from;
    for (size_t at = 0; at < text.size(); ++at) {
        node = child(node, text[at]);
        if (node == noNode)
            break;
        if (values_[node] != noValue)
            match = {values_[node], at + 1};
    }
    return match;
}

} // namespace unimo::text
