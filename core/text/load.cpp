// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/text/loaders.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::text {
namespace fs = std::filesystem;

Result<std::vector<std::string>> readLines(const fs::path& file)
{
    const Result<std::string> content = readFile(file, vocabularyLimit);
    if (!content.ok())
        return content.error();
    std::vector<std::string> lines;
    for (size_t begin = 0; begin < content->size();) {
        const size_t end = std::min(content->find('\n', begin), content->size());
        lines.push_back(content->substr(begin, end - begin));
        if (lines.back().ends_with('\r'))
            lines.back().pop_back();
        begin = end + 1;
    }
    return lines;
}

Result<nlohmann::json> readVocabularyJson(const fs::path& file)
{
    try {
        return readJson(file, vocabularyLimit);
    } catch (const nlohmann::json::exception& exception) {
        return Error{ErrorKind::Data, exception.what(), file.string(), {}};
    }
}

Result<std::map<std::string, int64_t>> readIds(const nlohmann::json& object,
                                               const std::string& where)
{
    if (!object.is_object())
        return Error{ErrorKind::Data, "the vocabulary must be an object of token: id", where, {}};
    std::map<std::string, int64_t> ids;
    for (const auto& [token, id] : object.items()) {
        if (!id.is_number_integer())
            return Error{
                ErrorKind::Data, "the id of '" + token + "' must be an integer", where, {}};
        ids[token] = id.get<int64_t>();
    }
    return ids;
}

Result<std::vector<std::string>> orderById(const std::map<std::string, int64_t>& ids,
                                           const std::string& where)
{
    std::vector<std::string> entries(ids.size());
    std::vector<bool> used(ids.size(), false);
    for (const auto& [token, id] : ids) {
        const bool inRange = id >= 0 && static_cast<uint64_t>(id) < ids.size();
        if (!inRange || used[static_cast<size_t>(id)])
            return Error{ErrorKind::Data,
                         "id " + std::to_string(id) + " of '" + token + "' is " +
                             (inRange ? "used twice" : "out of range") + "; the " +
                             std::to_string(ids.size()) + " entries must have ids 0 to " +
                             std::to_string(ids.size() - 1),
                         where,
                         {}};
        used[static_cast<size_t>(id)] = true;
        entries[static_cast<size_t>(id)] = token;
    }
    return entries;
}

LoadedTokenizer namePlace(LoadedTokenizer loaded, const std::string& where)
{
    if (loaded.ok() || !loaded.error().where.empty())
        return loaded;
    Error error = loaded.error();
    error.where = where;
    return error;
}

LoadedTokenizer loadTokenizer(const fs::path& path)
{
    std::error_code ignored; // what cannot be seen is reported by the reading
    const bool isFolder = fs::is_directory(path, ignored);
    const fs::path folder = isFolder ? path : path.parent_path();
    const std::string file = isFolder ? std::string() : path.filename().string();
    const auto wants = [&](const char* name) {
        return isFolder ? fs::exists(folder / name, ignored) : file == name;
    };
    if (wants("unimo_en.encoder.json") || wants("unimo_en.vocab.bpe") ||
        wants("unimo_en.vocab.txt"))
        return loadUnimoBpe(folder);
    if (wants("vocab.json") || wants("merges.txt"))
        return loadBpe(folder);
    if (wants("tokenizer.json") || file.ends_with(".json"))
        return loadWordPieceJson(isFolder ? folder / "tokenizer.json" : path);
    if (wants("vocab.txt") || file.ends_with(".txt"))
        return loadWordPieceText(isFolder ? folder / "vocab.txt" : path);
    return Error{ErrorKind::Io,
                 "no tokenizer here; allowed: tokenizer.json, vocab.txt, vocab.json + merges.txt, "
                 "unimo_en.encoder.json + unimo_en.vocab.bpe + unimo_en.vocab.txt",
                 path.string(),
                 {}};
}

} // namespace unimo::text
