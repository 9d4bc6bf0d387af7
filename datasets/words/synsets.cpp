// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/words/synsets.h"

#include "core/base/files.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>

#include "datasets/demo/wordnet.h"

namespace unimo::datasets {
namespace {

std::optional<Synset> parse(const std::string& line)
{
    const size_t bar = line.find(" | ");
    if (bar == std::string::npos || std::isdigit(static_cast<unsigned char>(line.front())) == 0)
        return std::nullopt;
    std::istringstream fields(line.substr(0, bar));
    Synset synset;
    std::string type, count;
    if (!(fields >> synset.offset >> synset.topic >> type >> count))
        return std::nullopt;
    const size_t words = std::stoul("0" + count, nullptr, 16);
    std::string word, id;
    for (size_t i = 0; i < words && fields >> word >> id; ++i) {
        std::replace(word.begin(), word.end(), '_', ' ');
        word = word.substr(0, word.find('(')); // adjectives' positions: "alone(p)"
        if (plainWord(word))
            synset.lemmas.push_back(word);
    }
    size_t pointers = 0;
    fields >> pointers;
    std::string symbol, pos, ends;
    uint32_t target = 0;
    for (size_t i = 0; i < pointers && fields >> symbol >> target >> pos >> ends; ++i)
        if (symbol == "@")
            synset.hypernyms.push_back(target);
    synset.gloss = firstPart(std::string_view(line).substr(bar + 3));
    if (synset.lemmas.empty() || synset.gloss.empty())
        return std::nullopt;
    return synset;
}

} // namespace

Result<std::vector<Synset>> readSynsets(const std::filesystem::path& file)
{
    const auto text = readFile(file, uint64_t{64} << 20);
    if (!text)
        return Error{text.error().kind, text.error().message, text.error().where,
                     "apt install wordnet-base"};
    std::vector<Synset> synsets;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);)
        if (!line.empty())
            if (auto synset = parse(line))
                synsets.push_back(std::move(*synset));
    if (synsets.empty())
        return Error{ErrorKind::Data, "holds no meanings", file.string(),
                     "apt install wordnet-base"};
    return synsets;
}

} // namespace unimo::datasets
