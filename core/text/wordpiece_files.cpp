// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/text/loaders.h"
#include "core/text/wordpiece.h"

#include <nlohmann/json.hpp>

namespace unimo::text {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

Error fault(const std::string& message, const std::string& where)
{
    return {ErrorKind::Data, message, where, {}};
}

/// The flags that a vocab.txt lacks, from the tokenizer_config.json beside it, if any.
Result<BertNormalizer> normalizerBeside(const fs::path& vocabTxt)
{
    BertNormalizer normalizer;
    const fs::path file = vocabTxt.parent_path() / "tokenizer_config.json";
    std::error_code ignored;
    if (!fs::exists(file, ignored))
        return normalizer;
    const Result<json> config = readVocabularyJson(file);
    if (!config.ok())
        return config.error();
    const auto flag = [&](const char* key, bool fallback) {
        const auto found = config->find(key);
        return found != config->end() && found->is_boolean() ? found->get<bool>() : fallback;
    };
    normalizer.lowercase = flag("do_lower_case", true);
    normalizer.stripAccents = flag("strip_accents", normalizer.lowercase);
    normalizer.spaceIdeographs = flag("tokenize_chinese_chars", true);
    return normalizer;
}

Result<BertNormalizer> readNormalizer(const json& node, const std::string& where)
{
    if (node.is_null())
        return BertNormalizer{false, false, false, false};
    if (!node.is_object() || node.value("type", "") != "BertNormalizer")
        return fault("the normalizer is not supported; allowed: BertNormalizer or null", where);
    BertNormalizer normalizer;
    normalizer.cleanText = node.value("clean_text", true);
    normalizer.spaceIdeographs = node.value("handle_chinese_chars", true);
    normalizer.lowercase = node.value("lowercase", true);
    const bool follows = !node.contains("strip_accents") || node.at("strip_accents").is_null();
    normalizer.stripAccents = follows ? normalizer.lowercase : node.at("strip_accents").get<bool>();
    return normalizer;
}

Result<std::vector<AddedToken>> readAdded(const json& nodes, const std::string& where)
{
    std::vector<AddedToken> tokens;
    for (const json& node : nodes) {
        AddedToken token;
        token.content = node.at("content").get<std::string>();
        const auto id = node.at("id").get<int64_t>();
        if (token.content.empty() || id < 0 || id > static_cast<int64_t>(vocabularyLimit))
            return fault("added token '" + token.content + "' with id " + std::to_string(id) +
                             " is not allowed: the content must not be empty, the id not negative",
                         where);
        token.id = static_cast<int32_t>(id);
        token.special = node.value("special", false);
        token.singleWord = node.value("single_word", false);
        token.lstrip = node.value("lstrip", false);
        token.rstrip = node.value("rstrip", false);
        token.normalized = node.value("normalized", !token.special);
        tokens.push_back(std::move(token));
    }
    return tokens;
}

LoadedTokenizer fromJson(const json& root, const std::string& where)
{
    const json& node = root.at("model");
    // Old files leave the type out; only WordPiece has this key.
    if (node.value("type", node.contains("max_input_chars_per_word") ? "WordPiece" : "") !=
        "WordPiece")
        return fault("the model is of type '" + node.value("type", "") + "'; allowed: WordPiece",
                     where);
    const json& splitter = root.at("pre_tokenizer");
    if (!splitter.is_object() || splitter.value("type", "") != "BertPreTokenizer")
        return fault("the pre_tokenizer is not supported; allowed: BertPreTokenizer", where);
    if (node.value("unk_token", "[UNK]") != "[UNK]")
        return fault("unk_token is '" + node.value("unk_token", "") + "'; allowed: [UNK]", where);

    WordPieceModel model;
    model.prefix = node.value("continuing_subword_prefix", "##");
    model.maxCharacters = node.value("max_input_chars_per_word", 100);
    if (model.prefix.empty() || model.maxCharacters < 1)
        return fault("continuing_subword_prefix must not be empty, max_input_chars_per_word must "
                     "be positive",
                     where);
    const auto normalizer = readNormalizer(root.value("normalizer", json()), where);
    if (!normalizer.ok())
        return normalizer.error();
    model.normalizer = *normalizer;
    auto added = readAdded(root.value("added_tokens", json::array()), where);
    if (!added.ok())
        return added.error();
    model.added = *std::move(added);

    auto ids = readIds(node.at("vocab"), where);
    if (!ids.ok())
        return ids.error();
    for (const AddedToken& token : model.added)
        ids->emplace(token.content, token.id);
    auto entries = orderById(*ids, where);
    if (!entries.ok())
        return entries.error();
    model.entries = *std::move(entries);
    return namePlace(WordPiece::make(std::move(model)), where);
}

json toJson(const AddedToken& token)
{
    return {{"id", token.id},
            {"content", token.content},
            {"special", token.special},
            {"single_word", token.singleWord},
            {"lstrip", token.lstrip},
            {"rstrip", token.rstrip},
            {"normalized", token.normalized}};
}

json toJson(const WordPieceModel& model)
{
    json vocab = json::object();
    for (size_t id = 0; id < model.entries.size(); ++id)
        vocab[model.entries[id]] = id;
    json added = json::array();
    for (const AddedToken& token : model.added)
        added.push_back(toJson(token));
    return {{"version", "1.0"},
            {"truncation", nullptr},
            {"padding", nullptr},
            {"added_tokens", added},
            {"normalizer",
             {{"type", "BertNormalizer"},
              {"clean_text", model.normalizer.cleanText},
              {"handle_chinese_chars", model.normalizer.spaceIdeographs},
              {"strip_accents", model.normalizer.stripAccents},
              {"lowercase", model.normalizer.lowercase}}},
            {"pre_tokenizer", {{"type", "BertPreTokenizer"}}},
            {"post_processor", nullptr},
            {"decoder", {{"type", "WordPiece"}, {"prefix", model.prefix}, {"cleanup", true}}},
            {"model",
             {{"type", "WordPiece"},
              {"unk_token", "[UNK]"},
              {"continuing_subword_prefix", model.prefix},
              {"max_input_chars_per_word", model.maxCharacters},
              {"vocab", vocab}}}};
}

} // namespace

LoadedTokenizer loadWordPieceText(const fs::path& vocabTxt)
{
    auto lines = readLines(vocabTxt);
    if (!lines.ok())
        return lines.error();
    const auto normalizer = normalizerBeside(vocabTxt);
    if (!normalizer.ok())
        return normalizer.error();
    WordPieceModel model;
    model.normalizer = *normalizer;
    model.entries = *std::move(lines);
    model.added = bertSpecialTokens(model.entries);
    return namePlace(WordPiece::make(std::move(model)), vocabTxt.string());
}

LoadedTokenizer loadWordPieceJson(const fs::path& tokenizerJson)
{
    const Result<json> root = readVocabularyJson(tokenizerJson);
    if (!root.ok())
        return root.error();
    try {
        return fromJson(*root, tokenizerJson.string());
    } catch (const json::exception& exception) { // a key is absent or of another type
        return fault(exception.what(), tokenizerJson.string());
    }
}

Status WordPiece::save(const fs::path& folder) const
{
    std::string lines;
    for (const std::string& entry : model_.entries)
        lines += entry + '\n';
    if (Status status = writeFileAtomic(folder / "vocab.txt", lines); !status.ok())
        return status;
    return writeJsonAtomic(folder / "tokenizer.json", toJson(model_));
}

} // namespace unimo::text
