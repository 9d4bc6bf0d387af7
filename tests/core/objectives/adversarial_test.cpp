// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/objectives/detail/adversarial.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QTest>

using namespace unimo;

namespace {

at::Tensor numbers(const nlohmann::json& values, at::IntArrayRef shape)
{
    return torch::tensor(values.get<std::vector<double>>()).view(shape).clone();
}

/// The mean over each sample's rows.
at::Tensor meanOf(const at::Tensor& rows, const objectives::PerturbedRows& of)
{
    const at::Tensor counts = at::bincount(of.owners, {}, of.samples).unsqueeze(1);
    return at::zeros({of.samples, of.width}, rows.options()).index_add(0, of.owners, rows) / counts;
}

bool close(const at::Tensor& got, const at::Tensor& wanted)
{
    return torch::allclose(got.to(torch::kDouble), wanted.to(torch::kDouble), 1e-5, 1e-6);
}

} // namespace

class AdversarialTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// tests/data/objectives/make_adversarial.py: another writing of the same steps.
    void lossGradientsAndPerturbationsEqualTheFormula()
    {
        const auto golden =
            readJson(std::string(UNIMO_TEST_DATA) + "/objectives/adversarial.json").orThrow();
        const int64_t width = golden["width"];
        const int64_t samples = golden["samples"];
        const auto owners = [](const nlohmann::json& of) {
            return torch::tensor(of.get<std::vector<int64_t>>());
        };
        const objectives::PerturbedRows text{owners(golden["text_of"]), samples, width};
        const objectives::PerturbedRows features{owners(golden["feature_of"]), samples, width};
        const at::Tensor words = numbers(golden["words"], {-1, width});
        const at::Tensor regions = numbers(golden["regions"], {-1, width});
        const at::Tensor targets = owners(golden["targets"]);
        QCOMPARE(golden["cases"].size(), 3U);
        for (const auto& row : golden["cases"]) {
            const at::Tensor weight = numbers(golden["weight"], {-1, width}).requires_grad_();
            const auto forward = [&](const objectives::Deltas& deltas) {
                const at::Tensor said = deltas.text.defined() ? words + deltas.text : words;
                const at::Tensor seen =
                    deltas.features.defined() ? regions + deltas.features : regions;
                const at::Tensor logits = at::linear(
                    meanOf(said.tanh(), text) * meanOf(seen.sigmoid(), features), weight);
                return objectives::AdversarialPass{at::cross_entropy_loss(logits, targets),
                                                   {{logits}}};
            };
            objectives::Deltas deltas{numbers(golden["first_text"], {-1, width}),
                                      numbers(golden["first_features"], {-1, width})};
            objectives::AdversarialOptions options;
            options.steps = row["steps"];
            options.rate = row["rate"];
            options.maxNorm = row["max_norm"];
            options.klWeight = row["kl_weight"];
            options.cleanLoss = row["clean"];
            options.gradientNorm = row["gradient_norm"];
            const at::Tensor loss =
                objectives::adversarialBackward(forward, deltas, text, features, options);
            QVERIFY(std::abs(loss.item<double>() - row["loss"].get<double>()) < 1e-5);
            QVERIFY(close(weight.grad(), numbers(row["gradient"], {-1, width})));
            QVERIFY(close(deltas.text, numbers(row["text"], {-1, width})));
            QVERIFY(close(deltas.features, numbers(row["features"], {-1, width})));
        }
    }

    void firstPerturbationHasTheSizeOfItsSample()
    {
        const objectives::PerturbedRows rows{torch::tensor({0, 0, 0, 0, 1}, torch::kLong), 3, 9};
        const at::Tensor delta = objectives::startDelta(rows, 0.4, {1, 2, 3});
        QCOMPARE(delta.sizes(), at::IntArrayRef({5, 9}));
        const double first = 0.4 / 6; // sqrt(4 rows * 9)
        const double second = 0.4 / 3;
        QVERIFY(delta.narrow(0, 0, 4).abs().max().item<double>() <= first + 1e-7);
        QVERIFY(delta.narrow(0, 0, 4).abs().max().item<double>() > 0.8 * first);
        QVERIFY(delta[4].abs().max().item<double>() <= second + 1e-7);
        QVERIFY(delta[4].abs().max().item<double>() > first);
    }
};

QTEST_GUILESS_MAIN(AdversarialTest)
#include "adversarial_test.moc"
