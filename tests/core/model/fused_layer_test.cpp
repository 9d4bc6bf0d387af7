// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/recomputed.h"
#include "core/model/detail/unimo_model.h"
#include "core/tensor/detail/autocast.h"
#include "core/tensor/device.h"

#include <QTest>

using namespace unimo;
using namespace unimo::model;

namespace {

EncoderLayer layerOf(int64_t hidden, int64_t heads, double dropout)
{
    UnimoConfig config = presetConfig("unimo-mini").orThrow();
    config.hidden = hidden;
    config.heads = heads;
    config.feedForward = 4 * hidden;
    config.dropout = dropout;
    torch::manual_seed(1);
    EncoderLayer layer(config);
    for (at::Tensor& parameter : layer->parameters())
        parameter.data().normal_(0, 0.3);
    return layer;
}

tensor::PackedLayout layout()
{
    tensor::PackedLayout result;
    for (const auto& [length, prefix] : {std::pair(9, 9), {41, 41}, {20, 6}, {1, 1}, {7, 0}})
        result.add(length, prefix);
    return result;
}

double relativeError(const at::Tensor& value, const at::Tensor& reference)
{
    const at::Tensor wanted = reference.to(at::kDouble);
    return ((value.to(at::kDouble) - wanted).norm() / wanted.norm()).item<double>();
}

using Pass = std::function<at::Tensor(const at::Tensor&)>;

/// The result of a pass and all gradients: of x, then of the layer's parameters.
std::vector<at::Tensor> resultAndGradients(EncoderLayer& layer, const Pass& pass)
{
    torch::manual_seed(2);
    const auto plan = layout();
    const int64_t hidden = layer->qkv->options.in_features();
    const at::Tensor x = at::randn({plan.tokens(), hidden}).requires_grad_();
    const at::Tensor gradient = at::randn({plan.tokens(), hidden});
    torch::manual_seed(3);
    const at::Tensor out = pass(x);
    std::vector<at::Tensor> inputs = layer->parameters();
    inputs.insert(inputs.begin(), x);
    auto result = torch::autograd::grad({out}, inputs, {gradient});
    result.insert(result.begin(), out.detach());
    return result;
}

} // namespace

class FusedLayerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { (void)tensor::deviceReport(); }

    void equalsTheLayerInParts_data()
    {
        QTest::addColumn<int>("hidden");
        QTest::addColumn<int>("heads");
        QTest::addColumn<bool>("autocast");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("float") << 64 << 4 << false << 2e-6;
        QTest::newRow("odd width") << 15 << 3 << false << 2e-6;
        QTest::newRow("bf16 products") << 64 << 4 << true << 4e-2;
    }

    void equalsTheLayerInParts()
    {
        QFETCH(int, hidden);
        QFETCH(int, heads);
        QFETCH(bool, autocast);
        QFETCH(double, tolerance);
        EncoderLayer layer = layerOf(hidden, heads, 0);
        const tensor::AttentionPlan plan(layout(), at::kCPU);
        const auto parts = resultAndGradients(
            layer, [&](const at::Tensor& x) { return layer->forwardInParts(x, plan); });
        const auto fused = resultAndGradients(layer, [&](const at::Tensor& x) {
            const tensor::AutocastGuard guard(at::kCPU, autocast);
            return layer->forward(x, plan);
        });
        QCOMPARE(fused.size(), parts.size());
        for (size_t i = 0; i < parts.size(); ++i) {
            const double error = relativeError(fused[i], parts[i]);
            QVERIFY2(error < tolerance, qPrintable(QString("%1: %2").arg(i).arg(error)));
        }
    }

    /// With the masks held by a seed the layer is a function like any other: its gradients are
    /// those of its values.
    void gradientsWithDropoutAreThoseOfTheValues()
    {
        EncoderLayer layer = layerOf(32, 4, 0.3);
        const tensor::AttentionPlan plan(layout(), at::kCPU);
        torch::manual_seed(4);
        const at::Tensor x = at::randn({plan.layout.tokens(), 32});
        const at::Tensor weight = at::randn_like(x);
        const auto value = [&](const at::Tensor& at) {
            torch::manual_seed(5);
            return layer->forward(at, plan).mul(weight).sum();
        };
        const at::Tensor leaf = x.clone().requires_grad_();
        value(leaf).backward();
        const at::Tensor direction = at::randn_like(x);
        const double along = leaf.grad().mul(direction).sum().item<double>();
        const double step = 1e-3;
        const double difference =
            (value(x + step * direction) - value(x - step * direction)).item<double>() / (2 * step);
        QVERIFY2(std::abs(along - difference) < 0.02 * std::abs(difference),
                 qPrintable(QString("%1 for %2").arg(along).arg(difference)));

        at::Tensor& bias = layer->inner->bias;
        const double ofBias = bias.grad().sum().item<double>();
        const torch::NoGradGuard noGrad;
        bias.add_(step);
        const double above = value(x).item<double>();
        bias.sub_(2 * step);
        const double below = value(x).item<double>();
        const double measured = (above - below) / (2 * step);
        QVERIFY2(std::abs(ofBias - measured) < 0.02 * std::abs(measured),
                 qPrintable(QString("%1 for %2").arg(ofBias).arg(measured)));
    }

    void dropoutIsOfTheSeedAndOfTrainingAlone()
    {
        EncoderLayer layer = layerOf(32, 4, 0.3);
        const tensor::AttentionPlan plan(layout(), at::kCPU);
        const at::Tensor x = at::randn({plan.layout.tokens(), 32});
        const auto run = [&](uint64_t seed) {
            torch::manual_seed(seed);
            return layer->forward(x, plan);
        };
        QVERIFY(torch::equal(run(1), run(1)));
        QVERIFY(!torch::equal(run(1), run(2)));
        layer->eval();
        QVERIFY(torch::equal(run(1), run(2)));
    }

    void recomputingChangesNothing_data()
    {
        QTest::addColumn<bool>("autocast");
        QTest::newRow("float") << false;
        QTest::newRow("bf16") << true;
    }

    void recomputingChangesNothing()
    {
        QFETCH(bool, autocast);
        EncoderLayer layer = layerOf(32, 4, 0.3);
        const tensor::AttentionPlan plan(layout(), at::kCPU);
        const Pass forward = [&](const at::Tensor& x) {
            const tensor::AutocastGuard guard(at::kCPU, autocast);
            return layer->forward(x, plan);
        };
        const auto kept = resultAndGradients(layer, forward);
        const double after = at::rand({1}).item<double>();
        const auto again = resultAndGradients(layer, [&](const at::Tensor& x) {
            const tensor::AutocastGuard guard(at::kCPU, autocast);
            return recomputed(x, layer->parameters(),
                              [&](const at::Tensor& in) { return layer->forward(in, plan); });
        });
        QCOMPARE(at::rand({1}).item<double>(), after); // the way back took no random number
        for (size_t i = 0; i < kept.size(); ++i)
            QVERIFY2(torch::equal(kept[i], again[i]), qPrintable(QString::number(i)));
    }
};

QTEST_GUILESS_MAIN(FusedLayerTest)
#include "fused_layer_test.moc"
