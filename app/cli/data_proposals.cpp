// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checkpoint_argument.h"
#include "app/cli/data_parts.h"
#include "app/cli/progress_line.h"
#include "core/inference/propose.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace unimo::cli {
namespace {

using Kind = store::Proposal::Kind;

const std::map<std::string, Kind> kKinds = {
    {"captions", Kind::Caption}, {"answers", Kind::Answer}, {"boxes", Kind::Box}};

struct ProposeArguments
{
    std::string project;
    std::string checkpoint;
    store::SampleFilter filter;
    inference::ProposeOptions options;
    bool json = false;
};

void propose(const ProposeArguments& arguments)
{
    const auto project = store::Project::open(arguments.project).orThrow();
    project->checkQuery(arguments.filter.query).orThrow();
    const auto checkpoint = resolveCheckpoint(arguments.checkpoint, arguments.project);
    ProgressLine line;
    const auto made =
        finished(line, inference::propose(*project, project->sampleIds(arguments.filter),
                                          checkpoint, arguments.options, line.control()));
    const int64_t proposed = project->propose(made.proposals);
    if (arguments.json) {
        std::cout << nlohmann::json{{"samples", made.samples},
                                    {"proposed", proposed},
                                    {"problems", made.problems},
                                    {"problem", made.problem}}
                         .dump()
                  << '\n';
        return;
    }
    std::cout << made.samples << " samples asked, " << proposed << " new proposals";
    if (made.problems > 0)
        std::cout << "; " << made.problems << " could not be asked about, the first because "
                  << made.problem;
    std::cout << "\nunimo data proposals lists and accepts them; so does the Data panel.\n";
}

void addPropose(CLI::App& data)
{
    auto arguments = std::make_shared<ProposeArguments>();
    CLI::App* command = data.add_subcommand(
        "propose", "Let a checkpoint propose captions, answers or boxes. They stay apart from the "
                   "data until they are accepted");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--checkpoint", arguments->checkpoint,
                        "Checkpoint or run folder (default: the newest run's latest)");
    command->add_option("--kind", arguments->options.kind, "captions, answers or boxes")
        ->transform(CLI::CheckedTransformer(kKinds));
    command->add_option("--query", arguments->filter.query, "As in the Data panel");
    command->add_option("--split", arguments->filter.split, "Only samples of this split");
    command->add_option("--limit", arguments->filter.limit, "At most so many samples")
        ->check(CLI::PositiveNumber);
    command->add_option("--least", arguments->options.least, "Of boxes: the least probability")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--most", arguments->options.most, "Of boxes: at most so many a picture")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->add_option("--device", arguments->options.device, "auto, cpu or cuda")
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "Print the counts as JSON");
    command->callback([arguments] { propose(*arguments); });
}

struct ProposalArguments
{
    std::string project;
    store::SampleFilter filter;
    bool accept = false;
    bool reject = false;
    std::vector<int64_t> ids;
    bool json = false;
};

const char* nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Caption:
        return "caption";
    case Kind::Answer:
        return "answer";
    case Kind::Box:
        return "box";
    }
    return "";
}

void print(const store::Proposal& proposal, bool json)
{
    if (json) {
        const Box& box = proposal.box;
        nlohmann::json row = {
            {"id", proposal.id},     {"sample", proposal.sample}, {"kind", nameOf(proposal.kind)},
            {"text", proposal.text}, {"score", proposal.score},   {"source", proposal.source}};
        if (proposal.kind == Kind::Answer)
            row["question"] = proposal.question;
        if (proposal.kind == Kind::Box)
            row["box"] = {box.x1, box.y1, box.x2, box.y2};
        std::cout << row.dump() << '\n';
        return;
    }
    std::cout << proposal.id << '\t' << proposal.sample << '\t' << nameOf(proposal.kind) << '\t'
              << (proposal.question.empty() ? "" : proposal.question + " ") << proposal.text << '\t'
              << proposal.source << '\n';
}

void proposals(const ProposalArguments& arguments)
{
    const bool writes = arguments.accept || arguments.reject;
    const auto project = store::Project::open(arguments.project, /*readOnly=*/!writes).orThrow();
    project->checkQuery(arguments.filter.query).orThrow();
    const auto waiting = project->proposals(arguments.filter);
    if (!writes) {
        for (const store::Proposal& proposal : waiting)
            print(proposal, arguments.json);
        return;
    }
    std::vector<int64_t> ids = arguments.ids;
    if (ids.empty())
        for (const store::Proposal& proposal : waiting)
            ids.push_back(proposal.id);
    const int64_t done =
        arguments.accept ? project->acceptProposals(ids) : project->rejectProposals(ids);
    std::cout << done << (arguments.accept ? " accepted\n" : " rejected\n");
}

void addProposals(CLI::App& data)
{
    auto arguments = std::make_shared<ProposalArguments>();
    CLI::App* command = data.add_subcommand(
        "proposals", "List what models proposed and nobody has accepted or rejected; with --accept "
                     "or --reject, do so as one step that can be undone");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--query", arguments->filter.query, "Only of these samples");
    command->add_option("--split", arguments->filter.split, "Only of samples of this split");
    auto* accept = command->add_flag("--accept", arguments->accept, "Take them into the data");
    command->add_flag("--reject", arguments->reject, "Put them away")->excludes(accept);
    command->add_option("--ids", arguments->ids, "Only these, by their numbers");
    command->add_flag("--json", arguments->json, "One JSON object a line");
    command->callback([arguments] { proposals(*arguments); });
}

} // namespace

void addDataProposals(CLI::App& data)
{
    addPropose(data);
    addProposals(data);
}

} // namespace unimo::cli
