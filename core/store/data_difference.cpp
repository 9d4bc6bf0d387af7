// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/data_content.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace unimo::store {
namespace {

using What = DataChange::What;
using Kind = DataChange::Kind;

const char* kindName(SampleKind kind)
{
    switch (kind) {
    case SampleKind::Pair:
        return "pair";
    case SampleKind::Image:
        return "picture";
    case SampleKind::Text:
        return "text";
    }
    return "";
}

/// "pair · train · pictures/1.png"
std::string textOf(const SampleContent& sample)
{
    std::string text = kindName(sample.kind);
    for (const std::string& part : {sample.split, sample.picture})
        if (!part.empty())
            text.append(" · ").append(part);
    return text;
}

std::string textOf(const Caption& caption)
{
    return caption.text;
}

/// "What is it? → a dog"
std::string textOf(const Question& question)
{
    return question.text + " → " + question.answer;
}

/// "red square, 10-40 % across, 20-60 % down"
std::string textOf(const Region& region)
{
    const auto percent = [](float share) { return std::to_string(std::lround(share * 100)); };
    const Box& box = region.box;
    return region.colour + (region.colour.empty() ? "" : " ") + region.label + ", " +
           percent(box.x1) + "-" + percent(box.x2) + " % across, " + percent(box.y1) + "-" +
           percent(box.y2) + " % down";
}

bool same(const Caption& a, const Caption& b)
{
    return a.text == b.text && a.style == b.style;
}

bool same(const Question& a, const Question& b)
{
    return a.text == b.text && a.answer == b.answer && a.type == b.type;
}

bool same(const Region& a, const Region& b)
{
    return a.box == b.box && a.label == b.label && a.colour == b.colour;
}

class Comparer
{
public:
    DataDiff take() { return std::move(diff_); }

    void compare(const SampleContent& before, const SampleContent& after)
    {
        if (before.kind != after.kind || before.split != after.split || before.hash != after.hash)
            add(What::Sample, Kind::Changed, after.id, textOf(before), textOf(after));
        compareRows(What::Caption, after.id, before.captions, after.captions);
        compareRows(What::Question, after.id, before.questions, after.questions);
        compareRows(What::Box, after.id, before.regions, after.regions);
        if (before.derived != after.derived)
            add(What::Derived, Kind::Changed, after.id, {}, {});
    }

    void one(Kind kind, const SampleContent& sample)
    {
        one(What::Sample, kind, sample.id, textOf(sample));
        for (const Caption& caption : sample.captions)
            one(What::Caption, kind, sample.id, textOf(caption));
        for (const Question& question : sample.questions)
            one(What::Question, kind, sample.id, textOf(question));
        for (const Region& region : sample.regions)
            one(What::Box, kind, sample.id, textOf(region));
    }

private:
    void add(What what, Kind kind, SampleId sample, std::string before, std::string after)
    {
        diff_.changes.push_back({what, kind, sample, std::move(before), std::move(after)});
    }

    void one(What what, Kind kind, SampleId sample, std::string text)
    {
        if (kind == Kind::Added)
            add(what, kind, sample, {}, std::move(text));
        else
            add(what, kind, sample, std::move(text), {});
    }

    template <typename Row>
    void compareRows(What what, SampleId sample, std::vector<Row> before, std::vector<Row> after)
    {
        // The same row, changed or not.
        for (auto old = before.begin(); old != before.end();) {
            const auto now = std::find_if(after.begin(), after.end(),
                                          [&](const Row& row) { return row.id == old->id; });
            if (now == after.end()) {
                ++old;
                continue;
            }
            if (!same(*old, *now))
                add(what, Kind::Changed, sample, textOf(*old), textOf(*now));
            after.erase(now);
            old = before.erase(old);
        }
        // Rows that were made anew with the same content.
        std::erase_if(before, [&](const Row& old) {
            const auto now = std::find_if(after.begin(), after.end(),
                                          [&](const Row& row) { return same(old, row); });
            if (now == after.end())
                return false;
            after.erase(now);
            return true;
        });
        for (const Row& row : before)
            one(what, Kind::Removed, sample, textOf(row));
        for (const Row& row : after)
            one(what, Kind::Added, sample, textOf(row));
    }

    DataDiff diff_;
};

/// All that a sample holds but its numbers.
std::string contentOf(const SampleContent& sample)
{
    std::string text = std::string(kindName(sample.kind)) + '\n' + sample.split + '\n' +
                       sample.hash + '\n' + sample.derived;
    const auto add = [&](const auto& rows) {
        text += '\n';
        for (const auto& row : rows)
            text.append(textOf(row)).append("\n");
    };
    add(sample.captions);
    add(sample.questions);
    add(sample.regions);
    return text;
}

} // namespace

int64_t DataDiff::count(DataChange::What what, DataChange::Kind kind) const
{
    return std::count_if(changes.begin(), changes.end(), [&](const DataChange& change) {
        return change.what == what && change.kind == kind;
    });
}

DataDiff difference(const DataContent& before, const DataContent& after)
{
    std::map<SampleId, const SampleContent*> left; // not found by their number yet
    for (const SampleContent& sample : before.samples)
        left[sample.id] = &sample;
    std::vector<const SampleContent*> added;
    std::vector<std::pair<const SampleContent*, const SampleContent*>> both;
    for (const SampleContent& sample : after.samples) {
        const auto old = left.find(sample.id);
        if (old == left.end()) {
            added.push_back(&sample);
        } else {
            both.emplace_back(old->second, &sample);
            left.erase(old);
        }
    }
    // Imported anew: another number, the same content.
    std::multimap<std::string, const SampleContent*> gone;
    if (!added.empty())
        for (const auto& [id, sample] : left)
            gone.emplace(contentOf(*sample), sample);
    std::erase_if(added, [&](const SampleContent* sample) {
        const auto old = gone.find(contentOf(*sample));
        if (old == gone.end())
            return false;
        left.erase(old->second->id);
        gone.erase(old);
        return true;
    });

    Comparer comparer;
    for (const auto& [old, now] : both)
        comparer.compare(*old, *now);
    for (const auto& [id, sample] : left)
        comparer.one(Kind::Removed, *sample);
    for (const SampleContent* sample : added)
        comparer.one(Kind::Added, *sample);
    DataDiff diff = comparer.take();
    std::stable_sort(diff.changes.begin(), diff.changes.end(),
                     [](const DataChange& a, const DataChange& b) { return a.sample < b.sample; });
    return diff;
}

} // namespace unimo::store
