// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of text: to process 0 "TOKEN INDEX", then "bye" or "failed REASON"; from it "bye" or "lost
// FAULT".
#include "core/tensor/lifeline.h"

#include "core/base/host.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <random>
#include <sstream>
#include <utility>

namespace unimo::tensor {
namespace {

constexpr size_t kLongestLine = 4096; ///< more is no line of ours

std::string random64()
{
    std::random_device device;
    std::ostringstream text;
    text << std::hex << device() << device();
    return text.str();
}

/// A host that lost its power is missed after 5 + 3 * 5 s.
void keepAlive(int socket)
{
    for (const auto& [level, name, value] : {std::array{SOL_SOCKET, SO_KEEPALIVE, 1},
                                             {IPPROTO_TCP, TCP_KEEPIDLE, 5},
                                             {IPPROTO_TCP, TCP_KEEPINTVL, 5},
                                             {IPPROTO_TCP, TCP_KEEPCNT, 3}})
        (void)::setsockopt(socket, level, name, &value, sizeof value);
}

/// -1: nobody answers.
int connectedTo(const std::string& host, const std::string& port)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), port.c_str(), &wanted, &found) != 0)
        return -1;
    int socket = -1;
    for (const addrinfo* place = found; place && socket < 0; place = place->ai_next) {
        socket = ::socket(place->ai_family, place->ai_socktype | SOCK_CLOEXEC, place->ai_protocol);
        if (socket >= 0 && ::connect(socket, place->ai_addr, place->ai_addrlen) != 0)
            ::close(std::exchange(socket, -1));
    }
    ::freeaddrinfo(found);
    return socket;
}

void say(int socket, std::string line)
{
    std::replace(line.begin(), line.end(), '\n', ' ');
    line.resize(std::min(line.size(), kLongestLine - 1));
    line += '\n';
    (void)::send(socket, line.data(), line.size(), MSG_NOSIGNAL);
}

Error systemError(const std::string& what)
{
    return {ErrorKind::Io, what + ": " + std::strerror(errno), {}, {}};
}

} // namespace

Lifeline::Lifeline(const Rank& rank) : rank_(rank), wake_(::eventfd(0, EFD_CLOEXEC)) {}

Lifeline::~Lifeline()
{
    leave();
    for (const Peer& peer : peers_)
        ::close(peer.socket);
    for (const int descriptor : {door_, wake_})
        if (descriptor >= 0)
            ::close(descriptor);
}

Result<std::unique_ptr<Lifeline>> Lifeline::open(const Rank& rank)
{
    std::unique_ptr<Lifeline> made(new Lifeline(rank));
    made->door_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(rank.localCount == rank.count ? INADDR_LOOPBACK : INADDR_ANY);
    socklen_t size = sizeof place;
    auto* address = reinterpret_cast<sockaddr*>(&place);
    if (made->door_ < 0 || ::bind(made->door_, address, size) != 0 ||
        ::listen(made->door_, SOMAXCONN) != 0 || ::getsockname(made->door_, address, &size) != 0)
        return systemError("process 0 cannot be reached by the others");
    made->token_ = random64();
    made->address_ = std::to_string(ntohs(place.sin_port)) + ' ' + made->token_ + ' ' + hostName();
    made->start();
    return made;
}

Result<std::unique_ptr<Lifeline>> Lifeline::join(const Rank& rank, const std::string& address)
{
    std::string port, token, name;
    std::istringstream(address) >> port >> token >> name;
    const bool here = rank.localCount == rank.count;
    int socket = connectedTo(here ? "127.0.0.1" : rank.host, port);
    if (socket < 0 && !here)
        socket = connectedTo(name, port);
    if (socket < 0)
        return systemError("process 0 does not answer at port " + port);
    std::unique_ptr<Lifeline> made(new Lifeline(rank));
    made->address_ = address;
    keepAlive(socket);
    say(socket, token + ' ' + std::to_string(rank.index));
    made->peers_.push_back({socket, 0, {}, false});
    made->start();
    return made;
}

void Lifeline::start()
{
    thread_ = std::thread([this] { run(); });
}

