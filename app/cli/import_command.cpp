// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "core/base/files.h"
#include "core/formats/import.h"
#include "core/formats/official.h"
#include "core/formats/task_table.h"
#include "core/formats/vqa_json.h"
#include "core/store/task_kinds.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

namespace unimo::cli {
namespace {

constexpr size_t kProblemsShown = 20;

struct ImportArguments
{
    std::string source;
    std::string project;
    std::string format = "auto";
    std::string collection;
    std::string task;
    std::string kind = "auto";
    std::string split = "train";
    std::string official;
    std::string vocabulary;
    std::string pictures;
    std::string answers;
    bool tokenized = false;
    bool copy = false;
    bool json = false;
};

std::unique_ptr<store::Project> openOrCreate(const std::filesystem::path& folder)
{
    std::error_code ignored;
    if (std::filesystem::exists(folder / "project.sqlite", ignored))
        return store::Project::open(folder).orThrow();
    const auto place = std::filesystem::absolute(folder).lexically_normal();
    const auto named = place.has_filename() ? place : place.parent_path();
    return store::Project::create(folder, named.filename().string()).orThrow();
}

void print(const std::vector<formats::ImportProblem>& problems)
{
    for (size_t i = 0; i < problems.size() && i < kProblemsShown; ++i)
        std::cout << "  " << problems[i].where << ": " << problems[i].reason << '\n';
    if (problems.size() > kProblemsShown)
        std::cout << "  ... and " << problems.size() - kProblemsShown
                  << " more (--json lists all)\n";
}

void print(const formats::ImportReport& report)
{
    std::cout << "Read as " << formats::name(report.format) << ": " << report.picturesAdded
              << " pictures and " << report.captionsAdded << " captions added, "
              << report.picturesKnown << " pictures and " << report.captionsKnown
              << " captions were there already, " << report.problems.size() << " rows left out\n";
    print(report.problems);
}

void printJson(nlohmann::json report, const std::vector<formats::ImportProblem>& problems)
{
    report["problems"] = formats::toJson(problems);
    std::cout << report.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

std::vector<std::string> linesOf(const std::string& file)
{
    std::vector<std::string> lines;
    if (file.empty())
        return lines;
    std::istringstream text(readFile(file).orThrow());
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    return lines;
}

void importOfficialLines(store::Project& project, const ImportArguments& arguments,
                         const JobControl& control)
{
    formats::OfficialOptions options;
    options.kind = formats::officialKinds().at(arguments.official);
    options.split = arguments.split;
    options.pictures = arguments.pictures;
    options.answers = linesOf(arguments.answers);
    std::unique_ptr<text::Tokenizer> tokenizer;
    if (!arguments.vocabulary.empty())
        tokenizer = text::loadTokenizer(arguments.vocabulary).orThrow();
    options.tokenizer = tokenizer.get();
    const auto report =
        formats::importOfficial(project, arguments.source, options, control).orThrow();
    if (arguments.json)
        printJson({{"lines", report.lines},
                   {"pictures", report.pictures},
                   {"with_file", report.withFile},
                   {"captions", report.captions},
                   {"questions", report.questions},
                   {"examples", report.examples}},
                  report.problems);
    else {
        std::cout << arguments.official << ": " << report.lines << " lines taken, "
                  << report.pictures << " pictures (" << report.withFile << " with their file), "
                  << report.captions << " captions, " << report.questions << " questions and "
                  << report.examples << " examples added, " << report.problems.size()
                  << " lines left out\n";
        print(report.problems);
    }
    if (report.lines == 0)
        throw ErrorException({ErrorKind::Data, "no line could be imported", arguments.source, {}});
}

void importQuestions(store::Project& project, const ImportArguments& arguments,
                     const JobControl& control)
{
    formats::VqaSource source{arguments.source, arguments.answers, arguments.pictures,
                              arguments.split,
                              arguments.collection.empty() ? "vqa" : arguments.collection};
    const auto report = formats::importVqa(project, source, control).orThrow();
    if (arguments.json)
        printJson({{"pictures", report.pictures}, {"questions", report.questions}},
                  report.problems);
    else {
        std::cout << report.pictures << " pictures and " << report.questions << " questions added, "
                  << report.problems.size() << " questions left out\n";
        print(report.problems);
    }
    if (report.questions == 0 && !report.problems.empty())
        throw ErrorException(
            {ErrorKind::Data, "no question could be imported", arguments.source, {}});
}

void importTask(store::Project& project, const ImportArguments& arguments,
                const JobControl& control)
{
    formats::TaskTableOptions options;
    options.task = arguments.task;
    options.split = arguments.split;
    options.kind = store::taskKindNamed(arguments.kind); // "auto" is none
    std::optional<text::GptText> tokenized;
    if (arguments.tokenized)
        tokenized = text::GptText::load(arguments.vocabulary).orThrow();
    options.tokenized = tokenized ? &*tokenized : nullptr;
    const auto report =
        formats::importTaskTable(project, arguments.source, options, control).orThrow();
    const char* kind = store::name(report.kind);
    if (arguments.json) {
        printJson({{"task", arguments.task}, {"kind", kind}, {"added", report.added}},
                  report.problems);
    } else {
        std::cout << arguments.task << ", " << kind << ": " << report.added << " examples added to "
                  << arguments.split << ", " << report.problems.size() << " rows left out\n";
        print(report.problems);
    }
    if (report.added == 0)
        throw ErrorException({ErrorKind::Data, "no row could be imported", arguments.source, {}});
}

void runImport(const ImportArguments& arguments)
{
    ProgressLine line;
    const JobControl control = line.control();
    const auto project = openOrCreate(arguments.project);
    if (!arguments.task.empty()) {
        importTask(*project, arguments, control);
        return;
    }
    if (!arguments.official.empty()) {
        importOfficialLines(*project, arguments, control);
        return;
    }
    if (arguments.format == "vqa") {
        importQuestions(*project, arguments, control);
        return;
    }
    formats::ImportOptions options;
    options.format = formats::sourceFormatNamed(arguments.format).orThrow();
    options.copy = arguments.copy;
    options.collection = arguments.collection;
    const auto imported = formats::importFolder(*project, arguments.source, options, control);
    line.finish();
    if (!imported)
        throw ErrorException(imported.error());
    const formats::ImportReport& report = *imported;
    if (arguments.json)
        std::cout << formats::toJson(report).dump(2, ' ', false,
                                                  nlohmann::json::error_handler_t::replace)
                  << '\n';
    else
        print(report);
    if (report.picturesAdded + report.picturesKnown == 0)
        throw ErrorException(
            {ErrorKind::Data, "no picture could be imported", arguments.source, {}});
}

} // namespace

void addImportCommand(CLI::App& app)
{
    auto arguments = std::make_shared<ImportArguments>();
    auto* command = app.add_subcommand(
        "import", "Bring pictures and captions, or labelled texts, into a project");
    command
        ->add_option(
            "source", arguments->source,
            "A .csv or .tsv (filepath, title[, split]), a COCO captions .json, or a folder; with "
            "--task a .tsv of labelled texts (text_a[, text_b], label, or SOURCE, tgt)")
        ->required();
    command->add_option("--project", arguments->project, "Project folder; made if it is not there")
        ->required();
    command
        ->add_option("--format", arguments->format,
                     "auto, csv, sidecar, coco, or vqa (questions "
                     "of the VQA challenge)")
        ->capture_default_str();
    command->add_option("--name", arguments->collection,
                        "Name of the collection (default: the source's)");
    command->add_option("--task", arguments->task, "Name of the task whose examples these are");
    command->add_option("--kind", arguments->kind, "Kind of the task")
        ->check(CLI::IsMember({"auto", "classification", "regression", "generation"}))
        ->capture_default_str();
    std::vector<std::string> kinds;
    for (const auto& [name, kind] : formats::officialKinds())
        kinds.push_back(name);
    command
        ->add_option("--official", arguments->official,
                     "Lines of UNIMO's own fine-tuning data, with their region features")
        ->check(CLI::IsMember(kinds));
    command->add_option("--vocabulary", arguments->vocabulary,
                        "Folder of UNIMO's vocabulary, for lines of token ids");
    command
        ->add_flag("--tokenized", arguments->tokenized,
                   "Cells of a generation task hold ids of GPT-2 (tokenized_input)")
        ->needs("--task")
        ->needs("--vocabulary");
    command->add_option("--pictures", arguments->pictures,
                        "Folder of the picture files, for --official and --format vqa");
    command->add_option("--answers", arguments->answers,
                        "With --format vqa the file of annotations, with --official ernie-vil-vqa "
                        "the answers of its labels, one a line");
    command
        ->add_option("--split", arguments->split,
                     "Of the task's examples, official lines or questions")
        ->capture_default_str();
    command->add_flag("--copy", arguments->copy, "Copy the pictures into the project");
    command->add_flag("--json", arguments->json, "Print the report as JSON");
    command->callback([arguments] { runImport(*arguments); });
}

} // namespace unimo::cli
