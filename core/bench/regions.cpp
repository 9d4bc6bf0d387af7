// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/base/threads.h"
#include "core/bench/photos.h"
#include "core/bench/workloads.h"
#include "core/vision/extractor.h"
#include "core/vision/proposals.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::bench {
namespace {

constexpr int kBoxes = 10;     ///< a picture, of which recall is counted
constexpr float kFound = 0.5F; ///< intersection over union
constexpr int kPhotoWidth = 640, kPhotoHeight = 480;

std::vector<Image> imagesOf(const std::vector<Photo>& photos)
{
    std::vector<Image> images;
    for (const Photo& photo : photos)
        images.push_back(photo.image);
    return images;
}

std::vector<Box> randomBoxes(Random& random, int count)
{
    std::vector<Box> boxes;
    for (int i = 0; i < count; ++i) {
        const auto x = static_cast<float>(random.uniform(0, 0.7));
        const auto y = static_cast<float>(random.uniform(0, 0.7));
        boxes.push_back({x, y, x + static_cast<float>(random.uniform(0.1, 0.3)),
                         y + static_cast<float>(random.uniform(0.1, 0.3))});
    }
    return boxes;
}

/// The pictures and boxes as the peer reads them.
std::filesystem::path jobFile(Session& session, const std::vector<Photo>& photos,
                              const std::vector<std::vector<Box>>& boxes)
{
    nlohmann::json job = nlohmann::json::array();
    for (size_t i = 0; i < photos.size(); ++i) {
        nlohmann::json picture = {{"file", photos[i].file.string()}};
        for (const Box& box : boxes[i])
            picture["boxes"].push_back({box.x1, box.y1, box.x2, box.y2});
        for (const Box& box : photos[i].truth)
            picture["truth"].push_back({box.x1, box.y1, box.x2, box.y2});
        job.push_back(std::move(picture));
    }
    const auto file = session.newFile(".json");
    writeJsonAtomic(file, job).orThrow();
    return file;
}

/// The share of true boxes that a proposed one lies on.
double recall(const std::vector<Photo>& photos, const std::vector<std::vector<Box>>& proposed)
{
    int64_t found = 0, all = 0;
    for (size_t i = 0; i < photos.size(); ++i)
        for (const Box& truth : photos[i].truth) {
            ++all;
            found += std::ranges::any_of(proposed[i], [&](const Box& box) {
                return intersectionOverUnion(box, truth) >= kFound;
            });
        }
    return static_cast<double>(found) / static_cast<double>(all);
}

void benchCrops(Session& session, const vision::RegionExtractor& extractor,
                const std::vector<Photo>& photos)
{
    Random random(1);
    const auto some = std::span(photos).first(std::min<size_t>(8, photos.size()));
    const std::vector<Photo> used(some.begin(), some.end());
    std::vector<std::vector<Box>> boxes;
    for (size_t i = 0; i < used.size(); ++i)
        boxes.push_back(randomBoxes(random, session.sized(1, 32, 64)));
    const auto images = imagesOf(used);
    // The extractor adds the whole picture to each list; the peer is given it.
    auto peers = boxes;
    for (auto& list : peers)
        list.push_back(Box{});
    const auto crops = static_cast<double>(peers.size() * peers.front().size());
    const auto peer =
        session.peer("regions.py", {"--job", jobFile(session, used, peers).string(), "--side",
                                    std::to_string(vision::RegionExtractor::kCropSide)});
    const Rounds rounds =
        takeTurns(session.rounds(),
                  [&] { return timed([&] { (void)extractor.extract(images, boxes).orThrow(); }); },
                  peer.get(), {{"what", "crops"}});
    Record record =
        recordOf("regions.crops", "crops of 96 x 96 to 1,280 features and 1,000 classes", rounds,
                 peer.get(), crops);
    record.goals = {{Goal::Of::Times, true, 5}};
    session.add(std::move(record));
}

void benchProposals(Session& session, const std::vector<Photo>& photos)
{
    std::vector<std::vector<Box>> none(photos.size());
    const auto peer = session.peer("regions.py", {"--job", jobFile(session, photos, none).string(),
                                                  "--most", std::to_string(kBoxes)});
    std::vector<std::vector<Box>> proposed(photos.size());
    const Rounds rounds =
        takeTurns(session.rounds(),
                  [&] {
                      return timed([&] {
                          parallelFor(static_cast<int64_t>(photos.size()), 0, [&](int64_t i) {
                              const auto at = static_cast<size_t>(i);
                              proposed[at] = vision::proposeRegions(photos[at].image, kBoxes);
                          });
                      });
                  },
                  peer.get(), {{"what", "proposals"}});
    const auto& size = photos.front().image;
    const std::string what = std::to_string(kBoxes) + " boxes of pictures of about " +
                             std::to_string(size.width) + " x " + std::to_string(size.height);
    Record speed =
        recordOf("regions.proposals", what, rounds, peer.get(), static_cast<double>(photos.size()));
    speed.goals = {{Goal::Of::Value, true, 100}};
    session.add(std::move(speed));
    Record found{"regions.recall", "true boxes found with " + what};
    found.value = 100 * recall(photos, proposed);
    found.unit = "%";
    found.lowerIsBetter = false;
    found.goals = {{Goal::Of::Value, true, 88}};
    if (peer) {
        found.peer = Record::Peer{peer->name(), rounds.last.at("recall_percent")};
        found.goals.push_back({Goal::Of::Times, true, 1});
    }
    session.add(std::move(found));
}

void benchPhoto(Session& session, const vision::RegionExtractor& extractor, const Photo& photo)
{
    const Image image = resized(photo.image, kPhotoWidth, kPhotoHeight);
    const auto file = session.newFile(".jpg");
    saveImage(image, file).orThrow();
    const Rounds rounds = takeTurns(
        std::max(5, session.rounds()),
        [&] {
            return timed([&] {
                const Image read = loadImage(file).orThrow();
                (void)extractor.extract({&read, 1}).orThrow();
            });
        },
        nullptr);
    Record record =
        recordOf("regions.photo", "a JPEG file of 640 x 480 to its regions", rounds, nullptr);
    record.goals = {{Goal::Of::Value, false, 0.06}};
    session.add(std::move(record));
}

} // namespace

void benchRegions(Session& session)
{
    const auto photos = photosOf(session.scenes(session.sized(20, kFewScenes, 400)),
                                 session.sized<size_t>(4, 24, 200));
    const auto extractor = vision::RegionExtractor::load().orThrow();
    benchCrops(session, *extractor, photos);
    benchProposals(session, photos);
    benchPhoto(session, *extractor, photos.front());
}

} // namespace unimo::bench
