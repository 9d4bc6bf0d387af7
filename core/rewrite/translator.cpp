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

} // namespace

std::vector<std::string> Translator::pivots(const std::filesystem::path& modes)
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

Result<std::unique_ptr<Translator>> Translator::start(const std::string& pivot)
{
    const auto known = pivots();
    if (std::find(known.begin(), known.end(), pivot) == known.end())
        return Error{ErrorKind::Config,
                     "Apertium cannot translate into " + pivot + " and back",
                     {},
                     "install the package apertium-eng-" + pivot};
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return broken("cannot be started: no socket");
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);

    const std::string command = "exec 2>/dev/null; apertium -u -z -f none eng-" + pivot +
                                " | apertium -u -z -f none " + pivot + "-eng";
    std::array<char*, 4> arguments = {const_cast<char*>("sh"), const_cast<char*>("-c"),
                                      const_cast<char*>(command.c_str()), nullptr};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, ends[1], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    ::posix_spawnattr_init(&attributes); // a group of its own, so that all of it can be ended
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    pid_t process = 0;
    const int fault =
        ::posix_spawn(&process, "/bin/sh", &files, &attributes, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    if (fault != 0) {
        ::close(ends[0]);
        return broken("cannot be started");
    }
    return std::unique_ptr<Translator>(new Translator(ends[0], process));
}

Translator::~Translator()
{
    ::close(socket_);
    ::kill(-process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

Result<std::vector<std::string>> Translator::roundTrip(std::span<const std::string> texts)
{
    std::string toSend;
    for (const std::string& text : texts)
        toSend += plain(text) + '\0';
    std::vector<std::string> translated(1);
    size_t sent = 0;
    while (translated.size() <= texts.size()) {
        const bool more = sent < toSend.size();
        pollfd state{socket_, static_cast<short>(more ? POLLIN | POLLOUT : POLLIN), 0};
        const int ready = ::poll(&state, 1, kPatience);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return broken("gives no answer");
        if (more && (state.revents & POLLOUT) != 0) {
            const ssize_t count =
                ::send(socket_, toSend.data() + sent, toSend.size() - sent, MSG_NOSIGNAL);
            sent += static_cast<size_t>(std::max<ssize_t>(count, 0));
        }
        if ((state.revents & (POLLIN | POLLHUP | POLLERR)) == 0)
            continue;
        std::array<char, 1 << 16> buffer{};
        const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            return broken("has ended");
        for (ssize_t i = 0; i < count; ++i) {
            if (buffer[static_cast<size_t>(i)] == '\0')
                translated.emplace_back();
            else
                translated.back() += buffer[static_cast<size_t>(i)];
        }
    }
    translated.pop_back(); // what would come after the last one's end
    return translated;
}

} // namespace unimo::rewrite
