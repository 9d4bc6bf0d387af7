// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>

namespace unimo::tensor {

/// The members of a zip file by name, as views of its bytes. Only what torch.save writes: members
/// stored without compression, zip64 where needed. Throws ErrorException (Data) for anything else.
[[nodiscard]] std::map<std::string, std::span<const std::byte>>
storedZipMembers(std::span<const std::byte> zip);

} // namespace unimo::tensor
