// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/bench/detail/made_up_bundle.h"
#include "core/bench/workloads.h"
#include "core/search/vector_index.h"
#include "core/tasks/detail/queries.h"
#include "core/tensor/device.h"

#include <numeric>

namespace unimo::bench {
namespace {

constexpr int kBest = 10;
constexpr size_t kManyQueries = 256;

std::vector<float> randomRows(size_t rows, size_t dim, uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(rows * dim);
    for (float& value : values)
        value = static_cast<float>(random.uniform(-1, 1));
    return values;
}

} // namespace

void benchSearch(Session& session)
{
    tensor::setComputeThreads(0);
    const auto config = session.sized(tinyConfig(), smallConfig(), smallConfig());
    const auto dim = static_cast<size_t>(config.hidden);
    const auto count = session.sized<size_t>(2'000, 100'000, 1'000'000);
    search::VectorIndex index;
    {
        std::vector<int64_t> ids(count);
        std::iota(ids.begin(), ids.end(), int64_t{0});
        index.build(ids, randomRows(count, dim, 1), static_cast<int>(dim)).orThrow();
    }
    const auto peer =
        session.peer("search.py", {"--count", std::to_string(count), "--dim", std::to_string(dim),
                                   "--best", std::to_string(kBest)});
    const std::string of = "the " + std::to_string(kBest) + " nearest of " + std::to_string(count) +
                           " x " + std::to_string(dim);
    for (const size_t queries : {size_t{1}, kManyQueries}) {
        const auto asked = randomRows(queries, dim, 2);
        const Rounds rounds = takeTurns(
            std::max(5, session.rounds()),
            [&] { return timed([&] { (void)index.searchBatch(asked, kBest).orThrow(); }); },
            peer.get(), {{"queries", queries}});
        Record record = recordOf(queries == 1 ? "search.one" : "search.many",
                                 of + ", exact, queries at once: " + std::to_string(queries),
                                 rounds, peer.get());
        record.goals = {{Goal::Of::Times, true, 1}};
        session.add(std::move(record));
    }

    auto bundle = madeUpBundle(config);
    const auto text = madeUpTexts(bundle, 1, 3);
    const Rounds rounds = takeTurns(
        std::max(5, session.rounds()),
        [&] {
            return timed([&] {
                const at::Tensor vector = tasks::textVectors(bundle, text).contiguous();
                (void)index
                    .search({vector.const_data_ptr<float>(), static_cast<size_t>(vector.numel())},
                            kBest)
                    .orThrow();
            });
        },
        nullptr);
    Record record = recordOf("search.text", of + ", from a text of words on", rounds, nullptr);
    record.goals = {{Goal::Of::Value, false, 0.05}};
    session.add(std::move(record));
}

} // namespace unimo::bench
