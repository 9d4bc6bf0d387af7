// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace unimo::formats::detail {

/// A picture file that was read and decoded.
struct PictureFacts
{
    std::string hash; ///< of the content
    int width = 0;    ///< pixels, after EXIF rotation
    int height = 0;
    std::string fault; ///< why it cannot be used; empty when it can
};

/// Runs body(i) for i in [0, count) on all cores and tells how far it is, on the caller's thread.
/// Throws ErrorException (Cancelled) when a stop was asked for, and what body throws.
void forAllPictures(const std::string& what, int64_t count, const JobControl& control,
                    const std::function<void(int64_t)>& body);

/// Reads, hashes and decodes picture files.
[[nodiscard]] std::vector<PictureFacts>
readPictures(const std::vector<std::filesystem::path>& files, const JobControl& control);

/// Copies of pictures in a project's folder, named by their content. Those made are removed again
/// unless kept. Thread: copy() any.
class PictureCopies
{
public:
    explicit PictureCopies(std::filesystem::path project) : project_(std::move(project)) {}
    ~PictureCopies();
    PictureCopies(const PictureCopies&) = delete;
    PictureCopies& operator=(const PictureCopies&) = delete;

    /// Where the copy of a picture lies, relative to the project.
    [[nodiscard]] static std::filesystem::path place(const std::filesystem::path& original,
                                                     const std::string& hash);
    /// Copies a picture in, if it is not there. Throws ErrorException.
    void copy(const std::filesystem::path& original, const std::string& hash);
    void keep();

private:
    std::filesystem::path project_;
    std::mutex mutex_;
    std::vector<std::filesystem::path> made_; // guarded by mutex_
};

} // namespace unimo::formats::detail
