// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_folder.h"

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/log.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <csignal>
#include <ctime>
#include <fstream>
#include <limits>
#include <tuple>

namespace unimo::train {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr double kSilentAfterSeconds = 30;
constexpr uint64_t kLargestStatus = uint64_t{1} << 20;
constexpr int64_t kControlBlock = int64_t{1} << 20;

constexpr std::array kStates = {RunState::Queued, RunState::Starting, RunState::Running,
                                RunState::Paused, RunState::Stopping, RunState::Finished,
                                RunState::Failed, RunState::Lost};
constexpr std::array<const char*, 5> kCommands = {"pause", "resume", "checkpoint", "stop", "set"};

bool claimsToLive(RunState state)
{
    return state == RunState::Starting || state == RunState::Running || state == RunState::Paused ||
           state == RunState::Stopping;
}

bool isLost(const RunStatus& status)
{
    if (!claimsToLive(status.state))
        return false;
    const bool silent = !(unixTime() - status.heartbeat <= kSilentAfterSeconds);
    const bool gone = status.pid > 0 && status.host == hostName() &&
                      ::kill(static_cast<pid_t>(status.pid), 0) != 0 && errno == ESRCH;
    return silent || gone;
}

/// Reads members of a JSON object into a struct; the first that has the wrong type is remembered.
class Reader
{
public:
    explicit Reader(const json& object) : object_(object) {}

    void operator()(const char* key, std::string& out)
    {
        if (const json* value = find(key, &json::is_string, "a text"))
            out = value->get<std::string>();
    }
    void operator()(const char* key, int64_t& out)
    {
        if (const json* value = find(key, &json::is_number_integer, "a whole number"))
            out = value->get<int64_t>();
    }
    /// JSON has no NaN: it is stored as null.
    void operator()(const char* key, double& out)
    {
        const auto found = object_.find(key);
        if (found != object_.end() && found->is_null())
            out = std::numeric_limits<double>::quiet_NaN();
        else if (const json* value = find(key, &json::is_number, "a number"))
            out = value->get<double>();
    }
    [[nodiscard]] const std::string& fault() const { return fault_; }

private:
    const json* find(const char* key, bool (json::*isRight)() const noexcept, const char* wanted)
    {
        const auto found = object_.find(key);
        if (found == object_.end())
            return nullptr;
        if ((*found.*isRight)())
            return &*found;
        if (fault_.empty())
            fault_ = std::string("\"") + key + "\" must be " + wanted + ", not " +
                     found->dump().substr(0, 40);
        return nullptr;
    }

    const json& object_;
    std::string fault_;
};

/// A command from one line; none when the line makes no sense.
std::optional<ControlCommand> parseCommand(const std::string& line)
{
    const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!object.is_object())
        return std::nullopt;
    const auto word = object.find("command");
    const auto known =
        word == object.end() || !word->is_string()
            ? kCommands.end()
            : std::find(kCommands.begin(), kCommands.end(), word->get_ref<const std::string&>());
    if (known == kCommands.end())
        return std::nullopt;
    ControlCommand command;
    command.kind = static_cast<ControlCommand::Kind>(known - kCommands.begin());
    if (command.kind != ControlCommand::Kind::Set)
        return command;

    const auto key = object.find("key");
    const auto value = object.find("value");
    if (key == object.end() || !key->is_string() || value == object.end() || !value->is_number())
        return std::nullopt;
    command.key = key->get<std::string>();
    command.value = value->get<double>();
    return command;
}

/// Whether the file ends in the middle of a line, as after a crash of its writer.
bool endsTorn(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    in.seekg(-1, std::ios::end);
    const int last = in.get();
    return in && last != '\n';
}

/// The step in "step-<digits>", none for other names.
std::optional<int64_t> stepOf(const std::string& folderName)
{
    constexpr std::string_view prefix = "step-";
    if (!folderName.starts_with(prefix))
        return std::nullopt;
    int64_t step = 0;
    const char* end = folderName.data() + folderName.size();
    const auto [stop, code] = std::from_chars(folderName.data() + prefix.size(), end, step);
    return code == std::errc() && stop == end && step >= 0 ? std::optional(step) : std::nullopt;
}

