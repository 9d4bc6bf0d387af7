// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/objectives/detail/cmcl.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QTest>

using namespace unimo;

namespace {

at::Tensor tensor(const nlohmann::json& values, at::IntArrayRef shape)
{
    return torch::tensor(values.get<std::vector<float>>()).view(shape).clone();
}

/// tests/data/objectives/make_cmcl.py
struct Golden
{
    nlohmann::json json =
        readJson(std::string(UNIMO_TEST_DATA) + "/objectives/cmcl.json").orThrow();
    at::Tensor images = tensor(json["images"], {-1, json["dim"].get<int64_t>()});
    at::Tensor texts = tensor(json["texts"], {-1, json["dim"].get<int64_t>()});

    [[nodiscard]] objectives::CmclItems items(bool inBatch) const
    {
        std::vector<int64_t> rows, owners, kinds, positive;
        objectives::CmclItems items;
        for (const auto& item : json["items"]) {
            rows.push_back(static_cast<int64_t>(rows.size()));
            owners.push_back(item[0]);
            kinds.push_back(item[1]);
            positive.push_back(item[2].get<bool>());
            const auto known = std::any_of(
                items.present.begin(), items.present.end(),
                [&](const objectives::CmclKind& kind) { return kind.index == kinds.back(); });
            if (!known)
                items.present.push_back({std::to_string(kinds.back()), kinds.back(), item[2]});
        }
        items.pairs = json["pairs"];
        items.images = items.texts = torch::tensor(rows);
        items.owners = torch::tensor(owners);
        items.kinds = torch::tensor(kinds);
        items.positive = torch::tensor(positive).to(torch::kBool);
        if (inBatch)
            items.aloneImages = items.aloneTexts =
                torch::arange(items.pairs) + static_cast<int64_t>(rows.size());
        return items;
    }
};

at::Tensor named(const objectives::CmclLoss& loss, const std::string& name)
{
    for (const auto& [key, value] : loss.perKind)
        if (key == name)
            return value;
    return {};
}

} // namespace

class CmclTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lossAndGradientsEqualTheDefinition()
    {
        const Golden golden;
        QCOMPARE(golden.json["results"].size(), 2U);
        for (const auto& expected : golden.json["results"]) {
            const at::Tensor images = golden.images.clone().requires_grad_();
            const at::Tensor texts = golden.texts.clone().requires_grad_();
            const at::Tensor tau = torch::tensor(golden.json["tau"].get<float>()).requires_grad_();
            const auto loss =
                objectives::cmclLoss(images, texts, golden.items(expected["in_batch"]), tau);
            QVERIFY(std::abs(loss.value.item<double>() - expected["loss"].get<double>()) < 1e-5);
            loss.value.backward();
            QVERIFY(torch::allclose(
                images.grad(), tensor(expected["image_gradient"], images.sizes()), 1e-4, 1e-6));
            QVERIFY(torch::allclose(texts.grad(), tensor(expected["text_gradient"], texts.sizes()),
                                    1e-4, 1e-6));
            QVERIFY(std::abs(tau.grad().item<double>() - expected["tau_gradient"].get<double>()) <
                    1e-4);
        }
    }

    void curvesOfEachKindEqualTheDefinition()
    {
        const Golden golden;
        const auto loss = objectives::cmclLoss(golden.images, golden.texts, golden.items(false),
                                               torch::tensor(golden.json["tau"].get<float>()));
        QVERIFY(golden.json["kinds"].size() >= 6);
        size_t compared = 0;
        for (const auto& [kind, values] : golden.json["kinds"].items())
            for (const auto& [what, expected] : values.items()) {
                const at::Tensor got = named(loss, kind + "/" + what);
                QVERIFY2(got.defined(), (kind + "/" + what).c_str());
                QVERIFY2(std::abs(got.item<double>() - expected.get<double>()) < 1e-5,
                         (kind + "/" + what).c_str());
                ++compared;
            }
        QCOMPARE(loss.perKind.size(), compared);
    }

    /// One pair without negatives: nothing to tell apart, and nothing that is not a number.
    void aLonePairGivesNoLoss()
    {
        objectives::CmclItems items;
        items.pairs = 1;
        items.images = items.texts = items.owners = items.kinds = torch::zeros({1}, torch::kLong);
        items.positive = torch::ones({1}, torch::kBool);
        items.present = {{"true_pair", 0, true}};
        const at::Tensor images = torch::rand({1, 4}).requires_grad_();
        for (const bool inBatch : {false, true}) {
            if (inBatch)
                items.aloneImages = items.aloneTexts = torch::zeros({1}, torch::kLong);
            const auto loss =
                objectives::cmclLoss(images, torch::rand({1, 4}), items, torch::tensor(0.07F));
            QVERIFY(std::abs(loss.value.item<float>()) < 1e-6F);
            loss.value.backward();
            QVERIFY(images.grad().isfinite().all().item<bool>());
            for (const auto& [name, value] : loss.perKind)
                QVERIFY2(std::isfinite(value.item<float>()), name.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(CmclTest)
#include "cmcl_test.moc"
