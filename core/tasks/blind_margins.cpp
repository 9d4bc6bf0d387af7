// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/blind_margins.h"

#include "core/tasks/detail/blind_model.h"

#include <array>

namespace unimo::tasks {
namespace {

/// Of the samples of one half.
struct Half
{
    std::vector<int64_t> ids;                    ///< of the rewrites
    std::vector<std::string> captions, rewrites; ///< in words
    std::vector<std::string> rules;              ///< empty: not a usable negative
    std::vector<std::string> better, worse;      ///< to learn from: captions and their negatives
};

size_t halfOf(store::SampleId sample)
{
    return static_cast<size_t>(sample % 2);
}

std::array<Half, 2> halvesOf(const store::Project& project, const std::string& split)
{
    store::SampleFilter filter;
    filter.split = split;
    std::unordered_map<int64_t, std::string> captions;
    for (auto& caption : project.captions(filter))
        captions[caption.id] = std::move(caption.text);
    std::array<Half, 2> halves;
    for (auto& rewrite : project.rewrites(filter)) {
        const auto caption = captions.find(rewrite.caption);
        if (caption == captions.end())
            continue;
        Half& half = halves[halfOf(rewrite.sample)];
        if (rewrite.isHardNegative()) {
            half.better.push_back(caption->second);
            half.worse.push_back(rewrite.text);
        }
        half.ids.push_back(rewrite.id);
        half.rules.push_back(rewrite.isHardNegative() ? rewrite.rule : std::string());
        half.captions.push_back(caption->second);
        half.rewrites.push_back(std::move(rewrite.text));
    }
    return halves;
}

} // namespace

Result<BlindMargins> blindMargins(const store::Project& project, const std::string& split,
                                  const JobControl& control)
{
    try {
        const auto halves = halvesOf(project, split);
        BlindMargins margins;
        std::map<std::string, std::pair<int64_t, int64_t>> rules; // given away, all
        for (size_t h = 0; h < halves.size(); ++h) {
            control.progress("Learning from words alone", static_cast<int64_t>(h),
                             static_cast<int64_t>(halves.size()));
            if (control.stopped())
                return JobControl::cancelled("the text-only model");
            const Half& asked = halves[h];
            const Half& other = halves[1 - h];
            BlindModel model(1);
            model.fitPairs(other.better, other.worse);
            const at::Tensor margin =
                (model.scores(asked.captions) - model.scores(asked.rewrites)).flatten();
            const auto* values = margin.const_data_ptr<float>();
            for (size_t i = 0; i < asked.ids.size(); ++i) {
                margins.ofRewrite[asked.ids[i]] = values[i];
                if (asked.rules[i].empty())
                    continue;
                auto& [given, all] = rules[asked.rules[i]];
                given += values[i] > 0 ? 1 : 0;
                ++all;
            }
        }
        for (const auto& [rule, counts] : rules)
            margins.givenAway[rule] =
                static_cast<double>(counts.first) / static_cast<double>(counts.second);
        return margins;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::tasks
