// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/half.h"
#include "core/store/feature_file.h"

#include <QTest>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace unimo::store;

namespace {

/// A half's value by its definition, in double.
double valueOf(uint16_t half)
{
    const int exponent = half >> 10 & 31;
    const double mantissa = half & 1023;
    const double sign = half & 0x8000 ? -1 : 1;
    if (exponent == 31)
        return mantissa == 0 ? sign * std::numeric_limits<double>::infinity()
                             : std::numeric_limits<double>::quiet_NaN();
    return sign *
           (exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25));
}

std::vector<uint16_t> allHalfs()
{
    std::vector<uint16_t> halfs(65536);
    for (size_t i = 0; i < halfs.size(); ++i)
        halfs[i] = static_cast<uint16_t>(i);
    return halfs;
}

/// Floats where rounding can go wrong: between all neighbouring halfs, the middle and the float
/// on either side of it; the edges; and many others.
std::vector<float> hardFloats()
{
    std::vector<float> floats = {0.0F,
                                 -0.0F,
                                 65504.0F,
                                 65519.996F,
                                 65520.0F,
                                 65536.0F,
                                 1e30F,
                                 0x1p-24F,
                                 0x1p-25F,
                                 0x1.000002p-25F,
                                 0x1p-26F,
                                 0x1p-149F,
                                 std::numeric_limits<float>::infinity(),
                                 -std::numeric_limits<float>::infinity()};
    for (uint16_t half = 0; half < 0x7BFF; ++half) {
        const auto middle =
            static_cast<float>((valueOf(half) + valueOf(static_cast<uint16_t>(half + 1))) / 2);
        for (const float value :
             {middle, std::nextafter(middle, 0.0F), std::nextafter(middle, 1e9F)}) {
            floats.push_back(value);
            floats.push_back(-value);
        }
    }
    std::mt19937 random(1);
    for (int i = 0; i < 300'000; ++i) {
        const auto value = std::bit_cast<float>(static_cast<uint32_t>(random()));
        if (!std::isnan(value))
            floats.push_back(value);
    }
    return floats;
}

/// The nearest half, ties to even, found by comparing in double.
uint16_t nearestHalf(float value)
{
    const double magnitude = std::abs(static_cast<double>(value));
    const auto sign = static_cast<uint16_t>(std::signbit(value) ? 0x8000 : 0);
    uint16_t low = 0;
    uint16_t high = 0x7C00; // stands for 65536 while searching
    const auto at = [](uint16_t half) { return half == 0x7C00 ? 65536.0 : valueOf(half); };
    if (magnitude >= 65536.0)
        return sign | 0x7C00;
    while (high - low > 1) {
        const auto middle = static_cast<uint16_t>((low + high) / 2);
        (at(middle) <= magnitude ? low : high) = middle;
    }
    const double below = magnitude - at(low);
    const double above = at(high) - magnitude;
    const bool up = above < below || (above == below && low % 2 == 1);
    return sign | (up ? high : low);
}

} // namespace

class HalfTest : public QObject
{
    Q_OBJECT
private slots:
    void everyHalfReadsAsItsValue()
    {
        const auto halfs = allHalfs();
        std::vector<float> fast(halfs.size());
        std::vector<float> plain(halfs.size());
        fromHalf(halfs, fast);
        detail::fromHalfPlain(halfs, plain);
        for (size_t i = 0; i < halfs.size(); ++i) {
            const double expected = valueOf(halfs[i]);
            QVERIFY(std::isnan(expected)
                        ? std::isnan(fast[i])
                        : fast[i] == expected && std::signbit(fast[i]) == std::signbit(expected));
            QCOMPARE(std::bit_cast<uint32_t>(plain[i]), std::bit_cast<uint32_t>(fast[i]));
        }
    }
    void everyHalfComesBackTheSame()
    {
        const auto halfs = allHalfs();
        std::vector<float> floats(halfs.size());
        std::vector<uint16_t> back(halfs.size());
        fromHalf(halfs, floats);
        toHalf(floats, back);
        for (size_t i = 0; i < halfs.size(); ++i) {
            const bool nan = (halfs[i] & 0x7FFF) > 0x7C00;
            QCOMPARE(back[i], static_cast<uint16_t>(nan ? halfs[i] | 0x200 : halfs[i]));
        }
    }
    void roundingIsToTheNearest()
    {
        const auto floats = hardFloats();
        std::vector<uint16_t> fast(floats.size());
        std::vector<uint16_t> plain(floats.size());
        toHalf(floats, fast);
        detail::toHalfPlain(floats, plain);
        for (size_t i = 0; i < floats.size(); ++i) {
            QCOMPARE(fast[i], nearestHalf(floats[i]));
            QCOMPARE(plain[i], fast[i]);
        }
    }
    void everyLengthIsConvertedWhole()
    {
        for (size_t n = 0; n < 40; ++n) {
            const std::vector<float> ones(n, 1.0F);
            std::vector<uint16_t> halfs(n + 1, 7);
            toHalf(ones, std::span(halfs).first(n));
            std::vector<float> back(n + 1, 7.0F);
            fromHalf(std::span(halfs).first(n), std::span(back).first(n));
            for (size_t i = 0; i < n; ++i)
                QCOMPARE(back[i], 1.0F);
            QCOMPARE(halfs[n], uint16_t{7});
            QCOMPARE(back[n], 7.0F);
        }
    }
};

QTEST_APPLESS_MAIN(HalfTest)
#include "half_test.moc"
