// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/files.h"
#include "core/base/threads.h"
#include "core/store/project.h"
#include "core/train/circumstances.h"
#include "core/train/recipe.h"
#include "core/train/run_card.h"
#include "core/train/run_folder.h"
#include "core/train/run_trash.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

using nlohmann::json;
using train::RunFolder;

/// What the keys of --json mean; they do not change.
constexpr const char* kFooter =
    "--json prints {\"runs\": [...]}, newest first. Keys of a run: id, folder, name (a person's, "
    "else\n"
    "the id), archived, state (queued,\n"
    "starting, running, paused, stopping, finished, failed, lost), step, total_steps (0: bounded "
    "by\n"
    "time), loss, remaining_seconds (-1: not known), elapsed_seconds, samples_per_second,\n"
    "last_checkpoint, checkpoints (count), device, pid, host, memory_bytes, data_wait_share,\n"
    "heartbeat (Unix time), error. A run whose status cannot be read has no more than id, folder,\n"
    "name, archived and error.";

json describe(const RunFolder& run)
{
    const auto status = run.status();
    json out = status ? toJson(*status) : json{{"error", status.error().text()}};
    if (status)
        out["checkpoints"] = run.checkpoints().size();
    out["id"] = run.id();
    const train::RunCard card = train::readRunCard(run.path());
    out["name"] = card.name.empty() ? run.id() : card.name;
    out["archived"] = card.archived;
    out["folder"] = run.path().string();
    return out;
}

/// "6:12" or "1:06:12"; "-" when not known.
std::string clock(double seconds)
{
    if (!(seconds >= 0 && seconds < 1e9))
        return "-";
    const auto whole = std::llround(seconds);
    char text[32];
    if (whole >= 3600)
        std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60,
                      whole % 60);
    else
        std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
    return text;
}

std::string shownName(const RunFolder& run)
{
    const train::RunCard card = train::readRunCard(run.path());
    return card.name.empty() ? run.id() : card.name + " (" + run.id() + ")";
}

void printRow(const RunFolder& run)
{
    const std::string shown = shownName(run);
    const auto status = run.status();
    if (!status) {
        std::printf("%-32s %s\n", shown.c_str(), status.error().text().c_str());
        return;
    }
    std::string step = std::to_string(status->step);
    if (status->totalSteps > 0)
        step += "/" + std::to_string(status->totalSteps);
    std::printf("%-32s %-9s %15s %10.4f %9s  %s\n", shown.c_str(), name(status->state),
                step.c_str(), status->loss, clock(status->remainingSeconds).c_str(),
                status->lastCheckpoint.empty() ? "-" : status->lastCheckpoint.c_str());
    if (!status->error.empty())
        std::printf("  %s\n", status->error.c_str());
}

void listProjectRuns(const std::string& project, bool asJson, bool archivedToo)
{
    std::error_code code;
    if (!std::filesystem::is_directory(project, code))
        throw ErrorException({ErrorKind::Io, "is not a project folder", project, {}});
    auto runs = train::listRuns(std::filesystem::path(project) / "runs");
    if (!archivedToo)
        std::erase_if(runs,
                      [](const RunFolder& run) { return train::readRunCard(run.path()).archived; });
    if (asJson) {
        json all = json::array();
        for (const RunFolder& run : runs)
            all.push_back(describe(run));
        std::cout << json{{"runs", all}}.dump(2, ' ', false, json::error_handler_t::replace)
                  << '\n';
        return;
    }
    if (runs.empty()) {
        std::puts("no runs yet");
        return;
    }
    std::printf("%-32s %-9s %15s %10s %9s  %s\n", "run", "state", "step", "loss", "left",
                "last checkpoint");
    for (const RunFolder& run : runs)
        printRow(run);
}

struct Options
{
    std::string project = ".";
    bool json = false;
    bool archivedToo = false;
    std::vector<std::string> rename; ///< run and name
    std::vector<std::string> archive;
    std::vector<std::string> unarchive;
    std::vector<std::string> trash;
    std::vector<std::string> restore;
    bool emptyTrash = false;
    std::string checkResume;
    int processes = 1;
};

std::string bytesText(int64_t bytes)
{
    char text[32];
    const bool large = bytes >= 1'000'000'000;
    std::snprintf(text, sizeof text, "%.1f %s", static_cast<double>(bytes) / (large ? 1e9 : 1e6),
                  large ? "GB" : "MB");
    return text;
}

