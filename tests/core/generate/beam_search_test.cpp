// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/detail/beam_search.h"

#include <torch/torch.h>

#include <QTest>
#include <algorithm>
#include <set>

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
            const auto fast = generate::beamSearch(model, ids, {&picture, {}, ids.sep}, options);
            const auto plain =
                generate::beamSearchPlain(model, ids, {&picture, {}, ids.sep}, options);
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
    /// From a source text, with another end, and no three words twice.
    void cachedEqualsPlainFromASource()
    {
        torch::manual_seed(5);
        auto model = sharpModel();
        const data::SequenceIds ids{2, 3, 0};
        constexpr int32_t kEnd = 4;
        {
            const torch::NoGradGuard noGrad;
            model->headBias[kEnd].fill_(1.0);
            model->headBias[30].fill_(40.0); // said again and again
        }
        generate::BeamOptions options{4, 3, 14, 1.0};
        options.startsWord.assign(static_cast<size_t>(model->config().vocabulary), 1);
        const std::vector<int32_t> text = {20, 21, 22, 23};
        bool repeated = false;
        for (const bool block : {false, true}) {
            options.blockTrigrams = block;
            const auto picture = randomPicture(2, model->config().featureDim);
            for (const data::VisualTokens* seen :
                 {static_cast<const data::VisualTokens*>(nullptr), &picture}) {
                const generate::Prompt prompt{seen, data::placedSource(text, ids), kEnd};
                const auto fast = generate::beamSearch(model, ids, prompt, options);
                const auto plain = generate::beamSearchPlain(model, ids, prompt, options);
                QCOMPARE(fast.size(), plain.size());
                for (size_t i = 0; i < fast.size(); ++i) {
                    QVERIFY(fast[i].ids == plain[i].ids);
                    QVERIFY(std::abs(fast[i].score - plain[i].score) <
                            1e-3 * std::abs(plain[i].score) + 1e-3);
                }
                const auto& best = fast.front().ids;
                std::set<std::vector<int32_t>> trigrams;
                for (size_t i = 0; i + 3 <= best.size(); ++i)
                    if (!trigrams
                             .insert({best.begin() + static_cast<std::ptrdiff_t>(i),
                                      best.begin() + static_cast<std::ptrdiff_t>(i + 3)})
                             .second) {
                        QVERIFY(!block);
                        repeated = true;
                    }
            }
        }
        QVERIFY(repeated); // without the block there was something to block
    }
    void tokensThatAreNoWordsAreNeverGenerated()
    {
        torch::manual_seed(11);
        auto model = sharpModel();
        const auto picture = randomPicture(1, model->config().featureDim);
        generate::BeamOptions options{4, 2, 12, 0.6};
        const data::SequenceIds ids{2, 3, 0};
        const auto free = generate::beamSearch(model, ids, {&picture, {}, ids.sep}, options);
        QVERIFY(!free.empty());
        options.forbidden = free.front().ids; // what it likes best is forbidden
        for (const auto& hypothesis :
             generate::beamSearch(model, ids, {&picture, {}, ids.sep}, options))
            for (int32_t id : hypothesis.ids)
                QVERIFY(std::find(options.forbidden.begin(), options.forbidden.end(), id) ==
                        options.forbidden.end());
    }
    void aStopRequestEndsIt()
    {
        auto model = sharpModel();
        std::stop_source source;
        source.request_stop();
        const auto picture = randomPicture(2, model->config().featureDim);
        QVERIFY(generate::beamSearch(model, {2, 3, 0}, {&picture, {}, 3}, {5, 2, 12, 0.6},
                                     source.get_token())
                    .empty());
    }
};

QTEST_APPLESS_MAIN(BeamSearchTest)
#include "beam_search_test.moc"
