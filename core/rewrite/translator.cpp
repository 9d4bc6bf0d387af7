// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rewrite/translator.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace unimo::rewrite {
namespace {

constexpr int kPatience = 60'000; ///< milliseconds without a sign of life

Error broken(const char* what)
{
    return {ErrorKind::Io,
            std::string("Apertium ") + what,
            {},
            "try: echo hello | apertium eng-spa; run unimo rewrite again to go on"};
}

/// One text of Apertium's stream: its own marks and line breaks mean nothing in a caption.
std::string plain(std::string text)
{
    for (char& c : text)
        if (std::strchr("\\/^$<>[]{}@\n\r\t", c) != nullptr) // also the end of the string
            c = ' ';
    return text;
}

/// A chain of processes behind one socket; ended with this object.
class Chain
{
public:
    explicit Chain(const std::string& command)
    {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            throw ErrorException(broken("cannot be started: no socket"));
        socket_ = ends[0];
        ::fcntl(socket_, F_SETFL, O_NONBLOCK);
        std::array<char*, 4> arguments = {const_cast<char*>("sh"), const_cast<char*>("-c"),
                                          const_cast<char*>(command.c_str()), nullptr};
        posix_spawn_file_actions_t files;
        posix_spawnattr_t attributes;
        ::posix_spawn_file_actions_init(&files);
        ::posix_spawn_file_actions_adddup2(&files, ends[1], STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
        ::posix_spawnattr_init(&attributes); // a group of its own, so that all of it can be ended
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        const int fault =
            ::posix_spawn(&process_, "/bin/sh", &files, &attributes, arguments.data(), environ);
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
        ::close(ends[1]);
        if (fault != 0) {
            ::close(socket_);
            throw ErrorException(broken("cannot be started"));
        }
    }
    ~Chain()
    {
        ::close(socket_);
        ::kill(-process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
    Chain(const Chain&) = delete;
    Chain& operator=(const Chain&) = delete;

    /// Everything that comes back for this input.
    std::string answerTo(const std::string& input)
    {
        std::string answer;
        std::array<char, 1 << 16> buffer{};
        size_t sent = 0;
        for (;;) {
            const bool more = sent < input.size();
            pollfd state{socket_, static_cast<short>(more ? POLLIN | POLLOUT : POLLIN), 0};
            const int ready = ::poll(&state, 1, kPatience);
            if (ready < 0 && errno == EINTR)
                continue;
            if (ready <= 0)
                throw ErrorException(broken("gives no answer"));
            if (more && (state.revents & POLLOUT) != 0) {
                const ssize_t count =
                    ::send(socket_, input.data() + sent, input.size() - sent, MSG_NOSIGNAL);
                sent += static_cast<size_t>(std::max<ssize_t>(count, 0));
                if (sent == input.size())
                    ::shutdown(socket_, SHUT_WR);
            }
            if ((state.revents & (POLLIN | POLLHUP | POLLERR)) == 0)
                continue;
            const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
            if (count < 0 && (errno == EAGAIN || errno == EINTR))
                continue;
            if (count <= 0)
                return answer;
            answer.append(buffer.data(), static_cast<size_t>(count));
        }
    }

private:
    int socket_ = -1;
    pid_t process_ = 0;
};

} // namespace

std::vector<std::string> translationPivots(const std::filesystem::path& modes)
{
    std::vector<std::string> found;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(modes, code)) {
        const std::string name = entry.path().filename().string(); // "eng-spa.mode"
        const std::string pivot = name.substr(std::min<size_t>(name.find('-') + 1, name.size()));
        const std::string language = pivot.substr(0, pivot.find('.'));
        const bool simple =
            !language.empty() && std::all_of(language.begin(), language.end(),
                                             [](char c) { return c >= 'a' && c <= 'z'; });
        if (name == "eng-" + language + ".mode" && simple &&
            std::filesystem::exists(modes / (language + "-eng.mode"), code))
            found.push_back(language);
    }
    std::sort(found.begin(), found.end());
    return found;
}

Result<std::vector<std::string>> translatedAndBack(std::span<const std::string> texts,
                                                   const std::string& pivot)
{
    const auto known = translationPivots();
    if (std::find(known.begin(), known.end(), pivot) == known.end())
        return Error{ErrorKind::Config,
                     "Apertium cannot translate into " + pivot + " and back",
                     {},
                     "install the package apertium-eng-" + pivot};
    std::string input;
    for (const std::string& text : texts)
        input += plain(text) + '\n';
    try {
        // Its script opens /dev/stdin anew, which a socket does not allow: cat makes it a pipe.
        Chain chain("exec 2>/dev/null; cat | apertium -u -n -f line eng-" + pivot +
                    " | apertium -u -n -f line " + pivot + "-eng | cat");
        const std::string answer = chain.answerTo(input);
        std::vector<std::string> translated;
        for (size_t begin = 0; translated.size() < texts.size();) {
            const size_t end = answer.find('\n', begin);
            if (end == std::string::npos)
                return broken("has ended early");
            translated.push_back(answer.substr(begin, end - begin));
            begin = end + 1;
        }
        return translated;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::rewrite
