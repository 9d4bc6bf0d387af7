// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/objectives/detail/losses.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QTest>

using namespace unimo;

class CircleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// tests/data/objectives/make_circle.py
    void lossAndGradientsEqualTheFormula()
    {
        const auto golden =
            readJson(std::string(UNIMO_TEST_DATA) + "/objectives/circle.json").orThrow();
        QCOMPARE(golden.size(), 2U);
        for (const auto& row : golden) {
            const auto numbers = [&](const char* key, at::IntArrayRef shape) {
                return torch::tensor(row[key].get<std::vector<double>>()).view(shape).clone();
            };
            const at::Tensor positive = numbers("positive", {5}).to(torch::kFloat).requires_grad_();
            const at::Tensor negative =
                numbers("negative", {5, 4}).to(torch::kFloat).requires_grad_();
            const auto loss =
                objectives::circleLoss(positive, negative, row["margin"], row["scale"]);
            QVERIFY(std::abs(loss.value.item<double>() - row["loss"].get<double>()) < 1e-4);
            QVERIFY(std::abs(loss.accuracy.item<double>() - row["accuracy"].get<double>()) < 1e-6);
            loss.value.backward();
            const auto close = [](const at::Tensor& got, const at::Tensor& wanted) {
                return torch::allclose(got.to(torch::kDouble), wanted.to(torch::kDouble), 1e-4,
                                       1e-5);
            };
            QVERIFY(close(positive.grad(), numbers("positive_gradient", {5})));
            QVERIFY(close(negative.grad(), numbers("negative_gradient", {5, 4})));
        }
    }

    /// Scores far apart: nothing overflows.
    void largeScoresStayFinite()
    {
        const at::Tensor positive = torch::tensor({-200.0F}).requires_grad_();
        const auto loss = objectives::circleLoss(positive, torch::tensor({{300.0F}}), 0.2, 8);
        loss.value.backward();
        QVERIFY(std::isfinite(loss.value.item<float>()));
        QVERIFY(std::isfinite(positive.grad().item<float>()));
    }
};

QTEST_GUILESS_MAIN(CircleTest)
#include "circle_test.moc"
