// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/batch_builder.h"

#include <map>

namespace unimo::data {

/// What grows while a batch is put together.
struct BatchBuilder::Draft
{
    Draft(int64_t theStep, SequencePacker thePacker, model::Pooling pooling)
        : step(theStep), packer(std::move(thePacker)), contrastImages(pooling),
          contrastTexts(pooling), cmclImages(pooling), cmclTexts(pooling), matchImages(pooling),
          matchTexts(pooling), retrievalImages(pooling), retrievalTexts(pooling),
          questions(pooling), questionImages(pooling)
    {
    }

    struct Language
    {
        std::vector<int64_t> rows, targets;
    };
    struct Regions
    {
        std::vector<int64_t> rows;
        std::vector<float> features, classes;
    };
    struct Alone
    {
        std::vector<int64_t> own, all, owners;
    };
    struct Task
    {
        explicit Task(model::Pooling pooling) : texts(pooling), images(pooling) {}
        model::TokenPool texts, images;
        std::vector<int64_t> labels;
        std::vector<float> values;
    };
    /// objectives::CmclItems in the making.
    struct Items
    {
        std::vector<int64_t> images, texts, owners, kinds;
        Alone aloneImages, aloneTexts;
        int64_t pairs = 0;
    };

    int64_t step;
    SequencePacker packer;
    std::array<Language, static_cast<size_t>(LanguageTask::Count)> language;
    std::array<Regions, static_cast<size_t>(RegionTask::Count)> regions;
    Items cmcl;
    std::map<size_t, Task> tasks; ///< by place in SceneData::tasks
    std::vector<int64_t> answerTargets;
    std::vector<const SceneQuestion*> asked; ///< where soft targets are wanted
    model::TokenPool contrastImages, contrastTexts, cmclImages, cmclTexts, matchImages, matchTexts,
        retrievalImages, retrievalTexts, questions, questionImages;
};

} // namespace unimo::data
