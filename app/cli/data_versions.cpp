// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/data_parts.h"
#include "core/store/data_content.h"
#include "core/store/project.h"
#include "core/train/run_data.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <memory>

namespace unimo::cli {
namespace {

using store::DataChange;

struct VersionArguments
{
    std::string project;
    std::string name;
    std::string forget;
    std::vector<std::string> diff;
    bool json = false;
};

constexpr const char* kNow = "now";

const char* nameOf(DataChange::What what)
{
    switch (what) {
    case DataChange::What::Sample:
        return "sample";
    case DataChange::What::Caption:
        return "caption";
    case DataChange::What::Question:
        return "question";
    case DataChange::What::Box:
        return "box";
    case DataChange::What::Derived:
        return "derived";
    }
    return "";
}

const char* nameOf(DataChange::Kind kind)
{
    switch (kind) {
    case DataChange::Kind::Added:
        return "added";
    case DataChange::Kind::Removed:
        return "removed";
    case DataChange::Kind::Changed:
        return "changed";
    }
    return "";
}

store::DataContent contentOf(const store::Project& project, const std::string& which)
{
    if (which == kNow)
        return project.content();
    const std::string version = train::versionNamed(project, which).orThrow();
    return store::keptContent(project.folder(), version).orThrow();
}

void printDifference(const store::DataDiff& diff)
{
    for (const DataChange& change : diff.changes) {
        std::printf("sample %-7lld %-8s %-7s", static_cast<long long>(change.sample),
                    nameOf(change.what), nameOf(change.kind));
        if (change.what == DataChange::What::Derived)
            std::printf("  rewrites, what was retrieved, phrases or examples");
        if (!change.before.empty())
            std::printf("\n    - %s", change.before.c_str());
        if (!change.after.empty())
            std::printf("\n    + %s", change.after.c_str());
        std::printf("\n");
    }
    for (const auto what : {DataChange::What::Sample, DataChange::What::Caption,
                            DataChange::What::Question, DataChange::What::Box})
        std::printf("%-9s %lld added, %lld removed, %lld changed\n", nameOf(what),
                    static_cast<long long>(diff.count(what, DataChange::Kind::Added)),
                    static_cast<long long>(diff.count(what, DataChange::Kind::Removed)),
                    static_cast<long long>(diff.count(what, DataChange::Kind::Changed)));
}

void compare(const store::Project& project, const VersionArguments& arguments)
{
    const auto before = contentOf(project, arguments.diff[0]);
    const auto after = contentOf(project, arguments.diff[1]);
    const auto diff = store::difference(before, after);
    if (!arguments.json)
        return printDifference(diff);
    for (const DataChange& change : diff.changes)
        std::cout << nlohmann::json{{"what", nameOf(change.what)},
                                    {"kind", nameOf(change.kind)},
                                    {"sample", change.sample},
                                    {"before", change.before},
                                    {"after", change.after}}
                         .dump()
                  << '\n';
}

std::string dateOf(double unixTime)
{
    if (unixTime <= 0)
        return "-";
    const auto time = static_cast<std::time_t>(unixTime);
    std::tm parts{};
    std::array<char, 32> text{};
    const size_t length =
        std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", localtime_r(&time, &parts));
    return {text.data(), length};
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string line;
    for (const std::string& text : texts)
        line.append(line.empty() ? "" : ", ").append(text);
    return line.empty() ? "-" : line;
}

void list(const store::Project& project, bool json)
{
    const std::string now = project.dataVersion();
    bool known = false;
    for (const train::KnownVersion& entry : train::knownVersions(project)) {
        known = known || entry.version == now;
        if (json)
            std::cout << nlohmann::json{{"version", entry.version}, {"names", entry.names},
                                        {"runs", entry.runs},       {"made", entry.made},
                                        {"kept", entry.kept},       {"now", entry.version == now}}
                             .dump()
                      << '\n';
        else
            std::cout << entry.version << (entry.version == now ? "  now  " : "       ")
                      << dateOf(entry.made) << "  " << joined(entry.names)
                      << "  runs: " << joined(entry.runs)
                      << (entry.kept ? "" : "  (not kept: cannot be compared)") << '\n';
    }
    if (known)
        return;
    if (json)
        std::cout << nlohmann::json{{"version", now}, {"now", true}}.dump() << '\n';
    else
        std::cout << now << "  now, without a name\n";
}

void run(const VersionArguments& arguments)
{
    const bool writes = !arguments.name.empty() || !arguments.forget.empty();
    const auto project = store::Project::open(arguments.project, /*readOnly=*/!writes).orThrow();
    if (!arguments.forget.empty() && !project->forgetVersion(arguments.forget))
        throw ErrorException({ErrorKind::Config,
                              "there is no version named \"" + arguments.forget + "\"",
                              arguments.project, "unimo data versions lists them"});
    if (!arguments.name.empty()) {
        const auto content = project->content();
        store::keepContent(project->folder(), content).orThrow();
        project->nameVersion(arguments.name, content.version);
    }
    if (arguments.diff.empty())
        list(*project, arguments.json);
    else
        compare(*project, arguments);
}

} // namespace

void addDataVersions(CLI::App& data)
{
    auto arguments = std::make_shared<VersionArguments>();
    CLI::App* command = data.add_subcommand(
        "versions", "List the versions of the data that have a name or that a run began with; name "
                    "the data as it is now; tell two versions apart");
    command->add_option("--project", arguments->project, "Project folder")->required();
    command->add_option("--name", arguments->name, "Name the data as it is now");
    command->add_option("--forget", arguments->forget, "Take a name away");
    command
        ->add_option("--diff", arguments->diff,
                     "What changed from A to B: each a name, a run's id, the beginning of a hash, "
                     "or now")
        ->expected(2)
        ->type_name("A B");
    command->add_flag("--json", arguments->json, "One JSON object a line");
    command->callback([arguments] { run(*arguments); });
}

} // namespace unimo::cli
