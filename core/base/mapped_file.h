// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace unimo {

/// A file mapped read-only into memory. Shared: whoever views its bytes keeps the pointer.
/// Thread: any.
class MappedFile
{
public:
    [[nodiscard]] static Result<std::shared_ptr<const MappedFile>>
    open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    MappedFile(const std::byte* data, size_t size) : data_(data), size_(size) {}
    const std::byte* data_;
    size_t size_;
};

} // namespace unimo
