// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/evaluation.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <iomanip>
#include <limits>
#include <sstream>

namespace unimo::tasks {
namespace {

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

void addRow(std::ostringstream& out, const std::string& label, const std::vector<double>& values)
{
    out << "  " << std::left << std::setw(26) << label << std::right << std::fixed
        << std::setprecision(1);
    for (double value : values)
        if (std::isnan(value))
            out << std::setw(11) << "-";
        else
            out << std::setw(11) << 100 * value;
    out << '\n';
}

void addTasks(std::ostringstream& out, const nlohmann::json& tasks)
{
    const auto of = [&](const char* kind, const char* title, const auto& values) {
        bool first = true;
        for (const auto& [name, task] : tasks.items()) {
            if (task.at("kind") != kind)
                continue;
            if (first)
                out << '\n' << title << '\n';
            first = false;
            values(name, task);
        }
    };
    of("classification", "Classification                 model   majority   Matthews",
       [&](const std::string& name, const nlohmann::json& task) {
           addRow(out, name, {task["accuracy"], task["majority"], task["matthews"]});
       });
    of("regression", "Regression                   Pearson   Spearman",
       [&](const std::string& name, const nlohmann::json& task) {
           addRow(out, name, {task["pearson"], task["spearman"]});
       });
    of("generation",
       "Generation                    BLEU-4    ROUGE-1    ROUGE-2    ROUGE-L     METEOR         F1"
       "      exact",
       [&](const std::string& name, const nlohmann::json& task) {
           for (const char* who : {"model", "nearest_neighbour"})
               if (task.contains(who)) {
                   const auto& row = task[who];
                   addRow(out, name + (who[0] == 'm' ? "" : ", nearest"),
                          {row["bleu4"], row["rouge_1"], row["rouge_2"], row["rouge_l"],
                           row.value("meteor", kNotMeasured), row["f1"], row["exact"]});
               }
       });
}

void collect(const std::string& part, const std::string& path, const nlohmann::json& json,
             std::vector<EvaluationFigure>& figures)
{
    for (const auto& [key, value] : json.items()) {
        if (value.is_object())
            collect(part, path.empty() ? key : path + "." + key, value, figures);
        else if (value.is_number())
            figures.push_back({part, path, key, value.get<double>()});
    }
}

/// Six digits are more than any of these measurements holds.
std::string number(double value)
{
    std::ostringstream out;
    out << std::setprecision(6) << value;
    return out.str();
}

} // namespace

const std::vector<std::string>& evaluationTasks()
{
    static const std::vector<std::string> tasks = {"retrieval", "vqa", "negatives", "captions",
                                                   "tasks"};
    return tasks;
}

std::vector<EvaluationFigure> evaluationFigures(const nlohmann::json& report)
{
    std::vector<EvaluationFigure> figures;
    for (const std::string& part : evaluationTasks())
        if (report.contains(part))
            collect(part, {}, report[part], figures);
    return figures;
}

std::string evaluationMarkdown(const nlohmann::json& report)
{
    std::string out = "Checkpoint `" + report.at("checkpoint").get<std::string>() + "`, split " +
                      report.at("split").get<std::string>() + ", " +
                      report.at("regions").get<std::string>() + " regions, data " +
                      report.at("data_version").get<std::string>() +
                      "\n\n| part | subject | metric | value |\n| --- | --- | --- | ---: |\n";
    for (const EvaluationFigure& figure : evaluationFigures(report))
        out += "| " + figure.part + " | " + figure.subject + " | " + figure.metric + " | " +
               number(figure.value) + " |\n";
    return out;
}

std::string evaluationCsv(const nlohmann::json& report)
{
    std::string out = "part,subject,metric,value\n";
    for (const EvaluationFigure& figure : evaluationFigures(report))
        out += figure.part + "," + figure.subject + "," + figure.metric + "," +
               number(figure.value) + "\n";
    return out;
}

std::string evaluationTable(const nlohmann::json& report)
{
    std::ostringstream out;
    out << report.at("pictures").get<int64_t>() << " pictures of split "
        << report.at("split").get<std::string>() << ", " << report.at("regions").get<std::string>()
        << " regions, all figures in %\n";
    if (report.contains("retrieval")) {
        out << "\nRetrieval                         R@1        R@5       R@10\n";
        for (const auto& [name, row] : report["retrieval"].items())
            if (row.is_object())
                addRow(out, name, {row["r1"], row["r5"], row["r10"]});
    }
    if (report.contains("vqa")) {
        out << "\nVQA                             model      prior      blind\n";
        for (const auto& [type, row] : report["vqa"]["types"].items())
            addRow(out, type, {row["accuracy"], row["prior"], row["blind"]});
        const auto& all = report["vqa"]["all"];
        addRow(out, "all", {all["accuracy"], all["prior"], all["blind"]});
    }
    if (report.contains("negatives")) {
        out << "\nRewritten negatives             model      blind\n";
        for (const auto& [rule, row] : report["negatives"]["rules"].items())
            addRow(out, rule, {row["accuracy"], row["blind"]});
        const auto& all = report["negatives"]["all"];
        addRow(out, "all", {all["accuracy"], all["blind"]});
    }
    if (report.contains("captions")) {
        out << "\nCaptions                       BLEU-4     METEOR    ROUGE-L    CIDEr-D   "
               "object+colour "
               "recall\n";
        for (const char* name : {"model", "nearest_neighbour"}) {
            if (!report["captions"].contains(name))
                continue;
            const auto& row = report["captions"][name];
            addRow(out, name,
                   {row["bleu4"], row.value("meteor", kNotMeasured), row["rouge_l"], row["cider_d"],
                    row["recall"]});
        }
    }
    if (report.contains("tasks"))
        addTasks(out, report["tasks"]);
    return out.str();
}

} // namespace unimo::tasks
