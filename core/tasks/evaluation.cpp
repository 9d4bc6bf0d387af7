// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/evaluation.h"

#include "core/base/files.h"
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tensor/device.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace unimo::tasks {
namespace {

EvaluationData loadData(const Bundle& bundle, const store::Project& project,
                        const EvaluationOptions& options)
{
    EvaluationData data{project, {}, {}, {}};
    if (!data::RegionSource::any(project))
        return data;
    auto source = data::RegionSource::open(project).orThrow();
    const auto wanted =
        options.regions == "truth" ? data::RegionSet::Truth : data::RegionSet::Proposals;
    store::SampleFilter filter;
    filter.split = options.split;
    filter.kind = store::SampleKind::Pair;
    for (store::SampleId id : project.sampleIds(filter)) {
        if (!source->has(id, wanted))
            continue;
        data.samples.push_back(id);
        data.pictures.push_back(source->tokens(id, wanted, bundle.config.maxRegions));
    }
    data.source = std::move(source);
    return data;
}

void addRow(std::ostringstream& out, const std::string& label, const std::vector<double>& values)
{
    out << "  " << std::left << std::setw(26) << label << std::right << std::fixed
        << std::setprecision(1);
    for (double value : values)
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
    of("generation", "Generation                    BLEU-4    ROUGE-L         F1      exact",
       [&](const std::string& name, const nlohmann::json& task) {
           for (const char* who : {"model", "nearest_neighbour"})
               if (task.contains(who)) {
                   const auto& row = task[who];
                   addRow(out, name + (who[0] == 'm' ? "" : ", nearest"),
                          {row["bleu4"], row["rouge_l"], row["f1"], row["exact"]});
               }
       });
}

} // namespace

Result<nlohmann::json> evaluateCheckpoint(const std::filesystem::path& checkpoint,
                                          const std::filesystem::path& projectFolder,
                                          const EvaluationOptions& options,
                                          const JobControl& control)
{
    try {
        if (options.regions != "truth" && options.regions != "proposals")
            return Error{
                ErrorKind::Config, "regions = " + options.regions, {}, "allowed: truth, proposals"};
        const auto device = tensor::resolveDevice(options.device).orThrow();
        tensor::setComputeThreads(0);
        auto project = store::Project::open(projectFolder, /*readOnly=*/true).orThrow();
        Bundle bundle = loadBundle(checkpoint).orThrow();
        bundle.to(at::Device(device));
        const EvaluationData data = loadData(bundle, *project, options);

        nlohmann::json report = {{"version", 1},
                                 {"checkpoint", checkpoint.string()},
                                 {"split", options.split},
                                 {"regions", options.regions},
                                 {"pictures", data.samples.size()},
                                 {"data_version", project->dataVersion()}};
        const std::pair<const char*,
                        nlohmann::json (*)(Bundle&, const EvaluationData&, const EvaluationOptions&,
                                           const JobControl&)>
            parts[] = {{"retrieval", evaluateRetrieval},
                       {"vqa", evaluateQuestions},
                       {"negatives", evaluateNegatives},
                       {"captions", evaluateCaptions},
                       {"tasks", evaluateTasks}};
        for (const auto& [name, measure] : parts) {
            if (data.samples.empty() && measure != evaluateTasks)
                continue;
            auto part = measure(bundle, data, options, control);
            if (control.stopped())
                return JobControl::cancelled("The evaluation");
            if (!part.is_null())
                report[name] = std::move(part);
        }
        if (std::none_of(std::begin(parts), std::end(parts),
                         [&](const auto& part) { return report.contains(part.first); }))
            return Error{ErrorKind::Data,
                         "split " + options.split + " has no pictures with " + options.regions +
                             " regions, and no examples of a task that the model knows",
                         projectFolder.string(), "run unimo features for that split"};
        const auto file = checkpoint.parent_path().parent_path() /
                          ("evaluation-" + options.split + "-" + options.regions + ".json");
        if (auto written = writeJsonAtomic(file, report); !written)
            return written.error();
        return report;
    } catch (...) {
        return currentExceptionAsError();
    }
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
        out << "\nCaptions                       BLEU-4    ROUGE-L    CIDEr-D   object+colour "
               "recall\n";
        for (const char* name : {"model", "nearest_neighbour"}) {
            if (!report["captions"].contains(name))
                continue;
            const auto& row = report["captions"][name];
            addRow(out, name, {row["bleu4"], row["rouge_l"], row["cider_d"], row["recall"]});
        }
    }
    if (report.contains("tasks"))
        addTasks(out, report["tasks"]);
    return out.str();
}

} // namespace unimo::tasks
