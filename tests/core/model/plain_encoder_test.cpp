// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/step_batch.h"
#include "core/model/detail/plain_encoder.h"

#include <torch/torch.h>

#include <QTest>

using namespace unimo;

namespace {

model::UnimoModel sharpModel()
{
    model::UnimoModel model(model::presetConfig("unimo-tiny").orThrow());
    model::initialise(*model, 0.3, at::detail::getDefaultCPUGenerator());
    model->eval();
    return model;
}

model::PackedBatch oneSequence(const model::UnimoConfig& config, bool causal)
{
    data::VisualTokens picture;
    picture.count = 5;
    const at::Tensor numbers = torch::randn({picture.count, config.featureDim}).contiguous();
    picture.features.assign(numbers.data_ptr<float>(), numbers.data_ptr<float>() + numbers.numel());
    picture.locations.assign(static_cast<size_t>(5 * picture.count), 0.25F);
    const std::vector<int32_t> text = {11, 29, 7, 40, 23};
    data::SequencePacker packer({2, 3, 0}, config.featureDim);
    packer.add(&picture, &text, {}, causal);
    return packer.finish();
}

double farthest(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

} // namespace

class PlainEncoderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalsTheFusedPath_data()
    {
        QTest::addColumn<bool>("causal");
        QTest::newRow("read together") << false;
        QTest::newRow("caption written") << true;
    }
    void equalsTheFusedPath()
    {
        QFETCH(bool, causal);
        torch::manual_seed(3);
        auto model = sharpModel();
        const auto batch = oneSequence(model->config(), causal);
        const tensor::AttentionPlan plan(batch.layout, at::kCPU);
        const at::Tensor weights = torch::randn({batch.layout.tokens(), model->config().hidden});

        const at::Tensor inputs = model->embeddings(batch).detach().requires_grad_();
        const auto plain = model::encodePlain(model, batch.layout, inputs);
        at::Tensor fused = inputs;
        for (const auto& layer : *model->layers)
            fused = layer->as<model::EncoderLayer>()->forward(fused, plan);
        QVERIFY(farthest(plain.states, fused) < 1e-4);
        QVERIFY(farthest(fused, model->encode(batch)) < 1e-5);
        QVERIFY(farthest(fused, inputs) > 0.1); // it is no identity

        const auto slope = [&](const at::Tensor& states) {
            return torch::autograd::grad({(states * weights).sum()}, {inputs})[0];
        };
        const at::Tensor expected = slope(fused);
        QVERIFY(expected.abs().max().item<double>() > 0.1);
        QVERIFY(farthest(slope(plain.states), expected) <
                1e-4 * expected.abs().max().item<double>());
    }
    /// Each token looks at what it may see, with shares that sum up to 1.
    void attentionIsAShareOfWhatMayBeSeen()
    {
        torch::manual_seed(4);
        auto model = sharpModel();
        const auto batch = oneSequence(model->config(), true);
        const torch::NoGradGuard noGrad;
        const auto pass = model::encodePlain(model, batch.layout, model->embeddings(batch));
        QCOMPARE(static_cast<int64_t>(pass.attention.size()), model->config().layers);
        for (const at::Tensor& layer : pass.attention) {
            QCOMPARE(layer.size(0), model->config().heads);
            QVERIFY(farthest(layer.sum(-1), at::ones({layer.size(0), layer.size(1)})) < 1e-5);
            for (int64_t from = 0; from < layer.size(1); ++from)
                for (int64_t to = 0; to < layer.size(2); ++to) {
                    const bool seen = to <= from || to < 5; // the picture's five tokens
                    QCOMPARE(layer.select(1, from).select(1, to).max().item<float>() > 0, seen);
                }
        }
    }
    void rolloutByHand()
    {
        // One head. Layer 1 looks at the first token alone, layer 2 at the second.
        const at::Tensor first = torch::tensor({{1.0F, 0.0F}, {1.0F, 0.0F}}).unsqueeze(0);
        const at::Tensor second = torch::tensor({{0.0F, 1.0F}, {0.0F, 1.0F}}).unsqueeze(0);
        // Mixed with the token itself: [[1, 0], [.5, .5]], then [[.5, .5], [0, 1]]; their product:
        const at::Tensor expected = torch::tensor({{0.75F, 0.25F}, {0.5F, 0.5F}});
        QVERIFY(farthest(model::attentionRollout({first, second}), expected) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(PlainEncoderTest)
#include "plain_encoder_test.moc"
