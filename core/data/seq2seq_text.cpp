// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/seq2seq_text.h"

#include "core/objectives/fragments.h"

namespace unimo::data {
namespace {

void predict(Seq2SeqText& out, PlacedToken from, int32_t label)
{
    out.target.push_back(from);
    out.labels.push_back(label);
}

} // namespace

Seq2SeqText makeSeq2Seq(const TokenText& text, Seq2SeqForm form, double ratio,
                        const SequenceIds& ids, Random& random)
{
    const bool slices = form == Seq2SeqForm::Slices;
    const auto targets = slices ? objectives::chooseSlices(text.ids.size(), random)
                                : objectives::chooseFragments(text.startsWord, ratio, random);
    Seq2SeqText out;
    out.source.push_back({ids.cls, 0});
    size_t next = 0;
    const auto addSource = [&](size_t end) {
        for (; next < end; ++next)
            out.source.push_back(
                {text.ids[next], static_cast<int64_t>(slices ? next + 1 : out.source.size())});
    };
    for (const auto& target : targets) {
        addSource(target.begin);
        next = target.end;
        // Position of the [CLS] before the target's first token.
        const auto first = static_cast<int64_t>(slices ? target.begin : 0);
        predict(out, {ids.cls, first}, text.ids[target.begin]);
        for (size_t t = target.begin; t < target.end; ++t) {
            const auto position = first + static_cast<int64_t>(t - target.begin) + 1;
            const bool last = t + 1 == target.end;
            const bool closes = last && (!slices || target.end == text.ids.size());
            predict(out, {text.ids[t], position}, closes ? ids.sep : last ? -1 : text.ids[t + 1]);
            if (closes && !slices)
                predict(out, {ids.sep, position + 1}, -1);
        }
    }
    addSource(text.ids.size());
    out.source.push_back(
        {ids.sep, static_cast<int64_t>(slices ? text.ids.size() + 1 : out.source.size())});
    return out;
}

} // namespace unimo::data
