// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/peer.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace unimo::bench {
namespace {

constexpr size_t kShownOfErrors = 1500; ///< bytes

} // namespace

Peer::Peer(const std::filesystem::path& python, const std::string& script,
           const std::vector<std::string>& arguments)
    : script_(script)
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw ErrorException({ErrorKind::Io, std::strerror(errno), script, {}});
    socket_ = ends[0];
    std::vector<std::string> words = {python.string(),
                                      sharedFile("tests/bench/peer/" + script).string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (folder_.path() / "errors").c_str(),
                                       O_WRONLY | O_CREAT | O_APPEND, 0600);
    const int code = ::posix_spawnp(&process_, argv[0], &actions, nullptr, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (code != 0) {
        ::close(socket_);
        throw ErrorException({ErrorKind::Io,
                              std::string("cannot be started: ") + std::strerror(code),
                              python.string(),
                              "--peer names the python of an environment made by "
                              "tests/bench/peer/requirements.txt"});
    }
    try {
        name_ = answer().at("peer");
    } catch (...) {
        ::close(socket_);
        ::waitpid(process_, nullptr, 0);
        throw;
    }
}

Peer::~Peer()
{
    ::close(socket_);
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

nlohmann::json Peer::round(const nlohmann::json& request)
{
    const std::string line = request.dump() + '\n';
    for (size_t sent = 0; sent < line.size();) {
        const ssize_t n = ::send(socket_, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        if (n < 0)
            fail(std::strerror(errno));
        sent += static_cast<size_t>(n);
    }
    return answer();
}

nlohmann::json Peer::answer()
{
    std::array<char, 4096> block{};
    while (received_.find('\n') == std::string::npos) {
        const ssize_t n = ::recv(socket_, block.data(), block.size(), 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            fail("the peer ended early");
        received_.append(block.data(), static_cast<size_t>(n));
    }
    const size_t end = received_.find('\n');
    const std::string line = received_.substr(0, end);
    received_.erase(0, end + 1);
    auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object())
        fail("the peer answered \"" + line + "\"");
    return json;
}

void Peer::fail(const std::string& what) const
{
    std::string told = readFile(folder_.path() / "errors").orThrow();
    if (told.size() > kShownOfErrors)
        told.erase(0, told.size() - kShownOfErrors);
    throw ErrorException({ErrorKind::Internal, what + (told.empty() ? "" : ":\n" + told), script_,
                          "see tests/bench/peer/README.md"});
}

} // namespace unimo::bench
