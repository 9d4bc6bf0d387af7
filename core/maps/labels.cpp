// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/maps/labels.h"

#include "core/maps/density.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace unimo::maps {
namespace {

constexpr int kLeastCaptions = 5;    ///< that make a hill worth a label
constexpr double kLeastShare = 0.15; ///< of a hill's captions that must have a word
constexpr size_t kWords = 2;

/// The different words of a caption, in small letters; numbers and signs are none.
std::set<std::string> wordsOf(icu::BreakIterator& breaks, const std::string& caption)
{
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(caption);
    text.toLower();
    breaks.setText(text);
    std::set<std::string> words;
    for (int32_t from = breaks.first(), to = breaks.next(); to != icu::BreakIterator::DONE;
         from = to, to = breaks.next())
        if (breaks.getRuleStatus() >= UBRK_WORD_LETTER) {
            std::string word;
            text.tempSubStringBetween(from, to).toUTF8String(word);
            words.insert(std::move(word));
        }
    return words;
}

/// The cell at the top of the hill that each cell lies on.
class Hills
{
public:
    explicit Hills(const Density& density) : density_(density) {}

    std::pair<int, int> topOf(std::pair<int, int> cell) const
    {
        for (;;) {
            auto best = cell;
            for (int row = cell.second - 1; row <= cell.second + 1; ++row)
                for (int column = cell.first - 1; column <= cell.first + 1; ++column)
                    if (row >= 0 && column >= 0 && row < Density::side() &&
                        column < Density::side() &&
                        density_.at(column, row) > density_.at(best.first, best.second))
                        best = {column, row};
            if (best == cell)
                return cell;
            cell = best;
        }
    }

private:
    const Density& density_;
};

} // namespace

std::vector<Label> labelsOf(std::span<const Point> places, std::span<const std::string> captions)
{
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), code));
    if (U_FAILURE(code))
        return {};
    const Density density(places);
    const Hills hills(density);
    struct Hill
    {
        int captions = 0;
        std::map<std::string, int> words;
    };
    std::map<std::pair<int, int>, Hill> found;
    std::unordered_map<std::string, int> all;
    for (size_t i = 0; i < captions.size(); ++i) {
        Hill& hill = found[hills.topOf(density.cellOf(places[i]))];
        ++hill.captions;
        for (const std::string& word : wordsOf(*breaks, captions[i])) {
            ++hill.words[word];
            ++all[word];
        }
    }
    std::vector<Label> labels;
    for (const auto& [top, hill] : found) {
        if (hill.captions < kLeastCaptions)
            continue;
        std::vector<std::pair<double, std::string>> telling;
        for (const auto& [word, count] : hill.words) {
            const double share = static_cast<double>(count) / hill.captions;
            const double rarity = std::log(static_cast<double>(captions.size()) / all[word]);
            // Rarer elsewhere than here.
            const double elsewhere = static_cast<double>(all[word] - count) /
                                     std::max<double>(1, captions.size() - hill.captions);
            if (share >= kLeastShare && share > elsewhere)
                telling.emplace_back(-share * rarity, word);
        }
        std::sort(telling.begin(), telling.end());
        Label label{density.placeOf(static_cast<float>(top.first), static_cast<float>(top.second)),
                    {},
                    hill.captions};
        for (size_t n = 0; n < std::min(kWords, telling.size()); ++n)
            if (telling[n].first < 0)
                label.text += (n > 0 ? " · " : "") + telling[n].second;
        if (!label.text.empty())
            labels.push_back(std::move(label));
    }
    std::stable_sort(labels.begin(), labels.end(),
                     [](const Label& a, const Label& b) { return a.captions > b.captions; });
    return labels;
}

} // namespace unimo::maps
