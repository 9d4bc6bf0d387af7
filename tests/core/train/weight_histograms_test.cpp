// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/events/event_tail.h"
#include "core/train/detail/similarity_matrix.h"
#include "core/train/detail/weight_histograms.h"

#include <torch/torch.h>

#include <QTest>
#include <numeric>

using namespace unimo;

namespace {

using Parameters = std::vector<std::pair<std::string, at::Tensor>>;

at::Tensor parameter(const at::Tensor& values, const at::Tensor& gradient = {})
{
    at::Tensor made = values.clone().requires_grad_();
    if (gradient.defined())
        made.mutable_grad() = gradient;
    return made;
}

events::Series<events::HistogramPoint> written(const Parameters& parameters)
{
    const TemporaryFolder folder;
    {
        auto writer = events::EventWriter::open(folder.path()).orThrow();
        train::addWeights(*writer, parameters, 300);
    }
    return events::EventTail(folder.path()).poll().histograms;
}

double countOf(const events::HistogramPoint& point)
{
    return std::accumulate(point.counts.begin(), point.counts.end(), 0.0);
}

} // namespace

class WeightHistogramsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPartHasAName()
    {
        QCOMPARE(train::partOf("model.layers.11.inner.weight"), std::string("layer 11"));
        QCOMPARE(train::partOf("model.layers.2.qkv.bias"), std::string("layer 02"));
        QCOMPARE(train::partOf("model.embeddings.word.weight"), std::string("embeddings"));
        QCOMPARE(train::partOf("model.text_pooler.bias"), std::string("poolers and word head"));
        QCOMPARE(train::partOf("heads.match_inner.weight"), std::string("heads"));
    }
    void weightsAndGradientsOfAPartAreTogether()
    {
        const auto found = written(
            {{"model.layers.0.inner.weight",
              parameter(at::full({2, 3}, 2.0), at::full({2, 3}, 0.01))},
             {"model.layers.0.inner.bias", parameter(at::full({3}, -1.0), at::zeros({3}))},
             {"heads.answer.weight", parameter(at::ones({4}))},  // not learnt from in this step
             {"model.embeddings.feature_mean", at::ones({5})}}); // a buffer
        const auto& layer = found.at("weights/layer 00").at(0);
        QCOMPARE(layer.step, int64_t{300});
        QCOMPARE(countOf(layer), 9.0);
        QCOMPARE(layer.minimum, -1.0);
        QCOMPARE(layer.maximum, 2.0);
        const auto& gradient = found.at("gradients log10/layer 00").at(0);
        QCOMPARE(countOf(gradient), 6.0); // zeros have no logarithm
        QVERIFY(std::abs(gradient.minimum + 2) < 1e-6 && std::abs(gradient.maximum + 2) < 1e-6);
        QVERIFY(found.contains("weights/heads"));
        QVERIFY(!found.contains("gradients log10/heads"));
        QCOMPARE(found.size(), size_t{3});
    }
    void aLargePartIsSampledWithItsExtremes()
    {
        at::Tensor large = at::rand({1000, 1000});
        large[17][3] = -5;
        large[998][1] = 7;
        const auto found = written({{"model.embeddings.word.weight", parameter(large)}});
        const auto& point = found.at("weights/embeddings").at(0);
        QVERIFY(countOf(point) > 60'000 && countOf(point) < 70'000);
        QCOMPARE(point.minimum, -5.0);
        QCOMPARE(point.maximum, 7.0);
        // Of the even distribution a half is under a half.
        double below = 0;
        for (size_t i = 0; i < point.edges.size(); ++i)
            if (point.edges[i] <= 0.21)
                below += point.counts[i];
        QVERIFY2(std::abs(below / countOf(point) - 0.2) < 0.02, std::to_string(below).c_str());
    }

    void theMatrixIsOfTheFirstPairs()
    {
        const at::Tensor images = at::eye(40), texts = 2 * at::eye(40);
        std::vector<int64_t> samples(40);
        std::iota(samples.begin(), samples.end(), 100);
        const auto point =
            train::similarityMatrix({{"contrast", images, texts, {}, {}, {}}}, samples, 50);
        QVERIFY(point.has_value());
        QCOMPARE(point->step, int64_t{50});
        QCOMPARE(point->size(), train::kMostSimilarityPairs);
        QCOMPARE(point->samples.back(), int64_t{123});
        for (int row = 0; row < point->size(); ++row)
            for (int column = 0; column < point->size(); ++column)
                QCOMPARE(point->values[static_cast<size_t>(row * point->size() + column)],
                         row == column ? 2.0F : 0.0F);
        // Other objectives compare items of their own choice.
        QVERIFY(!train::similarityMatrix({{"cmcl", images, texts, {}, {}, {}}}, samples, 50));
    }
};

QTEST_APPLESS_MAIN(WeightHistogramsTest)
#include "weight_histograms_test.moc"
