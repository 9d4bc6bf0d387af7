// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace unimo::search {

/// Rows that are multiplied together: four numbers of each lie side by side, row after row.
inline constexpr size_t kGroup = 16;
inline constexpr size_t kQuad = 4;
/// Queries that are multiplied together.
inline constexpr size_t kTogether = 8;

/// Sums of products of kGroup rows with kTogether queries, into `sums` [kTogether, kGroup].
/// codes: [quads, kGroup, kQuad], a number plus 128; queries: [kTogether, quads * kQuad].
using CodeProducts = void (*)(const uint8_t* codes, const int8_t* queries, size_t quads,
                              int32_t* sums);

/// What the processor can do, the fastest first; all give the same sums.
[[nodiscard]] std::span<const CodeProducts> codeProducts();

} // namespace unimo::search
