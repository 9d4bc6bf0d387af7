// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/files.h"
#include "core/train/run_folder.h"

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
    "--json prints {\"runs\": [...]}, newest first. Keys of a run: id, folder, state (queued,\n"
    "starting, running, paused, stopping, finished, failed, lost), step, total_steps (0: bounded "
    "by\n"
    "time), loss, remaining_seconds (-1: not known), elapsed_seconds, samples_per_second,\n"
    "last_checkpoint, checkpoints (count), device, pid, host, memory_bytes, data_wait_share,\n"
    "heartbeat (Unix time), error. A run whose status cannot be read has id, folder and error "
    "only.";

json describe(const RunFolder& run)
{
    const auto status = run.status();
    json out = status ? toJson(*status) : json{{"error", status.error().text()}};
    if (status)
        out["checkpoints"] = run.checkpoints().size();
    out["id"] = run.id();
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

void printRow(const RunFolder& run)
{
    const auto status = run.status();
    if (!status) {
        std::printf("%-32s %s\n", run.id().c_str(), status.error().text().c_str());
        return;
    }
    std::string step = std::to_string(status->step);
    if (status->totalSteps > 0)
        step += "/" + std::to_string(status->totalSteps);
    std::printf("%-32s %-9s %15s %10.4f %9s  %s\n", run.id().c_str(), name(status->state),
                step.c_str(), status->loss, clock(status->remainingSeconds).c_str(),
                status->lastCheckpoint.empty() ? "-" : status->lastCheckpoint.c_str());
    if (!status->error.empty())
        std::printf("  %s\n", status->error.c_str());
}

void listProjectRuns(const std::string& project, bool asJson)
{
    std::error_code code;
    if (!std::filesystem::is_directory(project, code))
        throw ErrorException({ErrorKind::Io, "is not a project folder", project, {}});
    const auto runs = train::listRuns(std::filesystem::path(project) / "runs");
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

} // namespace

void addRunsCommand(CLI::App& app)
{
    struct Options
    {
        std::string project = ".";
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("runs", "List a project's training runs");
    command->add_option("--project", options->project, "Project folder (default: this folder)");
    command->add_flag("--json", options->json, "Print JSON");
    command->footer(kFooter);
    command->callback([options] { listProjectRuns(options->project, options->json); });
}

} // namespace unimo::cli
