// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/search/vector_index.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace unimo;
using namespace unimo::search;

namespace {

std::vector<float> randomVectors(size_t count, uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(count);
    for (float& value : values)
        value = static_cast<float>(random.uniform(-1, 1));
    return values;
}

double cosine(std::span<const float> a, std::span<const float> b)
{
    double dot = 0, aa = 0, bb = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        dot += static_cast<double>(a[i]) * b[i];
        aa += static_cast<double>(a[i]) * a[i];
        bb += static_cast<double>(b[i]) * b[i];
    }
    return dot / std::sqrt(aa * bb);
}

/// The plain twin of the index.
std::vector<Neighbour> bruteForce(std::span<const int64_t> ids, std::span<const float> vectors,
                                  std::span<const float> query, size_t k)
{
    std::vector<Neighbour> all;
    for (size_t i = 0; i < ids.size(); ++i)
        all.push_back({ids[i], static_cast<float>(cosine(
                                   vectors.subspan(i * query.size(), query.size()), query))});
    std::sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.score > b.score; });
    all.resize(std::min(k, all.size()));
    return all;
}

} // namespace

class VectorIndexTest : public QObject
{
    Q_OBJECT
private slots:
    void findsWhatBruteForceFinds_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("dimension");
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("k");
        QTest::newRow("one") << 1 << 3 << 1 << 1;
        QTest::newRow("few queries") << 500 << 33 << 3 << 10;
        QTest::newRow("many queries") << 700 << 64 << 50 << 5; // FAISS takes its BLAS path
        QTest::newRow("k above size") << 4 << 8 << 2 << 10;
    }
    void findsWhatBruteForceFinds()
    {
        QFETCH(int, count);
        QFETCH(int, dimension);
        QFETCH(int, queries);
        QFETCH(int, k);
        const auto width = static_cast<size_t>(dimension);
        const auto vectors = randomVectors(static_cast<size_t>(count) * width, 1);
        const auto asked = randomVectors(static_cast<size_t>(queries) * width, 2);
        std::vector<int64_t> ids(static_cast<size_t>(count));
        std::iota(ids.begin(), ids.end(), 1000);

        VectorIndex index;
        QVERIFY(index.build(ids, vectors, dimension).ok());
        QCOMPARE(index.size(), int64_t{count});
        const auto found = index.searchBatch(asked, k).orThrow();
        QCOMPARE(found.size(), static_cast<size_t>(queries));
        for (size_t i = 0; i < found.size(); ++i) {
            const auto query = std::span(asked).subspan(i * width, width);
            const auto wanted = bruteForce(ids, vectors, query, static_cast<size_t>(k));
            const auto single = index.search(query, k).orThrow();
            QCOMPARE(found[i].size(), wanted.size());
            QCOMPARE(single.size(), wanted.size());
            for (size_t j = 0; j < wanted.size(); ++j) {
                QCOMPARE(found[i][j].id, wanted[j].id);
                QCOMPARE(single[j].id, wanted[j].id);
                QVERIFY(std::abs(found[i][j].score - wanted[j].score) < 1e-5f);
            }
        }
    }

    void fastKindsFindNearlyAll_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("ivf") << static_cast<int>(IndexKind::Ivf);
        QTest::newRow("hnsw") << static_cast<int>(IndexKind::Hnsw);
    }
    void fastKindsFindNearlyAll()
    {
        QFETCH(int, kind);
        // Vectors in clusters, as those of pictures and texts are.
        constexpr size_t kCount = 6000, kWidth = 24, kQueries = 100, kClusters = 60;
        constexpr int k = 10;
        const auto centres = randomVectors(kClusters * kWidth, 3);
        auto vectors = randomVectors((kCount + kQueries) * kWidth, 4);
        for (size_t i = 0; i < vectors.size(); ++i)
            vectors[i] = centres[i / kWidth % kClusters * kWidth + i % kWidth] + 0.3F * vectors[i];
        const auto all = std::span(vectors).first(kCount * kWidth);
        const auto queries = std::span(vectors).subspan(kCount * kWidth);
        std::vector<int64_t> ids(kCount);
        std::iota(ids.begin(), ids.end(), 0);
        VectorIndex exact, fast;
        QVERIFY(exact.build(ids, all, kWidth).ok());
        QVERIFY(fast.build(ids, all, kWidth, static_cast<IndexKind>(kind)).ok());
        const auto wanted = exact.searchBatch(queries, k).orThrow();
        const auto found = fast.searchBatch(queries, k).orThrow();
        size_t hits = 0;
        for (size_t q = 0; q < kQueries; ++q) {
            QCOMPARE(found[q].size(), static_cast<size_t>(k));
            for (const auto& near : found[q])
                hits += static_cast<size_t>(
                    std::any_of(wanted[q].begin(), wanted[q].end(),
                                [&](const auto& other) { return other.id == near.id; }));
        }
        const double recall = static_cast<double>(hits) / (kQueries * k);
        QVERIFY2(recall > 0.95, std::to_string(recall).c_str());
    }

    void fastKindsTakeFewVectorsToo_data() { fastKindsFindNearlyAll_data(); }
    void fastKindsTakeFewVectorsToo()
    {
        QFETCH(int, kind);
        VectorIndex index;
        QVERIFY(index.build({}, {}, 4, static_cast<IndexKind>(kind)).ok());
        QVERIFY(index.search(std::vector<float>{1, 2, 3, 4}, 5).orThrow().empty());
        const std::vector<int64_t> ids = {7, 8};
        QVERIFY(
            index.build(ids, std::vector<float>{1, 0, 0, 1}, 2, static_cast<IndexKind>(kind)).ok());
        QCOMPARE(index.search(std::vector<float>{0, 1}, 2).orThrow().front().id, int64_t{8});
    }

    void byProductLengthsMatter()
    {
        const std::vector<int64_t> ids = {7, 8};
        const std::vector<float> vectors = {1, 0, 3,
                                            3}; // the second is longer, the first straighter
        const std::vector<float> query = {2, 0};
        search::VectorIndex index;
        index.build(ids, vectors, 2).orThrow();
        QCOMPARE(index.search(query, 1).orThrow().at(0).id, 7);
        index.build(ids, vectors, 2, search::IndexKind::Exact, search::Metric::Product).orThrow();
        const auto found = index.search(query, 2).orThrow();
        QCOMPARE(found.at(0).id, 8);
        QCOMPARE(found.at(0).score, 6.0F);
        QCOMPARE(found.at(1).score, 2.0F);
    }
    void zeroVectorsAreSimilarToNothing()
    {
        VectorIndex index;
        const std::vector<int64_t> ids = {7, 8};
        QVERIFY(index.build(ids, std::vector<float>{0, 0, 3, 4}, 2).ok());
        const auto found = index.search(std::vector<float>{30, 40}, 2).orThrow();
        QCOMPARE(found[0].id, int64_t{8});
        QVERIFY(std::abs(found[0].score - 1) < 1e-6f);
        QCOMPARE(found[1].score, 0.0f);
    }

    void refusesWhatDoesNotFitAndKeepsWhatItHad()
    {
        VectorIndex index;
        QVERIFY(!index.search(std::vector<float>{1}, 1).ok()); // before build
        const std::vector<int64_t> ids = {1, 2};
        QVERIFY(index.build(ids, std::vector<float>{1, 0, 0, 1}, 2).ok());
        QVERIFY(!index.build(ids, std::vector<float>{1, 0, 0}, 2).ok());
        QVERIFY(!index.build(ids, std::vector<float>{1, 0}, 2).ok());
        QVERIFY(!index.build(ids, std::vector<float>{1, 0}, 0).ok());
        const auto bad = index.build(ids, std::vector<float>{1, 0, NAN, 1}, 2);
        QVERIFY(!bad.ok());
        QVERIFY(bad.error().text().find("row 1") != std::string::npos);
        QVERIFY(!index.search(std::vector<float>{1, 2, 3}, 1).ok());
        QVERIFY(!index.search(std::vector<float>{1, 2, 3, 4}, 1).ok()); // two queries
        QCOMPARE(index.search(std::vector<float>{0, 1}, 1).orThrow().at(0).id, int64_t{2});
        QVERIFY(index.search(std::vector<float>{0, 1}, -3).orThrow().empty());
    }

    void anEmptyIndexFindsNothing()
    {
        VectorIndex index;
        QVERIFY(index.build({}, {}, 4).ok());
        QVERIFY(index.search(std::vector<float>{1, 2, 3, 4}, 5).orThrow().empty());
    }
};

QTEST_APPLESS_MAIN(VectorIndexTest)
#include "vector_index_test.moc"
