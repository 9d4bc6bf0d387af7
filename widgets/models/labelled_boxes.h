// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "widgets/look/picture_view.h"

#include <vector>

namespace unimo::models {

/// The boxes of a sample as a picture shows them: "red dog".
[[nodiscard]] QVector<look::PictureView::LabelledBox>
labelledBoxes(const std::vector<store::Region>& regions);

} // namespace unimo::models
