// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <string>
#include <vector>

#include "datasets/demo/planner.h"
#include "datasets/demo/questions.h"
#include "datasets/demo/rewrites.h"

namespace unimo::datasets {

/// A scene with all its texts, before it is drawn.
struct PlannedScene
{
    std::string split;
    Scene scene;
    std::vector<Statement> captions; ///< empty: an unpaired picture
    std::vector<Asked> questions;
    std::vector<Change> changes;
};

/// How many scenes each part of the demo has.
struct DemoSize
{
    int train = 8000;
    int val = 400;
    int test = 500;         ///< unseen combinations
    int testPictures = 500; ///< held-out pictures
    int unpaired = 500;     ///< scenes of the split train without texts
    int stamps = 300;       ///< at most: stamps that are not in the vocabulary, without texts
    int texts = 3000;       ///< at most: sentences without pictures

    /// The same proportions for another number of training scenes.
    [[nodiscard]] static DemoSize forScenes(int train);
};

/// Draws all scenes and writes their texts. The same seed gives the same plan, whatever the number
/// of threads. Throws ErrorException when the job is stopped.
[[nodiscard]] std::vector<PlannedScene> planScenes(const Stage& stage, const DemoSize& size,
                                                   uint64_t seed, int threads,
                                                   const JobControl& job);

} // namespace unimo::datasets
