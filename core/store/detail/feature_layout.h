// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/feature_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

// The bytes of features/<set>.bin, little endian:
//   0  8  "UNIMOFEA"
//   8  4  version (1)
//  12  4  length of the identity
//  16  n  identity, JSON: {"extractor": text, "dim": number, "classes": number}
// then, each at a multiple of 64 bytes, one record a picture with n regions:
//   boxes float32 [n, 4], features binary16 [n, dim], classes binary16 [n, classes]
// Where the records are stands in the project's database.
namespace unimo::store::detail {

inline constexpr int64_t kFeatureAlignment = 64;
inline constexpr int32_t kMaxFeatureWidth = 65'536;
inline constexpr int32_t kMaxRegionsOfPicture = 65'536;

/// The next multiple of kFeatureAlignment.
[[nodiscard]] int64_t aligned(int64_t offset);
/// The bytes of a record, without padding. At most 2^34 for checked arguments.
[[nodiscard]] int64_t recordBytes(const FeatureIdentity& identity, int64_t regions);

/// The file's beginning, padded to where the first record may lie.
[[nodiscard]] std::string featureHeader(const FeatureIdentity& identity);
/// Reads a file's beginning; Data error when it is not a feature file.
struct FeatureHeader
{
    FeatureIdentity identity;
    int64_t bytes = 0; ///< where the records begin
};
[[nodiscard]] Result<FeatureHeader> readFeatureHeader(std::span<const std::byte> file,
                                                      const std::string& where);

/// Checks a slot of the database against the file's size.
[[nodiscard]] bool slotFits(const FeatureSlot& slot, const FeatureHeader& header,
                            int64_t fileBytes);

/// Checks that the numbers of an identity are within what a file may hold.
[[nodiscard]] Status checkIdentity(const FeatureIdentity& identity, const std::string& where);
/// The set's file: <featuresFolder>/<set>.bin. Config error for a name that is no plain file name.
[[nodiscard]] Result<std::filesystem::path> featureFile(const Project& project,
                                                        const std::string& set);

} // namespace unimo::store::detail
