// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/store/project.h"

#include <map>
#include <string>
#include <vector>

#include "datasets/demo/plan.h"
#include "datasets/demo/render.h"

namespace unimo::datasets {

/// Draws planned scenes, writes their pictures into the project's folder and their rows into its
/// database. Use inside Project::transaction. Failures are thrown as ErrorException.
class DemoWriter
{
public:
    DemoWriter(store::Project& project, const Stage& stage, int threads, const JobControl& job);

    void addScenes(const std::vector<PlannedScene>& scenes);
    /// Unpaired pictures of single things on plain backgrounds; what is no cut-out is left out.
    void addStamps(const std::vector<std::filesystem::path>& stamps);
    void addTexts(const std::vector<std::string>& sentences);

    /// Rows written, by "captions", "questions", "regions", "rewrites", and "samples <split>".
    [[nodiscard]] const std::map<std::string, int64_t>& written() const { return written_; }

private:
    /// A picture on disk, waiting for its row.
    struct Stored
    {
        std::string path;
        std::string hash;
        std::vector<PixelBox> boxes;
    };

    Stored store(const Drawing& drawing, const std::string& folder, size_t number) const;
    store::SampleId addSample(store::SampleKind kind, const std::string& split,
                              const Stored& stored);
    void addRows(const PlannedScene& planned, const Stored& stored);
    void addRegions(store::SampleId sample, const Scene& scene, const Stored& stored);
    void addRewrites(store::SampleId sample, const PlannedScene& planned,
                     const std::vector<int64_t>& captions);

    store::Project& project_;
    const Stage& stage_;
    int threads_;
    const JobControl& job_;
    std::map<std::string, int64_t> written_;
    std::map<std::string, size_t> numbers_; ///< pictures so far, by folder
};

} // namespace unimo::datasets
