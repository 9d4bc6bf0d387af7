// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/workload/builder.h"

#include "core/base/random.h"
#include "core/store/feature_file.h"
#include "core/store/project.h"

#include <algorithm>

namespace unimo::datasets {
namespace {

constexpr const char* kSplit = "train";
constexpr const char* kCollection = "workload";

class Builder
{
public:
    Builder(store::Project& project, const WorkloadOptions& options, const JobControl& job)
        : project_(project), options_(options), job_(job), random_(options.seed)
    {
    }

    void build()
    {
        auto features = store::FeatureWriter::open(project_, "truth",
                                                   {"workload", static_cast<int32_t>(options_.dim),
                                                    static_cast<int32_t>(options_.classes)})
                            .orThrow();
        std::vector<store::SampleId> texts, pictures;
        project_.transaction([&] {
            for (int64_t i = 0; i < options_.pairs; ++i) {
                texts.push_back(addText());
                pictures.push_back(addPicture(store::SampleKind::Image));
                addRegions(*features, pictures.back());
            }
            for (int64_t i = 0; i < options_.pairs; ++i) {
                const auto pair = addPicture(store::SampleKind::Pair);
                addRegions(*features, pair);
                addTexts(pair);
                addNeighbours(pair, store::SampleKind::Text, texts);
                addNeighbours(pair, store::SampleKind::Image, pictures);
                job_.progress("Pairs", i + 1, options_.pairs);
                if (job_.stopped())
                    throw ErrorException(JobControl::cancelled("The workload"));
            }
        });
        features->commit().orThrow();
    }

private:
    std::string text()
    {
        std::string text;
        for (int64_t n = random_.between(options_.shortest, options_.longest); n > 0; --n) {
            text += random_.pick(options_.words);
            text += n > 1 ? " " : "";
        }
        return text;
    }

    store::SampleId addText()
    {
        store::Sample sample;
        sample.kind = store::SampleKind::Text;
        sample.split = kSplit;
        sample.collection = kCollection;
        const auto id = project_.add(sample);
        project_.add(store::Caption{0, id, text(), {}});
        return id;
    }

    store::SampleId addPicture(store::SampleKind kind)
    {
        store::Sample sample;
        sample.kind = kind;
        sample.split = kSplit;
        sample.collection = kCollection;
        sample.width = sample.height = 640;
        return project_.add(sample);
    }

    void addTexts(store::SampleId pair)
    {
        const auto caption = project_.add(store::Caption{0, pair, text(), "full"});
        for (int64_t i = 0; i < options_.positives + options_.negatives; ++i) {
            store::Rewrite rewrite;
            rewrite.sample = pair;
            rewrite.caption = caption;
            rewrite.text = text();
            rewrite.rule = i < options_.positives ? "translation" : "sentence";
            rewrite.polarity = i < options_.positives ? 1 : -1;
            project_.add(rewrite);
        }
    }

    void addNeighbours(store::SampleId pair, store::SampleKind kind,
                       const std::vector<store::SampleId>& from)
    {
        for (int64_t rank = 0; rank < std::min(options_.neighbours, options_.pairs); ++rank) {
            store::Neighbour neighbour;
            neighbour.sample = pair;
            neighbour.neighbour = random_.pick(from);
            neighbour.kind = kind;
            neighbour.method = kind == store::SampleKind::Text ? "sentence" : "features";
            neighbour.rank = static_cast<int>(rank);
            project_.add(neighbour);
        }
    }

    void addRegions(store::FeatureWriter& features, store::SampleId sample)
    {
        const auto count = static_cast<size_t>(options_.regions);
        std::vector<Box> boxes;
        for (size_t i = 0; i < count; ++i) {
            const double x = random_.uniform(0, 0.7), y = random_.uniform(0, 0.7);
            boxes.push_back({static_cast<float>(x), static_cast<float>(y),
                             static_cast<float>(x + random_.uniform(0.1, 0.3)),
                             static_cast<float>(y + random_.uniform(0.1, 0.3))});
        }
        std::vector<float> values(count * static_cast<size_t>(options_.dim));
        for (float& value : values)
            value = static_cast<float>(random_.uniform());
        std::vector<float> classes(count * static_cast<size_t>(options_.classes),
                                   1.0F / static_cast<float>(options_.classes));
        std::vector<uint16_t> halfValues(values.size()), halfClasses(classes.size());
        store::toHalf(values, halfValues);
        store::toHalf(classes, halfClasses);
        features.add(sample, {boxes, halfValues, halfClasses}).orThrow();
    }

    store::Project& project_;
    const WorkloadOptions& options_;
    const JobControl& job_;
    Random random_;
};

} // namespace

Status buildWorkload(const std::filesystem::path& folder, const WorkloadOptions& options,
                     const JobControl& job)
{
    try {
        if (options.words.empty())
            return Error{ErrorKind::Config, "there are no words to draw from", {}, {}};
        auto project = store::Project::create(folder, "Workload").orThrow();
        Builder(*project, options, job).build();
        return {};
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::datasets
