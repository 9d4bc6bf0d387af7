// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <nlohmann/json.hpp>
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::bench {

/// A Python program of tests/bench/peer that does the same work as ours, a round whenever it is
/// asked: so rounds of both sides alternate, and a busy machine hits both. It reads a line of JSON
/// a round and answers with one (tests/bench/peer/rounds.py). Throws ErrorException when it ends
/// early, with the last lines it wrote. Thread: one at a time.
class Peer
{
public:
    /// Starts `python script arguments...` and waits until it is ready.
    Peer(const std::filesystem::path& python, const std::string& script,
         const std::vector<std::string>& arguments);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// What it calls itself, with its version: "faiss 1.15".
    [[nodiscard]] const std::string& name() const { return name_; }
    /// One round; the answer holds "seconds".
    [[nodiscard]] nlohmann::json round(const nlohmann::json& request = nlohmann::json::object());

private:
    [[nodiscard]] nlohmann::json answer();
    [[noreturn]] void fail(const std::string& what) const;

    TemporaryFolder folder_;
    std::string script_, name_, received_;
    int socket_ = -1;
    pid_t process_ = -1;
};

} // namespace unimo::bench
