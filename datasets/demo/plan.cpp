// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/plan.h"

#include "core/base/random.h"
#include "core/base/threads.h"

#include <algorithm>

#include "datasets/demo/captions.h"

namespace unimo::datasets {

namespace {

struct Part
{
    const char* name; ///< names the part's random stream
    const char* split;
    SplitRule rule;
    int scenes;
    bool described;
};

std::vector<Part> partsOf(const DemoSize& size)
{
    return {{"train", "train", SplitRule::Train, size.train, true},
            {"val", "val", SplitRule::Seen, size.val, true},
            {"test", "test", SplitRule::Unseen, size.test, true},
            {"test_pictures", "test_pictures", SplitRule::Pictures, size.testPictures, true},
            {"unpaired", "train", SplitRule::Train, size.unpaired, false}};
}

PlannedScene planScene(const Planner& planner, const Part& part, uint64_t seed)
{
    PlannedScene planned;
    planned.split = part.split;
    planned.scene = planner.draw(mixSeed({seed, 0}));
    if (!part.described)
        return planned;
    Random random(mixSeed({seed, 1}));
    const Background& background =
        planner.stage().backgrounds[static_cast<size_t>(planned.scene.background)];
    planned.captions = describe(planned.scene, background, random);
    planned.changes = rewrite(planned.scene, planned.captions, planner, random);
    return planned;
}

/// Questions look back on those before them, so they are asked one scene after the other.
void askQuestions(std::vector<PlannedScene>& scenes, const Planner& planner, uint64_t seed)
{
    QuestionBalance balance;
    for (size_t i = 0; i < scenes.size(); ++i) {
        Random random(mixSeed({seed, i, 2}));
        scenes[i].questions = ask(scenes[i].scene, planner, balance, random);
    }
}

} // namespace

DemoSize DemoSize::forScenes(int train)
{
    const DemoSize full;
    const auto part = [&](int whole) {
        return std::max(std::min(12, train), static_cast<int>(int64_t{whole} * train / full.train));
    };
    return {train,
            part(full.val),
            part(full.test),
            part(full.testPictures),
            part(full.unpaired),
            part(full.stamps),
            part(full.texts)};
}

std::vector<PlannedScene> planScenes(const Stage& stage, const DemoSize& size, uint64_t seed,
                                     int threads, const JobControl& job)
{
    std::vector<PlannedScene> all;
    for (const Part& part : partsOf(size)) {
        job.progress(std::string("Planning ") + part.name, 0, part.scenes);
        const Planner planner(stage, part.rule);
        const uint64_t partSeed = mixSeed({seed, stableHash(part.name)});
        std::vector<PlannedScene> scenes(static_cast<size_t>(part.scenes));
        parallelFor(part.scenes, threads, [&](int64_t i) {
            if (job.stopped())
                throw ErrorException(JobControl::cancelled("Building the demo"));
            scenes[static_cast<size_t>(i)] =
                planScene(planner, part, mixSeed({partSeed, static_cast<uint64_t>(i)}));
        });
        if (part.described)
            askQuestions(scenes, planner, partSeed);
        std::move(scenes.begin(), scenes.end(), std::back_inserter(all));
    }
    return all;
}

} // namespace unimo::datasets
