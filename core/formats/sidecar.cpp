// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/formats/detail/source.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>
#include <system_error>

namespace unimo::formats::detail {
namespace fs = std::filesystem;
namespace {

constexpr uint64_t kMaxSidecarBytes = uint64_t{1} << 20;

/// The folder's pictures and texts, sorted; hidden files and folders are left out.
struct Listing
{
    std::vector<fs::path> pictures;
    std::set<fs::path> texts;
};

Result<Listing> list(const fs::path& folder)
{
    Listing listing;
    std::error_code code;
    auto entry = fs::recursive_directory_iterator(
        folder, fs::directory_options::skip_permission_denied, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
        const fs::path& path = entry->path();
        std::error_code gone; // a file that vanishes meanwhile is none of ours
        if (path.filename().string().starts_with('.')) {
            if (entry->is_directory(gone))
                entry.disable_recursion_pending();
        } else if (!entry->is_regular_file(gone)) {
            continue;
        } else if (path.extension() == ".txt") {
            listing.texts.insert(path);
        } else if (isPictureName(path)) {
            listing.pictures.push_back(path);
        }
    }
    if (code)
        return Error{
            ErrorKind::Io, "the folder cannot be read: " + code.message(), folder.string(), {}};
    std::sort(listing.pictures.begin(), listing.pictures.end());
    return listing;
}

/// Adds a row for each line of a sidecar; returns how many.
int64_t addCaptions(const fs::path& picture, const fs::path& sidecar, SourceRows& source)
{
    const auto text = readFile(sidecar, kMaxSidecarBytes);
    if (!text) {
        source.problems.push_back({sidecar.string(), text.error().message});
        return 0;
    }
    std::istringstream in(*text);
    int64_t added = 0;
    int64_t number = 0;
    for (std::string line; std::getline(in, line);) {
        const std::string where = sidecar.string() + ":" + std::to_string(++number);
        if (number == 1 && line.starts_with("\xEF\xBB\xBF")) // byte order mark
            line.erase(0, 3);
        const std::string caption = trimmed(line);
        if (caption.empty())
            continue;
        if (const std::string reason = captionFault(caption); !reason.empty()) {
            source.problems.push_back({where, reason});
            continue;
        }
        source.rows.push_back({picture, caption, {}, where});
        ++added;
    }
    return added;
}

} // namespace

bool isPictureName(const fs::path& file)
{
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static const std::set<std::string> endings = {".png", ".jpg",  ".jpeg", ".webp",
                                                  ".bmp", ".tiff", ".tif"};
    return endings.contains(ending);
}

Result<SourceRows> readSidecars(const fs::path& folder)
{
    const auto listing = list(folder);
    if (!listing)
        return listing.error();
    SourceRows source;
    std::set<fs::path> unused = listing->texts;
    for (const auto& picture : listing->pictures) {
        const fs::path sidecar = fs::path(picture).replace_extension(".txt");
        unused.erase(sidecar);
        const bool there = listing->texts.contains(sidecar);
        if (!there || addCaptions(picture, sidecar, source) == 0)
            source.rows.push_back({picture, {}, {}, picture.string()});
    }
    for (const auto& text : unused)
        source.problems.push_back({text.string(), "there is no picture of this name"});
    return source;
}

} // namespace unimo::formats::detail
