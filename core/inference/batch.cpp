// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/batch.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace unimo::inference {
namespace {

std::string field(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

} // namespace

std::string csvOf(const std::vector<BatchRow>& rows)
{
    std::string csv = "sample,question,text,probability,known,problem\n";
    for (const BatchRow& row : rows) {
        char probability[32] = "";
        if (row.problem.empty())
            std::snprintf(probability, sizeof probability, "%.6g",
                          static_cast<double>(row.probability));
        csv += std::to_string(row.sample) + ',' + field(row.question) + ',' + field(row.text) +
               ',' + probability + ',' + field(row.known) + ',' + field(row.problem) + '\n';
    }
    return csv;
}

std::string jsonOf(const std::vector<BatchRow>& rows)
{
    nlohmann::json list = nlohmann::json::array();
    for (const BatchRow& row : rows) {
        nlohmann::json object = {{"sample", row.sample}};
        if (!row.question.empty())
            object["question"] = row.question;
        if (!row.known.empty())
            object["known"] = row.known;
        if (row.problem.empty()) {
            object["text"] = row.text;
            object["probability"] = row.probability;
        } else {
            object["problem"] = row.problem;
        }
        list.push_back(std::move(object));
    }
    return list.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace unimo::inference
