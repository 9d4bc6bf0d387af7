// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/sprites.h"

#include "core/base/threads.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <utility>

namespace unimo::datasets {

namespace {

constexpr uint8_t kOpaque = 128;
constexpr unsigned kHaloOpacity = 140; ///< of 255
constexpr unsigned kHaloTone = 250;

cv::Mat weightedByAlpha(const Cutout& cutout)
{
    cv::Mat weighted(cutout.height, cutout.width, CV_8UC4);
    const uint8_t* from = cutout.rgba.data();
    uint8_t* to = weighted.data;
    for (const uint8_t* end = from + cutout.rgba.size(); from != end; from += 4, to += 4) {
        for (int c = 0; c < 3; ++c)
            to[c] = static_cast<uint8_t>((from[c] * from[3] + 127) / 255);
        to[3] = from[3];
    }
    return weighted;
}

PixelBox opaqueBox(const cv::Mat& alpha)
{
    const cv::Rect box = cv::boundingRect(alpha >= kOpaque);
    return {box.x, box.y, box.x + box.width, box.y + box.height};
}

/// Lays the thing over a soft pale shape a little larger than itself.
void addHalo(cv::Mat& sprite, const cv::Mat& alpha)
{
    cv::Mat shape;
    cv::dilate(alpha, shape, cv::Mat::ones(3, 3, CV_8U));
    cv::blur(shape, shape, {3, 3});
    for (int y = 0; y < sprite.rows; ++y) {
        auto* p = sprite.ptr<uint8_t>(y);
        const auto* s = shape.ptr<uint8_t>(y);
        for (int x = 0; x < sprite.cols; ++x, p += 4) {
            const unsigned under = s[x] * kHaloOpacity * (255U - p[3]) / (255U * 255U);
            for (int c = 0; c < 3; ++c)
                p[c] = static_cast<uint8_t>(std::min(255U, p[c] + kHaloTone * under / 255U));
            p[3] = static_cast<uint8_t>(p[3] + under);
        }
    }
}

Sprite makeSprite(const cv::Mat& weighted, int width, int height)
{
    cv::Mat small;
    cv::resize(weighted, small, {width, height}, 0, 0,
               width < weighted.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat framed;
    cv::copyMakeBorder(small, framed, kHalo, kHalo, kHalo, kHalo, cv::BORDER_CONSTANT,
                       cv::Scalar::all(0));
    cv::Mat alpha;
    cv::extractChannel(framed, alpha, 3);
    addHalo(framed, alpha);
    return {framed.cols, framed.rows, {framed.datastart, framed.dataend}, opaqueBox(alpha)};
}

} // namespace

std::vector<Sprite> makeSprites(const Cutout& cutout,
                                const std::vector<std::pair<int, int>>& widthsAndHeights)
{
    const cv::Mat weighted = weightedByAlpha(cutout);
    std::vector<Sprite> sprites;
    sprites.reserve(widthsAndHeights.size());
    for (const auto& [width, height] : widthsAndHeights)
        sprites.push_back(makeSprite(weighted, width, height));
    return sprites;
}

SpriteSet::Key SpriteSet::keyOf(const PlacedObject& object, Colour colour)
{
    return {object.picture, colour, object.box.width(), object.box.height()};
}

SpriteSet::SpriteSet(const Stage& stage, const std::vector<const Scene*>& scenes, int threads,
                     const JobControl& job)
{
    for (const Scene* scene : scenes)
        for (const Group& group : scene->groups)
            for (const PlacedObject& object : group.objects)
                sprites_.try_emplace(keyOf(object, group.colour));

    // Sprites of one picture and colour stand side by side: the picture is coloured once for all.
    using Run = std::pair<std::map<Key, Sprite>::iterator, std::map<Key, Sprite>::iterator>;
    std::vector<Run> runs;
    for (auto it = sprites_.begin(); it != sprites_.end();) {
        auto end = it;
        while (end != sprites_.end() && end->first.picture == it->first.picture &&
               end->first.colour == it->first.colour)
            ++end;
        runs.emplace_back(it, end);
        it = end;
    }
    job.progress("Colouring pictures", 0, static_cast<int64_t>(runs.size()));
    parallelFor(static_cast<int64_t>(runs.size()), threads, [&](int64_t i) {
        if (job.stopped())
            throw ErrorException(JobControl::cancelled("Building the demo"));
        const auto& [begin, end] = runs[static_cast<size_t>(i)];
        const Key& key = begin->first;
        const Cutout cutout = dressed(stage.wardrobe[static_cast<size_t>(key.picture)], key.colour);
        std::vector<std::pair<int, int>> sizes;
        for (auto it = begin; it != end; ++it)
            sizes.emplace_back(it->first.width, it->first.height);
        std::vector<Sprite> made = makeSprites(cutout, sizes);
        auto next = made.begin();
        for (auto it = begin; it != end; ++it)
            it->second = std::move(*next++);
    });
}

const Sprite& SpriteSet::of(const PlacedObject& object, Colour colour) const
{
    return sprites_.at(keyOf(object, colour));
}

} // namespace unimo::datasets
