// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/launch.h"

#include "app/cli/signals.h"
#include "core/tensor/rendezvous.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <optional>

namespace unimo::cli {
namespace {

using Clock = std::chrono::steady_clock;
using train::RunState;

/// What the others get to end by themselves when one was lost; process 0 may have to write a large
/// checkpoint.
constexpr std::chrono::seconds kAskedAfter{20}, kKilledAfter{120};

struct Child
{
    pid_t pid = -1;  ///< -1: it has ended
    int output = -1; ///< what it said, where it does not speak for all
    int status = 0;  ///< of waitpid
};

/// Strings as execve wants them.
class Words
{
public:
    explicit Words(std::vector<std::string> words) : words_(std::move(words))
    {
        for (std::string& word : words_)
            pointers_.push_back(word.data());
        pointers_.push_back(nullptr);
    }
    [[nodiscard]] char* const* data() const { return pointers_.data(); }

private:
    std::vector<std::string> words_;
    std::vector<char*> pointers_;
};

/// This process's environment with the place of one of the run's processes.
std::vector<std::string> environmentOf(int index, int count, int port)
{
    const std::string number = std::to_string(index), all = std::to_string(count);
    const std::vector<std::pair<std::string, std::string>> own{
        {"RANK", number},
        {"LOCAL_RANK", number},
        {"WORLD_SIZE", all},
        {"LOCAL_WORLD_SIZE", all},
        {"MASTER_ADDR", "127.0.0.1"},
        {"MASTER_PORT", std::to_string(port)},
        {"TORCHELASTIC_USE_AGENT_STORE", "True"}}; // the launcher keeps the store
    std::vector<std::string> environment;
    for (char** variable = environ; *variable; ++variable) {
        const std::string text = *variable;
        if (std::none_of(own.begin(), own.end(),
                         [&](const auto& pair) { return text.starts_with(pair.first + "="); }))
            environment.push_back(text);
    }
    for (const auto& [name, value] : own)
        environment.push_back(name + "=" + value);
    return environment;
}

Child start(const std::string& program, const Words& arguments, const Words& environment,
            bool speaks)
{
    Child child;
    if (!speaks)
        child.output = ::memfd_create("output", MFD_CLOEXEC);
    const pid_t parent = ::getpid();
    child.pid = ::fork();
    if (child.pid != 0)
        return child;
    // From here to exec only what a signal handler might call, too.
    ::setpgid(0, 0); // the terminal's Ctrl+C comes to the launcher alone, which passes it on
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent)
        ::_exit(1);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (!speaks && child.output >= 0) {
        ::dup2(child.output, STDOUT_FILENO);
        ::dup2(child.output, STDERR_FILENO);
    }
    ::execve(program.c_str(), arguments.data(), environment.data());
    ::_exit(127);
}

/// The last line that a process said.
std::string lastWords(const Child& child)
{
    std::array<char, 4096> bytes{};
    const off_t end = child.output < 0 ? 0 : ::lseek(child.output, 0, SEEK_END);
    const off_t first = std::max<off_t>(0, end - static_cast<off_t>(bytes.size()));
    const ssize_t count =
        end > 0 ? ::pread(child.output, bytes.data(), bytes.size(), first) : ssize_t{0};
    std::string text(bytes.data(), static_cast<size_t>(std::max<ssize_t>(0, count)));
    while (text.ends_with('\n'))
        text.pop_back();
    return text.substr(text.find_last_of('\n') + 1);
}

bool endedWell(const Child& child)
{
    return WIFEXITED(child.status) &&
           (WEXITSTATUS(child.status) == 0 || WEXITSTATUS(child.status) == kStoppedBySignal);
}

/// One run's processes from start to end.
class Launch
{
public:
    Launch(int count, const std::vector<std::string>& arguments)
        : rendezvous_(tensor::Rendezvous::open().orThrow())
    {
        // Signals are taken one by one in wait().
        sigemptyset(&signals_);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD})
            sigaddset(&signals_, signal);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);

        const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
        std::vector<std::string> words{program};
        words.insert(words.end(), arguments.begin(), arguments.end());
        const Words line(words);
        for (int i = 0; i < count; ++i) {
            children_.push_back(
                start(program, line, Words(environmentOf(i, count, rendezvous_->port())), i == 0));
            if (children_.back().pid < 0) {
                const std::string why = std::strerror(errno);
                children_.pop_back();
                signalAll(SIGKILL);
                throw ErrorException({ErrorKind::Io,
                                      "process " + std::to_string(i) + " cannot be started: " + why,
                                      {},
                                      {}});
            }
        }
    }

    ~Launch()
    {
        for (const Child& child : children_)
            if (child.output >= 0)
                ::close(child.output);
    }
    Launch(const Launch&) = delete;
    Launch& operator=(const Launch&) = delete;

    void wait()
    {
        while (std::any_of(children_.begin(), children_.end(),
                           [](const Child& child) { return child.pid > 0; })) {
            const timespec second{1, 0};
            const int signal = ::sigtimedwait(&signals_, nullptr, &second);
            if (signal > 0 && signal != SIGCHLD) {
                stopped_ = true;
                signalAll(signal == SIGHUP ? SIGTERM : signal);
            }
            collect();
            hurry();
        }
    }

    /// Which one ended badly, before all others; none: all is well.
    [[nodiscard]] std::optional<size_t> firstLost() const { return firstLost_; }
    [[nodiscard]] const Child& child(size_t index) const { return children_[index]; }
    /// "process 1 of 4 was killed by signal 9 (Killed)"
    [[nodiscard]] std::string describe(size_t index) const
    {
        const Child& child = children_[index];
        std::string text =
            "process " + std::to_string(index) + " of " + std::to_string(children_.size());
        if (WIFSIGNALED(child.status)) {
            const int signal = WTERMSIG(child.status);
            return text + " was killed by signal " + std::to_string(signal) + " (" +
                   ::strsignal(signal) + ")";
        }
        text += " ended with code " + std::to_string(WEXITSTATUS(child.status));
        const std::string words = lastWords(child);
        return words.empty() ? text : text + ": " + words;
    }

