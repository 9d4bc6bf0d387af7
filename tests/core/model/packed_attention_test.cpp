// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/autocast.h"
#include "core/tensor/detail/packed_attention.h"

#include <torch/torch.h>

#include <dlfcn.h>

#include <QTest>

using namespace unimo::tensor;

class PackedAttentionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// torch takes its matrix products from whichever library answers first: it must be its own.
    void matrixProductsComeFromTorch()
    {
        (void)torch::mm(torch::ones({2, 2}), torch::ones({2, 2}));
        void* product = dlsym(RTLD_DEFAULT, "sgemm_");
        QVERIFY(product);
        Dl_info info{};
        QVERIFY(dladdr(product, &info) != 0);
        QVERIFY2(std::string(info.dli_fname).find("libtorch_cpu") != std::string::npos,
                 info.dli_fname);
    }

    void equalsThePlainTwin_data()
    {
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("half");
        QTest::newRow("mini") << 12 << 32 << false;
        QTest::newRow("base") << 12 << 64 << false;
        QTest::newRow("odd width") << 3 << 5 << false;
        QTest::newRow("bf16") << 4 << 32 << true;
    }

    void equalsThePlainTwin()
    {
        QFETCH(int, heads);
        QFETCH(int, width);
        QFETCH(bool, half);
        torch::manual_seed(1);
        PackedLayout layout;
        layout.add(1, 1);  // a single token
        layout.add(9, 9);  // bidirectional
        layout.add(14, 5); // captioning
        layout.add(7, 0);  // causal from the first token on
        layout.add(33, 33);
        const auto type = half ? torch::kBFloat16 : torch::kFloat;
        const auto input = torch::randn({layout.tokens(), 3L * heads * width}).to(type);
        const auto gradient = torch::randn({layout.tokens(), 1L * heads * width}).to(type);

        const auto run = [&](auto attention) {
            const auto qkv = input.clone().set_requires_grad(true);
            const auto out = attention(qkv, layout, heads, 0.0);
            out.backward(gradient);
            return std::pair(out.detach().to(torch::kFloat), qkv.grad().to(torch::kFloat));
        };
        const auto [fast, fastGradient] = run(packedAttention);
        const auto [plain, plainGradient] = run(packedAttentionPlain);
        const double tolerance = half ? 0.05 : 2e-5;
        QVERIFY(torch::allclose(fast, plain, tolerance, tolerance));
        QVERIFY(torch::allclose(fastGradient, plainGradient, tolerance, tolerance));
    }

    void laterTokensChangeNothingBefore()
    {
        PackedLayout layout;
        layout.add(10, 4);
        auto qkv = torch::randn({10, 3 * 32});
        const auto before = packedAttention(qkv, layout, 4);
        qkv[9].add_(1.0);
        const auto after = packedAttention(qkv, layout, 4);
        QVERIFY(torch::equal(before.narrow(0, 0, 9), after.narrow(0, 0, 9)));
        QVERIFY(!torch::equal(before[9], after[9]));
    }
};

QTEST_APPLESS_MAIN(PackedAttentionTest)
#include "packed_attention_test.moc"
