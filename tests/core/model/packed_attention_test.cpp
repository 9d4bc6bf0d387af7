// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/autocast.h"
#include "core/tensor/detail/packed_attention.h"
#include "core/tensor/device.h"

#include <torch/torch.h>

#include <dlfcn.h>

#include <QTest>

using namespace unimo::tensor;

Q_DECLARE_METATYPE(PackedLayout)

class PackedAttentionTest : public QObject
{
    Q_OBJECT

    static PackedLayout mixedLayout()
    {
        PackedLayout layout;
        layout.add(1, 1);  // a single token
        layout.add(9, 9);  // bidirectional
        layout.add(14, 5); // captioning
        layout.add(7, 0);  // causal from the first token on
        layout.add(33, 33);
        return layout;
    }

    /// Every sequence all prefix: a GPU copies no rows.
    static PackedLayout wholeLayout(int32_t longest)
    {
        PackedLayout layout;
        for (const int32_t length : {3, 20, 1})
            layout.add(length, length);
        layout.add(longest, longest);
        return layout;
    }

    static void compare(const PackedLayout& layout, int heads, int width, bool half,
                        at::DeviceType device)
    {
        torch::manual_seed(1);
        const auto options =
            at::TensorOptions(device).dtype(half ? torch::kBFloat16 : torch::kFloat);
        const auto input = torch::randn({layout.tokens(), 3L * heads * width}, options);
        const auto gradient = torch::randn({layout.tokens(), 1L * heads * width}, options);
        const AttentionPlan plan(layout, device);

        const auto run = [&](const auto& attention) {
            const auto qkv = input.clone().set_requires_grad(true);
            const auto out = attention(qkv);
            out.backward(gradient);
            return std::pair(out.detach().to(torch::kFloat), qkv.grad().to(torch::kFloat));
        };
        const auto [fast, fastGradient] =
            run([&](const at::Tensor& qkv) { return packedAttention(qkv, plan, heads); });
        const auto [plain, plainGradient] =
            run([&](const at::Tensor& qkv) { return packedAttentionPlain(qkv, layout, heads); });
        const double tolerance = half ? 0.05 : 2e-5;
        QVERIFY(torch::allclose(fast, plain, tolerance, tolerance));
        QVERIFY(torch::allclose(fastGradient, plainGradient, tolerance, tolerance));
    }

private Q_SLOTS:
    /// Before torch is asked for anything: it remembers that there was no CUDA.
    void initTestCase() { (void)deviceReport(); }

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
        QTest::addColumn<PackedLayout>("layout");
        PackedLayout last = wholeLayout(90);
        last.add(80, 12);
        const std::pair<const char*, PackedLayout> layouts[] = {{"mixed", mixedLayout()},
                                                                {"whole", wholeLayout(60)},
                                                                {"whole, long", wholeLayout(150)},
                                                                {"mixed last, long", last}};
        for (const auto& [name, layout] : layouts) {
            QTest::addRow("mini, %s", name) << 12 << 32 << false << layout;
            QTest::addRow("base, %s", name) << 12 << 64 << false << layout;
            QTest::addRow("odd width, %s", name) << 3 << 5 << false << layout;
            QTest::addRow("bf16, %s", name) << 4 << 32 << true << layout;
        }
    }

    void equalsThePlainTwin()
    {
        QFETCH(int, heads);
        QFETCH(int, width);
        QFETCH(bool, half);
        QFETCH(PackedLayout, layout);
        compare(layout, heads, width, half, at::kCPU);
    }

    /// torch's kernels on a GPU against the plain twin there.
    void equalsThePlainTwinOnAGpu_data() { equalsThePlainTwin_data(); }
    void equalsThePlainTwinOnAGpu()
    {
        if (!deviceReport().cuda)
            QSKIP(deviceReport().cudaReason.c_str());
        QFETCH(int, heads);
        QFETCH(int, width);
        QFETCH(bool, half);
        QFETCH(PackedLayout, layout);
        compare(layout, heads, width, half, at::kCUDA);
    }

    /// What a GPU is given, tried by the plain twin: each block, attended by itself and put back,
    /// gives the whole.
    void blocksOfAGpuMakeUpTheWhole_data()
    {
        QTest::addColumn<PackedLayout>("layout");
        PackedLayout later; // what is not all prefix comes first
        later.add(9, 4);
        later.add(5, 5);
        QTest::newRow("mixed") << mixedLayout();
        QTest::newRow("whole") << wholeLayout(12);
        QTest::newRow("none is whole") << later;
    }
    void blocksOfAGpuMakeUpTheWhole()
    {
        torch::manual_seed(2);
        QFETCH(PackedLayout, layout);
        const auto qkv = torch::randn({layout.tokens(), 3L * 4 * 8});
        auto blocks = AttentionPlan::blocksOf(layout);
        QVERIFY(!blocks.whole.queryRows.defined() && !blocks.whole.keyRows.defined());
        blocks.whole.queryRows = blocks.whole.keyRows = torch::arange(blocks.wholeRows);
        auto together = torch::full({layout.tokens(), 4L * 8}, NAN);
        for (const auto* block : {&blocks.whole, &blocks.prefixes, &blocks.suffixes}) {
            const auto starts = block->queryStarts.accessor<int32_t, 1>();
            const auto keyStarts = block->keyStarts.accessor<int32_t, 1>();
            for (int64_t b = 0; b + 1 < block->queryStarts.size(0); ++b) {
                const int64_t queries = starts[b + 1] - starts[b];
                const int64_t keys = keyStarts[b + 1] - keyStarts[b];
                QVERIFY(queries <= block->mostQueries && keys <= block->mostKeys);
                // The keys' last rows are the queries themselves: attend all, keep those.
                PackedLayout one;
                const bool causal = block == &blocks.suffixes;
                one.add(static_cast<int32_t>(keys),
                        static_cast<int32_t>(causal ? keys - queries : keys));
                const auto rows = block->keyRows.narrow(0, keyStarts[b], keys);
                const auto own = block->queryRows.narrow(0, starts[b], queries);
                QVERIFY(torch::equal(rows.narrow(0, keys - queries, queries), own));
                together.index_copy_(0, own,
                                     packedAttentionPlain(qkv.index_select(0, rows), one, 4)
                                         .narrow(0, keys - queries, queries));
            }
        }
        QVERIFY(torch::allclose(together, packedAttentionPlain(qkv, layout, 4), 1e-5, 1e-6));
    }

    void laterTokensChangeNothingBefore()
    {
        PackedLayout layout;
        layout.add(10, 4);
        auto qkv = torch::randn({10, 3 * 32});
        const AttentionPlan plan(layout, at::kCPU);
        const auto before = packedAttention(qkv, plan, 4);
        qkv[9].add_(1.0);
        const auto after = packedAttention(qkv, plan, 4);
        QVERIFY(torch::equal(before.narrow(0, 0, 9), after.narrow(0, 0, 9)));
        QVERIFY(!torch::equal(before[9], after[9]));
    }
};

QTEST_APPLESS_MAIN(PackedAttentionTest)
#include "packed_attention_test.moc"
