// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/detail/made_up_bundle.h"
#include "core/bench/detail/training.h"
#include "core/bench/workloads.h"
#include "core/events/event_tail.h"
#include "core/events/event_writer.h"
#include "core/tensor/device.h"
#include "core/train/recipe.h"

#include <cmath>

namespace unimo::bench {
namespace {

constexpr int kTags = 10;
constexpr int kCurvesAStep = 20; ///< what a step of all objectives logs

void writeScalars(const std::filesystem::path& folder, int64_t count)
{
    const auto writer = events::EventWriter::open(folder).orThrow();
    std::vector<std::string> tags;
    for (int i = 0; i < kTags; ++i)
        tags.push_back("loss/" + std::to_string(i));
    for (int64_t i = 0; i < count; ++i)
        writer->addScalar(tags[static_cast<size_t>(i % kTags)],
                          std::exp(-static_cast<float>(i) / static_cast<float>(count)), i / kTags,
                          1.7e9 + static_cast<double>(i));
    writer->flush().orThrow();
}

void benchOpening(Session& session)
{
    const auto count = session.sized<int64_t>(5'000, 1'000'000, 1'000'000);
    const auto folder = session.newFile("");
    std::filesystem::create_directories(folder);
    writeScalars(folder, count);
    const auto peer = session.peer("events.py", {"--folder", folder.string()});
    Times first;
    const auto open = [&] {
        events::EventTail tail(folder);
        events::EventHistory history;
        const auto start = std::chrono::steady_clock::now();
        const auto since = [&] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        };
        history.apply(tail.poll(events::EventTail::kGlance));
        first.seconds.push_back(since());
        while (tail.behind())
            history.apply(tail.poll());
        const double all = since();
        int64_t read = 0;
        for (const auto& [tag, points] : history.scalars)
            read += static_cast<int64_t>(points.size());
        if (read != count)
            throw ErrorException(
                {ErrorKind::Internal,
                 std::to_string(read) + " of " + std::to_string(count) + " scalars were read",
                 folder.string(),
                 {}});
        return all;
    };
    const Rounds rounds = takeTurns(session.rounds(), open, peer.get());
    const std::string scalars = std::to_string(count) + " scalars of 10 tags";
    Record record = recordOf("events.open", scalars + " opened, all points", rounds, peer.get());
    record.goals = {{Goal::Of::Times, true, 20}};
    session.add(std::move(record));
    Record curve{"events.first", "the first curves of " + scalars};
    curve.value = first.median();
    curve.unit = "s";
    curve.noise = first.noise();
    curve.goals = {{Goal::Of::Value, false, 0.3}};
    session.add(std::move(curve));
}

/// What the curves of a step cost, written at once, beside the step.
void benchLogging(Session& session)
{
    const auto project = store::Project::open(session.workload(), /*readOnly=*/true).orThrow();
    Settings recipe =
        train::loadRecipe("bench/w1", {"cmcl.pairs=2", "mlm.pairs=2", "regions.pairs=2"}).orThrow();
    recipe.set("run.device", "cpu").orThrow();
    auto config = session.sized(tinyConfig(), smallConfig(), smallConfig());
    config.similarity = model::similarityNamed(recipe.text("model.similarity")).value();
    Training training(madeUpBundle(config), recipe, *project);
    Times steps;
    for (int64_t i = 0; i < 4; ++i)
        steps.seconds.push_back(training.learn(training.batches()->build(i)));

    const auto folder = session.newFile("");
    std::filesystem::create_directories(folder);
    const auto writer = events::EventWriter::open(folder).orThrow();
    std::vector<std::string> tags;
    for (int i = 0; i < kCurvesAStep; ++i)
        tags.push_back("loss/" + std::to_string(i));
    int64_t step = 0;
    const Rounds rounds = takeTurns(
        50,
        [&] {
            return timed([&] {
                for (const std::string& tag : tags)
                    writer->addScalar(tag, 1, step);
                ++step;
                writer->flush().orThrow();
            });
        },
        nullptr);
    Record record =
        recordOf("events.logging", "20 scalars of a step written at once", rounds, nullptr);
    record.share = Record::Share{rounds.ours.median() / steps.median(),
                                 "a small step (bench/w1 with 2 pairs)"};
    record.goals = {{Goal::Of::Share, false, 0.005}};
    session.add(std::move(record));
}

} // namespace

void benchEvents(Session& session)
{
    tensor::setComputeThreads(0);
    benchOpening(session);
    benchLogging(session);
}

} // namespace unimo::bench
