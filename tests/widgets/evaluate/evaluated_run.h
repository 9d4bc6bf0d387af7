// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tasks/evaluation.h"
#include "core/tasks/example_file.h"
#include "tests/widgets/support/test_project.h"

#include <nlohmann/json.hpp>

#include <set>
#include <string>

namespace unimo::test {

/// A run whose checkpoint, which is not a real one, answered the question of every training sample
/// of the project; those of `wrong` (places in the split) with another colour, else right. The
/// earlier in the split, the surer. Keeps examples unless told otherwise. `split`: another one, or
/// "all".
inline void addEvaluatedRun(const TestProject& project, const std::string& name,
                            const std::set<int>& wrong, bool keepExamples = true,
                            const std::string& split = "train")
{
    const auto run = project.path() / "runs" / name;
    const auto checkpoint = run / "checkpoints" / "step-00000040";
    std::filesystem::create_directories(checkpoint);
    writeFileAtomic(run / "recipe.json", "{}").orThrow();
    writeFileAtomic(checkpoint / "trainer.json", "{}").orThrow();
    const auto file = run / ("evaluation-" + split + "-truth.json");
    const auto store = store::Project::open(project.path(), true).orThrow();
    store::SampleFilter measured;
    measured.split = tasks::EvaluationOptions::splitFilter(split);
    const auto questions = store->questions(measured);
    auto writer = tasks::ExampleWriter::create(tasks::examplesFileOf(file)).orThrow();
    int place = 0;
    int right = 0;
    for (const auto& question : questions) {
        const bool isWrong = wrong.contains(place);
        const std::string otherColour = question.answer == "blue" ? "green" : "blue";
        tasks::EvaluatedExample example{.part = "vqa",
                                        .type = question.type,
                                        .sample = question.sample,
                                        .item = question.id,
                                        .text = question.text,
                                        .gold = question.answer,
                                        .prediction = isWrong ? otherColour : question.answer,
                                        .confidence = 0.9,
                                        .scores = {{"accuracy", isWrong ? 0 : 1}},
                                        .split = store->sample(question.sample)->split,
                                        .collection = place % 9 == 0 ? "rare" : "test",
                                        .objects = 1};
        tasks::setProbability(example, (isWrong ? 0.2 : 0.9) / (1 + place * 0.01));
        writer.add(example);
        right += isWrong ? 0 : 1;
        ++place;
    }
    const double accuracy = static_cast<double>(right) / static_cast<double>(place);
    nlohmann::json report = {{"version", 1},
                             {"checkpoint", checkpoint.string()},
                             {"split", split},
                             {"regions", "truth"},
                             {"pictures", place},
                             {"data_version", "x"},
                             {"vqa", {{"all", {{"accuracy", accuracy}, {"questions", place}}}}}};
    if (keepExamples)
        report["examples"] = writer.finish().orThrow();
    writeJsonAtomic(file, report).orThrow();
}

} // namespace unimo::test
