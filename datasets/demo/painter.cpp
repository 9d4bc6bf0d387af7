// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/painter.h"

#include "core/base/random.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace unimo::datasets {

namespace {

using Tone = cv::Vec3f; // RGB, 0-255

/// A canvas of float RGB with the few strokes that all kinds are painted with.
class Canvas
{
public:
    Canvas(int width, int height, uint64_t seed) : pixels_(height, width, CV_32FC3), random_(seed)
    {
    }

    Random& random() { return random_; }
    int row(float fraction) const { return cvRound(fraction * pixels_.rows); }

    /// A colour near `tone`, a little different in each variant.
    Tone vary(Tone tone, float by)
    {
        for (int c = 0; c < 3; ++c)
            tone[c] += static_cast<float>(random_.uniform(-by, by));
        return tone;
    }

    /// Rows [from, to) run from one colour to another.
    void gradient(float from, float to, const Tone& top, const Tone& bottom)
    {
        const int first = row(from);
        const int last = row(to);
        for (int y = first; y < last; ++y) {
            const float t = static_cast<float>(y - first) / std::max(1, last - first - 1);
            const Tone tone = top * (1 - t) + bottom * t;
            pixels_.row(y).setTo(cv::Scalar(tone[0], tone[1], tone[2]));
        }
    }

    /// Soft noise in [-1, 1] of `columns` x `rows` cells over rows [from, to).
    cv::Mat noise(float from, float to, int columns, int rows)
    {
        cv::Mat cells(rows, columns, CV_32F);
        for (float& cell : cv::Mat_<float>(cells)) // shares the numbers
            cell = static_cast<float>(random_.uniform(-1, 1));
        cv::Mat smooth;
        cv::resize(cells, smooth, {pixels_.cols, std::max(1, row(to) - row(from))}, 0, 0,
                   cv::INTER_CUBIC);
        return smooth;
    }

    /// Lightens and darkens rows [from, to) by noise.
    void grain(float from, float to, int columns, int rows, float strength)
    {
        const cv::Mat field = noise(from, to, columns, rows);
        cv::Mat part = pixels_.rowRange(row(from), row(from) + field.rows);
        part.forEach<Tone>([&](Tone& p, const int* at) {
            const float by = strength * field.at<float>(at[0], at[1]);
            p += Tone(by, by, by);
        });
    }

    /// Soft blots of `tone` over rows [from, to) where noise is above `threshold`.
    void blots(float from, float to, int columns, int rows, Tone tone, float threshold,
               float opacity)
    {
        const cv::Mat field = noise(from, to, columns, rows);
        cv::Mat part = pixels_.rowRange(row(from), row(from) + field.rows);
        part.forEach<Tone>([&](Tone& p, const int* at) {
            const float over = (field.at<float>(at[0], at[1]) - threshold) / 0.5F;
            const float alpha = opacity * std::clamp(over, 0.0F, 1.0F);
            p = p * (1 - alpha) + tone * alpha;
        });
    }

    /// A row of hills whose crests are about `crest` high; filled down to row `to`.
    void hills(float crest, float to, float swing, const Tone& tone)
    {
        const double phase = random_.uniform(0, 6.28);
        const double length = random_.uniform(0.6, 1.4);
        for (int x = 0; x < pixels_.cols; ++x) {
            const double t = 6.28 * length * x / pixels_.cols;
            const double rise = std::sin(t + phase) + 0.5 * std::sin(2.3 * t + 2 * phase);
            const int top = row(crest + swing * static_cast<float>(rise));
            for (int y = std::max(0, top); y < row(to); ++y)
                pixels_.at<Tone>(y, x) = tone;
        }
    }

    /// Vertical (or level) seams of a darker shade every `gap` pixels, as between boards.
    void seams(float from, float to, int gap, float darker, bool level)
    {
        const int first = row(from);
        const int last = row(to);
        const auto shift = static_cast<int>(random_.below(gap));
        for (int y = first; y < last; ++y)
            for (int x = 0; x < pixels_.cols; ++x)
                if (((level ? y : x) + shift) % gap < 2)
                    pixels_.at<Tone>(y, x) *= 1 - darker;
    }

