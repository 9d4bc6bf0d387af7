// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/feature_job.h"

#include "core/base/log.h"
#include "core/base/threads.h"
#include "core/store/feature_file.h"
#include "core/vision/object_tags.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

namespace unimo::vision {
namespace {

using store::Sample;
using store::SampleId;

constexpr size_t kChunk = 64;         // pictures that are in memory at once
constexpr int64_t kCommitEvery = 256; // pictures that a crash may cost
constexpr size_t kProblemsTold = 10;

/// The known boxes of every filtered sample.
std::map<SampleId, std::vector<Box>> truthBoxes(const store::Project& project,
                                                const store::SampleFilter& filter)
{
    std::map<SampleId, std::vector<Box>> boxes;
    for (const store::Region& region : project.regions(filter))
        boxes[region.sample].push_back(region.box);
    return boxes;
}

/// The pictures of some samples, decoded in parallel; those that cannot be are left out and told.
struct Decoded
{
    std::vector<SampleId> ids;
    std::vector<Image> images;
};

Decoded decode(const store::Project& project, std::span<const Sample> samples,
               FeatureJobReport& report)
{
    std::vector<std::filesystem::path> files;
    for (const Sample& sample : samples)
        files.push_back(project.imageFile(sample));
    std::vector<std::optional<Result<Image>>> results(samples.size());
    parallelFor(static_cast<int64_t>(samples.size()), 0, [&](int64_t i) {
        const auto at = static_cast<size_t>(i);
        results[at] = loadImage(files[at]);
    });
    Decoded decoded;
    for (size_t i = 0; i < samples.size(); ++i) {
        Result<Image>& result = *results[i];
        if (result) {
            decoded.ids.push_back(samples[i].id);
            decoded.images.push_back(*std::move(result));
            continue;
        }
        log::warning("features", result.error().text());
        ++report.failed;
        if (report.problems.size() < kProblemsTold)
            report.problems.push_back(result.error());
    }
    return decoded;
}

Status write(store::FeatureWriter& writer, SampleId id, const Regions& regions)
{
    std::vector<uint16_t> features(regions.features.size());
    std::vector<uint16_t> classes(regions.classes.size());
    store::toHalf(regions.features, features);
    store::toHalf(regions.classes, classes);
    return writer.add(id, {regions.boxes, features, classes});
}

/// Keeps what a detector would name. Proposals decide; true boxes where there are none.
void keepTags(store::Project& project, const std::vector<SampleId>& ids,
              const std::vector<Regions>& regions, bool truth)
{
    project.transaction([&] {
        for (size_t i = 0; i < ids.size(); ++i) {
            if (truth && !project.objectTags(ids[i]).tags.empty())
                continue;
            store::ObjectTags tags = objectTags(regions[i]);
            tags.sample = ids[i];
            project.set(tags);
        }
    });
}

/// The job itself; ends early when it is stopped.
Status run(store::Project& project, std::span<const Sample> samples,
           const std::map<SampleId, std::vector<Box>>* truth, const RegionExtractor& extractor,
           store::FeatureWriter& writer, FeatureJobReport& report, const JobControl& control)
{
    int64_t uncommitted = 0;
    for (size_t first = 0; first < samples.size() && !control.stopped(); first += kChunk) {
        const auto chunk = samples.subspan(first, std::min(kChunk, samples.size() - first));
        const Decoded decoded = decode(project, chunk, report);
        std::vector<std::vector<Box>> given;
        for (size_t i = 0; truth && i < decoded.ids.size(); ++i) {
            const auto found = truth->find(decoded.ids[i]);
            given.push_back(found == truth->end() ? std::vector<Box>() : found->second);
        }
        const auto regions = extractor.extract(decoded.images, given, control.stop);
        if (!regions)
            return regions.error();
        for (size_t i = 0; i < decoded.ids.size(); ++i) {
            if (auto status = write(writer, decoded.ids[i], (*regions)[i]); !status)
                return status;
            report.regions += static_cast<int64_t>((*regions)[i].size());
        }
        keepTags(project, decoded.ids, *regions, truth != nullptr);
        report.pictures += static_cast<int64_t>(decoded.ids.size());
        uncommitted += static_cast<int64_t>(decoded.ids.size());
        if (uncommitted >= kCommitEvery) {
            if (auto status = writer.commit(); !status)
                return status;
            uncommitted = 0;
        }
        control.progress("Extracting features", static_cast<int64_t>(first + chunk.size()),
                         static_cast<int64_t>(samples.size()));
    }
    return control.stopped() ? Status(JobControl::cancelled("Extracting features")) : Status();
}

} // namespace

Result<FeatureJobReport> extractFeatures(store::Project& project, const std::string& set,
                                         const store::SampleFilter& filter,
                                         const RegionExtractor& extractor,
                                         const JobControl& control)
{
    if (set != kTruthSet && set != kProposalsSet)
        return Error{
            ErrorKind::Config, "feature set is \"" + set + "\"; allowed: truth, proposals", {}, {}};
    try {
        const auto start = std::chrono::steady_clock::now();
        const store::FeatureIdentity identity{extractor.identity() + "/" + set,
                                              RegionExtractor::kDim, RegionExtractor::kClasses};
        auto writer = store::FeatureWriter::open(project, set, identity);
        if (!writer)
            return writer.error();
        FeatureJobReport report;
        std::vector<Sample> missing;
        for (const Sample& sample : project.samples(filter)) {
            if (sample.imagePath.empty())
                continue;
            if ((*writer)->has(sample.id))
                ++report.kept;
            else
                missing.push_back(sample);
        }
        std::map<SampleId, std::vector<Box>> truth;
        if (set == kTruthSet)
            truth = truthBoxes(project, filter);
        const Status status = run(project, missing, set == kTruthSet ? &truth : nullptr, extractor,
                                  **writer, report, control);
        // What was computed before a stop or a fault is kept.
        const Status committed = (*writer)->commit();
        if (!status)
            return status.error();
        if (!committed)
            return committed.error();
        report.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return report;
    } catch (...) {
        return currentExceptionAsError();
    }
}

Result<FeatureJobReport> extractFeatures(store::Project& project, const std::string& set,
                                         const store::SampleFilter& filter,
                                         const JobControl& control)
{
    const auto extractor = RegionExtractor::load();
    if (!extractor)
        return extractor.error();
    return extractFeatures(project, set, filter, **extractor, control);
}

} // namespace unimo::vision
