// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tensor/rank.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace unimo::tensor {

/// Notices at once when a process of a run ends, and says which one and why. Each process keeps a
/// connection to process 0 and says good-bye on it; the kernel closes the connections of one that
/// was killed, and a host that is gone does not answer for 20 s. Thread: any.
class Lifeline
{
public:
    /// Connected to nobody: never at fault.
    Lifeline() = default;
    /// Process 0's, which waits for the others at address().
    [[nodiscard]] static Result<std::unique_ptr<Lifeline>> open(const Rank& rank);
    /// Another process's.
    [[nodiscard]] static Result<std::unique_ptr<Lifeline>> join(const Rank& rank,
                                                                const std::string& address);
    ~Lifeline();
    Lifeline(const Lifeline&) = delete;
    Lifeline& operator=(const Lifeline&) = delete;

    [[nodiscard]] const std::string& address() const { return address_; }

    /// Whether a process was lost or has failed.
    [[nodiscard]] bool faulty() const { return faulty_; }
    /// "process 2 of 4 was lost", "process 1 of 4 failed: its error"; empty: all is well.
    [[nodiscard]] std::string fault() const;
    /// The same, waited for so long: another sign of a loss may come a moment earlier.
    [[nodiscard]] std::string awaitFault(std::chrono::milliseconds patience) const;
    /// Is called once, on a thread of this object, when a fault is known; at once if one is.
    void onFault(std::function<void()> call);

    /// Good-bye, or what this process failed by, which the others are told. Nothing is noticed
    /// after it.
    void leave(const std::string& error = {});

private:
    /// A connection and what was read of it.
    struct Peer
    {
        int socket = -1;
        int index = -1; ///< of its process; -1: it has not said yet
        std::string unread;
        bool left = false; ///< has said good-bye
    };

    explicit Lifeline(const Rank& rank);
    void start();
    void run();
    void welcome();
    /// False: the connection is over.
    [[nodiscard]] bool readFrom(Peer& peer);
    void take(Peer& peer, const std::string& line);
    void blame(const std::string& fault);
    void sayToAll(const std::string& line) const;
    void sayGoodBye();
    [[nodiscard]] std::string nameOf(int index) const;

    Rank rank_;
    std::string address_;
    std::string token_; ///< only who knows it belongs to the run
    int door_ = -1;     ///< process 0 listens here
    int wake_ = -1;     ///< ends run()
    std::vector<Peer> peers_;

    mutable std::mutex mutex_;
    mutable std::condition_variable known_;
    std::atomic<bool> faulty_ = false;
    std::string fault_;                        ///< guarded by mutex_
    std::vector<std::function<void()>> calls_; ///< guarded by mutex_
    std::string farewell_;                     ///< guarded by mutex_
    std::thread thread_;
};

} // namespace unimo::tensor
