// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/evaluation.h"

#include "core/base/files.h"
#include "core/base/log.h"
#include "core/tasks/detail/evaluation_parts.h"
#include "core/tensor/device.h"
#include "core/text/wordnet_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace unimo::tasks {
namespace {

/// The samples of each split in turn, so that the first few are of all of them.
std::vector<store::SampleId> inTurn(const std::vector<store::SampleId>& ids,
                                    const EvaluationData& data)
{
    std::map<std::string, std::vector<store::SampleId>> splits;
    for (const store::SampleId id : ids)
        splits[data.facts.at(id).split].push_back(id);
    std::vector<store::SampleId> turns;
    for (size_t turn = 0; turns.size() < ids.size(); ++turn)
        for (const auto& [split, own] : splits)
            if (turn < own.size())
                turns.push_back(own[turn]);
    return turns;
}

EvaluationData loadData(const Bundle& bundle, const store::Project& project,
                        const EvaluationOptions& options, ExampleWriter& examples)
{
    EvaluationData data{project, examples};
    store::SampleFilter split;
    split.split = options.filterSplit();
    for (auto& sample : project.samples(split)) {
        data.facts[sample.id].split = std::move(sample.split);
        data.facts[sample.id].collection = std::move(sample.collection);
    }
    for (const auto& region : project.regions(split))
        ++data.facts[region.sample].objects;
    if (!data::RegionSource::any(project))
        return data;
    auto source = data::RegionSource::open(project).orThrow();
    const auto wanted =
        options.regions == "truth" ? data::RegionSet::Truth : data::RegionSet::Proposals;
    store::SampleFilter filter;
    filter.split = options.filterSplit();
    filter.kind = store::SampleKind::Pair;
    for (store::SampleId id : inTurn(project.sampleIds(filter), data)) {
        if (!source->has(id, wanted))
            continue;
        data.samples.push_back(id);
        data.pictures.push_back(source->tokens(id, wanted, bundle.config.maxRegions));
    }
    data.source = std::move(source);
    return data;
}

} // namespace

void EvaluationData::keep(EvaluatedExample example) const
{
    if (const auto known = facts.find(example.sample); known != facts.end()) {
        example.split = known->second.split;
        example.collection = known->second.collection;
        example.objects = known->second.objects;
    }
    examples.add(example);
}

Written writtenOf(const Bundle& bundle, const std::vector<generate::Hypothesis>& found)
{
    if (found.empty())
        return {};
    const auto& logs = found.front().logProbabilities;
    const double sum = std::accumulate(logs.begin(), logs.end(), 0.0);
    return {bundle.tokenizer->decode(found.front().ids),
            std::exp(sum / static_cast<double>(std::max<size_t>(logs.size(), 1)))};
}

const metrics::Synonyms* wordNetSynonyms()
{
    static const auto synonyms = [] {
        auto loaded = metrics::Synonyms::load(text::kWordNetFolder);
        if (!loaded)
            log::warning("evaluation", "METEOR is left out: " + loaded.error().text());
        return loaded;
    }();
    return synonyms.ok() ? &*synonyms : nullptr;
}

Result<nlohmann::json> evaluateCheckpoint(const std::filesystem::path& checkpoint,
                                          const std::filesystem::path& projectFolder,
                                          const EvaluationOptions& options,
                                          const JobControl& control)
{
    try {
        if (options.regions != "truth" && options.regions != "proposals")
            return Error{
                ErrorKind::Config, "regions = " + options.regions, {}, "allowed: truth, proposals"};
        const auto& known = evaluationTasks();
        if (options.task != "all" &&
            std::find(known.begin(), known.end(), options.task) == known.end())
            return Error{ErrorKind::Config,
                         "task = " + options.task,
                         {},
                         "allowed: all, retrieval, vqa, negatives, captions, tasks"};
        const auto device = tensor::resolveDevice(options.device).orThrow();
        tensor::setComputeThreads(0);
        auto project = store::Project::open(projectFolder, /*readOnly=*/true).orThrow();
        Bundle bundle = loadBundle(checkpoint).orThrow();
        bundle.to(at::Device(device));
        const auto file = checkpoint.parent_path().parent_path() /
                          ("evaluation-" + options.split + "-" + options.regions + ".json");
        auto examples = ExampleWriter::create(examplesFileOf(file)).orThrow();
        const EvaluationData data = loadData(bundle, *project, options, examples);

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
            const bool wanted = options.task == "all" || options.task == name;
            if (!wanted || (data.samples.empty() && measure != evaluateTasks))
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
        report["examples"] = examples.finish().orThrow();
        if (auto written = writeJsonAtomic(file, report); !written)
            return written.error();
        return report;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::tasks
