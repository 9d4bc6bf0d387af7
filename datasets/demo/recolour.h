// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "datasets/demo/colours.h"
#include "datasets/demo/cutout.h"

namespace unimo::datasets {

/// The colour word of a whole cut-out, measured from its pixels; nothing when no word is clearly
/// first.
[[nodiscard]] std::optional<Colour> measuredColour(const Cutout& cutout);

/// The cut-out in another colour: its light and shade are kept on a ramp dark - colour - light, so
/// that grey and white things can be coloured too.
[[nodiscard]] Cutout recoloured(const Cutout& cutout, Colour colour);

} // namespace unimo::datasets
