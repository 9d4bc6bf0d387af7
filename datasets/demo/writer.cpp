// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/writer.h"

#include "core/base/hash.h"
#include "core/base/threads.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>

#include "datasets/demo/captions.h"

namespace unimo::datasets {

namespace {

constexpr size_t kChunk = 256; ///< scenes drawn between two reports of progress
constexpr const char* kCollection = "demo";

void writePlain(const std::filesystem::path& file, const std::vector<uint8_t>& bytes)
{
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out)
        throw ErrorException({ErrorKind::Io, "the picture cannot be written", file, {}});
}

Box fractions(const PixelBox& box)
{
    const float side = kSceneSide;
    return {static_cast<float>(box.left) / side, static_cast<float>(box.top) / side,
            static_cast<float>(box.right) / side, static_cast<float>(box.bottom) / side};
}

} // namespace

DemoWriter::DemoWriter(store::Project& project, const Stage& stage, int threads,
                       const JobControl& job)
    : project_(project), stage_(stage), threads_(threads), job_(job)
{
}

DemoWriter::Stored DemoWriter::store(const Drawing& drawing, const std::string& folder,
                                     size_t number) const
{
    char name[32];
    std::snprintf(name, sizeof name, "%06zu.jpg", number);
    const std::vector<uint8_t> bytes = encodeJpeg(drawing);
    const std::string path = "pictures/" + folder + "/" + name;
    writePlain(project_.folder() / path, bytes);
    return {path, contentHash(std::as_bytes(std::span(bytes))), drawing.boxes};
}

store::SampleId DemoWriter::addSample(store::SampleKind kind, const std::string& split,
                                      const Stored& stored)
{
    ++written_["samples " + split];
    const int side = stored.path.empty() ? 0 : kSceneSide;
    return project_.add(
        store::Sample{0, kind, split, kCollection, stored.path, stored.hash, side, side});
}

void DemoWriter::addScenes(const std::vector<PlannedScene>& scenes)
{
    std::vector<const Scene*> drawn;
    drawn.reserve(scenes.size());
    for (const PlannedScene& planned : scenes)
        drawn.push_back(&planned.scene);
    const SpriteSet sprites(stage_, drawn, threads_, job_);

    std::vector<std::string> folders;
    std::vector<size_t> numbers;
    for (const PlannedScene& planned : scenes) {
        folders.push_back(planned.captions.empty() ? "unpaired" : planned.split);
        std::filesystem::create_directories(project_.folder() / "pictures" / folders.back());
        numbers.push_back(++numbers_[folders.back()]);
    }
    for (size_t first = 0; first < scenes.size(); first += kChunk) {
        job_.progress("Composing scenes", static_cast<int64_t>(first),
                      static_cast<int64_t>(scenes.size()));
        if (job_.stopped())
            throw ErrorException(JobControl::cancelled("Building the demo"));
        std::vector<Stored> stored(std::min(kChunk, scenes.size() - first));
        parallelFor(static_cast<int64_t>(stored.size()), threads_, [&](int64_t i) {
            const auto at = static_cast<size_t>(i);
            const Scene& scene = scenes[first + at].scene;
            const Background& background =
                stage_.backgrounds[static_cast<size_t>(scene.background)];
            stored[at] =
                store(draw(scene, background, sprites), folders[first + at], numbers[first + at]);
        });
        for (size_t i = 0; i < stored.size(); ++i)
            addRows(scenes[first + i], stored[i]);
    }
}

void DemoWriter::addRows(const PlannedScene& planned, const Stored& stored)
{
    const bool paired = !planned.captions.empty();
    const store::SampleId sample = addSample(
        paired ? store::SampleKind::Pair : store::SampleKind::Image, planned.split, stored);
    addRegions(sample, planned.scene, stored);
    std::vector<int64_t> captions;
    for (const Statement& statement : planned.captions)
        captions.push_back(project_.add(
            store::Caption{0, sample, say(statement, stage_.vocabulary), styleOf(statement)}));
    for (const Asked& asked : planned.questions)
        project_.add(store::Question{0, sample, asked.text, asked.answer, asked.type});
    addRewrites(sample, planned, captions);
    written_["captions"] += static_cast<int64_t>(planned.captions.size());
    written_["questions"] += static_cast<int64_t>(planned.questions.size());
}

void DemoWriter::addRegions(store::SampleId sample, const Scene& scene, const Stored& stored)
{
    auto box = stored.boxes.begin();
    for (const Group& group : scene.groups)
        for (int i = 0; i < group.count(); ++i, ++box)
            project_.add(store::Region{0, sample, fractions(*box),
                                       nounWord(stage_.vocabulary, group.noun, 1),
                                       word(group.colour)});
    written_["regions"] += scene.objectCount();
}

void DemoWriter::addRewrites(store::SampleId sample, const PlannedScene& planned,
                             const std::vector<int64_t>& captions)
{
    for (const Change& change : planned.changes) {
        project_.add(store::Rewrite{0, sample, captions[change.caption],
                                    say(change.statement, stage_.vocabulary), change.rule,
                                    change.polarity});
        ++written_[change.polarity < 0 ? "rewrites -1" : "rewrites +1"];
    }
}

void DemoWriter::addStamps(const std::vector<std::filesystem::path>& stamps)
{
    std::vector<const Background*> plain;
    for (const Background& background : stage_.backgrounds)
        if (background.train && background.kind == "paper")
            plain.push_back(&background);
    if (plain.empty() || stamps.empty())
        return;
    std::filesystem::create_directories(project_.folder() / "pictures" / "stamps");
    std::vector<std::optional<Stored>> stored(stamps.size());
    job_.progress("Adding single pictures", 0, static_cast<int64_t>(stamps.size()));
    parallelFor(static_cast<int64_t>(stamps.size()), threads_, [&](int64_t i) {
        const auto at = static_cast<size_t>(i);
        if (job_.stopped())
            throw ErrorException(JobControl::cancelled("Building the demo"));
        if (const auto cutout = loadStamp(stamps[at]))
            stored[at] = store(drawAlone(*cutout, *plain[at % plain.size()]), "stamps", at + 1);
    });
    for (const auto& picture : stored)
        if (picture)
            addSample(store::SampleKind::Image, "train", *picture);
}

void DemoWriter::addTexts(const std::vector<std::string>& sentences)
{
    for (const std::string& text : sentences) {
        const store::SampleId sample = addSample(store::SampleKind::Text, "train", {});
        project_.add(store::Caption{0, sample, text, "gloss"});
        ++written_["texts"];
    }
}

} // namespace unimo::datasets
