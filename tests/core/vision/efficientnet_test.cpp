// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/vision/detail/efficientnet.h"
#include "core/vision/extractor.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace unimo;
using namespace unimo::vision;
namespace fs = std::filesystem;

namespace {

/// The pattern that tests/data/vision/make_logits.py draws: [side, side, 3].
std::vector<float> pattern(int64_t kind, int64_t side)
{
    std::vector<float> pixels;
    for (int64_t y = 0; y < side; ++y)
        for (int64_t x = 0; x < side; ++x)
            for (int64_t c = 0; c < 3; ++c)
                pixels.push_back(static_cast<float>(
                    (x * x * kind + y * y * (4 - kind) + x * y * (c + 1)) / 16 % 256));
    return pixels;
}

std::vector<float> randomNumbers(Random& random, int64_t count)
{
    std::vector<float> numbers(static_cast<size_t>(count));
    for (float& number : numbers)
        number = static_cast<float>(random.uniform(-1, 1.5));
    return numbers;
}

/// The textbook depthwise convolution with ReLU6.
std::vector<float> plainDepthwise(const DepthwiseShape& shape, const std::vector<float>& input,
                                  const std::vector<float>& weight, const std::vector<float>& bias)
{
    std::vector<float> output;
    for (int64_t oy = 0; oy < shape.outputs; ++oy) {
        for (int64_t ox = 0; ox < shape.outputs; ++ox) {
            for (int64_t c = 0; c < shape.channels; ++c) {
                float sum = bias[static_cast<size_t>(c)];
                for (int64_t k = 0; k < shape.kernel * shape.kernel; ++k) {
                    const int64_t y = oy * shape.stride - shape.before + k / shape.kernel;
                    const int64_t x = ox * shape.stride - shape.before + k % shape.kernel;
                    if (y >= 0 && y < shape.side && x >= 0 && x < shape.side)
                        sum +=
                            input[static_cast<size_t>((y * shape.side + x) * shape.channels + c)] *
                            weight[static_cast<size_t>(k * shape.channels + c)];
                }
                output.push_back(std::clamp(sum, 0.F, 6.F));
            }
        }
    }
    return output;
}

float largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    float largest = a.size() == b.size() ? 0.F : INFINITY;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

} // namespace

class EfficientNetTest : public QObject
{
    Q_OBJECT
private slots:
    void logitsAreThoseOfPython()
    {
        if (!fs::exists(starterWeights()))
            QSKIP("the starter weights are not in the cache");
        const auto net = EfficientNetLite0::load(starterWeights());
        QVERIFY2(net.ok(), net.ok() ? "" : net.error().text().c_str());
        const auto rows = readJson(fs::path(UNIMO_TEST_DATA) / "vision" / "logits.json");
        QVERIFY(rows.ok());
        QCOMPARE(rows->size(), size_t{3});
        for (const auto& row : *rows) {
            const auto side = row["side"].get<int64_t>();
            // The picture comes second, so that a mix-up between pictures would show.
            std::vector<float> pixels(static_cast<size_t>(side * side * 3), 90.F);
            const auto picture = pattern(row["kind"].get<int64_t>(), side);
            pixels.insert(pixels.end(), picture.begin(), picture.end());
            std::vector<float> features(size_t{2} * EfficientNetLite0::kFeatures);
            std::vector<float> logits(size_t{2} * EfficientNetLite0::kClasses);
            net->forward(pixels, 2, side, features, logits);
            const auto second = logits.begin() + EfficientNetLite0::kClasses;
            for (const auto& [index, wanted] : row["logits"].items()) {
                const float difference = std::abs(second[std::stoi(index)] - wanted.get<float>());
                QVERIFY2(difference < 1e-4F, std::to_string(difference).c_str());
            }
            QCOMPARE(std::max_element(second, logits.end()) - second,
                     row["top"][0].get<std::ptrdiff_t>());
        }
    }
    void depthwiseEqualsItsPlainTwin()
    {
        Random random(5);
        for (const int64_t side : {1, 2, 3, 7, 12, 24}) {
            for (const int64_t kernel : {3, 5}) {
                for (const int64_t stride : {1, 2}) {
                    const int64_t outputs = (side + stride - 1) / stride;
                    const int64_t zeros =
                        std::max<int64_t>((outputs - 1) * stride + kernel - side, 0);
                    const DepthwiseShape shape{side, outputs, 48, kernel, stride, zeros / 2};
                    const auto input = randomNumbers(random, side * side * shape.channels);
                    const auto weight = randomNumbers(random, kernel * kernel * shape.channels);
                    const auto bias = randomNumbers(random, shape.channels);
                    std::vector<float> output(
                        static_cast<size_t>(outputs * outputs * shape.channels));
                    depthwiseClamped(shape, input.data(), weight.data(), bias.data(),
                                     output.data());
                    QVERIFY(largestDifference(output, plainDepthwise(shape, input, weight, bias)) <
                            1e-5F);
                }
            }
        }
    }
    void pointwiseEqualsItsPlainTwin()
    {
        Random random(6);
        for (const int64_t count : {1, 5, 6, 13, 700}) {
            for (const bool add : {false, true}) {
                constexpr int64_t kInputs = 45;
                constexpr int64_t kOutputs = 32;
                const auto pixels = randomNumbers(random, count * kInputs);
                const auto weight = randomNumbers(random, kOutputs * kInputs);
                const auto bias = randomNumbers(random, kOutputs);
                std::vector<float> output = randomNumbers(random, count * kOutputs);
                std::vector<float> plain = output;
                for (size_t i = 0; i < plain.size(); ++i) {
                    const size_t pixel = i / kOutputs * kInputs;
                    const size_t row = i % kOutputs * kInputs;
                    float sum = bias[i % kOutputs] + (add ? plain[i] : 0.F);
                    for (size_t k = 0; k < kInputs; ++k)
                        sum += pixels[pixel + k] * weight[row + k];
                    plain[i] = add ? sum : std::clamp(sum, 0.F, 6.F);
                }
                const auto packed = packPointwise(weight.data(), bias.data(), kOutputs, kInputs);
                pointwise(packed, pixels.data(), count, output.data(), !add, add);
                QVERIFY(largestDifference(output, plain) < 1e-4F);
            }
        }
    }
    void wrongWeightsAreNamed()
    {
        const auto missing = EfficientNetLite0::load(fs::path(UNIMO_TEST_DATA) / "tensor/new.pth");
        QVERIFY(!missing.ok());
        QVERIFY(missing.error().kind == ErrorKind::Data);
        QVERIFY(missing.error().message.find("is missing") != std::string::npos);
        QVERIFY(EfficientNetLite0::load("/nowhere.pth").error().kind == ErrorKind::Io);
    }
};

QTEST_APPLESS_MAIN(EfficientNetTest)
#include "efficientnet_test.moc"
