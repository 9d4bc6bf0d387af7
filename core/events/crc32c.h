// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace unimo::events {

/// CRC-32C (Castagnoli) of some bytes.
[[nodiscard]] uint32_t crc32c(std::string_view bytes);

/// The form TFRecord stores, rotated and shifted so that a CRC of data that holds CRCs stays
/// strong (tensorflow/core/lib/hash/crc32c.h).
[[nodiscard]] uint32_t maskedCrc32c(std::string_view bytes);

} // namespace unimo::events
