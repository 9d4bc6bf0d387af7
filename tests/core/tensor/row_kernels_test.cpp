// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/row_kernels.h"
#include "core/tensor/detail/vector_math.h"

#include <torch/torch.h>

#include <QTest>
#include <cmath>
#include <limits>

using namespace unimo::tensor;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

std::vector<float> row(const std::function<void(float*)>& fill, int64_t n)
{
    std::vector<float> values(static_cast<size_t>(n));
    fill(values.data());
    return values;
}

at::Tensor asTensor(std::vector<float>& values)
{
    return at::from_blob(values.data(), {static_cast<int64_t>(values.size())}).clone();
}

} // namespace

class RowKernelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void exponential()
    {
        for (double x = -87; x < 88; x += 0.00913) {
            const auto exact = std::exp(static_cast<double>(static_cast<float>(x)));
            const double error = std::abs(vectorExp(static_cast<float>(x)) - exact) / exact;
            QVERIFY2(error < 2.4e-7, qPrintable(QString("%1: %2").arg(x).arg(error)));
        }
        QVERIFY(vectorExp(-1e30F) < 1.3e-38F);
        QVERIFY(std::isfinite(vectorExp(1e30F)));
        QVERIFY(std::isnan(vectorExp(kNan)));
    }

    void gelu()
    {
        const at::Tensor x = at::linspace(-12, 12, 4001).requires_grad_();
        const at::Tensor gradient = at::randn({4001});
        const at::Tensor wanted = at::gelu(x);
        wanted.backward(gradient);
        const auto* in = x.const_data_ptr<float>();
        auto once = row([&](float* to) { geluRow(in, 4001, to); }, 4001);
        QVERIFY(torch::allclose(asTensor(once), wanted, 1e-5, 1e-6));
        std::vector<float> again(4001), passed(4001), sums(4001, 1.0F);
        geluBackwardRow(in, gradient.const_data_ptr<float>(), 4001, again.data(), passed.data(),
                        sums.data());
        QVERIFY(torch::allclose(asTensor(again), asTensor(once), 1e-6, 1e-7));
        QVERIFY(torch::allclose(asTensor(passed), x.grad(), 1e-5, 1e-6));
        QVERIFY(torch::allclose(asTensor(sums), x.grad() + 1, 1e-5, 1e-6));
        const float bad[] = {kNan, 1};
        float out[2];
        geluRow(bad, 2, out);
        QVERIFY(std::isnan(out[0]) && std::isfinite(out[1]));
    }

    void dropoutKeepsItsShare()
    {
        constexpr int64_t kN = 1'000'000;
        for (const double rate : {0.1, 0.5}) {
            const Dropout dropout{0x123456789abcdefULL, rate};
            const std::vector<float> zeros(kN, 0.0F), ones(kN, 1.0F);
            // Through the norm's sum, with weights that leave it as it is.
            std::vector<float> out(kN);
            const auto moments =
                normedSumRow(zeros.data(), ones.data(), kN, 0, {ones.data(), zeros.data(), 0.0F},
                             dropout, out.data());
            std::vector<float> mask(kN);
            for (int64_t i = 0; i < kN; ++i)
                mask[i] = out[i] / moments.inverseDeviation + moments.mean > 0.5F ? 1.0F : 0.0F;
            const at::Tensor drawn = asTensor(mask).to(at::kDouble);
            // Four deviations of the mean, and of the product of neighbours 1, 16 and 256 apart.
            const double room = 4 * std::sqrt(rate * (1 - rate) / kN);
            QVERIFY(std::abs(drawn.mean().item<double>() - (1 - rate)) < room);
            const at::Tensor centred = drawn - (1 - rate);
            for (const int64_t apart : {1, 16, 256}) {
                const double product = centred.narrow(0, 0, kN - apart)
                                           .mul(centred.narrow(0, apart, kN - apart))
                                           .mean()
                                           .item<double>();
                QVERIFY2(std::abs(product) < 4 * rate * (1 - rate) / std::sqrt(double(kN)),
                         qPrintable(QString("%1: %2").arg(apart).arg(product)));
            }
        }
    }

    void bfloat16RoundsAsTorchDoes()
    {
        at::Tensor x = at::cat({at::randn({5000}) * 1e3, at::randn({5000}) * 1e-30,
                                at::tensor({0.0F, -0.0F, kNan, 3.4e38F, 1e-40F,
                                            std::numeric_limits<float>::infinity()})});
        const int64_t n = x.numel();
        std::vector<uint16_t> halves(static_cast<size_t>(n));
        toBfloat16Row(x.const_data_ptr<float>(), n, halves.data());
        auto back = row([&](float* to) { fromBfloat16Row(halves.data(), n, to); }, n);
        QVERIFY(at::allclose(asTensor(back), x.to(at::kBFloat16).to(at::kFloat), 0, 0, true));
    }
};

QTEST_GUILESS_MAIN(RowKernelsTest)
#include "row_kernels_test.moc"
