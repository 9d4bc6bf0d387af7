// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/import.h"

#include "core/base/random.h"
#include "core/formats/detail/pictures.h"
#include "core/formats/detail/source.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace unimo::formats {
namespace fs = std::filesystem;
namespace {

using detail::PictureCopies;
using detail::PictureFacts;
using detail::SourceRow;
using detail::SourceRows;

/// Below this many pictures nothing is held back for validation and testing.
constexpr size_t kFewestToSplit = 20;

/// One picture content with all rows that name it, whatever file they found it in.
struct Content
{
    fs::path file;
    PictureFacts facts;
    std::string split; ///< empty: not said
    std::vector<const SourceRow*> rows;
    std::optional<store::SampleId> known; ///< its sample, if the project has one already
};

/// 80/10/10 by content, so that the same picture always falls into the same split.
std::string splitOf(const std::string& hash)
{
    const uint64_t place = stableHash(hash) % 10;
    return place < 8 ? "train" : place == 8 ? "val" : "test";
}

class Import
{
public:
    Import(store::Project& project, const ImportOptions& options, const JobControl& control)
        : project_(project), options_(options), control_(control)
    {
        store::SampleFilter filter;
        filter.trashed = true;
        const auto ids = project.sampleIds(filter);
        trashed_.insert(ids.begin(), ids.end());
    }

    ImportReport run(SourceRows source, const std::string& collection)
    {
        report_.problems = std::move(source.problems);
        auto contents = contentsOf(source.rows);
        chooseSplits(contents);
        PictureCopies copies(project_.folder());
        if (options_.copy)
            copyNew(contents, copies);
        project_.transaction([&] {
            int64_t done = 0;
            for (const auto& content : contents) {
                if (control_.stopped())
                    throw ErrorException(JobControl::cancelled("Importing"));
                if (done++ % 1000 == 0)
                    control_.progress("Storing pictures", done - 1,
                                      static_cast<int64_t>(contents.size()));
                store(content, collection);
            }
        });
        copies.keep();
        return std::move(report_);
    }

private:
    void problem(const SourceRow& row, const std::string& reason)
    {
        report_.problems.push_back({row.where, reason});
    }

    /// Reads each picture file once and brings rows of the same content together, in the order in
    /// which the source names them.
    std::vector<Content> contentsOf(const std::vector<SourceRow>& rows)
    {
        std::vector<fs::path> files;
        std::map<fs::path, size_t> fileIndex;
        for (const auto& row : rows)
            if (fileIndex.emplace(row.picture, files.size()).second)
                files.push_back(row.picture);
        const auto facts = detail::readPictures(files, control_);

        std::vector<Content> contents;
        std::unordered_map<std::string, size_t> contentIndex; // by hash
        for (size_t i = 0; i < files.size(); ++i) {
            if (!facts[i].fault.empty())
                continue;
            if (!contentIndex.emplace(facts[i].hash, contents.size()).second) {
                ++report_.picturesKnown;
                continue;
            }
            contents.push_back(
                {files[i], facts[i], {}, {}, project_.sampleWithImage(facts[i].hash)});
        }
        for (const auto& row : rows) {
            const PictureFacts& picture = facts[fileIndex.at(row.picture)];
            if (picture.fault.empty())
                addRow(contents[contentIndex.at(picture.hash)], row);
            else
                problem(row, picture.fault);
        }
        return contents;
    }

    void addRow(Content& content, const SourceRow& row)
    {
        if (content.split.empty())
            content.split = row.split;
        if (!row.split.empty() && row.split != content.split)
            problem(row, "puts the picture into split \"" + row.split +
                             "\", an earlier row into \"" + content.split + "\"");
        else
            content.rows.push_back(&row);
    }

    static void chooseSplits(std::vector<Content>& contents)
    {
        const bool few = contents.size() < kFewestToSplit;
        for (auto& content : contents)
            if (content.split.empty())
                content.split = few ? "train" : splitOf(content.facts.hash);
    }

    void copyNew(const std::vector<Content>& contents, PictureCopies& copies) const
    {
        detail::forAllPictures("Copying pictures", static_cast<int64_t>(contents.size()), control_,
                               [&](int64_t i) {
                                   const Content& content = contents[static_cast<size_t>(i)];
                                   if (!content.known)
                                       copies.copy(content.file, content.facts.hash);
                               });
    }

    void store(const Content& content, const std::string& collection)
    {
        if (content.known && trashed_.contains(*content.known)) {
            for (const auto* row : content.rows)
                problem(*row, "the picture is in the project's trash; restore it first");
            return;
        }
        ++(content.known ? report_.picturesKnown : report_.picturesAdded);
        const auto id = content.known ? *content.known : addSample(content, collection);
        std::set<std::string> captions;
        if (content.known)
            for (const auto& caption : project_.captions(*content.known))
                captions.insert(caption.text);
        for (const auto* row : content.rows) {
            if (row->caption.empty())
                continue;
            if (!captions.insert(row->caption).second) {
                ++report_.captionsKnown;
                continue;
            }
            project_.add(store::Caption{0, id, row->caption, {}});
            ++report_.captionsAdded;
        }
        if (content.known && !captions.empty())
            project_.setKind(id, store::SampleKind::Pair);
    }

    store::SampleId addSample(const Content& content, const std::string& collection)
    {
        const bool captioned = std::any_of(content.rows.begin(), content.rows.end(),
                                           [](const auto* row) { return !row->caption.empty(); });
        const fs::path file =
            options_.copy ? PictureCopies::place(content.file, content.facts.hash) : content.file;
        return project_.add(
            store::Sample{0, captioned ? store::SampleKind::Pair : store::SampleKind::Image,
                          content.split, collection, file.string(), content.facts.hash,
                          content.facts.width, content.facts.height});
    }

    store::Project& project_;
    const ImportOptions& options_;
    const JobControl& control_;
    std::unordered_set<store::SampleId> trashed_;
    ImportReport report_;
};

Result<SourceRows> readRows(const detail::DetectedSource& source)
{
    switch (source.format) {
    case SourceFormat::Csv:
        return detail::readCsv(source.place);
    case SourceFormat::Coco:
        return detail::readCocoCaptions(source.place);
    case SourceFormat::Sidecar:
    case SourceFormat::Auto:
        break;
    }
    return detail::readSidecars(source.place);
}

/// The collection's name when none is given: the folder's, or the file's without its ending.
std::string nameOf(const fs::path& source)
{
    const fs::path place = fs::absolute(source).lexically_normal();
    const fs::path named = place.has_filename() ? place : place.parent_path();
    return fs::is_directory(named) ? named.filename().string() : named.stem().string();
}

} // namespace

Result<ImportReport> importFolder(store::Project& project, const fs::path& source,
                                  const ImportOptions& options, const JobControl& control)
{
    try {
        const auto detected = detail::detectSource(source, options.format).orThrow();
        auto rows = readRows(detected).orThrow();
        if (rows.rows.empty() && rows.problems.empty())
            return Error{ErrorKind::Data,
                         "holds no pictures (allowed: PNG, JPEG, WebP, BMP, TIFF)",
                         detected.place.string(),
                         {}};
        const std::string collection =
            options.collection.empty() ? nameOf(source) : options.collection;
        auto report = Import(project, options, control).run(std::move(rows), collection);
        report.format = detected.format;
        return report;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::formats
