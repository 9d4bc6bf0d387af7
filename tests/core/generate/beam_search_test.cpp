// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/detail/beam_search.h"

#include <torch/torch.h>

#include <QTest>
#include <algorithm>

using namespace unimo;

namespace {

data::VisualTokens randomPicture(int64_t regions, int64_t dim)
{
    data::VisualTokens picture;
    picture.count = regions + 1;
    picture.boxes.resize(static_cast<size_t>(regions));
    const auto numbers = torch::randn({picture.count, dim}).contiguous();
    picture.features.assign(numbers.data_ptr<float>(), numbers.data_ptr<float>() + numbers.numel());
    picture.locations.assign(static_cast<size_t>(5 * picture.count), 0.5F);
    return picture;
}

/// Weights large enough that beams differ and end at different lengths.
model::UnimoModel sharpModel()
{
    model::UnimoModel model(model::presetConfig("unimo-tiny").orThrow());
    model::initialise(*model, 0.4, at::detail::getDefaultCPUGenerator());
    const torch::NoGradGuard noGrad;
    model->headBias[3].fill_(1.5); // [SEP] is likely enough to end some hypotheses early
    model->eval();
    return model;
}

} // namespace

class BeamSearchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cachedEqualsPlain_data()
    {
        QTest::addColumn<int>("beams");
        QTest::addColumn<double>("penalty");
        QTest::newRow("greedy") << 1 << 0.6;
        QTest::newRow("five") << 5 << 0.6;
        QTest::newRow("no penalty") << 4 << 0.0;
    }
    void cachedEqualsPlain()
    {
        QFETCH(int, beams);
        QFETCH(double, penalty);
        torch::manual_seed(11);
        auto model = sharpModel();
        const data::SequenceIds ids{2, 3, 0};
        generate::BeamOptions options{beams, 2, 12, penalty};
        for (int trial = 0; trial < 5; ++trial) {
            const auto picture = randomPicture(trial, model->config().featureDim);
            const auto fast = generate::beamSearch(model, ids, picture, options);
            const auto plain = generate::beamSearchPlain(model, ids, picture, options);
            QCOMPARE(fast.size(), plain.size());
            QVERIFY(!fast.empty());
            for (size_t i = 0; i < fast.size(); ++i) {
                QVERIFY(fast[i].ids == plain[i].ids);
                QVERIFY(std::abs(fast[i].score - plain[i].score) < 1e-3);
            }
            for (const auto& hypothesis : fast)
                QVERIFY(hypothesis.ids.size() >= 2);
        }
    }
    void tokensThatAreNoWordsAreNeverGenerated()
    {
        torch::manual_seed(11);
        auto model = sharpModel();
        const auto picture = randomPicture(1, model->config().featureDim);
        generate::BeamOptions options{4, 2, 12, 0.6};
        const data::SequenceIds ids{2, 3, 0};
        const auto free = generate::beamSearch(model, ids, picture, options);
        QVERIFY(!free.empty());
        options.forbidden = free.front().ids; // what it likes best is forbidden
        for (const auto& hypothesis : generate::beamSearch(model, ids, picture, options))
            for (int32_t id : hypothesis.ids)
                QVERIFY(std::find(options.forbidden.begin(), options.forbidden.end(), id) ==
                        options.forbidden.end());
    }
    void aStopRequestEndsIt()
    {
        auto model = sharpModel();
        std::stop_source source;
        source.request_stop();
        QVERIFY(generate::beamSearch(model, {2, 3, 0}, randomPicture(2, model->config().featureDim),
                                     {5, 2, 12, 0.6}, source.get_token())
                    .empty());
    }
};

QTEST_APPLESS_MAIN(BeamSearchTest)
#include "beam_search_test.moc"
