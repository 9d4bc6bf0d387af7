// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/files.h"
#include "core/findings/slice_report.h"
#include "core/tasks/example_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

constexpr uint64_t kLargestReport = 16 << 20;

struct Arguments
{
    std::string evaluation;
    std::string other;
    tasks::ExampleQuery query;
    std::string score;
    std::string format = "table";
    std::string output;
    size_t worst = 0;
};

std::vector<tasks::EvaluatedExample> examplesOf(const std::string& report,
                                                const tasks::ExampleQuery& query)
{
    if (!tasks::hasExamples(report, readJson(report, kLargestReport).orThrow()))
        throw ErrorException(
            {ErrorKind::Data, "has no examples beside it", report, "run unimo evaluate again"});
    auto examples = tasks::readExamples(tasks::examplesFileOf(report), query).orThrow();
    if (examples.empty())
        throw ErrorException({ErrorKind::Data,
                              "has no examples of part " + query.part +
                                  (query.group.empty() ? "" : ", group " + query.group) +
                                  (query.type.empty() ? "" : ", type " + query.type),
                              report, "look into the report for what was measured"});
    return examples;
}

std::string worstOf(std::vector<tasks::EvaluatedExample> examples, size_t count)
{
    std::stable_sort(examples.begin(), examples.end(), [](const auto& a, const auto& b) {
        return tasks::badness(a) > tasks::badness(b);
    });
    examples.resize(std::min(examples.size(), count));
    std::string lines;
    for (const auto& example : examples)
        lines += tasks::exampleLine(example);
    return lines;
}

std::string compared(const Arguments& arguments)
{
    const auto first = examplesOf(arguments.evaluation, arguments.query);
    if (arguments.worst > 0)
        return worstOf(first, arguments.worst);
    const std::string score = tasks::scoreFor(first, arguments.score);
    std::vector<tasks::EvaluatedExample> second;
    std::optional<std::span<const tasks::EvaluatedExample>> others;
    if (!arguments.other.empty()) {
        second = examplesOf(arguments.other, arguments.query);
        others = second;
    }
    const auto slices = findings::slicesOf(first, others, score);
    if (arguments.format == "json")
        return nlohmann::json{{"score", score}, {"slices", findings::slicesJson(slices)}}.dump(2) +
               "\n";
    return arguments.format == "csv" ? findings::slicesCsv(slices)
                                     : findings::slicesTable(slices, score);
}

void runCompare(const Arguments& arguments)
{
    const std::string text = compared(arguments);
    if (arguments.output.empty())
        std::cout << text;
    else
        writeFileAtomic(arguments.output, text).orThrow();
}

} // namespace

void addCompareCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "compare", "A figure by slices with intervals, beside another evaluation with a paired "
                   "test; the worst examples");
    command
        ->add_option("EVALUATION", arguments->evaluation, "runs/.../evaluation-SPLIT-REGIONS.json")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("OTHER", arguments->other, "What it is compared with")
        ->check(CLI::ExistingFile);
    command->add_option("--part", arguments->query.part, "What was measured")
        ->required()
        ->check(CLI::IsMember(tasks::evaluationTasks()));
    command->add_option("--group", arguments->query.group,
                        "Direction of retrieval (picture_to_text, ...), name of a labelled task");
    command->add_option("--type", arguments->query.type,
                        "Only this type of question, or rule of rewrite");
    command->add_option("--score", arguments->score, "Which metric (default: the part's main one)");
    command->add_option(
        "--worst", arguments->worst,
        "Print so many of the worst examples of EVALUATION instead, a JSON object a "
        "line");
    command->add_option("--format", arguments->format, "table, csv or json")
        ->check(CLI::IsMember({"table", "csv", "json"}))
        ->capture_default_str();
    command->add_option("--output", arguments->output, "File to write instead of printing");
    command->callback([arguments] { runCompare(*arguments); });
}

} // namespace unimo::cli
