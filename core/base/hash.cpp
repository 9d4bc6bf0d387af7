// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"

#include <xxhash.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <vector>

namespace unimo {
namespace {

std::string hex(const XXH128_hash_t& hash)
{
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%016llx%016llx",
                  static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return text.data();
}

} // namespace

std::string contentHash(std::span<const std::byte> bytes)
{
    return hex(XXH3_128bits(bytes.data(), bytes.size()));
}

std::string contentHash(const std::string& text)
{
    return contentHash(std::as_bytes(std::span(text)));
}

Result<std::string> contentHashOfFile(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return Error{ErrorKind::Io, "cannot be opened for reading", file.string(), {}};
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                         &XXH3_freeState);
    XXH3_128bits_reset(state.get());
    std::vector<char> block(1 << 20);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        XXH3_128bits_update(state.get(), block.data(), static_cast<size_t>(in.gcount()));
    }
    return hex(XXH3_128bits_digest(state.get()));
}

} // namespace unimo
