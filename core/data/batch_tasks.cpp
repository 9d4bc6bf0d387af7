// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/batch_draft.h"

namespace unimo::data {

void BatchBuilder::addTasks(Draft& draft) const
{
    for (size_t task = 0; task < data_->tasks.size(); ++task) {
        const TaskSet& set = data_->tasks[task];
        // Each task walks through its examples in an order of its own.
        const uint64_t stream = mixSeed({Tasks, stableHash(set.spec.name)});
        for (const size_t index :
             chosen(set.examples.size(), stream, draft.step, plan_.taskExamples)) {
            const TaskExample& example = set.examples[index];
            if (set.spec.kind == store::TaskKind::Generation) {
                addTarget(draft, example);
                continue;
            }
            auto& out = draft.tasks.try_emplace(task, plan_.pooling).first->second;
            if (example.picture != 0) {
                Random random = randomOf(Tasks, draft.step, index);
                const VisualTokens visual = visualOf(example.picture, random);
                const auto place = draft.packer.add(&visual, &example.source.ids);
                place.addImageTo(out.images);
                place.addTextTo(out.texts);
            } else {
                draft.packer.add(nullptr, &example.source.ids).addTextTo(out.texts);
            }
            if (set.spec.kind == store::TaskKind::Classification)
                out.labels.push_back(example.label);
            else
                out.values.push_back(example.value);
        }
    }
}

/// The source is read in both directions, the target written after it; positions begin anew, and
/// what closes it is [MASK] (unimo.md 4.3).
void BatchBuilder::addTarget(Draft& draft, const TaskExample& example) const
{
    auto& out = draft.language[static_cast<size_t>(LanguageTask::TaskTarget)];
    const auto source = placedSource(example, ids_);
    const auto target = placedTarget(example, ids_);
    const auto place = draft.packer.addTwoPart(nullptr, source, target);
    for (size_t i = 0; i < target.size(); ++i) {
        out.rows.push_back(place.target + static_cast<int64_t>(i));
        out.targets.push_back(i + 1 < target.size() ? target[i + 1].id : plan_.mask.maskId);
    }
}

std::vector<TaskRows> BatchBuilder::finishedTasks(const Draft& draft)
{
    std::vector<TaskRows> tasks;
    for (const auto& [task, drafted] : draft.tasks)
        tasks.push_back(
            {task, drafted.texts.finish(), drafted.images.finish(),
             drafted.labels.empty()
                 ? tensorOf(drafted.values, {static_cast<int64_t>(drafted.values.size())})
                 : tensorOf(drafted.labels)});
    return tasks;
}

} // namespace unimo::data
