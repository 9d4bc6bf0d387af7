// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/image/image.h"

#include <QTest>
#include <array>
#include <cstdlib>
#include <filesystem>

using namespace unimo;
namespace fs = std::filesystem;

namespace {

const fs::path kData = fs::path(UNIMO_TEST_DATA) / "image";

using Colour = std::array<int, 3>;
constexpr Colour kRed{255, 0, 0};
constexpr Colour kGreen{0, 255, 0};
constexpr Colour kBlue{0, 0, 255};
constexpr Colour kWhite{255, 255, 255};
constexpr Colour kGray{127, 127, 127};

bool isAt(const Image& image, int x, int y, const Colour& colour, int tolerance = 0)
{
    const auto pixel = image.row(y).subspan(static_cast<size_t>(x) * 3, 3);
    for (size_t c = 0; c < 3; ++c)
        if (std::abs(pixel[c] - colour[c]) > tolerance)
            return false;
    return true;
}

} // namespace

class DecodeTest : public QObject
{
    Q_OBJECT
private slots:
    void losslessFormatsKeepEveryPixel_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"plain.png", "plain.bmp", "plain.tiff", "plain.webp"})
            QTest::newRow(file) << file;
    }
    void losslessFormatsKeepEveryPixel()
    {
        QFETCH(QString, file);
        const auto image = loadImage(kData / file.toStdString()).orThrow();
        QCOMPARE(image.width, 6);
        QCOMPARE(image.height, 4);
        for (int y = 0; y < 4; ++y)
            for (int x = 0; x < 6; ++x)
                QVERIFY(isAt(image, x, y, x >= 3 ? kBlue : x < 2 && y < 2 ? kGreen : kRed));
    }
    void alphaLiesOverWhite_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"alpha.png", "alpha.tiff", "alpha.webp", "palette_alpha.png"})
            QTest::newRow(file) << file;
    }
    void alphaLiesOverWhite()
    {
        QFETCH(QString, file);
        const auto image = loadImage(kData / file.toStdString()).orThrow();
        QVERIFY(isAt(image, 0, 0, kWhite));
        QVERIFY(isAt(image, 0, 3, kRed));
        QVERIFY(isAt(image, 5, 1, kGray));
    }
    void grayBecomesRgb()
    {
        QVERIFY(isAt(loadImage(kData / "gray.png").orThrow(), 0, 3, {76, 76, 76}));
        QVERIFY(isAt(loadImage(kData / "gray16.png").orThrow(), 0, 3, {128, 128, 128}));
    }
    void jpegsKeepTheirColours_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"plain.jpg", "progressive.jpg", "cmyk.jpg"})
            QTest::newRow(file) << file;
    }
    void jpegsKeepTheirColours()
    {
        QFETCH(QString, file);
        const auto image = loadImage(kData / file.toStdString()).orThrow();
        QCOMPARE(image.width, 48);
        QVERIFY(isAt(image, 3, 3, kGreen, 8));
        QVERIFY(isAt(image, 3, 28, kRed, 8));
        QVERIFY(isAt(image, 44, 28, kBlue, 8));
    }
    void exifTurnsThePicture()
    {
        const auto image = loadImage(kData / "turned.jpg").orThrow();
        QCOMPARE(image.width, 32);
        QCOMPARE(image.height, 48);
        QVERIFY(isAt(image, 28, 3, kGreen, 8)); // the stored top left is the top right
        QVERIFY(isAt(image, 3, 3, kRed, 8));
        QVERIFY(isAt(image, 3, 44, kBlue, 8));
    }
    void bombsAreRefusedByTheirHeader_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"bomb_side.png", "bomb_area.png", "bomb_wrap.png"})
            QTest::newRow(file) << file;
    }
    void bombsAreRefusedByTheirHeader()
    {
        QFETCH(QString, file);
        const auto image = loadImage(kData / file.toStdString());
        QVERIFY(!image.ok());
        QVERIFY(image.error().kind == ErrorKind::Data);
        QVERIFY2(image.error().message.find("too large") != std::string::npos,
                 image.error().text().c_str());
        QVERIFY(image.error().where.find(file.toStdString()) != std::string::npos);
    }
    void otherFilesAreRefused()
    {
        QVERIFY(loadImage(kData / "absent.png").error().kind == ErrorKind::Io);
        QVERIFY(loadImage(kData).error().kind == ErrorKind::Io);
        QVERIFY(loadImage(kData / "plain.gif").error().kind == ErrorKind::Data);
        QVERIFY(loadImage(kData / "make.py").error().kind == ErrorKind::Data);
        QVERIFY(loadImage(kData / "too_few_pixels.png").error().kind == ErrorKind::Data);
        QVERIFY(!decodeImage({}, "nothing").ok());
    }
    void everyCutIsAnErrorNotACrash_data()
    {
        QTest::addColumn<QString>("file");
        for (const auto& entry : fs::directory_iterator(kData)) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with("plain") || name.starts_with("alpha") || name == "turned.jpg")
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
        }
    }
    void everyCutIsAnErrorNotACrash()
    {
        QFETCH(QString, file);
        const std::string whole = readFile(kData / file.toStdString()).orThrow();
        int refused = 0;
        for (size_t size = 0; size < whole.size(); ++size) {
            const std::string cut = whole.substr(0, size); // its own buffer: sanitizers see its end
            refused += !decodeImage(std::as_bytes(std::span(cut)), "cut").ok();
        }
        // The last bytes of some formats are not needed; half a picture never passes.
        QVERIFY2(refused > static_cast<int>(whole.size()) / 2, std::to_string(refused).c_str());
    }
    void changedBytesNeverCrash()
    {
        for (const char* file :
             {"alpha.png", "plain.jpg", "alpha.webp", "plain.bmp", "alpha.tiff"}) {
            const std::string whole = readFile(kData / file).orThrow();
            for (size_t at = 0; at < std::min<size_t>(whole.size(), 400); ++at) {
                for (const char value : {'\x00', '\x7F', '\xFF'}) {
                    std::string changed = whole;
                    changed[at] = value;
                    const auto image = decodeImage(std::as_bytes(std::span(changed)), "changed");
                    if (image.ok())
                        QCOMPARE(image->rgb.size(),
                                 static_cast<size_t>(image->width) * image->height * 3);
                }
            }
        }
    }
    void savedPicturesComeBack()
    {
        const TemporaryFolder folder;
        const auto image = loadImage(kData / "plain.png").orThrow();
        QVERIFY(saveImage(image, folder.path() / "a.png").ok());
        QVERIFY(loadImage(folder.path() / "a.png").orThrow().rgb == image.rgb);
        const auto large = resized(image, 48, 32);
        QVERIFY(saveImage(large, folder.path() / "a.jpg", 95).ok());
        QVERIFY(isAt(loadImage(folder.path() / "a.jpg").orThrow(), 2, 28, kRed, 12));
        QVERIFY(saveImage(image, folder.path() / "a.gif").error().kind == ErrorKind::Config);
        QVERIFY(!saveImage(Image{}, folder.path() / "b.png").ok());
        QVERIFY(!saveImage(image, folder.path() / "none" / "b.png").ok());
    }
};

QTEST_APPLESS_MAIN(DecodeTest)
#include "decode_test.moc"
