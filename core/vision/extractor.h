// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"

#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace unimo::vision {

/// One picture's regions. The last region is always the whole picture.
struct Regions
{
    std::vector<Box> boxes;      ///< [n]
    std::vector<float> features; ///< [n, RegionExtractor::kDim]
    std::vector<float> classes;  ///< [n, RegionExtractor::kClasses], probabilities
    [[nodiscard]] size_t size() const { return boxes.size(); }
};

/// Where set-up puts the network's weights.
[[nodiscard]] std::filesystem::path starterWeights();

/// The built-in extractor: boxes (found or given), EfficientNet-Lite0 features of each crop
/// followed by its 4 x 4 colour layout, and the network's 1000 class probabilities. Thread:
/// extract() may be called from several threads; one call uses every core of the CPU.
class RegionExtractor
{
public:
    static constexpr int kDim = 1328; ///< 1280 of the network, 48 of the layout
    static constexpr int kClasses = 1000;
    static constexpr int kCropSide = 96;

    /// Loads the weights (empty: the starter).
    [[nodiscard]] static Result<std::unique_ptr<RegionExtractor>>
    load(const std::filesystem::path& weights = {});
    ~RegionExtractor();
    RegionExtractor(const RegionExtractor&) = delete;
    RegionExtractor& operator=(const RegionExtractor&) = delete;

    /// Name, version and weights' hash: regions of equal identity may be mixed.
    [[nodiscard]] const std::string& identity() const;

    /// The regions of each picture. given: the boxes of each picture, in the pictures' order, or
    /// empty to find them. Data error for an empty picture, Cancelled within one batch of a stop
    /// request.
    [[nodiscard]] Result<std::vector<Regions>> extract(std::span<const Image> images,
                                                       std::span<const std::vector<Box>> given = {},
                                                       std::stop_token stop = {}) const;

private:
    struct Implementation;
    explicit RegionExtractor(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> d_;
};

/// The English name of an ImageNet class, empty when it is not known.
[[nodiscard]] std::string className(int index);

} // namespace unimo::vision