/// Visits the folders directly under `folder`; unreadable ones have none.
template <typename Visit>
void forEachFolder(const fs::path& folder, Visit visit)
{
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (it->is_directory(ignored))
            visit(it->path());
    }
}

/// When the run was made: its recipe is written once.
fs::file_time_type madeAt(const RunFolder& run)
{
    std::error_code code;
    const auto recipe = fs::last_write_time(run.recipeFile(), code);
    if (!code)
        return recipe;
    const auto folder = fs::last_write_time(run.path(), code);
    return code ? fs::file_time_type::min() : folder;
}

/// The label as part of a folder name: lower case letters, digits, '-'.
std::string slug(const std::string& label)
{
    std::string out;
    for (const char c : label) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter)
            out += c;
        else if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    out.resize(std::min<size_t>(out.size(), 60));
    while (!out.empty() && out.back() == '-')
        out.pop_back();
    return out.empty() ? "run" : out;
}

} // namespace

const char* name(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return "queued";
    case RunState::Starting:
        return "starting";
    case RunState::Running:
        return "running";
    case RunState::Paused:
        return "paused";
    case RunState::Stopping:
        return "stopping";
    case RunState::Finished:
        return "finished";
    case RunState::Failed:
        return "failed";
    case RunState::Lost:
        return "lost";
    }
    return "lost";
}

/// A name this program does not know is a run it cannot follow: Lost.
RunState runStateFromName(const std::string& text)
{
    const auto found = std::find_if(kStates.begin(), kStates.end(),
                                    [&](RunState state) { return text == name(state); });
    return found == kStates.end() ? RunState::Lost : *found;
}

json toJson(const RunStatus& status)
{
    return {{"state", name(status.state)},
            {"pid", status.pid},
            {"host", status.host},
            {"step", status.step},
            {"total_steps", status.totalSteps},
            {"elapsed_seconds", status.elapsedSeconds},
            {"remaining_seconds", status.remainingSeconds},
            {"samples_per_second", status.samplesPerSecond},
            {"data_wait_share", status.dataWaitShare},
            {"memory_bytes", status.memoryBytes},
            {"loss", status.loss},
            {"device", status.device},
            {"last_checkpoint", status.lastCheckpoint},
            {"error", status.error},
            {"heartbeat", status.heartbeat}};
}

Result<RunStatus> runStatusFromJson(const json& object)
{
    if (!object.is_object())
        return Error{ErrorKind::Data, "a run's status must be a JSON object", {}, {}};
    RunStatus status;
    std::string state;
    Reader read(object);
    read("state", state);
    read("pid", status.pid);
    read("host", status.host);
    read("step", status.step);
    read("total_steps", status.totalSteps);
    read("elapsed_seconds", status.elapsedSeconds);
    read("remaining_seconds", status.remainingSeconds);
    read("samples_per_second", status.samplesPerSecond);
    read("data_wait_share", status.dataWaitShare);
    read("memory_bytes", status.memoryBytes);
    read("loss", status.loss);
    read("device", status.device);
    read("last_checkpoint", status.lastCheckpoint);
    read("error", status.error);
    read("heartbeat", status.heartbeat);
    if (!read.fault().empty())
        return Error{ErrorKind::Data, read.fault(), {}, {}};
    status.state = runStateFromName(state);
    if (state != name(status.state)) {
        std::string allowed;
        for (const RunState known : kStates)
            allowed += std::string(allowed.empty() ? "" : ", ") + name(known);
        return Error{ErrorKind::Data,
                     R"("state" is ")" + state.substr(0, 40) + R"(", allowed: )" + allowed,
                     {},
                     {}};
    }
    return status;
}

Status RunFolder::writeStatus(const RunStatus& status) const
{
    return writeJsonAtomic(folder_ / "status.json", toJson(status));
}

Result<RunStatus> RunFolder::status() const
{
    const fs::path file = folder_ / "status.json";
    const auto object = readJson(file, kLargestStatus);
    if (!object)
        return object.error();
    auto status = runStatusFromJson(*object);
    if (!status) {
        Error error = status.error();
        error.where = file.string();
        return error;
    }
    if (isLost(*status))
        status->state = RunState::Lost;
    return status;
}

