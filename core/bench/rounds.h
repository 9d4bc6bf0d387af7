// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bench/peer.h"

#include <chrono>
#include <functional>
#include <vector>

namespace unimo::bench {

/// How long a piece of work took, several times.
struct Times
{
    std::vector<double> seconds;

    [[nodiscard]] double median() const;
    /// Half the distance of the quartiles, as a share of the median; 0 for fewer than two.
    [[nodiscard]] double noise() const;
};

struct Rounds
{
    Times ours;
    Times peers;         ///< empty without a peer
    nlohmann::json last; ///< the peer's last answer
};

/// Rounds of both sides in turn: a busy machine hits both. The first of each warms up and is not
/// counted, unless `warm` says that it is not needed. `ours` returns its seconds.
[[nodiscard]] Rounds takeTurns(int rounds, const std::function<double()>& ours, Peer* peer,
                               const nlohmann::json& request = nlohmann::json::object(),
                               bool warm = false);

/// Seconds that `body` takes.
template <typename Body>
double timed(const Body& body)
{
    const auto start = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace unimo::bench
