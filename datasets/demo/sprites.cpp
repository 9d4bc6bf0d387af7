// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/sprites.h"

#include "core/base/threads.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <utility>

namespace unimo::datasets {

namespace {

constexpr uint8_t kOpaque = 128;
constexpr double kHaloOpacity = 0.55;
constexpr float kHaloTone = 250;

cv::Mat weightedByAlpha(const Cutout& cutout)
{
    const cv::Mat bytes(cutout.height, cutout.width, CV_8UC4,
                        const_cast<uint8_t*>(cutout.rgba.data()));
    cv::Mat weighted;
    bytes.convertTo(weighted, CV_32FC4);
    for (auto p = weighted.begin<cv::Vec4f>(); p != weighted.end<cv::Vec4f>(); ++p)
        for (int c = 0; c < 3; ++c)
            (*p)[c] *= (*p)[3] / 255.0F;
    return weighted;
}

/// Lays the thing over a soft pale shape a little larger than itself.
void addHalo(cv::Mat& sprite)
{
    cv::Mat shape;
    cv::extractChannel(sprite, shape, 3);
    cv::dilate(shape, shape, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
    cv::GaussianBlur(shape, shape, {5, 5}, 0);
    for (int y = 0; y < sprite.rows; ++y)
        for (int x = 0; x < sprite.cols; ++x) {
            auto& p = sprite.at<cv::Vec4f>(y, x);
            const auto under = static_cast<float>(shape.at<float>(y, x) * kHaloOpacity *
                                                  (1 - p[3] / 255.0F));
            for (int c = 0; c < 3; ++c)
                p[c] += kHaloTone * under / 255.0F;
            p[3] += under;
        }
}

PixelBox opaqueBox(const cv::Mat& sprite)
{
    cv::Mat alpha;
    cv::extractChannel(sprite, alpha, 3);
    const cv::Rect box = cv::boundingRect(alpha >= kOpaque);
    return {box.x, box.y, box.x + box.width, box.y + box.height};
}

} // namespace

Sprite makeSprite(const Cutout& cutout, int width, int height)
{
    cv::Mat small;
    const bool shrinks = width < cutout.width;
    cv::resize(weightedByAlpha(cutout), small, {width, height}, 0, 0,
               shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat framed;
    cv::copyMakeBorder(small, framed, kHalo, kHalo, kHalo, kHalo, cv::BORDER_CONSTANT,
                       cv::Scalar::all(0));
    const PixelBox opaque = opaqueBox(framed);
    addHalo(framed);
    cv::Mat bytes;
    framed.convertTo(bytes, CV_8UC4);
    return {bytes.cols, bytes.rows, {bytes.datastart, bytes.dataend}, opaque};
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
        const Cutout cutout =
            dressed(stage.wardrobe[static_cast<size_t>(key.picture)], key.colour);
        for (auto it = begin; it != end; ++it)
            it->second = makeSprite(cutout, it->first.width, it->first.height);
    });
}

const Sprite& SpriteSet::of(const PlacedObject& object, Colour colour) const
{
    return sprites_.at(keyOf(object, colour));
}

} // namespace unimo::datasets
