// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vision/crops.h"
#include "core/vision/extractor.h"
#include "tests/core/vision/scenes.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

using namespace unimo;
using namespace unimo::vision;

namespace {

Image plain(int width, int height, std::array<uint8_t, 3> colour)
{
    Image image{width, height, {}};
    for (int i = 0; i < width * height; ++i)
        image.rgb.insert(image.rgb.end(), colour.begin(), colour.end());
    return image;
}

} // namespace

class ExtractorTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!std::filesystem::exists(starterWeights()))
            QSKIP("the starter weights are not in the cache");
        auto loaded = RegionExtractor::load();
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().text().c_str());
        extractor_ = *std::move(loaded);
    }
    void givenBoxesAreKeptAndTheWholePictureIsLast()
    {
        const Scene scene = drawScene(1);
        const std::vector<std::vector<Box>> given = {scene.boxes};
        const auto result = extractor_->extract({&scene.image, 1}, given);
        QVERIFY(result.ok());
        const Regions& regions = result->front();
        QCOMPARE(regions.size(), scene.boxes.size() + 1);
        QVERIFY(std::equal(scene.boxes.begin(), scene.boxes.end(), regions.boxes.begin()));
        QVERIFY(regions.boxes.back() == Box{});
        QCOMPARE(regions.features.size(), regions.size() * RegionExtractor::kDim);
        for (size_t i = 0; i < regions.size(); ++i) {
            const auto begin = regions.classes.begin() +
                               static_cast<std::ptrdiff_t>(i * RegionExtractor::kClasses);
            QVERIFY(std::abs(std::accumulate(begin, begin + RegionExtractor::kClasses, 0.F) - 1) <
                    1e-3F);
        }
    }
    void layoutHoldsTheColours()
    {
        const Image image = plain(40, 30, {255, 51, 0});
        const auto result = extractor_->extract({&image, 1});
        QVERIFY(result.ok());
        const Regions& regions = result->front();
        const float* layout = regions.features.data() + regions.features.size() - kLayoutNumbers;
        for (int i = 0; i < kLayoutNumbers; i += 3) {
            QVERIFY(std::abs(layout[i] - 1.F) < 1e-5F);
            QVERIFY(std::abs(layout[i + 1] - 0.2F) < 1e-5F);
            QVERIFY(std::abs(layout[i + 2]) < 1e-5F);
        }
    }
    /// What a picture gives does not depend on those beside it.
    void picturesAreIndependent()
    {
        std::vector<Image> images;
        for (uint64_t seed = 1; seed <= 5; ++seed)
            images.push_back(drawScene(seed).image);
        const auto together = extractor_->extract(images);
        const auto alone = extractor_->extract({&images[3], 1});
        QVERIFY(together.ok() && alone.ok());
        const Regions& a = (*together)[3];
        const Regions& b = alone->front();
        QVERIFY(a.boxes == b.boxes);
        for (size_t i = 0; i < a.features.size(); ++i)
            QVERIFY(std::abs(a.features[i] - b.features[i]) < 1e-2F);
    }
    void boxesOutsideOfThePictureDoNoHarm()
    {
        const Image image = plain(20, 20, {1, 2, 3});
        const std::vector<std::vector<Box>> given = {
            {{-5, -5, -4, -4}, {0.999F, 0.999F, 9, 9}, {0.5F, 0.5F, 0.5F, 0.5F}, {1, 1, 1, 1}}};
        const auto result = extractor_->extract({&image, 1}, given);
        QVERIFY(result.ok());
        QVERIFY(std::ranges::all_of(result->front().features,
                                    [](float value) { return std::isfinite(value); }));
    }
    void emptyPicturesAndStopsAreErrors()
    {
        const Image empty;
        QVERIFY(extractor_->extract({&empty, 1}).error().kind == ErrorKind::Data);
        const Scene scene = drawScene(1);
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = extractor_->extract({&scene.image, 1}, {}, stop.get_token());
        QVERIFY(!stopped.ok());
        QVERIFY(stopped.error().kind == ErrorKind::Cancelled);
    }
    void classesHaveNames()
    {
        QCOMPARE(className(0), std::string("tench"));
        QCOMPARE(className(144), std::string("pelican"));
        QVERIFY(!className(999).empty());
        QVERIFY(className(1000).empty());
        QVERIFY(className(-1).empty());
    }
    void missingWeightsAreAnError()
    {
        const auto loaded = RegionExtractor::load("/nowhere.pth");
        QVERIFY(!loaded.ok());
        QVERIFY(loaded.error().kind == ErrorKind::Io);
        QVERIFY(!loaded.error().hint.empty());
    }

private:
    std::unique_ptr<RegionExtractor> extractor_;
};

QTEST_APPLESS_MAIN(ExtractorTest)
#include "extractor_test.moc"
