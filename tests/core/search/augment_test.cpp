// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/search/augment.h"
#include "core/search/detail/picture_search.h"
#include "core/store/feature_file.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace unimo;
using search::AugmentOptions;
using store::SampleKind;

namespace {

constexpr int32_t kDim = 4;
constexpr int32_t kClasses = 6;

/// A project of pairs, single pictures and single texts whose neighbours are plain to see.
class SmallWorld
{
public:
    SmallWorld() : project(store::Project::create(folder.path(), "world").orThrow())
    {
        dog = pair("train", "A red dog on the beach.", {1, 0, 0, 0}, 0);
        boat = pair("train", "Two boats at night.", {0, 1, 0, 0}, 1);
        heldOut = pair("val", "A cat in the kitchen.", {0, 0, 1, 0}, 2);
        likeDog = picture({1, 0.1F, 0, 0.3F}, 0);
        likeBoat = picture({0.1F, 1, 0, 0.3F}, 1);
        likeHeldOut = picture({0, 0, 1, 0}, 2);
        dogText = text("A dog is an animal that barks.");
        boatText = text("Boats cross the water at night.");
        leak = text("a cat in the KITCHEN");
        ownText = text("a red dog on the beach");
        writeFeatures();
    }

    store::SampleId text(const std::string& words)
    {
        store::Sample sample;
        sample.kind = SampleKind::Text;
        sample.split = "train";
        const auto id = project->add(sample);
        project->add(store::Caption{0, id, words, ""});
        return id;
    }

    std::vector<store::Neighbour> of(store::SampleId pair, SampleKind kind) const
    {
        auto rows = project->neighbours(pair);
        std::erase_if(rows, [&](const auto& row) { return row.kind != kind; });
        return rows;
    }

    const TemporaryFolder folder;
    std::unique_ptr<store::Project> project;
    store::SampleId dog = 0, boat = 0, heldOut = 0, likeDog = 0, likeBoat = 0, likeHeldOut = 0;
    store::SampleId dogText = 0, boatText = 0, leak = 0, ownText = 0;

private:
    struct Picture
    {
        store::SampleId id;
        std::vector<float> features;
        int object;
    };

    store::SampleId addPicture(SampleKind kind, const std::string& split,
                               std::vector<float> features, int object)
    {
        store::Sample sample;
        sample.kind = kind;
        sample.split = split;
        sample.imageHash = "hash" + std::to_string(pictures_.size());
        const auto id = project->add(sample);
        pictures_.push_back({id, std::move(features), object});
        return id;
    }

    store::SampleId pair(const std::string& split, const std::string& caption,
                         std::vector<float> features, int object)
    {
        const auto id = addPicture(SampleKind::Pair, split, std::move(features), object);
        project->add(store::Caption{0, id, caption, "full"});
        return id;
    }

    store::SampleId picture(std::vector<float> features, int object)
    {
        return addPicture(SampleKind::Image, "train", std::move(features), object);
    }

    void writeFeatures()
    {
        auto writer =
            store::FeatureWriter::open(*project, "proposals", {"test", kDim, kClasses}).orThrow();
        const std::vector<Box> boxes = {{0, 0, 1, 1}};
        for (const Picture& picture : pictures_) {
            std::vector<float> classes(kClasses, 0.0F);
            classes[static_cast<size_t>(picture.object)] = 0.9F;
            std::vector<uint16_t> features(kDim), half(kClasses);
            store::toHalf(picture.features, features);
            store::toHalf(classes, half);
            writer->add(picture.id, {boxes, features, half}).orThrow();
        }
        writer->commit().orThrow();
    }

    std::vector<Picture> pictures_;
};

} // namespace

class AugmentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNearestAreFoundAndLeaksAreNot()
    {
        SmallWorld world;
        AugmentOptions options;
        options.pictures = options.texts = 2;
        const auto report = search::augment(*world.project, options, {}).orThrow();
        QCOMPARE(report.pairs, int64_t{2}); // the held-out one gets nothing
        QVERIFY(world.project->neighbours(world.heldOut).empty());

        const auto pictures = world.of(world.dog, SampleKind::Image);
        QCOMPARE(pictures.front().neighbour, world.likeDog);
        QCOMPARE(pictures.front().rank, 0);
        QCOMPARE(pictures.front().scores[0].first, std::string("overlap"));
        QVERIFY(std::abs(pictures.front().scores[0].second - 1) < 1e-6);
        QCOMPARE(world.of(world.boat, SampleKind::Image).front().neighbour, world.likeBoat);
        for (const auto pair : {world.dog, world.boat})
            for (const auto& row : world.of(pair, SampleKind::Image))
                QCOMPARE(row.usable(), row.neighbour != world.likeHeldOut);

        const auto texts = world.of(world.dog, SampleKind::Text);
        QCOMPARE(texts.front().neighbour, world.ownText);
        QCOMPARE(texts.front().rejection, std::string("the pair's own caption"));
        const auto usable =
            std::find_if(texts.begin(), texts.end(), [](const auto& row) { return row.usable(); });
        QVERIFY(usable != texts.end());
        QCOMPARE(usable->neighbour, world.dogText);
        for (const auto& row : texts)
            QVERIFY(row.neighbour != world.leak || !row.usable());
        QCOMPARE(world.of(world.boat, SampleKind::Text).front().neighbour, world.boatText);
    }

    void aSecondRunDoesNothingAndAChangeIsDoneAnew()
    {
        SmallWorld world;
        const AugmentOptions options;
        QCOMPARE(search::augment(*world.project, options, {}).orThrow().found, int64_t{4});
        const auto version = world.project->dataVersion();
        const auto again = search::augment(*world.project, options, {}).orThrow();
        QCOMPARE(again.found, int64_t{0});
        QCOMPARE(again.kept, int64_t{4});
        QCOMPARE(world.project->dataVersion(), version);

        const auto caption = world.project->captions(world.dog).front();
        world.project->setCaptionText(caption.id, "A red boat on the water at night.");
        const auto changed = search::augment(*world.project, options, {}).orThrow();
        QCOMPARE(changed.found, int64_t{1}); // the texts of that pair
        QVERIFY(changed.removed > 0);
        QCOMPARE(world.of(world.dog, SampleKind::Text).front().neighbour, world.boatText);
        QVERIFY(world.project->dataVersion() != version);

        world.text("Another text about dogs.");
        QCOMPARE(search::augment(*world.project, options, {}).orThrow().found, int64_t{2});
    }

    void sentenceVectorsDecideWhereThereIsAnEncoder()
    {
        SmallWorld world;
        // Knows nothing but the number of letters "t".
        const search::SentenceEncoder encoder{
            2, "letters", [](const std::vector<std::string>& texts, const JobControl&) {
                std::vector<float> vectors;
                for (const auto& text : texts) {
                    const auto angle =
                        0.2F * static_cast<float>(std::count(text.begin(), text.end(), 't'));
                    vectors.insert(vectors.end(), {std::cos(angle), std::sin(angle)});
                }
                return vectors;
            }};
        AugmentOptions options;
        options.pictures = 0;
        const auto report = search::augment(*world.project, options, encoder).orThrow();
        QCOMPARE(report.pictures, int64_t{0});
        const auto rows = world.of(world.boat, SampleKind::Text); // its caption has three
        QCOMPARE(rows.front().method, std::string("sentence"));
        // Two have two, and come in their order; one of them is of the held-out split.
        QCOMPARE(rows[0].neighbour, world.dogText);
        QCOMPARE(rows[1].neighbour, world.leak);
        QVERIFY(rows[0].usable() && !rows[1].usable());
        for (size_t i = 1; i < rows.size(); ++i)
            QVERIFY(rows[i].score <= rows[i - 1].score);
    }

    void aStopLeavesWhatIsDone()
    {
        SmallWorld world;
        std::stop_source source;
        source.request_stop();
        const auto stopped =
            search::augment(*world.project, {}, {}, JobControl{source.get_token(), {}});
        QVERIFY(!stopped.ok());
        QVERIFY(stopped.error().kind == ErrorKind::Cancelled);
        QVERIFY(world.project->neighbours(store::SampleFilter{}).empty());
    }

    void objectsOverlapBySharedProbability()
    {
        const search::detail::PictureDescription a{{}, {{1, 0.5F}, {4, 0.25F}}};
        const search::detail::PictureDescription b{{}, {{1, 0.25F}, {7, 0.25F}}};
        QVERIFY(std::abs(search::detail::objectOverlap(a, b) - 0.25) < 1e-9); // 0.25 / 1.0
        QCOMPARE(search::detail::objectOverlap(a, a), 1.0);
        QCOMPARE(search::detail::objectOverlap({}, {}), 0.0);
    }

    void aProjectWithoutFeaturesIsAnErrorThatSaysWhatToRun()
    {
        const TemporaryFolder folder;
        auto project = store::Project::create(folder.path(), "p").orThrow();
        const auto failed = search::augment(*project, {}, {});
        QVERIFY(!failed.ok());
        QVERIFY(failed.error().text().find("unimo features") != std::string::npos);
        AugmentOptions textsOnly;
        textsOnly.pictures = 0;
        QVERIFY(search::augment(*project, textsOnly, {}).ok());
    }
};

QTEST_APPLESS_MAIN(AugmentTest)
#include "augment_test.moc"
