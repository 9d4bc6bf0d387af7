// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/generate/detail/sampling.h"

#include <torch/torch.h>

#include <QTest>
#include <array>
#include <cmath>

using namespace unimo;

namespace {

const data::SequenceIds kIds{2, 3, 0};

data::VisualTokens randomPicture(int64_t regions, int64_t dim)
{
    data::VisualTokens picture;
    picture.count = regions + 1;
    const auto numbers = torch::randn({picture.count, dim}).contiguous();
    picture.features.assign(numbers.data_ptr<float>(), numbers.data_ptr<float>() + numbers.numel());
    picture.locations.assign(static_cast<size_t>(5 * picture.count), 0.5F);
    return picture;
}

model::UnimoModel sharpModel()
{
    torch::manual_seed(11);
    model::UnimoModel model(model::presetConfig("unimo-tiny").orThrow());
    model::initialise(*model, 0.2, at::detail::getDefaultCPUGenerator());
    const torch::NoGradGuard noGrad;
    model->headBias[3].fill_(1.5);
    model->eval();
    return model;
}

/// Logits whose softmax is `shares`.
std::vector<float> logitsOf(const std::vector<double>& shares)
{
    std::vector<float> logits;
    for (const double share : shares)
        logits.push_back(static_cast<float>(std::log(share)));
    return logits;
}

std::array<double, 4> frequencies(const std::vector<float>& logits, double topP, double temperature)
{
    constexpr int kDraws = 20'000;
    Random random(7);
    std::array<double, 4> counts{};
    for (int i = 0; i < kDraws; ++i)
        counts[static_cast<size_t>(generate::drawToken(logits, topP, temperature, random))] += 1;
    for (double& count : counts)
        count /= kDraws;
    return counts;
}

} // namespace

class SamplingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// 20,000 draws: a standard error of at most 0.0036.
    void tokensComeAsOftenAsTheNucleusSays_data()
    {
        QTest::addColumn<double>("topP");
        QTest::addColumn<double>("temperature");
        QTest::addColumn<std::vector<double>>("expected");
        // Of 0.1, 0.5, 0.15, 0.25.
        QTest::newRow("all") << 1.0 << 1.0 << std::vector<double>{0.1, 0.5, 0.15, 0.25};
        QTest::newRow("three make up 0.9")
            << 0.9 << 1.0 << std::vector<double>{0, 0.5 / 0.9, 0.15 / 0.9, 0.25 / 0.9};
        QTest::newRow("two make up 0.7")
            << 0.7 << 1.0 << std::vector<double>{0, 0.5 / 0.75, 0, 0.25 / 0.75};
        QTest::newRow("one makes up 0.4") << 0.4 << 1.0 << std::vector<double>{0, 1, 0, 0};
        // Temperature 1/2 squares them: 0.01, 0.25, 0.0225, 0.0625 of 0.345.
        QTest::newRow("cold") << 1.0 << 0.5
                              << std::vector<double>{0.02899, 0.72464, 0.06522, 0.18116};
        QTest::newRow("greedy") << 0.0 << 1.0 << std::vector<double>{0, 1, 0, 0};
    }
    void tokensComeAsOftenAsTheNucleusSays()
    {
        QFETCH(double, topP);
        QFETCH(double, temperature);
        QFETCH(std::vector<double>, expected);
        const auto seen = frequencies(logitsOf({0.1, 0.5, 0.15, 0.25}), topP, temperature);
        for (size_t i = 0; i < seen.size(); ++i) {
            QVERIFY2(std::abs(seen[i] - expected[i]) < 0.015, qPrintable(QString::number(seen[i])));
            QCOMPARE(seen[i] > 0, expected[i] > 0);
        }
    }
    /// A nucleus larger than the first part that is sorted.
    void aFlatDistributionIsDrawnFromWhole()
    {
        const std::vector<float> flat(1000, 0.25F);
        Random random(3);
        std::vector<int> counts(flat.size());
        for (int i = 0; i < 20'000; ++i)
            ++counts[static_cast<size_t>(generate::drawToken(flat, 1.0, 1.0, random))];
        QVERIFY(std::all_of(counts.begin(), counts.end(), [](int n) { return n > 0 && n < 60; }));
    }
    void withoutANucleusItIsGreedy()
    {
        auto model = sharpModel();
        const auto picture = randomPicture(3, model->config().featureDim);
        const generate::Prompt prompt{&picture, {}, kIds.sep};
        generate::BeamOptions common{1, 2, 12, 0.6};
        const auto greedy = generate::beamSearch(model, kIds, prompt, common);
        const auto drawn = generate::sampleTexts(model, kIds, prompt, common, {3, 0.0, 1.0, 5});
        QCOMPARE(drawn.size(), size_t{3});
        for (const auto& text : drawn) {
            QVERIFY(text.ids == greedy.front().ids);
            QVERIFY(std::abs(text.score - greedy.front().score) < 1e-4);
        }
    }
    void theSeedFixesTheTexts()
    {
        auto model = sharpModel();
        const auto picture = randomPicture(3, model->config().featureDim);
        const generate::Prompt prompt{&picture, {}, kIds.sep};
        const generate::BeamOptions common{1, 2, 12, 0.6, {7, 9}};
        const auto draw = [&](int64_t count, uint64_t seed) {
            return generate::sampleTexts(model, kIds, prompt, common, {count, 0.95, 1.2, seed});
        };
        const auto five = draw(5, 5);
        const auto again = draw(8, 5);
        const auto other = draw(5, 6);
        bool varied = false, changed = false;
        for (size_t i = 0; i < five.size(); ++i) {
            QVERIFY(five[i].ids == again[i].ids); // more texts leave the first as they are
            changed = changed || five[i].ids != other[i].ids;
            varied = varied || five[i].ids != five[0].ids;
            QVERIFY(five[i].ids.size() >= 2);
            for (const int32_t id : five[i].ids)
                QVERIFY(id != 7 && id != 9 && id != kIds.sep);
        }
        QVERIFY(varied && changed);
    }
    /// What is told of a drawn text is what the model thinks of it.
    void scoresAreTheModelsOwn()
    {
        auto model = sharpModel();
        const auto picture = randomPicture(2, model->config().featureDim);
        const generate::BeamOptions common{1, 0, 10, 0.6};
        const auto texts =
            generate::sampleTexts(model, kIds, {&picture, {}, kIds.sep}, common, {4, 0.9, 1.5, 2});
        const torch::NoGradGuard noGrad;
        for (const auto& text : texts) {
            data::SequencePacker packer(kIds, model->config().featureDim);
            const auto place = packer.addTwoPart(&picture, {}, data::placedText(text.ids, kIds));
            const auto rows = static_cast<int64_t>(text.logProbabilities.size());
            const at::Tensor expected = at::log_softmax(
                model->languageLogits(model->encode(packer.finish()).narrow(0, place.target, rows)),
                1);
            for (int64_t i = 0; i < rows; ++i) {
                const auto at = static_cast<size_t>(i);
                const int32_t id = at < text.ids.size() ? text.ids[at] : kIds.sep;
                QVERIFY(std::abs(expected[i][id].item<float>() - text.logProbabilities[at]) < 1e-3);
            }
        }
    }
    void aStopRequestEndsIt()
    {
        auto model = sharpModel();
        const auto picture = randomPicture(2, model->config().featureDim);
        std::stop_source source;
        source.request_stop();
        QVERIFY(generate::sampleTexts(model, kIds, {&picture, {}, 3}, {}, {}, source.get_token())
                    .empty());
    }
};

QTEST_APPLESS_MAIN(SamplingTest)
#include "sampling_test.moc"
