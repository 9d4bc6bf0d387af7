// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <utility>

namespace unimo {

/// An exclusive lock on a file, which is made when needed and stays. Held until destruction, and
/// let go of when the process ends, in whatever way; programs it starts do not hold it. Only those
/// who ask for it are kept out. Thread: any; two locks of one process keep each other out, too.
class FileLock
{
public:
    /// Waits until nobody else holds it.
    [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& file);
    /// None: another holds it.
    [[nodiscard]] static Result<std::optional<FileLock>> tryTake(const std::filesystem::path& file);
    /// Asks without taking it, so that nobody who wants it is turned away meanwhile.
    [[nodiscard]] static bool isTaken(const std::filesystem::path& file);

    FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FileLock& operator=(FileLock&& other) noexcept
    {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FileLock();

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_; ///< -1: moved away
};

} // namespace unimo
