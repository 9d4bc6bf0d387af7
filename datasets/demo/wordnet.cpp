// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/wordnet.h"

#include "core/base/files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>

namespace unimo::datasets {

namespace {

constexpr size_t kShortest = 12;
constexpr size_t kLongest = 140;
constexpr std::array<std::string_view, 5> kThingFiles = {"05", "06", "13", "17", "20"};

bool startsWithArticle(const std::string& text)
{
    return text.starts_with("a ") || text.starts_with("an ") || text.starts_with("the ") ||
           text.starts_with("any ");
}

} // namespace

bool plainWord(const std::string& lemma)
{
    return std::all_of(lemma.begin(), lemma.end(), [](unsigned char c) {
        return (c < 128 && std::islower(c) != 0) || c == ' ' || c == '-';
    });
}

std::string firstPart(std::string_view gloss)
{
    std::string text;
    int depth = 0;
    for (const char c : gloss.substr(0, gloss.find_first_of(";\""))) {
        if (c == '(')
            ++depth;
        else if (c == ')')
            depth = std::max(0, depth - 1);
        else if (depth == 0 && !(c == ' ' && (text.empty() || text.back() == ' ')))
            text += c;
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == ',' || text.back() == '.'))
        text.pop_back();
    return text;
}

std::optional<Gloss> parseThing(std::string_view line)
{
    const size_t bar = line.find(" | ");
    if (bar == std::string_view::npos || line.empty() ||
        std::isdigit(static_cast<unsigned char>(line.front())) == 0)
        return std::nullopt;
    std::istringstream fields{std::string(line.substr(0, bar))};
    std::string offset;
    std::string file;
    std::string type;
    std::string words;
    Gloss gloss;
    if (!(fields >> offset >> file >> type >> words >> gloss.lemma))
        return std::nullopt;
    if (std::find(kThingFiles.begin(), kThingFiles.end(), file) == kThingFiles.end())
        return std::nullopt;
    std::replace(gloss.lemma.begin(), gloss.lemma.end(), '_', ' ');
    gloss.meaning = firstPart(line.substr(bar + 3));
    if (!plainWord(gloss.lemma) || !startsWithArticle(gloss.meaning) ||
        gloss.meaning.size() < kShortest || gloss.meaning.size() > kLongest)
        return std::nullopt;
    return gloss;
}

Result<std::vector<Gloss>> readThings(const std::filesystem::path& dataNoun)
{
    const auto text = readFile(dataNoun, uint64_t{64} << 20);
    if (!text)
        return text.error();
    std::vector<Gloss> glosses;
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);)
        if (auto gloss = parseThing(line))
            glosses.push_back(std::move(*gloss));
    if (glosses.empty())
        return Error{ErrorKind::Data, "no meaning of a thing was found", dataNoun,
                     "apt install wordnet-base"};
    return glosses;
}

std::string sentence(const Gloss& gloss)
{
    const bool vowel =
        std::string_view("aeiou").find(gloss.lemma.front()) != std::string_view::npos;
    return (vowel ? "An " : "A ") + gloss.lemma + " is " + gloss.meaning + ".";
}

} // namespace unimo::datasets
