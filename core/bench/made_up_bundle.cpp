// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/detail/made_up_bundle.h"

#include "core/base/random.h"
#include "core/bench/words.h"

#include <ATen/CPUGeneratorImpl.h>

namespace unimo::bench {
namespace {

constexpr int kSpecial = 5;                     ///< [PAD], [UNK], [CLS], [SEP], [MASK]
constexpr int64_t kShortest = 8, kLongest = 24; ///< words a text

model::UnimoConfig withRegions(model::UnimoConfig config)
{
    config.maxRegions = 36;
    config.regionClasses = 1600;
    config.pooling = model::Pooling::First;
    return config;
}

} // namespace

model::UnimoConfig smallConfig()
{
    model::UnimoConfig config = baseConfig();
    config.hidden = 256;
    config.layers = 6;
    config.heads = 4;
    config.feedForward = 1024;
    config.vocabulary = config.outputVocabulary = kWorkloadWords + kSpecial;
    return config;
}

model::UnimoConfig baseConfig()
{
    return withRegions(model::presetConfig("unimo-base").orThrow());
}

model::UnimoConfig tinyConfig()
{
    model::UnimoConfig config = smallConfig();
    config.hidden = 32;
    config.layers = 2;
    config.feedForward = 64;
    return config;
}

tasks::Bundle madeUpBundle(const model::UnimoConfig& config, size_t answers)
{
    tasks::Bundle bundle;
    bundle.config = config;
    std::vector<std::string> entries = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    for (auto& word : madeUpWords(static_cast<int>(config.vocabulary) - kSpecial))
        entries.push_back(std::move(word));
    bundle.tokenizer = text::makeWordPiece(std::move(entries)).orThrow();
    std::vector<std::string> named;
    for (size_t i = 0; i < answers; ++i)
        named.push_back("answer " + std::to_string(i));
    bundle.answers = data::AnswerVocabulary(std::move(named));
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(uint64_t{1});
    bundle.model = model::UnimoModel(config);
    model::initialise(*bundle.model, config.initializerRange, generator);
    bundle.heads = bundle.newHeads();
    model::initialise(*bundle.heads, config.initializerRange, generator);
    bundle.train(false);
    return bundle;
}

data::VisualTokens madeUpPicture(const model::UnimoConfig& config, uint64_t seed)
{
    Random random(seed);
    std::vector<Box> boxes;
    for (int64_t i = 0; i < config.maxRegions; ++i) {
        const auto x = static_cast<float>(random.uniform(0, 0.7));
        const auto y = static_cast<float>(random.uniform(0, 0.7));
        boxes.push_back({x, y, x + 0.2F, y + 0.2F});
    }
    std::vector<float> features(static_cast<size_t>(config.maxRegions * config.featureDim));
    for (float& value : features)
        value = static_cast<float>(random.uniform());
    return data::makeVisualTokens(boxes, features, config.featureDim, config.maxRegions);
}

std::vector<std::vector<int32_t>> madeUpTexts(const tasks::Bundle& bundle, size_t count,
                                              uint64_t seed)
{
    Random random(seed);
    std::vector<std::vector<int32_t>> texts(count);
    for (auto& text : texts)
        for (int64_t n = random.between(kShortest, kLongest); n > 0; --n)
            text.push_back(
                static_cast<int32_t>(random.between(kSpecial, bundle.config.vocabulary - 1)));
    return texts;
}

} // namespace unimo::bench
