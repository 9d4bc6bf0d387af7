// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_start.h"

#include "core/base/host.h"

#include <fstream>
#include <iterator>

namespace unimo::train {
namespace {

constexpr std::streamoff kReasonBytes = 4000; ///< of console.txt, at most
constexpr int kReasonLines = 3;

/// As written, or a fresh one where none can be read.
RunStatus statusOf(const RunFolder& run)
{
    const auto status = run.status();
    return status ? *status : RunStatus();
}

} // namespace

bool isLive(RunState state)
{
    return state == RunState::Starting || state == RunState::Running || state == RunState::Paused ||
           state == RunState::Stopping;
}

std::filesystem::path consoleFile(const RunFolder& run)
{
    return run.path() / "console.txt";
}

Status markStarting(const RunFolder& run)
{
    RunStatus status = statusOf(run);
    status.state = RunState::Starting;
    status.error.clear();
    status.pid = 0;
    status.host = hostName();
    status.heartbeat = unixTime();
    return run.writeStatus(status);
}

Status markFailed(const RunFolder& run, const std::string& why)
{
    RunStatus status = statusOf(run);
    status.state = RunState::Failed;
    status.error = why;
    return run.writeStatus(status);
}

std::string lastWords(const RunFolder& run)
{
    std::ifstream in(consoleFile(run), std::ios::binary);
    in.seekg(0, std::ios::end);
    const auto size = static_cast<std::streamoff>(in.tellg());
    if (size <= 0)
        return {};
    in.seekg(std::max<std::streamoff>(0, size - kReasonBytes));
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    text.erase(text.find_last_not_of(" \r\n\t") + 1);
    size_t start = text.size();
    for (int line = 0; line < kReasonLines && start != std::string::npos; ++line)
        start = start == 0 ? std::string::npos : text.rfind('\n', start - 1);
    return start == std::string::npos ? text : text.substr(start + 1);
}

} // namespace unimo::train
