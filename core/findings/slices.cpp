// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/slices.h"

#include "core/base/numbers.h"
#include "core/tasks/confusion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace unimo::findings {

using tasks::EvaluatedExample;

namespace {

constexpr std::array kTraits = {Trait::All,        Trait::Split, Trait::Type,   Trait::AnswerType,
                                Trait::Collection, Trait::Words, Trait::Objects};

using Members = std::vector<const EvaluatedExample*>;

/// The bin of a count: its upper ends are fixed, so that two evaluations have the same ones.
std::string binOf(int64_t count, std::initializer_list<int64_t> ends)
{
    int64_t begin = 0;
    for (const int64_t end : ends) {
        if (count <= end)
            return begin == end ? std::to_string(end)
                                : std::to_string(begin) + "–" + std::to_string(end);
        begin = end + 1;
    }
    return std::to_string(begin) + "+";
}

int64_t wordsOf(const std::string& text)
{
    int64_t words = 0;
    bool inside = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t';
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

std::string answerType(const std::string& answer)
{
    if (answer == "yes" || answer == "no")
        return "yes/no";
    return readNumber<double>(answer) ? "number" : "other";
}

struct Measured
{
    std::vector<double> values;
    std::vector<int64_t> clusters;

    void add(double value, int64_t cluster)
    {
        values.push_back(value);
        clusters.push_back(cluster);
    }
    [[nodiscard]] bool binary() const
    {
        return std::all_of(values.begin(), values.end(),
                           [](double value) { return value == 0 || value == 1; });
    }
};

SliceScore scoreOf(const Measured& measured)
{
    const ClusteredMean mean = clusteredMean(measured.values, measured.clusters);
    SliceScore score{measured.values.size(), mean.mean, {}};
    if (measured.binary()) {
        // As many independent examples as would have this standard error.
        const double variance = mean.mean * (1 - mean.mean);
        const auto count = static_cast<double>(score.examples);
        const double worth = mean.error > 0 ? std::min(count, variance / (mean.error * mean.error))
                                            : static_cast<double>(mean.clusters);
        score.bounds = wilson(mean.mean, worth);
    } else {
        const double half = halfWidth(mean).value_or(std::numeric_limits<double>::infinity());
        score.bounds = {mean.mean - half, mean.mean + half};
    }
    return score;
}

SliceDifference pairedDifference(const Measured& first, const Measured& second)
{
    Measured change;
    change.clusters = first.clusters;
    int64_t gained = 0;
    int64_t lost = 0;
    for (size_t i = 0; i < first.values.size(); ++i) {
        change.values.push_back(second.values[i] - first.values[i]);
        gained += change.values.back() > 0;
        lost += change.values.back() < 0;
    }
    const ClusteredMean mean = clusteredMean(change.values, change.clusters);
    SliceDifference difference{mean.mean, halfWidth(mean), 1, change.values.size()};
    const bool single = mean.clusters == static_cast<int64_t>(change.values.size());
    if (single && first.binary() && second.binary())
        difference.p = mcnemar(gained, lost);
    else if (mean.error > 0)
        difference.p = twoSidedT(mean.mean / mean.error, static_cast<double>(mean.clusters - 1));
    else if (mean.clusters > 1 && mean.mean != 0)
        difference.p = 0; // the same change everywhere
    return difference;
}

/// Welch's test of two independent sets.
SliceDifference unpairedDifference(const Measured& first, const Measured& second)
{
    const ClusteredMean a = clusteredMean(first.values, first.clusters);
    const ClusteredMean b = clusteredMean(second.values, second.clusters);
    SliceDifference difference{b.mean - a.mean, {}, 1, 0};
    const double va = a.error * a.error;
    const double vb = b.error * b.error;
    if (a.clusters < 2 || b.clusters < 2 || va + vb <= 0)
        return difference;
    const double freedom = (va + vb) * (va + vb) /
                           (va * va / static_cast<double>(a.clusters - 1) +
                            vb * vb / static_cast<double>(b.clusters - 1));
    const double error = std::sqrt(va + vb);
    difference.half = halfWidth({0, error, static_cast<int64_t>(freedom) + 1});
    difference.p = twoSidedT(difference.mean / error, freedom);
    return difference;
}

Measured measuredOf(const Members& members, const std::string& score)
{
    Measured measured;
    for (const auto* example : members)
        measured.add(example->scores.at(score), example->sample);
    return measured;
}

SliceDifference differenceOf(const Members& first, const Members& second, const std::string& score)
{
    using Key = std::pair<int64_t, int64_t>;
    std::map<Key, double> known;
    for (const auto* example : second)
        known[{example->sample, example->item}] = example->scores.at(score);
    Measured a, b;
    for (const auto* example : first)
        if (const auto same = known.find({example->sample, example->item}); same != known.end()) {
            a.add(example->scores.at(score), example->sample);
            b.add(same->second, example->sample);
        }
    return a.values.empty()
               ? unpairedDifference(measuredOf(first, score), measuredOf(second, score))
               : pairedDifference(a, b);
}

/// "5–6" before "13+" before "colour": by the number that a value begins with, then by alphabet.
bool comesBefore(const std::string& a, const std::string& b)
{
    const auto number = [](const std::string& text) {
        const size_t digits = text.find_first_not_of("0123456789");
        return readNumber<int64_t>(std::string_view(text).substr(0, digits))
            .value_or(std::numeric_limits<int64_t>::max());
    };
    return std::pair(number(a), a) < std::pair(number(b), b);
}

struct ByValue
{
    bool operator()(const std::string& a, const std::string& b) const { return comesBefore(a, b); }
};

using Parted = std::map<std::string, Members, ByValue>;

Parted parted(std::span<const EvaluatedExample> examples, Trait trait, const std::string& score)
{
    Parted parts;
    for (const auto& example : examples)
        if (example.scores.contains(score))
            parts[traitOf(example, trait)].push_back(&example);
    return parts;
}

void correct(std::span<Slice> slices)
{
    std::vector<double> p;
    for (const Slice& slice : slices)
        if (slice.difference)
            p.push_back(slice.difference->p);
    const auto corrected = holm(p);
    size_t next = 0;
    for (Slice& slice : slices)
        if (slice.difference)
            slice.difference->p = corrected[next++];
}

} // namespace

std::string traitOf(const EvaluatedExample& example, Trait trait)
{
    switch (trait) {
    case Trait::All:
        break;
    case Trait::Split:
        return example.split;
    case Trait::Type:
        return example.type;
    case Trait::AnswerType:
        return example.part == "vqa" ? answerType(tasks::className(example, example.gold))
                                     : std::string();
    case Trait::Collection:
        return example.collection;
    case Trait::Words:
        return binOf(wordsOf(example.text.empty() ? example.gold : example.text),
                     {2, 4, 6, 8, 12, 20});
    case Trait::Objects:
        return binOf(example.objects, {0, 1, 2, 3, 4, 8, 16, 32});
    }
    return {};
}

std::vector<Slice> slicesOf(std::span<const EvaluatedExample> first,
                            std::optional<std::span<const EvaluatedExample>> second,
                            const std::string& score)
{
    std::vector<Slice> slices;
    for (const Trait trait : kTraits) {
        const Parted mine = parted(first, trait, score);
        const Parted others = second ? parted(*second, trait, score) : Parted();
        std::set<std::string, ByValue> values;
        for (const Parted* parts : {&mine, &others})
            for (const auto& [value, members] : *parts)
                values.insert(value);
        if (trait != Trait::All && values.size() < 2)
            continue; // tells nothing apart
        const size_t begin = slices.size();
        for (const std::string& value : values) {
            const auto here = mine.find(value);
            const auto there = others.find(value);
            Slice slice{trait, value, {}, {}, {}};
            if (here != mine.end())
                slice.first = scoreOf(measuredOf(here->second, score));
            if (there != others.end())
                slice.second = scoreOf(measuredOf(there->second, score));
            if (here != mine.end() && there != others.end())
                slice.difference = differenceOf(here->second, there->second, score);
            slices.push_back(std::move(slice));
        }
        correct(std::span(slices).subspan(begin));
    }
    return slices;
}

} // namespace unimo::findings