void Lifeline::run()
{
    while (true) {
        std::vector<pollfd> watched{{wake_, POLLIN, 0}, {door_, POLLIN, 0}}; // -1 is passed over
        for (const Peer& peer : peers_)
            watched.push_back({peer.socket, POLLIN, 0});
        if (::poll(watched.data(), watched.size(), -1) < 0)
            continue;
        std::vector<Peer> left;
        for (size_t i = 0; i < peers_.size(); ++i)
            if (watched[i + 2].revents == 0 || readFrom(peers_[i]))
                left.push_back(std::move(peers_[i]));
            else
                ::close(std::exchange(peers_[i].socket, -1)); // nobody is told on it any more
        peers_ = std::move(left);
        if (watched[1].revents != 0)
            welcome();
        if (watched[0].revents != 0)
            return sayGoodBye();
    }
}

void Lifeline::welcome()
{
    const int socket = ::accept4(door_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0)
        return;
    keepAlive(socket);
    peers_.push_back({socket, -1, {}, false});
}

bool Lifeline::readFrom(Peer& peer)
{
    std::array<char, 1024> bytes{};
    const auto count = ::recv(peer.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (count <= 0) {
        if (peer.index >= 0 && !peer.left)
            blame(nameOf(peer.index) + " was lost");
        return false;
    }
    peer.unread.append(bytes.data(), static_cast<size_t>(count));
    for (size_t end = 0; (end = peer.unread.find('\n')) != std::string::npos;) {
        take(peer, peer.unread.substr(0, end));
        peer.unread.erase(0, end + 1);
    }
    return peer.unread.size() < kLongestLine;
}

void Lifeline::take(Peer& peer, const std::string& line)
{
    const size_t space = line.find(' ');
    const std::string word = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : line.substr(space + 1);
    if (peer.index < 0) {
        int index = -1;
        std::from_chars(rest.data(), rest.data() + rest.size(), index);
        if (word == token_ && index > 0 && index < rank_.count)
            peer.index = index;
        if (peer.index > 0 && faulty_) // it comes too late to have been told
            say(peer.socket, "lost " + fault());
        return;
    }
    peer.left = peer.left || word == "bye" || word == "failed" || word == "lost";
    if (word == "failed")
        blame(nameOf(peer.index) + " failed: " + rest);
    else if (word == "lost")
        blame(rest);
}

void Lifeline::blame(const std::string& fault)
{
    std::vector<std::function<void()>> calls;
    {
        const std::lock_guard lock(mutex_);
        if (faulty_)
            return; // what follows is a consequence of the first
        fault_ = fault;
        faulty_ = true;
        calls = std::move(calls_);
    }
    known_.notify_all();
    if (rank_.index == 0)
        sayToAll("lost " + fault);
    for (const auto& call : calls)
        call();
}

void Lifeline::sayToAll(const std::string& line) const
{
    for (const Peer& peer : peers_)
        say(peer.socket, line);
}

void Lifeline::sayGoodBye()
{
    std::string error;
    {
        const std::lock_guard lock(mutex_);
        error = farewell_;
    }
    // Who has only just knocked is told, too.
    for (pollfd door{door_, POLLIN, 0}; ::poll(&door, 1, 0) > 0 && (door.revents & POLLIN) != 0;)
        welcome();
    if (error.empty())
        sayToAll("bye");
    else
        sayToAll(rank_.index == 0 ? "lost " + nameOf(0) + " failed: " + error : "failed " + error);
    for (const Peer& peer : peers_)
        ::shutdown(peer.socket, SHUT_WR); // closed later: what was said is to arrive
    if (door_ >= 0)
        ::close(std::exchange(door_, -1));
}

std::string Lifeline::nameOf(int index) const
{
    return "process " + std::to_string(index) + " of " + std::to_string(rank_.count);
}

std::string Lifeline::fault() const
{
    const std::lock_guard lock(mutex_);
    return fault_;
}

std::string Lifeline::awaitFault(std::chrono::milliseconds patience) const
{
    std::unique_lock lock(mutex_);
    if (thread_.joinable())
        known_.wait_for(lock, patience, [this] { return faulty_.load(); });
    return fault_;
}

void Lifeline::onFault(std::function<void()> call)
{
    {
        const std::lock_guard lock(mutex_);
        if (!faulty_) {
            calls_.push_back(std::move(call));
            return;
        }
    }
    call();
}

void Lifeline::leave(const std::string& error)
{
    if (!thread_.joinable())
        return;
    {
        const std::lock_guard lock(mutex_);
        if (!faulty_) // else it is a consequence of another's
            farewell_ = error;
    }
    const uint64_t one = 1;
    if (::write(wake_, &one, sizeof one) == sizeof one)
        thread_.join();
}

} // namespace unimo::tensor
