// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/record.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace unimo::bench {
namespace {

constexpr const char* kGoalsOf[] = {"value", "times", "share"};

/// Three digits that count: "0.0412", "41.2", "4120".
std::string shortNumber(double value)
{
    const double size = std::abs(value);
    const int decimals =
        size >= 100 || size == 0 ? 0 : 2 - static_cast<int>(std::floor(std::log10(size)));
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", std::clamp(decimals, 0, 9), value);
    return text;
}

std::string withUnit(double value, const std::string& unit)
{
    return unit.empty() ? shortNumber(value) : shortNumber(value) + ' ' + unit;
}

std::optional<double> judged(const Record& record, Goal::Of of)
{
    switch (of) {
    case Goal::Of::Value:
        return record.value;
    case Goal::Of::Times:
        return record.times();
    case Goal::Of::Share:
        return record.share ? std::optional(record.share->share) : std::nullopt;
    }
    return std::nullopt;
}

std::string textOf(const Goal& goal, const Record& record)
{
    std::string text = goal.atLeast ? "at least " : "at most ";
    switch (goal.of) {
    case Goal::Of::Value:
        return text + withUnit(goal.bound, record.unit);
    case Goal::Of::Times:
        return text + shortNumber(goal.bound) + " times";
    case Goal::Of::Share:
        return text + shortNumber(100 * goal.bound) + " %";
    }
    return text;
}

nlohmann::json toJson(const Goal& goal)
{
    return {{"of", kGoalsOf[static_cast<size_t>(goal.of)]},
            {goal.atLeast ? "at_least" : "at_most", goal.bound}};
}

Goal goalFromJson(const nlohmann::json& json)
{
    Goal goal;
    const std::string of = json.at("of");
    if (of == "times")
        goal.of = Goal::Of::Times;
    else if (of == "share")
        goal.of = Goal::Of::Share;
    goal.atLeast = json.contains("at_least");
    goal.bound = json.at(goal.atLeast ? "at_least" : "at_most");
    return goal;
}

} // namespace

std::optional<double> Record::times() const
{
    if (!peer)
        return std::nullopt;
    return lowerIsBetter ? peer->value / value : value / peer->value;
}

std::optional<bool> Record::met() const
{
    if (goals.empty())
        return std::nullopt;
    for (const Goal& goal : goals) {
        const auto reached = judged(*this, goal.of);
        if (!reached)
            return std::nullopt;
        if (goal.atLeast ? *reached < goal.bound : *reached > goal.bound)
            return false;
    }
    return true;
}

nlohmann::json toJson(const Record& record)
{
    nlohmann::json json = {{"name", record.name},
                           {"what", record.what},
                           {"value", record.value},
                           {"unit", record.unit},
                           {"lower_is_better", record.lowerIsBetter},
                           {"noise", record.noise},
                           {"command", record.command},
                           {"machine", record.machine},
                           {"host", record.host},
                           {"load", record.load},
                           {"date", record.date}};
    if (record.share)
        json["share"] = {{"share", record.share->share}, {"of", record.share->of}};
    if (record.peer)
        json["peer"] = {
            {"name", record.peer->name}, {"value", record.peer->value}, {"times", *record.times()}};
    for (const Goal& goal : record.goals)
        json["goals"].push_back(toJson(goal));
    if (const auto met = record.met())
        json["met"] = *met;
    return json;
}

Result<Record> recordFromJson(const nlohmann::json& json)
{
    try {
        Record record;
        record.name = json.at("name");
        record.what = json.at("what");
        record.value = json.at("value");
        record.unit = json.at("unit");
        record.lowerIsBetter = json.at("lower_is_better");
        record.noise = json.at("noise");
        record.command = json.at("command");
        record.machine = json.at("machine");
        record.host = json.at("host");
        record.load = json.at("load");
        record.date = json.at("date");
        if (const auto share = json.find("share"); share != json.end())
            record.share = Record::Share{share->at("share"), share->at("of")};
        if (const auto peer = json.find("peer"); peer != json.end())
            record.peer = Record::Peer{peer->at("name"), peer->at("value")};
        if (const auto goals = json.find("goals"); goals != json.end())
            for (const auto& goal : *goals)
                record.goals.push_back(goalFromJson(goal));
        return record;
    } catch (const nlohmann::json::exception& e) {
        return Error{ErrorKind::Data, std::string("no figure of unimo bench: ") + e.what(), {}, {}};
    }
}

std::string lineOf(const Record& record)
{
    std::string line = record.name;
    line.resize(std::max<size_t>(line.size() + 1, 30), ' ');
    line += withUnit(record.value, record.unit);
    if (record.noise > 0)
        line += " +-" + shortNumber(100 * record.noise) + " %";
    line += "  " + record.what;
    if (record.share)
        line += "; " + shortNumber(100 * record.share->share) + " % of " + record.share->of;
    if (record.peer)
        line += "; " + shortNumber(*record.times()) + " times as good as " + record.peer->name +
                " (" + withUnit(record.peer->value, record.unit) + ")";
    for (size_t i = 0; i < record.goals.size(); ++i)
        line += (i == 0 ? "; goal " : " and ") + textOf(record.goals[i], record);
    if (const auto met = record.met())
        line += *met ? ": met" : ": NOT MET";
    return line;
}

} // namespace unimo::bench