Status RunFolder::send(const ControlCommand& command) const
{
    json object = {{"command", kCommands[static_cast<size_t>(command.kind)]}};
    if (command.kind == ControlCommand::Kind::Set) {
        if (command.key.empty() || !std::isfinite(command.value))
            return Error{ErrorKind::Config,
                         "setting \"" + command.key + "\" to " + std::to_string(command.value) +
                             " needs a key and a finite number",
                         {},
                         {}};
        object["key"] = command.key;
        object["value"] = command.value;
    }
    const fs::path file = folder_ / "control.jsonl";
    const std::string line = object.dump(-1, ' ', true, json::error_handler_t::replace);
    return appendLine(file, endsTorn(file) ? '\n' + line : line);
}

std::vector<ControlCommand> RunFolder::commandsSince(int64_t& offset) const
{
    std::vector<ControlCommand> commands;
    const fs::path file = folder_ / "control.jsonl";
    std::error_code code;
    const auto size = static_cast<int64_t>(fs::file_size(file, code));
    if (code)
        return commands; // nothing was ever sent
    if (offset < 0 || offset > size) {
        log::warning("run", file.string() + " became shorter; commands are read from its end on");
        offset = size;
    }
    std::string block(static_cast<size_t>(std::min(size - offset, kControlBlock)), '\0');
    std::ifstream in(file, std::ios::binary);
    in.seekg(offset);
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    block.resize(static_cast<size_t>(in.gcount()));

    size_t start = 0; // only whole lines are read: the last may still be being written
    for (size_t end; (end = block.find('\n', start)) != std::string::npos; start = end + 1) {
        const std::string line = block.substr(start, end - start);
        if (line.empty())
            continue;
        if (auto command = parseCommand(line))
            commands.push_back(std::move(*command));
        else
            log::warning("run", file.string() + ": a line that makes no sense is skipped: " +
                                    line.substr(0, 80));
    }
    if (start == 0 && static_cast<int64_t>(block.size()) == kControlBlock)
        start = block.size(); // no command is that long
    offset += static_cast<int64_t>(start);
    return commands;
}

std::vector<fs::path> RunFolder::checkpoints() const
{
    std::vector<std::pair<int64_t, fs::path>> found;
    forEachFolder(checkpointsFolder(), [&](const fs::path& folder) {
        std::error_code ignored;
        const auto step = stepOf(folder.filename().string());
        if (step && fs::is_regular_file(folder / "trainer.json", ignored))
            found.emplace_back(*step, folder);
    });
    std::sort(found.begin(), found.end());
    std::vector<fs::path> folders;
    folders.reserve(found.size());
    for (auto& [step, folder] : found)
        folders.push_back(std::move(folder));
    return folders;
}

std::optional<fs::path> RunFolder::latestCheckpoint() const
{
    const auto all = checkpoints();
    return all.empty() ? std::nullopt : std::optional(all.back());
}

std::vector<RunFolder> listRuns(const fs::path& runsFolder)
{
    std::vector<std::tuple<fs::file_time_type, fs::path>> found;
    forEachFolder(runsFolder, [&](const fs::path& folder) {
        std::error_code ignored;
        const RunFolder run(folder);
        if (fs::exists(run.recipeFile(), ignored) || fs::exists(folder / "status.json", ignored))
            found.emplace_back(madeAt(run), folder);
    });
    std::sort(found.rbegin(), found.rend());
    std::vector<RunFolder> runs;
    runs.reserve(found.size());
    for (auto& [made, folder] : found)
        runs.emplace_back(std::move(folder));
    return runs;
}

fs::path newRunFolder(const fs::path& runsFolder, const std::string& label)
{
    const std::time_t now = std::time(nullptr);
    std::tm local = {};
    ::localtime_r(&now, &local);
    std::array<char, 32> date{};
    std::strftime(date.data(), date.size(), "%Y-%m-%d-%H%M-", &local);
    const std::string base = date.data() + slug(label);

    fs::path folder = runsFolder / base;
    std::error_code ignored;
    for (int number = 2; fs::exists(folder, ignored); ++number)
        folder = runsFolder / (base + "-" + std::to_string(number));
    return folder;
}

} // namespace unimo::train
