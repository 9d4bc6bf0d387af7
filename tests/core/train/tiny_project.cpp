// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/tiny_project.h"

#include "core/base/random.h"
#include "core/store/feature_file.h"
#include "core/store/project.h"
#include "core/train/recipe.h"

namespace unimo::tests {
namespace {

constexpr int32_t kDim = 24;
constexpr int32_t kClasses = 10;

const std::vector<std::string> kNouns = {"dog", "cat", "apple", "boat"};
const std::vector<std::string> kColours = {"red", "blue", "green"};

store::SampleId addScene(store::Project& project, int number, Random& random)
{
    store::Sample sample;
    sample.split = number < 24 ? "train" : "val";
    sample.collection = "tiny";
    sample.imagePath = "pictures/" + std::to_string(number) + ".png";
    sample.imageHash = std::to_string(number);
    sample.width = sample.height = 32;
    const store::SampleId id = project.add(sample);
    const auto& noun = random.pick(kNouns);
    const auto& colour = random.pick(kColours);
    const std::string text = "The " + colour + " " + noun + " is on the grass.";
    const int64_t caption = project.add(store::Caption{0, id, text, "full"});
    project.add(store::Question{0, id, "What colour is the " + noun + "?", colour, "colour"});
    for (const auto& other : kNouns)
        if (other != noun)
            project.add(store::Rewrite{
                0, id, caption, "The " + colour + " " + other + " is on the grass.", "object", -1});
    project.add(store::Region{0, id, {0.1F, 0.1F, 0.6F, 0.6F}, noun, colour});
    return id;
}

void writeFeatures(store::Project& project, const char* set,
                   const std::vector<store::SampleId>& ids, Random& random)
{
    auto writer = store::FeatureWriter::open(project, set, {"test", kDim, kClasses}).orThrow();
    for (store::SampleId id : ids) {
        const std::vector<Box> boxes = {{0.1F, 0.1F, 0.6F, 0.6F}, {0.5F, 0.5F, 1, 1}, {0, 0, 1, 1}};
        std::vector<float> features(boxes.size() * kDim), classes(boxes.size() * kClasses, 0.1F);
        for (float& value : features)
            value = static_cast<float>(random.uniform(-1, 1));
        std::vector<uint16_t> halfFeatures(features.size()), halfClasses(classes.size());
        store::toHalf(features, halfFeatures);
        store::toHalf(classes, halfClasses);
        writer->add(id, {boxes, halfFeatures, halfClasses}).orThrow();
    }
    writer->commit().orThrow();
}

} // namespace

void makeTinyProject(const std::filesystem::path& folder)
{
    auto project = store::Project::create(folder, "tiny").orThrow();
    Random random(4);
    std::vector<store::SampleId> ids;
    project->transaction([&] {
        for (int i = 0; i < 32; ++i)
            ids.push_back(addScene(*project, i, random));
    });
    writeFeatures(*project, "truth", ids, random);
}

void addUnpairedData(const std::filesystem::path& folder)
{
    auto project = store::Project::open(folder).orThrow();
    Random random(5);
    std::vector<store::SampleId> pictures, texts;
    store::SampleFilter pairs;
    pairs.split = "train";
    pairs.kind = store::SampleKind::Pair;
    project->transaction([&] {
        for (int i = 0; i < 6; ++i) {
            store::Sample picture;
            picture.kind = store::SampleKind::Image;
            picture.split = "train";
            picture.imageHash = "lone" + std::to_string(i);
            pictures.push_back(project->add(picture));
            store::Sample text;
            text.kind = store::SampleKind::Text;
            text.split = "train";
            texts.push_back(project->add(text));
            project->add(store::Caption{
                0, texts.back(), "A " + random.pick(kNouns) + " lives on the green grass.", ""});
        }
        int place = 0;
        for (const auto& caption : project->captions(pairs)) {
            project->add(store::Rewrite{0, caption.sample, caption.id,
                                        "On the grass is " + caption.text, "back-translation", 1});
            for (int rank = 0; rank < 2; ++rank, ++place) {
                const auto at = static_cast<size_t>(place) % pictures.size();
                project->add(store::Neighbour{0, caption.sample, pictures[at],
                                              store::SampleKind::Image, "features", rank, 0.5});
                project->add(store::Neighbour{0, caption.sample, texts[at], store::SampleKind::Text,
                                              "tfidf", rank, 0.5});
            }
        }
    });
    writeFeatures(*project, "proposals", pictures, random);
}

void addTasks(const std::filesystem::path& folder)
{
    auto project = store::Project::open(folder).orThrow();
    Random random(6);
    using store::TaskKind;
    project->transaction([&] {
        for (const auto& [name, kind] : {std::pair{"colour", TaskKind::Classification},
                                         {"length", TaskKind::Regression},
                                         {"copy", TaskKind::Generation},
                                         {"entails", TaskKind::Classification}})
            project->add(store::Task{name, kind});
        for (int i = 0; i < 120; ++i) {
            store::Sample sample;
            sample.kind = store::SampleKind::Text;
            sample.split = i < 100 ? "train" : "val";
            const auto id = project->add(sample);
            const auto& colour = random.pick(kColours);
            const auto& noun = random.pick(kNouns);
            const std::string text = "The " + colour + " " + noun + ".";
            project->add(store::Example{0, id, "colour", text, "What colour?", colour});
            const int64_t again = random.between(1, 4);
            std::string many;
            for (int64_t n = 0; n < again; ++n)
                many += noun + " ";
            project->add(store::Example{0, id, "length", many, "", std::to_string(again) + ".0"});
            project->add(store::Example{0, id, "copy", noun, "", noun});
        }
        for (const auto& caption : project->captions(store::SampleFilter{}))
            project->add(store::Example{0, caption.sample, "entails", caption.text, "",
                                        random.chance(0.5) ? "yes" : "no"});
    });
}

Settings tinyRecipe(int64_t steps)
{
    Settings recipe(train::recipeTable());
    recipe
        .merge({{"run",
                 {{"minutes", 0},
                  {"steps", steps},
                  {"threads", 1},
                  {"log_every", 1},
                  {"device", "cpu"},
                  {"precision", "fp32"},
                  {"validation_scenes", 4},
                  {"keep_checkpoints", 100}}},
                {"model", {{"preset", "unimo-tiny"}, {"dropout", 0.1}, {"feature_dropout", 0.2}}},
                {"start", {{"text", "scratch"}}},
                {"data", {{"keep_words", 50}}},
                {"contrast", {{"pairs", 6}}},
                {"caption", {{"pairs", 3}}},
                {"mlm", {{"pairs", 2}}},
                {"regions", {{"pairs", 2}}},
                {"match", {{"sets", 2}}},
                {"vqa", {{"scenes", 3}, {"questions", 1}}}})
        .orThrow();
    return recipe;
}

} // namespace unimo::tests
