// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/builder.h"

#include "core/base/files.h"
#include "core/store/project.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "datasets/demo/extra_texts.h"
#include "datasets/demo/plan.h"
#include "datasets/demo/writer.h"

namespace unimo::datasets {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A folder beside the project's place that is removed unless it was moved there.
class Workplace
{
public:
    explicit Workplace(const fs::path& target) : target_(target), folder_(target)
    {
        folder_ += ".building-" + std::to_string(::getpid());
        fs::create_directories(target.parent_path());
        fs::remove_all(folder_);
    }
    ~Workplace()
    {
        std::error_code code;
        fs::remove_all(folder_, code);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    const fs::path& folder() const { return folder_; }
    void moveToTarget()
    {
        fs::rename(folder_, target_);
        syncFolder(target_.parent_path()).orThrow();
    }

private:
    fs::path target_;
    fs::path folder_;
};

void checkArguments(const fs::path& project, const DemoOptions& options)
{
    if (options.scenes < 20 || options.scenes > 100'000)
        throw ErrorException(
            {ErrorKind::Config,
             "scenes is " + std::to_string(options.scenes) + "; allowed is 20 to 100000",
             {},
             {}});
    if (fs::exists(project) && !(fs::is_directory(project) && fs::is_empty(project)))
        throw ErrorException({ErrorKind::Config, "there is something at this place already",
                              project, "name a folder that does not exist yet"});
}

Stage setStage(const DemoOptions& options, const DemoSources& sources, const JobControl& job)
{
    Stage stage;
    stage.vocabulary = loadVocabulary(sources.lists / "vocabulary.json").orThrow();
    stage.wardrobe = loadWardrobe(stage.vocabulary, sources, options.threads, job).orThrow();
    stage.backgrounds = loadBackgrounds(sources, options.seed, options.threads, job).orThrow();
    stage.combinations = Combinations(options.seed);
    return stage;
}

/// Stamps of things that are not in the vocabulary, in the order of their names.
std::vector<fs::path> otherStamps(const DemoSources& sources, const Vocabulary& vocabulary,
                                  size_t limit)
{
    std::set<std::string> used;
    for (const PictureSource& picture : vocabulary.pictures)
        used.insert(picture.source);
    std::vector<fs::path> stamps;
    for (const char* area :
         {"animals", "food", "household", "plants", "space", "sports", "vehicles"})
        for (const auto& entry : fs::recursive_directory_iterator(sources.stamps() / area)) {
            const fs::path stem = fs::path(entry.path()).replace_extension();
            const bool mirrorTwin = stem.string().ends_with("_mirror");
            if (entry.path().extension() == ".png" && !mirrorTwin &&
                !used.contains("stamp:" + stem.lexically_relative(sources.stamps()).string()))
                stamps.push_back(stem);
        }
    std::sort(stamps.begin(), stamps.end());
    stamps.resize(std::min(stamps.size(), limit));
    return stamps;
}

std::vector<Asked> questionsOf(const std::vector<PlannedScene>& scenes, const std::string& split)
{
    std::vector<Asked> questions;
    for (const PlannedScene& planned : scenes)
        if (planned.split == split)
            questions.insert(questions.end(), planned.questions.begin(), planned.questions.end());
    return questions;
}

nlohmann::json priorJson(const std::vector<PriorRow>& prior)
{
    nlohmann::json json = nlohmann::json::object();
    for (const PriorRow& row : prior)
        json[row.type] = {
            {"questions", row.questions}, {"share", row.share()}, {"ceiling", row.ceiling}};
    return json;
}

DemoReport build(const fs::path& project, const DemoOptions& options, const JobControl& job)
{
    const Clock::time_point start = Clock::now();
    checkArguments(project, options);
    DemoSources sources = options.sources;
    if (sources.lists.empty())
        sources.lists = sharedFile("datasets/demo");
    sources.check().orThrow();

    const DemoSize size = DemoSize::forScenes(options.scenes);
    const Stage stage = setStage(options, sources, job);
    const auto scenes = planScenes(stage, size, options.seed, options.threads, job);
    const auto texts =
        sceneNounTexts(sources, stage.vocabulary, static_cast<size_t>(size.texts)).orThrow();

    DemoReport report;
    report.prior = questionOnlyPrior(questionsOf(scenes, "train"), questionsOf(scenes, "test"));
    checkPrior(report.prior).orThrow();

    Workplace workplace(project);
    auto made = store::Project::create(workplace.folder(), project.filename()).orThrow();
    const Clock::time_point composing = Clock::now();
    made->transaction([&] {
        DemoWriter writer(*made, stage, options.threads, job);
        writer.addScenes(scenes);
        report.scenesASecond = static_cast<double>(scenes.size()) / secondsSince(composing);
        writer.addStamps(otherStamps(sources, stage.vocabulary, static_cast<size_t>(size.stamps)));
        writer.addTexts(texts);
        made->setNote("demo.seed", std::to_string(options.seed));
        made->setNote("demo.question_prior", priorJson(report.prior).dump());
        report.rows = writer.written();
    });
    made.reset();
    if (job.stopped())
        throw ErrorException(JobControl::cancelled("Building the demo"));
    workplace.moveToTarget();
    report.seconds = secondsSince(start);
    return report;
}

} // namespace

nlohmann::json toJson(const DemoReport& report)
{
    return {{"rows", report.rows},
            {"question_prior", priorJson(report.prior)},
            {"seconds", report.seconds},
            {"scenes_per_second", report.scenesASecond}};
}

Result<DemoReport> buildDemo(const fs::path& project, const DemoOptions& options,
                             const JobControl& job)
{
    try {
        return build(fs::absolute(project).lexically_normal(), options, job);
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::datasets