private:
    void signalAll(int signal)
    {
        for (const Child& child : children_)
            if (child.pid > 0)
                ::kill(child.pid, signal);
    }

    void collect()
    {
        for (size_t i = 0; i < children_.size(); ++i) {
            Child& child = children_[i];
            if (child.pid <= 0 || ::waitpid(child.pid, &child.status, WNOHANG) != child.pid)
                continue;
            child.pid = -1;
            // One that was killed goes before those that ended because of it, also when all are
            // seen at once.
            const bool cause = WIFSIGNALED(child.status) && !asked_ && firstLost_ &&
                               !WIFSIGNALED(children_[*firstLost_].status);
            // One that was not yet listening to the signals that ask it to stop.
            const bool obeyed =
                stopped_ && WIFSIGNALED(child.status) &&
                (WTERMSIG(child.status) == SIGINT || WTERMSIG(child.status) == SIGTERM);
            if (obeyed || endedWell(child) || (firstLost_ && !cause))
                continue;
            firstLost_ = i;
            lostAt_ = Clock::now();
            rendezvous_->giveUp(describe(i));
        }
    }

    /// Those who do not notice that one is missing.
    void hurry()
    {
        if (!firstLost_)
            return;
        const auto since = Clock::now() - lostAt_;
        if (since > kKilledAfter)
            signalAll(SIGKILL);
        else if (since > kAskedAfter && !asked_) {
            asked_ = true;
            signalAll(SIGTERM);
        }
    }

    std::unique_ptr<tensor::Rendezvous> rendezvous_;
    sigset_t signals_{};
    std::vector<Child> children_;
    std::optional<size_t> firstLost_;
    Clock::time_point lostAt_;
    bool asked_ = false;
    bool stopped_ = false; ///< by a signal from outside
};

/// Process 0 was killed: nobody else writes the status.
void markFailed(const train::RunFolder& run, const std::string& why)
{
    auto status = run.status();
    if (!status || status->state == RunState::Failed || status->state == RunState::Finished)
        return;
    status->state = RunState::Failed;
    status->error = why;
    if (const auto latest = run.latestCheckpoint())
        status->lastCheckpoint = latest->filename().string();
    (void)run.writeStatus(*status);
}

} // namespace

int launch(int count, const std::vector<std::string>& arguments, const train::RunFolder& run)
{
    Launch processes(count, arguments);
    processes.wait();
    const auto lost = processes.firstLost();
    if (!lost) {
        const int status = processes.child(0).status;
        return WIFEXITED(status) ? WEXITSTATUS(status) : kStoppedBySignal;
    }
    const Child& leader = processes.child(0);
    const bool said = WIFEXITED(leader.status) && !endedWell(leader);
    const bool killed = WIFSIGNALED(processes.child(*lost).status);
    const std::string why = processes.describe(*lost);
    if (!said)
        markFailed(run, why);
    if (said && !killed)
        return WEXITSTATUS(leader.status);
    throw ErrorException({ErrorKind::Internal,
                          why,
                          {},
                          run.latestCheckpoint()
                              ? "go on with --run " + run.path().string() + " --resume"
                              : "there is no checkpoint yet: start again"});
}

} // namespace unimo::cli
