// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ask_printing.h"
#include "app/cli/checkpoint_argument.h"
#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/signals.h"
#include "core/base/files.h"
#include "core/inference/engine.h"
#include "core/inference/regions_json.h"
#include "core/store/project.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

namespace unimo::cli {
namespace {

using inference::BatchQuestion;
using inference::CaptionOptions;
using inference::Engine;
using inference::EvidenceQuestion;

/// Samples between two lines of progress.
constexpr size_t kSlice = 16;

struct Arguments
{
    std::string project;
    std::string checkpoint;
    std::string compare;
    std::string image;
    std::vector<std::string> questions;
    std::vector<std::string> statements;
    std::vector<std::string> matches;
    std::string find;
    std::string split;
    int count = 5;
    int similar = 0;
    CaptionOptions caption;
    bool sample = false;
    std::string evidence;
    std::string all;
    int limit = 0;
    std::string output;
};

/// Asks one checkpoint all that was asked for.
class Asking
{
public:
    Asking(const Arguments& arguments, const std::string& checkpoint)
        : arguments_(arguments), stop_(stopOnSignals()),
          engine_(Engine::load(resolveCheckpoint(checkpoint, arguments.project)).orThrow())
    {
    }

    void run()
    {
        if (!arguments_.all.empty()) {
            askAll();
            return;
        }
        const bool searching = !arguments_.image.empty() || !arguments_.find.empty();
        if (!arguments_.project.empty() && searching)
            engine_->index(arguments_.project, arguments_.split, {stop_, {}}).orThrow();
        if (!arguments_.image.empty())
            askAboutPicture();
        if (!arguments_.find.empty()) {
            if (!engine_->indexed())
                throw ErrorException({ErrorKind::Config,
                                      "--find needs --project",
                                      {},
                                      "name the project whose pictures are searched"});
            std::cout << "Nearest pictures:\n";
            printHits(engine_->findPictures(arguments_.find, arguments_.count, stop_).orThrow());
        }
        if (!arguments_.evidence.empty())
            writeJsonAtomic(arguments_.evidence, evidence_).orThrow();
        if (fault_)
            throw ErrorException(*fault_);
    }

private:
    void askAboutPicture()
    {
        picture_ = engine_->prepare(loadImage(arguments_.image).orThrow(), stop_).orThrow();
        CaptionOptions options = arguments_.caption;
        if (arguments_.sample)
            options.method = CaptionOptions::Method::Nucleus;
        const auto captions = engine_->caption(picture_, options, stop_).orThrow();
        printCaptions(captions);
        if (!captions.empty())
            explain({EvidenceQuestion::Kind::Caption, captions.front().text, {}, {}});
        for (const auto& question : arguments_.questions)
            answer(question);
        for (const auto& statement : arguments_.statements)
            judge(statement);
        for (const auto& text : arguments_.matches) {
            const EvidenceQuestion question{EvidenceQuestion::Kind::Match, text, {}, {}};
            const auto found = engine_->explain(picture_, question, stop_).orThrow();
            printMatch(found);
            keep(found);
        }
        if (!engine_->indexed())
            return;
        std::cout << "Nearest texts:\n";
        printHits(engine_->findTexts(picture_, arguments_.count, stop_).orThrow());
        if (arguments_.similar > 0) {
            ProgressLine line;
            JobControl control = line.control();
            auto pairs = engine_->nearestPairs(picture_, arguments_.project, arguments_.split,
                                               arguments_.similar, 0, control);
            line.finish();
            std::cout << "Similar pairs:\n";
            printPairs(std::move(pairs).orThrow());
        }
    }

    void answer(const std::string& question)
    {
        std::cout << question << '\n';
        const auto answers = engine_->answer(picture_, question, arguments_.count, stop_);
        if (!answers) {
            // One question that cannot be answered leaves the others and the search.
            std::cout << "  no answer\n";
            fault_ = fault_ ? fault_ : answers.error();
            return;
        }
        printAnswers(*answers);
        explain({EvidenceQuestion::Kind::Answer, question, {}, answers->front().text});
    }

    void judge(const std::string& statement)
    {
        if (engine_->info().tasks.empty())
            throw ErrorException({ErrorKind::Data,
                                  "this checkpoint has learnt no labelled task about pictures",
                                  {},
                                  "train the recipe entailment on a project that has one"});
        for (const auto& task : engine_->info().tasks) {
            std::cout << statement << " (" << task.name << ")\n";
            const auto labels = engine_->judge(picture_, task.name, statement, stop_).orThrow();
            printAnswers(labels);
            explain({EvidenceQuestion::Kind::Label, statement, task.name, labels.front().text});
        }
    }

    /// Where evidence is wanted: what each word adds, and all of it into the file.
    void explain(const EvidenceQuestion& question)
    {
        if (arguments_.evidence.empty())
            return;
        const auto found = engine_->explain(picture_, question, stop_).orThrow();
        printEffects(found);
        keep(found);
    }

    void keep(const inference::Evidence& evidence)
    {
        if (arguments_.evidence.empty())
            return;
        auto json = toJson(evidence);
        json["regions"] = inference::toJson(picture_.regions);
        evidence_.push_back(std::move(json));
    }

