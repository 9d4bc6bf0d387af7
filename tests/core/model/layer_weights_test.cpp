// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/layer_weights.h"
#include "core/model/detail/unimo_model.h"
#include "core/tensor/detail/autocast.h"
#include "core/tensor/device.h"

#include <QTest>

using namespace unimo;
using namespace unimo::model;

namespace {

double relativeError(const at::Tensor& value, const at::Tensor& reference)
{
    const at::Tensor wanted = reference.to(at::kCPU, at::kDouble);
    return ((value.to(at::kCPU, at::kDouble) - wanted).norm() / wanted.norm()).item<double>();
}

LayerWeights weights(at::ScalarType type)
{
    const auto random = [&](at::IntArrayRef shape) {
        return at::randn(shape, at::TensorOptions().dtype(type)).mul_(0.2).requires_grad_();
    };
    return {{random({24, 8}), random({24})}, {random({8, 8}), random({8})},
            {random({8}), random({8})},      {random({32, 8}), random({32})},
            {random({8, 32}), random({8})},  {random({8}), random({8})}};
}

/// States of two layers for four packed sequences, and the gradient of the first layer's weight.
std::pair<at::Tensor, at::Tensor> encoded(const at::Device& device, bool autocast)
{
    UnimoConfig config = presetConfig("unimo-mini").orThrow();
    config.vocabulary = config.outputVocabulary = 50;
    config.layers = 2;
    config.dropout = 0;
    torch::manual_seed(3);
    UnimoModel model(config);
    model->to(device);
    PackedBatch batch;
    for (const auto& [length, prefix] : {std::pair(9, 9), {70, 70}, {20, 6}, {1, 1}})
        batch.layout.add(length, prefix);
    const int64_t tokens = batch.layout.tokens();
    batch.tokens = at::arange(tokens) % 50;
    batch.positions = at::arange(tokens) % 64;
    batch.textRows = at::arange(tokens);
    batch.visualRows = at::empty({0}, at::kLong);
    batch.features = at::empty({0, config.featureDim});
    batch.locations = at::empty({0, 5});
    batch.visualMasked = at::empty({0}, at::kBool);
    batch = batch.to(device);
    at::Tensor states;
    {
        const tensor::AutocastGuard guard(device.type(), autocast);
        states = model->encode(batch);
    }
    torch::manual_seed(4);
    states.to(at::kFloat).mul(at::randn(states.sizes()).to(device)).sum().backward();
    return {states.detach(), model->layers[0]->as<EncoderLayer>()->qkv->weight.grad()};
}

} // namespace

class LayerWeightsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Before torch is asked for anything: it remembers that there was no CUDA.
    void initTestCase() { (void)tensor::deviceReport(); }

    void sameTypeIsTheSameTensors()
    {
        const LayerWeights own = weights(at::kFloat);
        QVERIFY(own.to(at::kFloat).inner.bias.is_same(own.inner.bias));
    }

    void gradientsComeBackInTheirOwnType()
    {
        const LayerWeights own = weights(at::kFloat);
        const LayerWeights cast = own.to(at::kBFloat16);
        QCOMPARE(cast.outer.weight.scalar_type(), at::kBFloat16);
        QVERIFY(torch::equal(cast.outputNorm.bias, own.outputNorm.bias.to(at::kBFloat16)));
        // Two of the twelve take part: the others get nothing, or zero.
        const at::Tensor x = at::randn({5, 8}).to(at::kBFloat16);
        affine(x, cast.output).to(at::kFloat).sum().backward();
        QCOMPARE(own.output.weight.grad().scalar_type(), at::kFloat);
        QVERIFY(relativeError(own.output.weight.grad(),
                              x.to(at::kFloat).sum(0, true).expand({8, 8})) < 0.01);
        QVERIFY(!own.inner.weight.grad().defined() ||
                own.inner.weight.grad().abs().max().item<float>() == 0);
    }

    void normsOfHalfAreNormsOfFloat()
    {
        const LayerWeights own = weights(at::kFloat);
        const LayerWeights cast = own.to(at::kBFloat16);
        const at::Tensor x = at::randn({7, 8}) * 3 + 1;
        const at::Tensor half = layerNorm(x.to(at::kBFloat16), cast.attentionNorm, 1e-5);
        QCOMPARE(half.scalar_type(), at::kBFloat16);
        QVERIFY(relativeError(half, layerNorm(x, own.attentionNorm, 1e-5)) < 0.02);
    }

    void statesAreFloatOffTheGpu()
    {
        const tensor::AutocastGuard guard(at::kCPU, true);
        QCOMPARE(stateType(at::kCPU), at::kFloat);
    }

    /// bf16 on a GPU against float on the CPU.
    void encodingOnAGpuIsEncodingOnTheCpu()
    {
        if (!tensor::deviceReport().cuda)
            QSKIP(tensor::deviceReport().cudaReason.c_str());
        const auto [states, gradient] = encoded(at::kCPU, false);
        const auto [plain, plainGradient] = encoded(at::kCUDA, false);
        const auto [half, halfGradient] = encoded(at::kCUDA, true);
        QCOMPARE(half.scalar_type(), at::kBFloat16);
        QVERIFY2(relativeError(plain, states) < 2e-3 &&
                     relativeError(plainGradient, gradient) < 2e-3,
                 qPrintable(QString::number(relativeError(plainGradient, gradient))));
        QVERIFY2(relativeError(half, states) < 0.02,
                 qPrintable(QString::number(relativeError(half, states))));
        QVERIFY2(relativeError(halfGradient, gradient) < 0.05,
                 qPrintable(QString::number(relativeError(halfGradient, gradient))));
    }
};

QTEST_APPLESS_MAIN(LayerWeightsTest)
#include "layer_weights_test.moc"
