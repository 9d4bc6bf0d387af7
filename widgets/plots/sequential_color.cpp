// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/sequential_color.h"

#include <algorithm>
#include <array>

namespace unimo::plots {
namespace {

/// Viridis at every eighth; colours between are mixed.
constexpr std::array<std::array<float, 3>, 9> kViridis = {{{68, 1, 84},
                                                           {71, 44, 122},
                                                           {59, 81, 139},
                                                           {44, 113, 142},
                                                           {33, 144, 141},
                                                           {39, 173, 129},
                                                           {92, 200, 99},
                                                           {170, 220, 50},
                                                           {253, 231, 37}}};

} // namespace

QColor sequentialColor(float share)
{
    const float place = std::clamp(share, 0.0F, 1.0F) * static_cast<float>(kViridis.size() - 1);
    const auto low = std::min(static_cast<size_t>(place), kViridis.size() - 2);
    const float part = place - static_cast<float>(low);
    std::array<int, 3> mixed{};
    for (size_t c = 0; c < 3; ++c)
        mixed[c] =
            static_cast<int>((1 - part) * kViridis[low][c] + part * kViridis[low + 1][c] + 0.5F);
    return {mixed[0], mixed[1], mixed[2]};
}

} // namespace unimo::plots
