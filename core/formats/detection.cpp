// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/source.h"

#include <algorithm>
#include <system_error>

namespace unimo::formats::detail {
namespace fs = std::filesystem;
namespace {

bool isTable(const fs::path& file)
{
    return file.extension() == ".csv" || file.extension() == ".tsv";
}

bool isCocoCaptions(const fs::path& file)
{
    return file.extension() == ".json" && file.filename().string().starts_with("captions");
}

/// The files of a folder (not of its folders) that a test accepts, sorted.
template <typename Test>
std::vector<fs::path> filesIn(const fs::path& folder, Test accepts)
{
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        std::error_code gone;
        if (entry->is_regular_file(gone) && accepts(entry->path()))
            files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<DetectedSource> theOnly(const std::vector<fs::path>& files, SourceFormat format,
                               const fs::path& folder)
{
    if (files.size() == 1)
        return DetectedSource{format, files.front()};
    std::string names;
    for (const auto& file : files)
        names += (names.empty() ? "" : ", ") + file.filename().string();
    return Error{ErrorKind::Config,
                 files.empty() ? std::string("holds no file of the format ") + name(format)
                               : "holds several sources: " + names,
                 folder.string(), files.empty() ? "" : "name one of the files"};
}

Result<DetectedSource> detectInFolder(const fs::path& folder, SourceFormat wanted)
{
    if (wanted == SourceFormat::Sidecar)
        return DetectedSource{wanted, folder};
    const auto tables =
        filesIn(folder, [](const fs::path& file) { return isTable(file) && hasCsvHeader(file); });
    auto captions = filesIn(folder, isCocoCaptions);
    const auto annotations = filesIn(folder / "annotations", isCocoCaptions);
    captions.insert(captions.end(), annotations.begin(), annotations.end());

    if (wanted == SourceFormat::Csv || (wanted == SourceFormat::Auto && !tables.empty()))
        return theOnly(tables, SourceFormat::Csv, folder);
    if (wanted == SourceFormat::Coco || !captions.empty())
        return theOnly(captions, SourceFormat::Coco, folder);
    return DetectedSource{SourceFormat::Sidecar, folder};
}

} // namespace

Result<DetectedSource> detectSource(const fs::path& source, SourceFormat wanted)
{
    std::error_code code;
    const fs::path place = fs::absolute(source, code).lexically_normal();
    if (!fs::exists(place, code))
        return Error{ErrorKind::Io, "does not exist", place.string(), {}};
    if (fs::is_directory(place, code))
        return detectInFolder(place, wanted);
    if (wanted == SourceFormat::Csv || (wanted == SourceFormat::Auto && isTable(place)))
        return DetectedSource{SourceFormat::Csv, place};
    if (wanted == SourceFormat::Coco ||
        (wanted == SourceFormat::Auto && place.extension() == ".json"))
        return DetectedSource{SourceFormat::Coco, place};
    return Error{ErrorKind::Config,
                 "the format cannot be told from the name (allowed: a .csv, .tsv or COCO .json "
                 "file, or a folder of pictures)",
                 place.string(),
                 {}};
}

} // namespace unimo::formats::detail
