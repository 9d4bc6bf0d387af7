// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/feature_file.h"
#include "core/vision/feature_job.h"
#include "tests/core/vision/scenes.h"

#include <QTest>

using namespace unimo;
using namespace unimo::vision;
using store::SampleId;

namespace {

constexpr int kPictures = 150; // more than two of the job's chunks

/// A project of small pictures with their boxes, one broken picture and one text.
struct Fixture
{
    TemporaryFolder folder;
    std::unique_ptr<store::Project> project;
    std::vector<SampleId> pictures;
    SampleId broken = 0;

    Fixture()
    {
        project = store::Project::create(folder.path() / "project", "features").orThrow();
        for (int i = 0; i < kPictures; ++i) {
            const Scene scene = drawScene(static_cast<uint64_t>(i));
            const auto file = folder.path() / (std::to_string(i) + ".png");
            saveImage(resized(scene.image, 64, 64), file).orThrow();
            pictures.push_back(addPicture(file));
            for (const Box& box : scene.boxes)
                project->add(store::Region{0, pictures.back(), box, "shape", ""});
        }
        const auto file = folder.path() / "broken.png";
        writeFileAtomic(file, "this is no picture").orThrow();
        broken = addPicture(file);
        store::Sample text;
        text.kind = store::SampleKind::Text;
        text.split = "train";
        project->add(text);
    }
    SampleId addPicture(const std::filesystem::path& file)
    {
        store::Sample sample;
        sample.split = "train";
        sample.imagePath = file.string();
        sample.imageHash = file.filename().string();
        sample.width = 64;
        sample.height = 64;
        return project->add(sample);
    }
};

} // namespace

class FeatureJobTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!std::filesystem::exists(starterWeights()))
            QSKIP("the starter weights are not in the cache");
        extractor_ = RegionExtractor::load().orThrow();
    }
    void goesOnAfterAStop()
    {
        Fixture fixture;
        std::stop_source stop;
        JobControl control{stop.get_token(), [&](const ProgressState& state) {
                               if (state.done >= 64)
                                   stop.request_stop();
                           }};
        const auto stopped = extractFeatures(*fixture.project, kTruthSet, {}, *extractor_, control);
        QVERIFY(!stopped.ok());
        QVERIFY(stopped.error().kind == ErrorKind::Cancelled);
        const auto kept = static_cast<int64_t>(
            store::FeatureReader::open(*fixture.project, kTruthSet).orThrow()->size());
        QVERIFY(kept >= 64 && kept < kPictures);

        const auto report = extractFeatures(*fixture.project, kTruthSet, {}, *extractor_);
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().text().c_str());
        QCOMPARE(report->kept, kept);
        QCOMPARE(report->pictures, kPictures - kept);
        QCOMPARE(report->failed, int64_t{1});
        QVERIFY(report->problems.front().text().find("broken.png") != std::string::npos);

        const auto reader = store::FeatureReader::open(*fixture.project, kTruthSet).orThrow();
        QVERIFY(reader->identity().extractor.starts_with(extractor_->identity()));
        QVERIFY(!reader->has(fixture.broken));
        const SampleId last = fixture.pictures.back();
        const auto block = reader->regions(last);
        const auto truth = fixture.project->regions(last);
        QCOMPARE(block.boxes.size(), truth.size() + 1);
        QVERIFY(std::abs(block.boxes[0].x1 - truth[0].box.x1) < 1e-3F);
        QCOMPARE(block.features.size(), block.boxes.size() * RegionExtractor::kDim);

        const Image image =
            loadImage(fixture.project->imageFile(*fixture.project->sample(last))).orThrow();
        std::vector<std::vector<Box>> given(1);
        for (const auto& region : truth)
            given[0].push_back(region.box);
        const auto direct = extractor_->extract({&image, 1}, given);
        std::vector<float> stored(block.features.size());
        store::fromHalf(block.features, stored);
        for (size_t i = 0; i < stored.size(); ++i)
            QVERIFY(std::abs(stored[i] - direct->front().features[i]) < 2e-2F);
    }
    void proposalsAreAnotherSet()
    {
        Fixture fixture;
        store::SampleFilter filter;
        filter.limit = 5;
        const auto report = extractFeatures(*fixture.project, kProposalsSet, filter, *extractor_);
        QVERIFY(report.ok());
        QCOMPARE(report->pictures, int64_t{5});
        QVERIFY(report->regions > 10);
        QVERIFY(!store::FeatureReader::open(*fixture.project, kTruthSet).ok());
    }
    void unknownSetsAreRefused()
    {
        Fixture fixture;
        const auto report = extractFeatures(*fixture.project, "guessed", {}, *extractor_);
        QVERIFY(report.error().kind == ErrorKind::Config);
    }

private:
    std::unique_ptr<RegionExtractor> extractor_;
};

QTEST_APPLESS_MAIN(FeatureJobTest)
#include "feature_job_test.moc"
