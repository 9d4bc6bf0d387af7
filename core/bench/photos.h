// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <filesystem>
#include <vector>

namespace unimo::bench {

/// Scenes of the project that pictures are measured on, where few are enough.
inline constexpr int kFewScenes = 40;

struct Photo
{
    std::filesystem::path file;
    Image image;
    std::vector<Box> truth; ///< what is to be found in it
};

/// Pictures of a project of composed scenes, at most `most`, with their true boxes.
[[nodiscard]] std::vector<Photo> photosOf(const std::filesystem::path& project, size_t most);

} // namespace unimo::bench