    void askAll()
    {
        if (arguments_.project.empty())
            throw ErrorException({ErrorKind::Config,
                                  "--all needs --project",
                                  {},
                                  "name the project whose samples are asked about"});
        BatchQuestion question;
        question.caption = arguments_.caption;
        if (arguments_.sample)
            question.caption.method = CaptionOptions::Method::Nucleus;
        if (arguments_.all == "answers") {
            question.kind = BatchQuestion::Kind::Answers;
            if (!arguments_.questions.empty())
                question.question = arguments_.questions.front();
        }
        store::SampleFilter filter;
        filter.split = arguments_.split;
        filter.kind = store::SampleKind::Pair;
        auto samples = store::Project::open(arguments_.project, /*readOnly=*/true)
                           .orThrow()
                           ->sampleIds(filter);
        if (arguments_.limit > 0)
            samples.resize(std::min(samples.size(), static_cast<size_t>(arguments_.limit)));
        std::vector<inference::BatchRow> rows;
        ProgressLine line;
        const JobControl control = line.control();
        for (size_t first = 0; first < samples.size(); first += kSlice) {
            control.progress("Asking", static_cast<int64_t>(first),
                             static_cast<int64_t>(samples.size()));
            const std::vector<int64_t> slice(
                samples.begin() + static_cast<std::ptrdiff_t>(first),
                samples.begin() +
                    static_cast<std::ptrdiff_t>(std::min(first + kSlice, samples.size())));
            const auto some =
                engine_->askAll(arguments_.project, slice, question, control.stop).orThrow();
            rows.insert(rows.end(), some.begin(), some.end());
        }
        line.finish();
        const bool json = arguments_.output.ends_with(".json");
        const std::string text = json ? inference::jsonOf(rows) : inference::csvOf(rows);
        if (arguments_.output.empty())
            std::cout << text;
        else
            writeFileAtomic(arguments_.output, text).orThrow();
    }

    const Arguments& arguments_;
    std::stop_token stop_;
    std::unique_ptr<Engine> engine_;
    inference::PreparedPicture picture_;
    nlohmann::json evidence_ = nlohmann::json::array();
    std::optional<Error> fault_;
};

void ask(const Arguments& arguments)
{
    if (!arguments.compare.empty())
        std::cout << "== " << resolveCheckpoint(arguments.checkpoint, arguments.project).string()
                  << '\n';
    Asking(arguments, arguments.checkpoint).run();
    if (arguments.compare.empty())
        return;
    Arguments again = arguments;
    again.evidence.clear(); // the file holds that of the first
    std::cout << "== " << resolveCheckpoint(arguments.compare, {}).string() << '\n';
    Asking(again, arguments.compare).run();
}

void addCaptionOptions(CLI::App& command, Arguments& arguments)
{
    CaptionOptions& options = arguments.caption;
    command.add_option("--beams", options.beams, "Beams of the caption search; 1: greedy")
        ->check(CLI::Range(1, 50))
        ->capture_default_str();
    command.add_flag("--sample", arguments.sample,
                     "Draw captions (nucleus sampling) instead of searching the likeliest");
    command.add_option("--samples", options.samples, "Captions that are drawn")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command
        .add_option("--top-p", options.topP,
                    "Draw from the likeliest words that make up this share; 0: greedy")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command.add_option("--temperature", options.temperature, "Of the draws: above 1 more varied")
        ->check(CLI::Range(0.01, 100.0))
        ->capture_default_str();
    command.add_option("--seed", options.seed, "Of the draws")->capture_default_str();
}

} // namespace

void addAskCommand(CLI::App& app)
{
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand(
        "ask", "Ask a checkpoint for captions, answers, judgements, nearest texts and pictures, "
               "and for its reasons");
    command->add_option("--project", arguments->project, "Project that is searched");
    command->add_option("--checkpoint", arguments->checkpoint,
                        "Checkpoint or run folder (default: the newest of the project)");
    command->add_option("--compare", arguments->compare, "A second one, asked the same");
    command->add_option("--image", arguments->image, "Picture to caption and to ask about");
    command->add_option("--question", arguments->questions, "Question about it (repeatable)");
    command->add_option("--statement", arguments->statements,
                        "Statement about it for the labelled tasks (repeatable)");
    command->add_option("--match", arguments->matches,
                        "Text to match with it, and what each word adds (repeatable)");
    command->add_option("--evidence", arguments->evidence,
                        "JSON file for the reasons: attention, gradients, what each word adds");
    command->add_option("--find", arguments->find, "Sentence to find pictures for");
    command->add_option("--similar", arguments->similar,
                        "So many pairs of the project whose pictures are most like it");
    command->add_option("--split", arguments->split, "Search or ask about this split only");
    command->add_option("--count", arguments->count, "Results a query")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    addCaptionOptions(*command, *arguments);
    command
        ->add_option("--all", arguments->all,
                     "Ask about every sample of the project: captions, or answers to --question or "
                     "the samples' own questions")
        ->check(CLI::IsMember({"captions", "answers"}));
    command->add_option("--limit", arguments->limit, "The first so many samples of --all");
    command->add_option(
        "--output", arguments->output,
        "File for the table of --all, .csv or .json (default: CSV to the terminal)");
    command->callback([arguments] { ask(*arguments); });
}

} // namespace unimo::cli
