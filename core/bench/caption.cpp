// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/detail/made_up_bundle.h"
#include "core/bench/photos.h"
#include "core/bench/workloads.h"
#include "core/tasks/detail/queries.h"
#include "core/tensor/detail/autocast.h"
#include "core/tensor/device.h"
#include "core/vision/extractor.h"

namespace unimo::bench {
namespace {

constexpr int64_t kTokens = 20;
constexpr size_t kAnswers = 3129; ///< of the official vocabulary

model::UnimoConfig captionConfig(const Session& session)
{
    return session.sized(tinyConfig(), baseConfig(), baseConfig());
}

void benchBeams(Session& session, tasks::Bundle& bundle, size_t pictures)
{
    generate::BeamOptions options;
    options.minTokens = options.maxTokens = kTokens; // as long whatever the weights say
    std::vector<data::VisualTokens> asked;
    for (size_t i = 0; i < pictures; ++i)
        asked.push_back(madeUpPicture(bundle.config, i));
    const auto& config = bundle.config;
    const auto peer = session.peer(
        "caption.py",
        {"--batch", std::to_string(pictures), "--visual", std::to_string(asked.front().count),
         "--tokens", std::to_string(kTokens), "--beams", std::to_string(options.beams), "--hidden",
         std::to_string(config.hidden), "--layers", std::to_string(config.layers), "--heads",
         std::to_string(config.heads), "--vocab", std::to_string(config.vocabulary),
         "--feature-dim", std::to_string(config.featureDim)});
    const Rounds rounds = takeTurns(
        session.rounds(),
        [&] {
            return timed([&] { // as the engine does it for one, or for many at once
                const tensor::AutocastGuard fast(at::kCPU, tensor::cpuHasBf16());
                for (const auto& picture : asked)
                    (void)tasks::captions(bundle, picture, {}, options);
            });
        },
        peer.get());
    Record record = recordOf("caption.batch" + std::to_string(pictures),
                             std::to_string(pictures) + (pictures == 1 ? " caption" : " captions") +
                                 ", 5 beams, 20 tokens, " + std::to_string(config.layers) +
                                 " layers of " + std::to_string(config.hidden),
                             rounds, peer.get());
    record.goals = {{Goal::Of::Times, true, 3}};
    session.add(std::move(record));
}

/// The first question finds the picture's regions, the others have them.
void benchQuestions(Session& session, model::UnimoConfig config, const std::string& model)
{
    config.featureDim = vision::RegionExtractor::kDim;
    config.regionClasses = vision::RegionExtractor::kClasses;
    auto bundle = madeUpBundle(config, kAnswers);
    const auto extractor = vision::RegionExtractor::load().orThrow();
    const Photo photo = photosOf(session.scenes(kFewScenes), 1).front();
    const auto texts = madeUpTexts(bundle, static_cast<size_t>(session.rounds()) + 1, 1);
    size_t asked = 0;
    data::VisualTokens seen;
    const auto answer = [&] {
        (void)tasks::answerProbabilities(bundle, {{&seen, &texts[asked++ % texts.size()]}});
    };
    const auto first = [&] {
        return timed([&] {
            const auto regions = extractor->extract({&photo.image, 1}).orThrow();
            seen = data::makeVisualTokens(regions.front().boxes, regions.front().features,
                                          config.featureDim, config.maxRegions);
            answer();
        });
    };
    const Rounds firsts = takeTurns(session.rounds(), first, nullptr);
    const Rounds later = takeTurns(
        session.rounds(), [&] { return timed(answer); }, nullptr);
    Record record = recordOf("caption.tenth_question." + model,
                             "one more question about a picture, " + std::to_string(config.layers) +
                                 " layers of " + std::to_string(config.hidden),
                             later, nullptr);
    record.share =
        Record::Share{later.ours.median() / firsts.ours.median(), "the first question's time"};
    record.goals = {{Goal::Of::Share, false, 0.1}};
    session.add(std::move(record));
}

} // namespace

void benchCaption(Session& session)
{
    tensor::setComputeThreads(0);
    const torch::NoGradGuard noGrad;
    auto bundle = madeUpBundle(captionConfig(session));
    benchBeams(session, bundle, 1);
    benchBeams(session, bundle, session.sized<size_t>(2, 16, 16));
    if (session.plan().size == Size::Tiny)
        return;
    auto mini = model::presetConfig("unimo-mini").orThrow();
    benchQuestions(session, mini, "mini");
    benchQuestions(session, baseConfig(), "base");
}

} // namespace unimo::bench
