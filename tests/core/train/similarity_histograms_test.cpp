// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/events/event_tail.h"
#include "core/train/detail/similarity_histograms.h"

#include <torch/torch.h>

#include <QTest>
#include <numeric>

using namespace unimo;

namespace {

events::Series<events::HistogramPoint> written(const std::vector<train::Compared>& compared)
{
    const TemporaryFolder folder;
    {
        auto writer = events::EventWriter::open(folder.path()).orThrow();
        train::addSimilarities(*writer, compared, 70);
    }
    return events::EventTail(folder.path()).poll().histograms;
}

double countOf(const events::HistogramPoint& point)
{
    return std::accumulate(point.counts.begin(), point.counts.end(), 0.0);
}

} // namespace

class SimilarityHistogramsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPairOfAStepIsCountedOnce()
    {
        // Products: 1 2 3 on the diagonal; -1 off it in the first row alone.
        const at::Tensor images = at::eye(3);
        const at::Tensor texts = at::tensor({1., 0., 0., -1., 2., 0., -1., 0., 3.}).view({3, 3});
        const auto found = written({{"contrast", images, texts.to(at::kFloat), {}, {}, {}}});
        const auto& positive = found.at("similarity/contrast_positive").at(0);
        QCOMPARE(positive.step, int64_t{70});
        QCOMPARE(countOf(positive), 3.0);
        QCOMPARE(positive.minimum, 1.0);
        QCOMPARE(positive.maximum, 3.0);
        const auto& negative = found.at("similarity/contrast_negative").at(0);
        QCOMPARE(countOf(negative), 6.0);
        QCOMPARE(negative.minimum, -1.0);
        QCOMPARE(negative.maximum, 0.0);
        QCOMPARE(negative.counts.front(), 2.0);
    }
    void chosenItemsGoByTheirMark()
    {
        const at::Tensor images = at::tensor({1., 0., 0., 2.}).view({2, 2}).to(at::kFloat);
        const at::Tensor texts = at::tensor({3., 0., 0., 5.}).view({2, 2}).to(at::kFloat);
        const at::Tensor imageRows = at::tensor({0, 1, 0}).to(at::kLong);
        const at::Tensor textRows = at::tensor({0, 1, 1}).to(at::kLong); // 3, 10, 0
        const at::Tensor marked = at::tensor({1, 1, 0}).to(at::kBool);
        const auto found =
            written({{"cmcl", images, texts, imageRows, textRows, marked},
                     {"none", images, texts, imageRows, textRows, at::ones({3}, at::kBool)}});
        const auto& positive = found.at("similarity/cmcl_positive").at(0);
        QCOMPARE(countOf(positive), 2.0);
        QCOMPARE(positive.minimum, 3.0);
        QCOMPARE(positive.maximum, 10.0);
        QCOMPARE(countOf(found.at("similarity/cmcl_negative").at(0)), 1.0);
        QVERIFY(!found.contains("similarity/none_negative")); // there are none
    }
};

QTEST_APPLESS_MAIN(SimilarityHistogramsTest)
#include "similarity_histograms_test.moc"
