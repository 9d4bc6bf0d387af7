// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/render.h"

#include <opencv2/imgcodecs.hpp>

#include <algorithm>

namespace unimo::datasets {

namespace {

constexpr int kQuality = 92;
constexpr int kAloneSide = 150;

std::vector<uint8_t> cropped(const Image& image, int left, int top, bool mirrored)
{
    std::vector<uint8_t> bgr(size_t{3} * kSceneSide * kSceneSide);
    uint8_t* to = bgr.data();
    for (int y = 0; y < kSceneSide; ++y) {
        const uint8_t* row = image.row(top + y).data() + ptrdiff_t{3} * left;
        for (int x = 0; x < kSceneSide; ++x, to += 3) {
            const uint8_t* from = row + ptrdiff_t{3} * (mirrored ? kSceneSide - 1 - x : x);
            to[0] = from[2];
            to[1] = from[1];
            to[2] = from[0];
        }
    }
    return bgr;
}

/// Lays the sprite down with its border's corner at (left, top); returns its tight box.
PixelBox blit(Drawing& drawing, const Sprite& sprite, int left, int top, bool mirrored)
{
    const int fromX = std::max(0, -left);
    const int toX = std::min(sprite.width, kSceneSide - left);
    const int fromY = std::max(0, -top);
    const int toY = std::min(sprite.height, kSceneSide - top);
    for (int y = fromY; y < toY; ++y) {
        uint8_t* to = &drawing.bgr[size_t{3} * ((top + y) * kSceneSide + left + fromX)];
        for (int x = fromX; x < toX; ++x, to += 3) {
            const int column = mirrored ? sprite.width - 1 - x : x;
            const uint8_t* from = &sprite.rgba[size_t{4} * (y * sprite.width + column)];
            const unsigned rest = 255U - from[3];
            to[0] = static_cast<uint8_t>(std::min(255U, from[2] + (to[0] * rest + 127) / 255));
            to[1] = static_cast<uint8_t>(std::min(255U, from[1] + (to[1] * rest + 127) / 255));
            to[2] = static_cast<uint8_t>(std::min(255U, from[0] + (to[2] * rest + 127) / 255));
        }
    }
    const PixelBox& o = sprite.opaque;
    return {left + (mirrored ? sprite.width - o.right : o.left), top + o.top,
            left + (mirrored ? sprite.width - o.left : o.right), top + o.bottom};
}

} // namespace

Drawing draw(const Scene& scene, const Background& background, const SpriteSet& sprites)
{
    Drawing drawing{cropped(background.image, scene.cropLeft, scene.cropTop, scene.mirrored), {}};
    for (const Group& group : scene.groups)
        for (const PlacedObject& object : group.objects)
            drawing.boxes.push_back(blit(drawing, sprites.of(object, group.colour),
                                         object.box.left - kHalo, object.box.top - kHalo,
                                         object.mirrored));
    return drawing;
}

Drawing drawAlone(const Cutout& cutout, const Background& background)
{
    const double scale = static_cast<double>(kAloneSide) / std::max(cutout.width, cutout.height);
    const Sprite sprite =
        makeSprites(cutout, {{std::max(6, static_cast<int>(cutout.width * scale)),
                              std::max(6, static_cast<int>(cutout.height * scale))}})
            .front();
    Drawing drawing{cropped(background.image, 0, 0, false), {}};
    drawing.boxes.push_back(blit(drawing, sprite, (kSceneSide - sprite.width) / 2,
                                 (kSceneSide - sprite.height) / 2, false));
    return drawing;
}

std::vector<uint8_t> encodeJpeg(const Drawing& drawing)
{
    const cv::Mat picture(kSceneSide, kSceneSide, CV_8UC3,
                          const_cast<uint8_t*>(drawing.bgr.data()));
    std::vector<uint8_t> bytes;
    cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, kQuality});
    return bytes;
}

} // namespace unimo::datasets
