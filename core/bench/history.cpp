// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/history.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace unimo::bench {
namespace {

/// Three rounds tell little of the noise: less than this is never a change.
constexpr double kLeastNoise = 0.05;
constexpr double kLeastPoints = 1; ///< of figures in per cent

double worseness(const Record& record)
{
    return record.lowerIsBetter ? record.value : 1 / record.value;
}

Change changeOf(const Record& before, const Record& now)
{
    Change change{before, now};
    change.toPeer = before.peer && now.peer && before.peer->name == now.peer->name;
    if (now.unit == "%") { // of near nothing: a ratio would say nothing
        const double points =
            now.lowerIsBetter ? now.value - before.value : before.value - now.value;
        change.factor = 1 + points / 100;
        change.worse = points > kLeastPoints;
        change.better = points < -kLeastPoints;
        return change;
    }
    change.factor =
        change.toPeer ? *before.times() / *now.times() : worseness(now) / worseness(before);
    const double noise = std::max(kLeastNoise, before.noise + now.noise);
    change.worse = change.factor > 1 + noise;
    change.better = change.factor < 1 / (1 + noise);
    return change;
}

} // namespace

Status appendToHistory(const std::filesystem::path& file, const Record& record)
{
    return appendLine(file, toJson(record).dump());
}

Result<std::vector<Record>> readHistory(const std::filesystem::path& file)
{
    auto content = readFile(file);
    if (!content)
        return content.error();
    std::vector<Record> records;
    std::istringstream lines(*content);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty())
            continue;
        auto record = recordFromJson(nlohmann::json::parse(line, nullptr, false));
        if (!record) {
            Error error = record.error();
            error.where = file.string() + ", line " + std::to_string(number);
            return error;
        }
        records.push_back(std::move(*record));
    }
    return records;
}

std::vector<Change> changesOf(const std::vector<Record>& history)
{
    std::vector<Change> changes;
    std::set<std::string> seen;
    for (auto now = history.rbegin(); now != history.rend(); ++now) {
        if (!seen.insert(now->name).second)
            continue;
        const auto before = std::find_if(now + 1, history.rend(), [&](const Record& earlier) {
            return earlier.name == now->name && earlier.what == now->what &&
                   earlier.machine == now->machine;
        });
        if (before != history.rend())
            changes.push_back(changeOf(*before, *now));
    }
    std::reverse(changes.begin(), changes.end());
    return changes;
}

} // namespace unimo::bench
