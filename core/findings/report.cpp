// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/report.h"

#include "core/findings/statistics.h"

#include <cstdio>
#include <set>

namespace unimo::findings {
namespace {

std::string number(double value, bool sign)
{
    char text[32];
    std::snprintf(text, sizeof text, sign ? "%+.1f" : "%.1f", value);
    return text;
}

std::string shown(const Interval& interval, bool sign = false)
{
    return number(interval.mean, sign) +
           (interval.half ? " ± " + number(*interval.half, false) : "");
}

/// A figure of one variant, seed by seed.
std::vector<double> valuesOf(const Results& results, const std::string& variant,
                             const std::string& figure)
{
    std::vector<double> values;
    for (const Outcome& outcome : results.outcomes)
        if (outcome.variant == variant && outcome.figures.contains(figure))
            values.push_back(outcome.figures.at(figure));
    return values;
}

/// Full minus variant, for the seeds that both have.
std::vector<double> differences(const Results& results, const std::string& variant,
                                const std::vector<std::string>& figures)
{
    std::vector<double> all;
    for (const Outcome& outcome : results.outcomes) {
        const Outcome* full =
            outcome.variant == variant ? results.find("full", outcome.seed) : nullptr;
        if (!full)
            continue;
        double sum = 0;
        double count = 0;
        for (const auto& figure : figures)
            if (full->figures.contains(figure) && outcome.figures.contains(figure)) {
                sum += full->figures.at(figure) - outcome.figures.at(figure);
                ++count;
            }
        if (count > 0)
            all.push_back(sum / count);
    }
    return all;
}

const char* verdictOf(Direction direction)
{
    switch (direction) {
    case Direction::Higher:
        return "same direction as claimed";
    case Direction::Lower:
        return "opposite";
    case Direction::None:
        return "no difference";
    case Direction::Unknown:
        break;
    }
    return "one seed: no interval, no verdict";
}

void addQuestion(std::string& out, const Question& question, const Results& results)
{
    out += "\n## " + question.name + ": " + question.text + "\n\nClaim: " + question.claim + "\n\n";
    for (const std::string& variant : question.without) {
        const auto overall = differences(results, variant, question.figures);
        if (overall.empty()) {
            out += "`" + variant + "`: not measured yet.\n\n";
            continue;
        }
        out +=
            "| figure (%) | full | " + variant + " | difference |\n| --- | ---: | ---: | ---: |\n";
        for (const std::string& figure : question.figures) {
            const auto difference = differences(results, variant, {figure});
            const auto full = valuesOf(results, "full", figure);
            const auto other = valuesOf(results, variant, figure);
            out += "| " + figure + " | " + (full.empty() ? "-" : shown(intervalOf(full))) + " | " +
                   (other.empty() ? "-" : shown(intervalOf(other))) + " | " +
                   (difference.empty() ? "-" : shown(intervalOf(difference), true)) + " |\n";
        }
        const Interval mean = intervalOf(overall);
        out += "| mean | | | " + shown(mean, true) + " |\n\nVerdict on `" + variant +
               "`: " + verdictOf(directionOf(mean)) + ".\n\n";
    }
}

} // namespace

std::string reportMarkdown(const Plan& plan, const Results& results)
{
    std::set<int64_t> seeds;
    for (const Outcome& outcome : results.outcomes)
        seeds.insert(outcome.seed);
    std::string out = "# Findings\n\n" + std::to_string(plan.variants.size()) + " recipes, " +
                      std::to_string(seeds.size()) + (seeds.size() == 1 ? " seed, " : " seeds, ") +
                      std::to_string(results.steps) + " steps each, data " + results.dataVersion +
                      ". Intervals are 95 % (Student's t over seeds); differences are paired by "
                      "seed.\n";
    for (const Question& question : plan.questions)
        addQuestion(out, question, results);
    out += "\n## All figures\n\n| recipe | runs |";
    for (const Figure& figure : plan.figures)
        out += " " + figure.name + " |";
    out += "\n| --- | ---: |";
    for (size_t i = 0; i < plan.figures.size(); ++i)
        out += " ---: |";
    out += "\n";
    for (const Variant& variant : plan.variants) {
        int64_t runs = 0;
        for (const Outcome& outcome : results.outcomes)
            runs += outcome.variant == variant.name;
        out += "| ";
        out += variant.name + " | " + std::to_string(runs) + " |";
        for (const Figure& figure : plan.figures) {
            const auto values = valuesOf(results, variant.name, figure.name);
            out += ' ';
            out += (values.empty() ? "-" : shown(intervalOf(values))) + " |";
        }
        out += "\n";
    }
    return out;
}

} // namespace unimo::findings
