// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace unimo::bench {

/// What a figure has to reach: itself, how many times better than its peer it is, or its share.
struct Goal
{
    enum class Of { Value, Times, Share };
    Of of = Of::Value;
    bool atLeast = true; ///< else at most
    double bound = 0;
};

/// One figure, with all that is needed to take it again and to judge it.
struct Record
{
    /// Of something measured beside it: 0.4 of "products of 1024 x 1024 in fp32".
    struct Share
    {
        double share = 0;
        std::string of;
    };
    /// The same work done by another program in the same call.
    struct Peer
    {
        std::string name;
        double value = 0; ///< in the record's unit
    };

    std::string name; ///< "search.one": the same in every call and version
    std::string what; ///< in words, with the sizes
    double value = 0;
    std::string unit = {}; ///< "s", "ms", "1/s", "%", "MiB"; empty: a plain number
    bool lowerIsBetter = true;
    double noise = 0; ///< how much rounds differ: half the distance of the quartiles, relative
    std::optional<Share> share = {};
    std::optional<Peer> peer = {};
    std::vector<Goal> goals = {};

    std::string command = {};
    std::string machine = {};
    std::string host = {};
    double load = 0;       ///< of the machine when the call began, processes
    std::string date = {}; ///< when the call began, UTC: the figures of a call share it

    /// How many times better than the peer, above 1 where this program is; none without a peer.
    [[nodiscard]] std::optional<double> times() const;
    /// Whether all goals are reached; none where there is no goal, or one needs a peer that did not
    /// run.
    [[nodiscard]] std::optional<bool> met() const;
};

[[nodiscard]] nlohmann::json toJson(const Record& record);
/// Data error when a field is missing or of another type.
[[nodiscard]] Result<Record> recordFromJson(const nlohmann::json& json);
/// One line for a person.
[[nodiscard]] std::string lineOf(const Record& record);

} // namespace unimo::bench
