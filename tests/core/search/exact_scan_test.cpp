// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/search/detail/code_products.h"
#include "core/search/detail/exact_scan.h"

#include <QTest>
#include <algorithm>

using namespace unimo;
using namespace unimo::search;

namespace {

std::vector<float> randomRows(size_t count, size_t dimension, uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(count * dimension);
    for (float& value : values)
        value = static_cast<float>(random.uniform(-1, 1));
    return values;
}

double product(std::span<const float> a, std::span<const float> b)
{
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

/// The plain twin: products of the best, best first.
std::vector<double> bestProducts(std::span<const float> rows, std::span<const float> query,
                                 size_t best)
{
    std::vector<double> all;
    for (size_t at = 0; at < rows.size(); at += query.size())
        all.push_back(product(rows.subspan(at, query.size()), query));
    std::sort(all.begin(), all.end(), std::greater<>());
    all.resize(std::min(best, all.size()));
    return all;
}

} // namespace

/// The scan of 8-bit copies finds exactly what comparing everything finds.
class ExactScanTest : public QObject
{
    Q_OBJECT
private slots:
    void everyInstructionSetGivesTheSameSums()
    {
        constexpr size_t kQuads = 7;
        Random random(1);
        std::vector<uint8_t> codes(kQuads * kGroup * kQuad);
        std::vector<int8_t> queries(kTogether * kQuads * kQuad);
        for (auto& code : codes)
            code = static_cast<uint8_t>(random.below(256));
        for (auto& number : queries)
            number = static_cast<int8_t>(random.between(-127, 127));
        std::fill_n(codes.begin(), 64, uint8_t{255}); // what would not fit 16 bits
        std::fill_n(queries.begin(), kQuads * kQuad, int8_t{127});
        std::vector<std::vector<int32_t>> sums;
        for (const CodeProducts way : codeProducts()) {
            sums.emplace_back(kTogether * kGroup);
            way(codes.data(), queries.data(), kQuads, sums.back().data());
        }
        for (const auto& other : sums)
            QCOMPARE(other, sums.back());
        int32_t byHand = 0;
        for (size_t i = 0; i < kQuads * kQuad; ++i)
            byHand +=
                codes[(i / kQuad * kGroup + 3) * kQuad + i % kQuad] * queries[kQuads * kQuad + i];
        QCOMPARE(sums.back()[kGroup + 3], byHand);
    }

    void findsTheBest_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("dimension");
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("best");
        QTest::newRow("one row") << 1 << 1 << 1 << 3;
        QTest::newRow("less than a group") << 5 << 3 << 2 << 2;
        QTest::newRow("all of them") << 40 << 9 << 1 << 40;
        QTest::newRow("several slices") << 20'000 << 17 << 1 << 10;
        QTest::newRow("several batches") << 3'000 << 64 << 150 << 15;
    }
    void findsTheBest()
    {
        QFETCH(int, count);
        QFETCH(int, dimension);
        QFETCH(int, queries);
        QFETCH(int, best);
        const auto width = static_cast<size_t>(dimension);
        const auto rows = randomRows(static_cast<size_t>(count), width, 1);
        const auto asked = randomRows(static_cast<size_t>(queries), width, 2);
        const auto found = ExactScan(rows, width).search(asked, static_cast<size_t>(best));
        QCOMPARE(found.size(), static_cast<size_t>(queries));
        for (size_t q = 0; q < found.size(); ++q) {
            const auto query = std::span(asked).subspan(q * width, width);
            const auto truth = bestProducts(rows, query, static_cast<size_t>(best));
            QCOMPARE(found[q].size(), truth.size());
            for (size_t i = 0; i < truth.size(); ++i) {
                QVERIFY(std::abs(static_cast<double>(found[q][i].product) - truth[i]) < 1e-4);
                const auto row = std::span(rows).subspan(found[q][i].row * width, width);
                QVERIFY(std::abs(product(row, query) - truth[i]) < 1e-4);
            }
        }
    }

    /// Rows that 8-bit numbers cannot tell apart, beside one that makes their steps coarse.
    void tellsApartWhatTheCodesDoNot()
    {
        constexpr size_t kDim = 8, kCount = 500;
        std::vector<float> rows;
        for (size_t i = 0; i < kCount; ++i)
            for (size_t d = 0; d < kDim; ++d)
                rows.push_back(d == 0 ? 100.F : d == 1 ? static_cast<float>(i) * 1e-4F : 0.F);
        const std::vector<float> query = {0, 1, 0, 0, 0, 0, 0, 0};
        const auto found = ExactScan(rows, kDim).search(query, 3);
        QCOMPARE(found.front().size(), size_t{3});
        for (size_t i = 0; i < 3; ++i)
            QCOMPARE(found.front()[i].row, kCount - 1 - i);
    }

    void equalRowsComeInTheirOrder()
    {
        const std::vector<float> rows(40 * 4, 0.5F);
        const auto found = ExactScan(rows, 4).search(std::vector<float>(4, 1.F), 5);
        for (size_t i = 0; i < 5; ++i)
            QCOMPARE(found.front()[i].row, i);
    }
};

QTEST_GUILESS_MAIN(ExactScanTest)
#include "exact_scan_test.moc"
