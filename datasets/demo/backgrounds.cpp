// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/backgrounds.h"

#include "core/base/files.h"
#include "core/base/random.h"
#include "core/base/threads.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

#include "datasets/demo/painter.h"

namespace unimo::datasets {

namespace {

struct Kind
{
    std::string phrase;
    Zone lower;
};

const std::map<std::string, Kind>& kinds()
{
    static const std::map<std::string, Kind> table = {
        {"field", {"in the field", Zone::Ground}},
        {"beach", {"on the beach", Zone::Ground}},
        {"snow", {"in the snow", Zone::Ground}},
        {"desert", {"in the desert", Zone::Ground}},
        {"mountains", {"in the mountains", Zone::Ground}},
        {"forest", {"in the forest", Zone::Ground}},
        {"sea", {"at sea", Zone::Water}},
        {"sky", {"in the sky", Zone::Sky}},
        {"room", {"in the room", Zone::Indoors}},
        {"table", {"on the table", Zone::Indoors}},
        {"paper", {"on the paper", Zone::Indoors}},
        {"planks", {"on the planks", Zone::Indoors}},
        {"grass", {"on the grass", Zone::Ground}},
        {"leaf", {"on the leaf", Zone::Ground}},
        {"stones", {"on the stones", Zone::Ground}},
        {"sand", {"on the sand", Zone::Ground}},
    };
    return table;
}

/// What backgrounds.json asks for, before anything is decoded or painted.
struct Wanted
{
    Background background;
    std::filesystem::path photo; ///< empty: painted
    uint64_t seed = 0;
};

Background ofKind(const std::string& kind, bool train, float horizon)
{
    const auto found = kinds().find(kind);
    if (found == kinds().end())
        throw ErrorException(
            {ErrorKind::Data, "background kind '" + kind + "' is not known", {}, {}});
    return {kind, found->second.phrase, found->second.lower, horizon, train, {}};
}

std::vector<Wanted> readList(const nlohmann::json& json, const DemoSources& sources, uint64_t seed)
{
    std::vector<Wanted> list;
    for (const auto& photo : json.at("photos"))
        list.push_back({ofKind(photo.at("kind"), photo.at("train"), photo.at("horizon")),
                        sources.share / photo.at("file").get<std::string>(), 0});
    for (const auto& painted : json.at("painted")) {
        const std::string kind = painted.at("kind");
        const int train = painted.at("train");
        const int all = train + painted.at("rest").get<int>();
        for (int variant = 0; variant < all; ++variant)
            list.push_back({ofKind(kind, variant < train, 0),
                            {},
                            mixSeed({seed, stableHash(kind), static_cast<uint64_t>(variant)})});
    }
    return list;
}

Background made(Wanted wanted)
{
    Background background = std::move(wanted.background);
    if (wanted.photo.empty()) {
        auto painting =
            paint(background.kind, wanted.seed, kBackgroundHeight + 64, kBackgroundHeight);
        if (!painting)
            throw ErrorException({ErrorKind::Data,
                                  "background kind '" + background.kind + "' cannot be painted",
                                  {},
                                  {}});
        background.image = std::move(painting->image);
        background.horizon = painting->horizon;
        return background;
    }
    const Image photo = loadImage(wanted.photo).orThrow();
    const int width = std::max(kBackgroundHeight, photo.width * kBackgroundHeight / photo.height);
    background.image = resized(photo, width, kBackgroundHeight);
    return background;
}

} // namespace

std::optional<Zone> Background::zoneFor(const Noun& noun) const
{
    if (flat())
        return lower;
    if (noun.livesIn(Zone::Sky) && lower != Zone::Indoors)
        return Zone::Sky;
    if (horizon < 1 && noun.livesIn(lower))
        return lower;
    return std::nullopt;
}

Result<std::vector<Background>> loadBackgrounds(const DemoSources& sources, uint64_t seed,
                                                int threads, const JobControl& job)
{
    const std::filesystem::path file = sources.lists / "backgrounds.json";
    const auto json = readJson(file);
    if (!json)
        return json.error();
    try {
        const std::vector<Wanted> list = readList(*json, sources, seed);
        std::vector<Background> backgrounds(list.size());
        job.progress("Preparing backgrounds", 0, static_cast<int64_t>(list.size()));
        parallelFor(static_cast<int64_t>(list.size()), threads, [&](int64_t i) {
            if (job.stopped())
                throw ErrorException(JobControl::cancelled("Building the demo"));
            backgrounds[static_cast<size_t>(i)] = made(list[static_cast<size_t>(i)]);
        });
        return backgrounds;
    } catch (const nlohmann::json::exception& fault) {
        return Error{
            ErrorKind::Data, std::string("not a list of backgrounds: ") + fault.what(), file, {}};
    } catch (const ErrorException& fault) {
        return fault.error();
    }
}

} // namespace unimo::datasets
