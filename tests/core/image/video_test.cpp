// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/image/video.h"
#include "tests/core/image/small_video.h"

#include <QTest>
#include <fstream>

using namespace unimo;

class VideoTest : public QObject
{
    Q_OBJECT
private slots:
    void picturesComeInTheirOrder()
    {
        const TemporaryFolder folder;
        const auto file = folder.path() / "small.avi";
        tests::writeSmallVideo(file, 3);
        const auto video = VideoSource::open(file.string()).orThrow();
        QCOMPARE(video->picturesPerSecond(), 10.0);
        for (int i = 0; i < 3; ++i) {
            const Image image = video->next().orThrow();
            QCOMPARE(image.width, 64);
            QCOMPARE(image.height, 48);
            // Red rises by 100 from picture to picture; MJPEG is not exact.
            QVERIFY(std::abs(int{image.rgb[0]} - 100 * i) < 12);
            QVERIFY(image.rgb[2] < 12);
        }
        const auto ended = video->next();
        QVERIFY(!ended.ok());
        QCOMPARE(ended.error().message, std::string("the video ended"));
    }

    void whatIsNoVideoSaysSo()
    {
        const TemporaryFolder folder;
        const auto missing = VideoSource::open((folder.path() / "missing.avi").string());
        QVERIFY(!missing.ok() && missing.error().message == "is not there");
        const auto noise = folder.path() / "noise.avi";
        std::ofstream(noise) << std::string(5000, 'x');
        QCOMPARE(VideoSource::open(noise.string()).error().message,
                 std::string("is no video that can be read"));
        const auto camera = VideoSource::open("/dev/video4711");
        QVERIFY(!camera.ok() && camera.error().message == "there is no such camera");
        QVERIFY(!camera.error().hint.empty());
    }
};

QTEST_APPLESS_MAIN(VideoTest)
#include "video_test.moc"
