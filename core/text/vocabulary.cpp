// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/vocabulary.h"

namespace unimo::text {
namespace {

/// Whether the entry is one printable ASCII character, alone or behind "##".
bool isAsciiCharacter(std::string_view entry)
{
    const char c = entry.empty() ? '\0' : entry.back();
    const bool single = entry.size() == 1 || (entry.size() == 3 && entry.starts_with("##"));
    return single && c > ' ' && c < 0x7F;
}

std::vector<bool> usedIds(const Tokenizer& tokenizer, std::span<const std::string> texts)
{
    std::vector<bool> used(static_cast<size_t>(tokenizer.size()), false);
    for (const int32_t id : tokenizer.special().all())
        used[static_cast<size_t>(id)] = true;
    for (const std::string& text : texts)
        for (const int32_t id : tokenizer.encode(text).ids)
            used[static_cast<size_t>(id)] = true;
    return used;
}

} // namespace

PrunedVocabulary pruneWordPiece(const Tokenizer& tokenizer, std::span<const std::string> texts,
                                int keepFrequent)
{
    PrunedVocabulary pruned;
    std::vector<bool> kept(static_cast<size_t>(tokenizer.size()), false);
    const auto keep = [&](int32_t id) {
        kept[static_cast<size_t>(id)] = true;
        pruned.entries.emplace_back(tokenizer.token(id));
        pruned.oldIds.push_back(id);
    };

    const std::vector<bool> used = usedIds(tokenizer, texts);
    for (int32_t id = 0; id < tokenizer.size(); ++id)
        if (used[static_cast<size_t>(id)])
            keep(id);
    pruned.active = static_cast<int32_t>(pruned.entries.size());

    for (int32_t id = 0; id < tokenizer.size(); ++id)
        if (!kept[static_cast<size_t>(id)] && isAsciiCharacter(tokenizer.token(id)))
            keep(id);

    for (int32_t id = 0; id < tokenizer.size() && keepFrequent > 0; ++id) {
        if (kept[static_cast<size_t>(id)] || tokenizer.token(id).starts_with("[unused"))
            continue;
        keep(id);
        --keepFrequent;
    }
    return pruned;
}

} // namespace unimo::text