    Image image() const
    {
        cv::Mat bytes;
        pixels_.convertTo(bytes, CV_8UC3);
        return {bytes.cols, bytes.rows, {bytes.datastart, bytes.dataend}};
    }

private:
    cv::Mat pixels_;
    Random random_;
};

float horizonNear(Canvas& canvas, double low, double high)
{
    return static_cast<float>(canvas.random().uniform(low, high));
}

void paintSky(Canvas& canvas, float horizon)
{
    canvas.gradient(0, horizon, canvas.vary({110, 170, 230}, 25), canvas.vary({205, 228, 245}, 10));
    canvas.blots(0, horizon, 5, 4, {250, 250, 252}, 0.15F, 0.8F);
}

float paintField(Canvas& canvas)
{
    const float horizon = horizonNear(canvas, 0.36, 0.5);
    paintSky(canvas, horizon);
    canvas.hills(horizon - 0.06F, horizon, 0.03F, canvas.vary({110, 150, 110}, 20));
    canvas.gradient(horizon, 1, canvas.vary({150, 185, 90}, 18), canvas.vary({92, 140, 62}, 18));
    canvas.grain(horizon, 1, 120, 60, 14);
    canvas.grain(horizon, 1, 10, 8, 8);
    return horizon;
}

float paintBeach(Canvas& canvas)
{
    const float horizon = horizonNear(canvas, 0.24, 0.32);
    const float shore = horizon + 0.14F;
    paintSky(canvas, horizon);
    canvas.gradient(horizon, shore, canvas.vary({60, 130, 180}, 20),
                    canvas.vary({140, 205, 215}, 15));
    canvas.gradient(shore, 1, canvas.vary({226, 204, 160}, 10), canvas.vary({238, 216, 170}, 12));
    canvas.grain(shore, 1, 140, 100, 9);
    return shore;
}

float paintSnow(Canvas& canvas)
{
    const float horizon = horizonNear(canvas, 0.38, 0.5);
    canvas.gradient(0, horizon, canvas.vary({150, 180, 212}, 20), canvas.vary({212, 222, 234}, 8));
    canvas.hills(horizon - 0.09F, horizon, 0.05F, canvas.vary({178, 192, 210}, 12));
    canvas.gradient(horizon, 1, {244, 247, 251}, canvas.vary({226, 232, 242}, 6));
    canvas.grain(horizon, 1, 9, 7, 9);
    canvas.blots(0, 1, 90, 70, {255, 255, 255}, 0.55F, 0.9F);
    return horizon;
}

float paintDesert(Canvas& canvas)
{
    const float horizon = horizonNear(canvas, 0.36, 0.48);
    canvas.gradient(0, horizon, canvas.vary({120, 176, 222}, 20), canvas.vary({240, 226, 196}, 8));
    canvas.hills(horizon - 0.05F, horizon + 0.02F, 0.04F, canvas.vary({206, 158, 104}, 12));
    canvas.gradient(horizon, 1, canvas.vary({222, 180, 124}, 10), canvas.vary({200, 152, 96}, 10));
    canvas.grain(horizon, 1, 4, 26, 12);
    return horizon;
}

float paintSea(Canvas& canvas)
{
    const float horizon = horizonNear(canvas, 0.3, 0.42);
    paintSky(canvas, horizon);
    canvas.gradient(horizon, 1, canvas.vary({70, 140, 180}, 18), canvas.vary({22, 78, 130}, 14));
    canvas.blots(horizon, 1, 12, 44, {168, 208, 226}, 0.3F, 0.45F);
    return horizon;
}

float paintOpenSky(Canvas& canvas)
{
    paintSky(canvas, 1);
    return 1;
}

float paintRoom(Canvas& canvas)
{
    const float floor = horizonNear(canvas, 0.5, 0.6);
    const Tone wall = canvas.vary({208, 202, 190}, 34);
    canvas.gradient(0, floor, wall, wall * 0.95F);
    canvas.seams(0, floor, 26, 0.05F, false);
    canvas.gradient(floor, floor + 0.03F, {240, 238, 232}, {214, 210, 202});
    canvas.gradient(floor + 0.03F, 1, canvas.vary({164, 124, 88}, 20),
                    canvas.vary({140, 102, 70}, 16));
    canvas.grain(floor + 0.03F, 1, 6, 50, 8);
    canvas.seams(floor + 0.03F, 1, 22, 0.25F, true);
    return floor + 0.03F;
}

float paintTable(Canvas& canvas)
{
    const float edge = horizonNear(canvas, 0.4, 0.5);
    const Tone wall = canvas.vary({190, 200, 205}, 36);
    canvas.gradient(0, edge, wall * 1.05F, wall * 0.9F);
    canvas.grain(0, edge, 7, 5, 5);
    canvas.gradient(edge, edge + 0.02F, {96, 66, 42}, {120, 84, 54});
    canvas.gradient(edge + 0.02F, 1, canvas.vary({186, 146, 104}, 22),
                    canvas.vary({170, 128, 88}, 20));
    canvas.grain(edge + 0.02F, 1, 5, 60, 9);
    return edge + 0.02F;
}

float paintPaper(Canvas& canvas)
{
    const Tone sheet = canvas.vary({228, 224, 218}, 24);
    canvas.gradient(0, 1, sheet, sheet * 0.96F);
    canvas.grain(0, 1, 150, 140, 5);
    if (canvas.random().chance(0.5))
        canvas.seams(0, 1, 24, 0.08F, true);
    if (canvas.random().chance(0.4))
        canvas.seams(0, 1, 24, 0.08F, false);
    return 0;
}

float paintPlanks(Canvas& canvas)
{
    const Tone wood = canvas.vary({172, 136, 100}, 30);
    canvas.gradient(0, 1, wood, wood * 0.93F);
    const bool level = canvas.random().chance(0.5);
    canvas.grain(0, 1, level ? 5 : 90, level ? 90 : 5, 11);
    canvas.seams(0, 1, 36, 0.35F, level);
    return 0;
}

} // namespace

std::optional<Painting> paint(const std::string& kind, uint64_t seed, int width, int height)
{
    using Painter = float (*)(Canvas&);
    static const std::map<std::string, Painter> painters = {
        {"field", paintField},   {"beach", paintBeach}, {"snow", paintSnow},
        {"desert", paintDesert}, {"sea", paintSea},     {"sky", paintOpenSky},
        {"room", paintRoom},     {"table", paintTable}, {"paper", paintPaper},
        {"planks", paintPlanks},
    };
    const auto painter = painters.find(kind);
    if (painter == painters.end())
        return std::nullopt;
    Canvas canvas(width, height, seed);
    const float horizon = painter->second(canvas);
    return Painting{canvas.image(), horizon};
}

} // namespace unimo::datasets
