// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings/slice_report.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace unimo::findings {
namespace {

constexpr std::array kKeys = {
    "slice_by",     "value",         "examples",   "mean", "low", "high",  "compared_mean",
    "compared_low", "compared_high", "difference", "half", "p",   "paired"};

std::string padded(const std::string& text, size_t width)
{
    size_t letters = 0;
    for (const char c : text)
        letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    return text + std::string(width > letters ? width - letters : 1, ' ');
}

std::string formatted(const char* format, double value)
{
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

} // namespace

std::string name(Trait trait)
{
    switch (trait) {
    case Trait::All:
        return "all";
    case Trait::Split:
        return "split";
    case Trait::Type:
        return "type";
    case Trait::AnswerType:
        return "answer type";
    case Trait::Collection:
        return "collection";
    case Trait::Words:
        return "words";
    case Trait::Objects:
        return "objects";
    }
    return {};
}

nlohmann::json slicesJson(const std::vector<Slice>& slices)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const Slice& slice : slices) {
        nlohmann::json row = {{"slice_by", name(slice.trait)},
                              {"value", slice.value},
                              {"examples", slice.first.examples}};
        const auto add = [&row](const char* key, double value) {
            if (std::isfinite(value))
                row[key] = value;
        };
        if (slice.first.examples > 0) {
            add("mean", slice.first.mean);
            add("low", slice.first.bounds.low);
            add("high", slice.first.bounds.high);
        }
        if (slice.second) {
            add("compared_mean", slice.second->mean);
            add("compared_low", slice.second->bounds.low);
            add("compared_high", slice.second->bounds.high);
        }
        if (slice.difference) {
            add("difference", slice.difference->mean);
            if (slice.difference->half)
                add("half", *slice.difference->half);
            add("p", slice.difference->p);
            row["paired"] = slice.difference->paired;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string slicesCsv(const std::vector<Slice>& slices)
{
    std::ostringstream out;
    for (size_t i = 0; i < kKeys.size(); ++i)
        out << (i > 0 ? "," : "") << kKeys[i];
    out << '\n';
    for (const auto& row : slicesJson(slices)) {
        for (size_t i = 0; i < kKeys.size(); ++i) {
            out << (i > 0 ? "," : "");
            if (!row.contains(kKeys[i]))
                continue;
            const auto& value = row[kKeys[i]];
            if (value.is_string()) { // a collection may have any name
                std::string text = value.get<std::string>();
                for (size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2)
                    text.insert(at, 1, '"');
                out << (text.find_first_of("\",\n") == std::string::npos ? text : '"' + text + '"');
            } else {
                out << value.dump();
            }
        }
        out << '\n';
    }
    return out.str();
}

std::string slicesTable(const std::vector<Slice>& slices, const std::string& score)
{
    const double factor = score == "error" ? 1 : 100;
    const auto number = [&](double value) { return formatted("%9.1f", factor * value); };
    std::string out = padded("", 30) + padded(" examples", 10) + padded(score, 10) +
                      "95 % interval      compared  difference       p\n";
    for (const Slice& slice : slices) {
        std::string label = name(slice.trait);
        if (slice.trait != Trait::All)
            label += ": " + (slice.value.empty() ? "none" : slice.value);
        out += padded(slice.few() ? "(" + label + ")" : label, 30) +
               formatted("%9.0f", static_cast<double>(slice.first.examples));
        if (slice.first.examples > 0) {
            out += number(slice.first.mean);
            out += std::isfinite(slice.first.bounds.low)
                       ? number(slice.first.bounds.low) + " -" + number(slice.first.bounds.high)
                       : std::string(20, ' ');
        } else {
            out += std::string(29, ' ');
        }
        if (slice.second)
            out += number(slice.second->mean);
        if (slice.difference)
            out += "  " + formatted("%+9.1f", factor * slice.difference->mean) +
                   (slice.difference->significant() ? "*" : " ") +
                   (slice.difference->p < 0.0001 ? std::string(" <0.0001")
                                                 : formatted("%8.4f", slice.difference->p));
        out += '\n';
    }
    return out;
}

} // namespace unimo::findings
