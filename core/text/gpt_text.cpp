// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/gpt_text.h"

#include "core/base/numbers.h"
#include "core/text/byte_level.h"
#include "core/text/loaders.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::text {

Result<GptText> GptText::load(const std::filesystem::path& folder)
{
    auto file = folder / "unimo_en.encoder.json";
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        file = folder / "vocab.json";
    const auto root = readVocabularyJson(file);
    if (!root)
        return root.error();
    const auto ids = readIds(*root, file.string());
    if (!ids)
        return ids.error();
    auto entries = orderById(*ids, file.string());
    if (!entries)
        return entries.error();
    GptText text;
    for (const std::string& entry : *entries)
        text.entries_.push_back(bytesOfEntry(entry));
    return text;
}

Error GptText::notAnId(std::string_view word) const
{
    std::string message(word.substr(0, 20));
    message += " is no id of GPT-2, allowed: 0 to ";
    message += std::to_string(entries_.size() - 1);
    return {ErrorKind::Data, message, {}, {}};
}

Result<std::string> GptText::decode(std::string_view ids) const
{
    std::string text;
    while (!ids.empty()) {
        const std::string_view word = ids.substr(0, ids.find(' '));
        ids.remove_prefix(std::min(ids.size(), word.size() + 1));
        if (word.empty())
            continue;
        if (word.front() == '[' && word.back() == ']') {
            text += ' ' + std::string(word) + ' ';
            continue;
        }
        const auto id = readNumber<size_t>(word);
        if (!id || *id >= entries_.size())
            return notAnId(word);
        text += entries_[*id];
    }
    return text;
}

} // namespace unimo::text
