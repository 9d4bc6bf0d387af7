// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/text/bpe.h"
#include "core/text/loaders.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace unimo::text {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

using Merges = std::vector<std::pair<std::string, std::string>>;

constexpr const char* vocabName = "vocab.json";
constexpr const char* mergesName = "merges.txt";
constexpr const char* unimoEncoderName = "unimo_en.encoder.json";
constexpr const char* unimoMergesName = "unimo_en.vocab.bpe";
constexpr const char* unimoVocabName = "unimo_en.vocab.txt";

Error faultAt(const fs::path& file, size_t line, const std::string& message)
{
    return {ErrorKind::Data, message, file.string() + ":" + std::to_string(line), {}};
}

Result<std::vector<std::string>> readEntries(const fs::path& file)
{
    const Result<json> root = readVocabularyJson(file);
    if (!root.ok())
        return root.error();
    const auto ids = readIds(*root, file.string());
    if (!ids.ok())
        return ids.error();
    return orderById(*ids, file.string());
}

Result<Merges> readMerges(const fs::path& file)
{
    const auto lines = readLines(file);
    if (!lines.ok())
        return lines.error();
    Merges merges;
    for (size_t at = 0; at < lines->size(); ++at) {
        const std::string& line = (*lines)[at];
        if (line.empty() || (at == 0 && line.starts_with("#version")))
            continue;
        const size_t space = line.find(' ');
        if (space == std::string::npos || space != line.rfind(' '))
            return faultAt(file, at + 1,
                           "'" + line + "' is not a merge; allowed: two entries and a space");
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return merges;
}

std::string mergesText(const Merges& merges)
{
    std::string text = "#version: 0.2\n";
    for (const auto& [left, right] : merges)
        text += left + ' ' + right + '\n';
    return text;
}

bool isDecimal(const std::string& line)
{
    return !line.empty() &&
           std::all_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The entries in the order of UNIMO's model ids: a line is a GPT-2 id, or a special token itself.
Result<std::vector<std::string>> orderByLines(const std::vector<std::string>& gptEntries,
                                              const std::vector<std::string>& lines,
                                              const fs::path& file)
{
    std::vector<std::string> entries;
    std::vector<bool> used(gptEntries.size(), false);
    for (const std::string& line : lines) {
        if (!isDecimal(line)) {
            entries.push_back(line);
            continue;
        }
        size_t id = gptEntries.size();
        std::from_chars(line.data(), line.data() + line.size(), id);
        if (id >= gptEntries.size() || used[id])
            return faultAt(file, entries.size() + 1,
                           "'" + line + "' is repeated or no GPT-2 id; allowed: 0 to " +
                               std::to_string(gptEntries.size() - 1) + ", each once");
        used[id] = true;
        entries.push_back(gptEntries[id]);
    }
    const auto missing = std::find(used.begin(), used.end(), false);
    if (missing != used.end())
        return Error{ErrorKind::Data,
                     "GPT-2 id " + std::to_string(missing - used.begin()) + " has no line",
                     file.string(),
                     {}};
    return entries;
}

} // namespace

LoadedTokenizer loadBpe(const fs::path& folder)
{
    BpeModel model;
    auto entries = readEntries(folder / vocabName);
    if (!entries.ok())
        return entries.error();
    model.entries = *std::move(entries);
    auto merges = readMerges(folder / mergesName);
    if (!merges.ok())
        return merges.error();
    model.merges = *std::move(merges);
    return namePlace(ByteLevelBpe::make(std::move(model)), folder.string());
}

LoadedTokenizer loadUnimoBpe(const fs::path& folder)
{
    BpeModel model;
    const auto gptEntries = readEntries(folder / unimoEncoderName);
    if (!gptEntries.ok())
        return gptEntries.error();
    auto lines = readLines(folder / unimoVocabName);
    if (!lines.ok())
        return lines.error();
    model.unimoLines = *std::move(lines);
    auto entries = orderByLines(*gptEntries, model.unimoLines, folder / unimoVocabName);
    if (!entries.ok())
        return entries.error();
    model.entries = *std::move(entries);
    auto merges = readMerges(folder / unimoMergesName);
    if (!merges.ok())
        return merges.error();
    model.merges = *std::move(merges);
    return namePlace(ByteLevelBpe::make(std::move(model)), folder.string());
}

Status ByteLevelBpe::save(const fs::path& folder) const
{
    if (!model_.unimoLines.empty())
        return saveUnimo(folder);
    json vocab = json::object();
    for (size_t id = 0; id < model_.entries.size(); ++id)
        vocab[model_.entries[id]] = id;
    if (Status status = writeJsonAtomic(folder / vocabName, vocab); !status.ok())
        return status;
    return writeFileAtomic(folder / mergesName, mergesText(model_.merges));
}

Status ByteLevelBpe::saveUnimo(const fs::path& folder) const
{
    json encoder = json::object();
    std::string lines;
    for (size_t id = 0; id < model_.entries.size(); ++id) {
        const std::string& line = model_.unimoLines[id];
        lines += line + '\n';
        if (isDecimal(line))
            encoder[model_.entries[id]] = std::stoul(line);
    }
    if (Status status = writeJsonAtomic(folder / unimoEncoderName, encoder); !status.ok())
        return status;
    if (Status status = writeFileAtomic(folder / unimoVocabName, lines); !status.ok())
        return status;
    return writeFileAtomic(folder / unimoMergesName, mergesText(model_.merges));
}

} // namespace unimo::text
