// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/rounds.h"

#include <algorithm>

namespace unimo::bench {
namespace {

/// Between the two values that lie nearest, linear.
double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<size_t>(place);
    const size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

} // namespace

double Times::median() const
{
    return quantile(seconds, 0.5);
}

double Times::noise() const
{
    if (seconds.size() < 2)
        return 0;
    return (quantile(seconds, 0.75) - quantile(seconds, 0.25)) / 2 / median();
}

Rounds takeTurns(int rounds, const std::function<double()>& ours, Peer* peer,
                 const nlohmann::json& request, bool warm)
{
    Rounds taken;
    for (int i = warm ? 0 : -1; i < rounds; ++i) {
        const double own = ours();
        if (i >= 0)
            taken.ours.seconds.push_back(own);
        if (!peer)
            continue;
        taken.last = peer->round(request);
        if (i >= 0)
            taken.peers.seconds.push_back(taken.last.at("seconds"));
    }
    return taken;
}

} // namespace unimo::bench
