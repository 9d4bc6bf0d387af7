// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/queue_work.h"

#include "core/base/host.h"
#include "core/train/exact_resume.h"
#include "core/train/run_start.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

namespace unimo::train {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(200);
constexpr auto kLookForOthersEvery = std::chrono::seconds(1);

bool isLiveHere(const RunFolder& run)
{
    const auto status = run.status();
    return status && status->host == hostName() && isLive(status->state);
}

bool anyIsLiveHere(const RunQueue& queue)
{
    const auto runs = listRuns(queue.project() / "runs");
    return std::any_of(runs.begin(), runs.end(), isLiveHere);
}

std::vector<std::string> argumentsFor(const RunQueue& queue, const RunFolder& run)
{
    std::vector<std::string> words = {"train", "--project", queue.project().string(), "--run",
                                      run.path().string()};
    if (run.latestCheckpoint())
        words.emplace_back("--resume");
    else
        words.insert(words.end(), {"--recipe", run.recipeFile().string()});
    words.emplace_back("--background");
    return words;
}

/// In a process group of its own, so that Ctrl+C reaches it by way of the worker alone.
Result<pid_t> spawn(const std::filesystem::path& program, std::vector<std::string> arguments,
                    const std::filesystem::path& console)
{
    arguments.insert(arguments.begin(), program.string());
    std::vector<char*> words;
    for (std::string& argument : arguments)
        words.push_back(argument.data());
    words.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, console.c_str(),
                                       O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);
    ::posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    pid_t pid = 0;
    const int code =
        ::posix_spawn(&pid, program.c_str(), &files, &attributes, words.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    if (code != 0)
        return Error{ErrorKind::Io,
                     std::string("cannot be started: ") + std::strerror(code),
                     program.string(),
                     {}};
    return pid;
}

/// Waits for its end; a stop is passed on. Returns what waitpid says.
int waitFor(pid_t pid, const std::stop_token& stop)
{
    bool told = false;
    int ended = 0;
    while (::waitpid(pid, &ended, WNOHANG) == 0) {
        if (stop.stop_requested() && !told) {
            ::kill(pid, SIGTERM);
            told = true;
        }
        std::this_thread::sleep_for(kLookEvery);
    }
    return ended;
}

/// The trainer of this run is gone: says so where it did not.
void closeBooks(const RunFolder& run, int ended)
{
    const auto status = run.status();
    const bool hasSpoken = status && status->pid != 0;
    const bool isOver =
        status && (status->state == RunState::Finished || status->state == RunState::Failed);
    if (hasSpoken && isOver)
        return;
    std::string why = lastWords(run);
    if (WIFSIGNALED(ended))
        why = "the training process was ended by signal " + std::to_string(WTERMSIG(ended)) + ": " +
              ::strsignal(WTERMSIG(ended));
    else if (why.empty())
        why = "the training process ended with code " + std::to_string(WEXITSTATUS(ended)) +
              " and said nothing";
    (void)markFailed(run, why); // a disk that takes nothing: the next look finds the run lost
}

Status trainOne(const RunQueue& queue, const RunFolder& run, const std::filesystem::path& program,
                const std::stop_token& stop)
{
    if (Status marked = markStarting(run); !marked)
        return marked;
    const auto pid = spawn(program, argumentsFor(queue, run), consoleFile(run));
    if (!pid) {
        (void)markFailed(run, pid.error().text());
        return pid.error();
    }
    const int ended = waitFor(*pid, stop);
    if (stop.stop_requested() && WIFSIGNALED(ended) && WTERMSIG(ended) == SIGTERM) {
        // It had not come so far as to end by itself: it is the first to begin again.
        if (Status marked = markFailed(run, "stopped before it began"); !marked)
            return marked;
        return queue.add(run.id(), 0);
    }
    closeBooks(run, ended);
    return {};
}

/// What was interrupted is the first to go on.
Status putBack(const RunQueue& queue, const RunFolder& run)
{
    const auto status = run.status();
    if (!status || status->state != RunState::Finished || isComplete(run, *status))
        return {};
    return queue.add(run.id(), 0);
}

} // namespace

Result<bool> workQueue(const RunQueue& queue, const std::filesystem::path& program,
                       const std::stop_token& stop, const QueueTeller& tell)
{
    const auto say = [&](const std::string& line) {
        if (tell)
            tell(line);
    };
    auto worker = QueueWorker::begin(queue);
    if (!worker)
        return worker.error();
    if (!*worker)
        return false;
    bool waits = false;
    while (!stop.stop_requested()) {
        const auto content = queue.read();
        if (content && !content->paused && !content->runs.empty() && anyIsLiveHere(queue)) {
            if (!waits)
                say("waits for the run that trains now");
            waits = true;
            std::this_thread::sleep_for(kLookForOthersEvery);
            continue;
        }
        waits = false;
        const auto run = (*worker)->next();
        if (!run)
            return run.error();
        if (!*run)
            break;
        say((*run)->id() + ": starts");
        if (const Status done = trainOne(queue, **run, program, stop); !done)
            say((*run)->id() + ": " + done.error().text());
        else if (const auto status = (*run)->status())
            say((*run)->id() + ": " + name(status->state) + " at step " +
                std::to_string(status->step));
        if (stop.stop_requested())
            if (const Status back = putBack(queue, **run); !back)
                return back.error();
    }
    return true;
}

} // namespace unimo::train
