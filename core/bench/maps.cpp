// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/bench/workloads.h"
#include "core/maps/layout.h"

#include <cmath>
#include <numbers>

namespace unimo::bench {
namespace {

constexpr int kClouds = 50;
constexpr int kNeighbours = 15;  ///< that trust is counted over
constexpr size_t kJudged = 2000; ///< points: all with all are compared

/// Normally distributed, two at a time (Box and Muller 1958).
class Normal
{
public:
    explicit Normal(uint64_t seed) : random_(seed) {}
    float operator()()
    {
        const double radius = std::sqrt(-2 * std::log(1 - random_.uniform()));
        return static_cast<float>(radius * std::cos(2 * std::numbers::pi * random_.uniform()));
    }

private:
    Random random_;
};

/// Points of clouds that touch.
std::vector<float> clouds(size_t count, size_t dim)
{
    Normal normal(1);
    std::vector<float> middles(kClouds * dim);
    for (float& value : middles)
        value = normal();
    std::vector<float> points(count * dim);
    for (size_t i = 0; i < count; ++i)
        for (size_t d = 0; d < dim; ++d)
            points[i * dim + d] = middles[i % kClouds * dim + d] + 0.8F * normal();
    return points;
}

std::vector<maps::Point> readPlaces(const std::filesystem::path& file, size_t count)
{
    const std::string bytes = readFile(file).orThrow();
    std::vector<maps::Point> places(count);
    if (bytes.size() != count * sizeof(maps::Point))
        throw ErrorException({ErrorKind::Internal,
                              "the peer's map has " + std::to_string(bytes.size()) + " bytes",
                              file.string(),
                              {}});
    std::memcpy(places.data(), bytes.data(), bytes.size());
    return places;
}

double trust(const std::vector<float>& points, int dim, std::vector<maps::Point> places)
{
    places.resize(std::min(places.size(), kJudged));
    return maps::trustworthiness(std::span(points).first(places.size() * static_cast<size_t>(dim)),
                                 dim, places, kNeighbours);
}

/// A way to lay out points, and the peer's name for it.
struct Method
{
    std::string name; ///< "umap"
    size_t count;
    std::function<std::vector<maps::Point>(std::span<const float>, int,
                                           const maps::LayoutProgress&)>
        run;
};

void benchMethod(Session& session, const Method& method, int dim)
{
    const auto points = clouds(method.count, static_cast<size_t>(dim));
    const auto vectors = session.newFile(".f32"), places = session.newFile(".f32");
    writeFileAtomic(vectors,
                    {reinterpret_cast<const char*>(points.data()), points.size() * sizeof(float)})
        .orThrow();
    const auto peer =
        session.peer("maps.py", {"--method", method.name, "--vectors", vectors.string(), "--dim",
                                 std::to_string(dim), "--places", places.string()});
    std::vector<maps::Point> own;
    Times first;
    const auto run = [&] {
        double seen = 0;
        const auto start = std::chrono::steady_clock::now();
        own = method.run(points, dim, [&](const std::vector<maps::Point>&, int, int) {
            if (seen == 0)
                seen =
                    std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        });
        const double all =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        first.seconds.push_back(seen > 0 ? seen : all);
        return all;
    };
    // A map takes long enough for few rounds.
    const Rounds rounds =
        takeTurns(session.sized(1, 1, session.rounds()), run, peer.get(), {}, /*warm=*/true);
    const std::string size = std::to_string(method.count) + " x " + std::to_string(dim);
    Record record = recordOf("maps." + method.name, "a map of " + size, rounds, peer.get());
    record.goals = {{Goal::Of::Times, true, 5}};
    session.add(std::move(record));

    Record shown{"maps." + method.name + ".first", "the first picture of a map of " + size};
    shown.value = first.median();
    shown.unit = "s";
    session.add(std::move(shown));

    Record trusted{"maps." + method.name + ".trust",
                   "trustworthiness of " + std::to_string(std::min(method.count, kJudged)) +
                       " points of " + size + ", 15 neighbours"};
    trusted.value = trust(points, dim, own);
    trusted.lowerIsBetter = false;
    if (peer) {
        const double other = trust(points, dim, readPlaces(places, method.count));
        trusted.peer = Record::Peer{peer->name(), other};
        trusted.goals = {{Goal::Of::Value, true, other - 0.01}};
    }
    session.add(std::move(trusted));
}

} // namespace

void benchMaps(Session& session)
{
    const int dim = session.sized(16, 256, 256);
    benchMethod(session,
                {"umap", session.sized<size_t>(300, 5'000, 70'000),
                 [](std::span<const float> points, int width, const maps::LayoutProgress& seen) {
                     return maps::umap(points, width, {}, {}, seen).orThrow();
                 }},
                dim);
    benchMethod(session,
                {"tsne", session.sized<size_t>(300, 5'000, 20'000),
                 [](std::span<const float> points, int width, const maps::LayoutProgress& seen) {
                     return maps::tsne(points, width, {}, {}, seen).orThrow();
                 }},
                dim);
}

} // namespace unimo::bench
