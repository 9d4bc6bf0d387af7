// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <torch/torch.h>

#include <algorithm>
#include <vector>

namespace unimo::inference {

/// Items between two looks at the stop request.
constexpr size_t kChunk = 256;

/// Encodes items in chunks with progress; fewer rows than items when stopped.
template <typename Item, typename Encode>
at::Tensor inChunks(const std::vector<Item>& items, const char* what, const JobControl& control,
                    const Encode& encode)
{
    std::vector<at::Tensor> parts;
    for (size_t first = 0; first < items.size() && !control.stopped(); first += kChunk) {
        control.progress(what, static_cast<int64_t>(first), static_cast<int64_t>(items.size()));
        parts.push_back(encode(std::vector<Item>(
            items.begin() + static_cast<std::ptrdiff_t>(first),
            items.begin() + static_cast<std::ptrdiff_t>(std::min(first + kChunk, items.size())))));
    }
    return parts.empty() ? at::Tensor() : at::cat(parts);
}

} // namespace unimo::inference
