// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/checks/near_duplicates.h"

#include <opencv2/imgproc.hpp>

#include <QTest>
#include <bit>
#include <set>

using namespace unimo;
using namespace unimo::checks;

namespace {

/// Coloured ellipses on a slope of grey: another scene for each seed.
Image scene(uint64_t seed, int width = 320, int height = 240)
{
    cv::RNG random(seed);
    Image image{width, height, std::vector<uint8_t>(static_cast<size_t>(width) * height * 3)};
    cv::Mat picture(height, width, CV_8UC3, image.rgb.data());
    for (int y = 0; y < height; ++y)
        picture.row(y).setTo(cv::Scalar::all(60 + 100.0 * y / height));
    for (int i = 0; i < 12; ++i) {
        const cv::Point centre(random.uniform(0, width), random.uniform(0, height));
        const cv::Size axes(random.uniform(10, width / 4), random.uniform(10, height / 4));
        cv::ellipse(
            picture, centre, axes, random.uniform(0, 180), 0, 360,
            cv::Scalar(random.uniform(0, 255), random.uniform(0, 255), random.uniform(0, 255)),
            cv::FILLED);
    }
    return image;
}

Image changed(const Image& from, const std::function<void(cv::Mat&)>& change)
{
    Image image = from;
    cv::Mat picture(image.height, image.width, CV_8UC3, image.rgb.data());
    change(picture);
    return image;
}

Image asJpeg(const Image& image)
{
    const TemporaryFolder folder;
    saveImage(image, folder.path() / "a.jpg", 60).orThrow();
    return loadImage(folder.path() / "a.jpg").orThrow();
}

/// Groups by comparing each with each: hashes of at most 4 bits' difference.
std::vector<std::vector<size_t>> allCompared(const std::vector<PictureLook>& looks)
{
    std::vector<size_t> group(looks.size());
    for (size_t i = 0; i < looks.size(); ++i)
        group[i] = i;
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < looks.size(); ++i)
            for (size_t k = 0; k < i; ++k)
                if (std::popcount(looks[i].hash ^ looks[k].hash) <= 4 && group[i] != group[k]) {
                    group[i] = group[k] = std::min(group[i], group[k]);
                    again = true;
                }
    }
    std::vector<std::vector<size_t>> found(looks.size());
    for (size_t i = 0; i < looks.size(); ++i)
        found[group[i]].push_back(i);
    std::erase_if(found, [](const auto& members) { return members.size() < 2; });
    return found;
}

} // namespace

class PictureTest : public QObject
{
    Q_OBJECT
private slots:
    void blurLowersSharpness()
    {
        const Image sharp = scene(1);
        double before = lookAt(sharp).sharpness;
        for (const int radius : {3, 7, 15}) {
            const double after = lookAt(changed(sharp, [&](cv::Mat& picture) {
                                     cv::GaussianBlur(picture, picture, {radius, radius}, 0);
                                 })).sharpness;
            QVERIFY2(after < before * 0.7, qPrintable(QString::number(after)));
            before = after;
        }
        QVERIFY(before < lookAt(sharp).sharpness / 20);
    }

    void lightIsMeasured()
    {
        Image image{20, 10, std::vector<uint8_t>(600, 51)};
        const PictureLook flat = lookAt(image);
        QCOMPARE(flat.brightness, 0.2);
        QCOMPARE(flat.contrast, 0.0);
        QCOMPARE(flat.sharpness, 0.0);
        std::fill(image.rgb.begin(), image.rgb.begin() + 300, uint8_t{153}); // the upper half
        const PictureLook halves = lookAt(image);
        QCOMPARE(halves.brightness, 0.4);
        QCOMPARE(halves.contrast, 0.2);
    }

    void copiesAreFoundAndOthersAreNot()
    {
        std::vector<PictureLook> looks;
        for (uint64_t seed = 1; seed <= 40; ++seed)
            looks.push_back(lookAt(scene(seed)));
        const Image one = scene(5);
        looks.push_back(lookAt(asJpeg(one)));
        looks.push_back(lookAt(resized(one, 200, 150)));
        looks.push_back(lookAt(changed(
            one, [](cv::Mat& picture) { picture.convertTo(picture, -1, 1.0, 4); }))); // brighter
        looks.push_back(lookAt(changed(scene(9), [](cv::Mat& picture) {
            cv::circle(picture, {5, 5}, 3, cv::Scalar(255, 0, 0), cv::FILLED); // a speck
        })));
        looks.push_back(lookAt(changed(scene(12), [](cv::Mat& picture) {
            cv::flip(picture, picture, 1); // a mirrored scene is another one
        })));
        const auto groups = nearDuplicates(looks);
        QCOMPARE(groups.size(), size_t{2});
        QVERIFY((groups[0] == std::vector<size_t>{4, 40, 41, 42}));
        QVERIFY((groups[1] == std::vector<size_t>{8, 43}));
    }

    /// Looking only at what agrees in a part of the hash misses nothing.
    void partsMissNothing()
    {
        Random random(3);
        std::vector<PictureLook> looks(600);
        for (size_t i = 0; i < looks.size(); ++i) {
            looks[i].hash = random.next();
            if (i % 3 != 0) { // near an earlier one, or just not
                looks[i].hash = looks[i - 1].hash;
                for (int64_t flips = 3 + random.below(4); flips > 0; --flips)
                    looks[i].hash ^= uint64_t{1} << random.below(64);
            }
        }
        const auto found = nearDuplicates(looks);
        QVERIFY(found.size() > 50);
        QVERIFY(found == allCompared(looks));
    }

    void colourTellsLikeHashesApart()
    {
        std::vector<PictureLook> looks(2);
        looks[0].hash = looks[1].hash = 77;
        looks[0].small.fill(100);
        looks[1].small.fill(106);
        QCOMPARE(nearDuplicates(looks).size(), size_t{1});
        looks[1].small.fill(107);
        QVERIFY(nearDuplicates(looks).empty());
    }
};

QTEST_GUILESS_MAIN(PictureTest)
#include "picture_test.moc"