/// Deletes what lies in the trash for good.
void emptyTrash(const std::filesystem::path& project)
{
    const auto trash = train::runTrashOf(project);
    const auto runs = train::measureTrash(trash);
    int64_t bytes = 0;
    for (const train::TrashedRun& run : runs) {
        std::printf("%10s  %s\n", bytesText(run.bytes).c_str(),
                    run.folder.filename().string().c_str());
        bytes += run.bytes;
    }
    train::deleteTrashed(trash, runs).orThrow();
    std::printf("%zu deleted for good, %s\n", runs.size(), bytesText(bytes).c_str());
}

/// Whether a resume goes on bit for bit, and what stands in its way.
void checkResume(const std::filesystem::path& project, const RunFolder& run, int processes)
{
    const auto version = store::Project::open(project, /*readOnly=*/true).orThrow()->dataVersion();
    const auto recipe = train::loadRecipe(run.recipeFile().string()).orThrow();
    train::Circumstances now = train::circumstancesNow(recipe, version).orThrow();
    now.processes = processes;
    if (processes > 1 && recipe.integer("run.threads") == 0)
        now.threads = std::max(1, availableCores() / processes);
    const auto obstacles = train::resumeObstacles(run, now);
    if (obstacles.empty())
        std::puts("exact: a resume goes on bit for bit");
    for (const train::ResumeObstacle& obstacle : obstacles)
        std::printf("not exact: %s\n", textOf(obstacle).c_str());
}

/// What the window's run list does; false when nothing was asked for.
bool changeRuns(const Options& options)
{
    const std::filesystem::path project = options.project;
    // One name, and none that leads elsewhere.
    const auto folderIn = [&](const std::filesystem::path& parent, const std::string& run) {
        const bool isName =
            !run.empty() && run != "." && run != ".." && run.find('/') == std::string::npos;
        std::error_code code;
        if (!isName || !std::filesystem::is_directory(parent / run, code))
            throw ErrorException({ErrorKind::Config, "is not there", run, "see unimo runs"});
        return parent / run;
    };
    const std::filesystem::path runs = project / "runs", trash = train::runTrashOf(project);
    const auto folder = [&](const std::string& run) { return folderIn(runs, run); };
    const auto change = [&](const std::string& run, const auto& set) {
        train::RunCard card = train::readRunCard(folder(run));
        set(card);
        train::writeRunCard(folder(run), card).orThrow();
    };
    if (!options.rename.empty())
        change(options.rename[0], [&](train::RunCard& card) { card.name = options.rename[1]; });
    for (const auto& [names, archived] :
         {std::pair(&options.archive, true), {&options.unarchive, false}})
        for (const std::string& run : *names)
            change(run, [&](train::RunCard& card) { card.archived = archived; });
    for (const std::string& run : options.trash) {
        const auto place = train::moveToTrash(folder(run), trash).orThrow();
        std::printf("%s lies in %s\n", run.c_str(), place.c_str());
    }
    for (const std::string& run : options.restore)
        train::moveFromTrash(folderIn(trash, run), runs / run).orThrow();
    if (options.emptyTrash)
        emptyTrash(project);
    if (!options.checkResume.empty())
        checkResume(project, RunFolder(folder(options.checkResume)), options.processes);
    return options.emptyTrash || !options.checkResume.empty() || !options.rename.empty() ||
           !options.archive.empty() || !options.unarchive.empty() || !options.trash.empty() ||
           !options.restore.empty();
}

} // namespace

void addRunsCommand(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("runs", "List a project's training runs; name, archive and delete them");
    command->add_option("--project", options->project, "Project folder (default: this folder)");
    command->add_flag("--json", options->json, "Print JSON");
    command->footer(kFooter);
    command->add_flag("--archived", options->archivedToo, "List the archived runs too");
    command
        ->add_option("--rename", options->rename, "RUN NAME: call a run otherwise; \"\" for its id")
        ->expected(2);
    command->add_option("--archive", options->archive, "RUN...: leave these out of lists");
    command->add_option("--unarchive", options->unarchive, "RUN...: take these into lists again");
    command->add_option("--trash", options->trash,
                        "RUN...: move these into the project's trash; none that trains");
    command->add_option("--restore", options->restore, "RUN...: move these out of the trash");
    command->add_flag("--empty-trash", options->emptyTrash,
                      "Delete for good what lies in the trash, and say what it was");
    command->add_option("--check-resume", options->checkResume,
                        "RUN: say whether a resume would go on bit for bit, or why not");
    command
        ->add_option("--processes", options->processes,
                     "With --check-resume: how many processes would train on")
        ->check(CLI::Range(1, 256));
    command->callback([options] {
        if (!changeRuns(*options))
            listProjectRuns(options->project, options->json, options->archivedToo);
    });
}

} // namespace unimo::cli
