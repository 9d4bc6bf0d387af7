// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/objectives/detail/cmcl.h"

#include <torch/torch.h>

#include <nlohmann/json.hpp>

#include <QTest>

using namespace unimo;

namespace {

at::Tensor tensorOf(const nlohmann::json& values, at::IntArrayRef shape)
{
    return torch::tensor(values.get<std::vector<float>>()).view(shape).clone();
}

/// tests/data/objectives/make_cmcl.py
struct Golden
{
    nlohmann::json json =
        readJson(std::string(UNIMO_TEST_DATA) + "/objectives/cmcl.json").orThrow();
    at::Tensor images = tensorOf(json["images"], {-1, json["dim"].get<int64_t>()});
    at::Tensor texts = tensorOf(json["texts"], {-1, json["dim"].get<int64_t>()});

    /// Column `index` of rows of numbers.
    [[nodiscard]] at::Tensor column(const char* key, size_t index) const
    {
        std::vector<int64_t> values;
        for (const auto& row : json[key])
            values.push_back(row[index].is_boolean() ? int64_t{row[index].get<bool>()}
                                                     : row[index].get<int64_t>());
        return torch::tensor(values);
    }

    [[nodiscard]] objectives::CmclItems items(bool inBatch) const
    {
        objectives::CmclItems items;
        items.pairs = json["pairs"];
        items.owners = column("items", 0);
        items.kinds = column("items", 1);
        items.positive = column("items", 2).to(torch::kBool);
        items.images = column("items", 3);
        items.texts = column("items", 4);
        for (const auto& item : json["items"]) {
            const int64_t kind = item[1];
            if (std::none_of(items.present.begin(), items.present.end(),
                             [&](const auto& known) { return known.index == kind; }))
                items.present.push_back({std::to_string(kind), kind, item[2]});
        }
        if (inBatch) {
            const at::Tensor own = torch::arange(items.pairs);
            items.aloneImages = {own, column("alone_images", 0), column("alone_images", 1)};
            items.aloneTexts = {own, column("alone_texts", 0), column("alone_texts", 1)};
        }
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
    void everythingEqualsTheDefinition()
    {
        const Golden golden;
        QCOMPARE(golden.json["results"].size(), 4U);
        for (const auto& expected : golden.json["results"]) {
            const at::Tensor images = golden.images.clone().requires_grad_();
            const at::Tensor texts = golden.texts.clone().requires_grad_();
            const at::Tensor tau = torch::tensor(golden.json["tau"].get<float>()).requires_grad_();
            auto items = golden.items(expected["in_batch"]);
            items.numerator = expected["numerator"] == "each" ? objectives::CmclNumerator::Each
                                                              : objectives::CmclNumerator::Sum;
            const auto loss = objectives::cmclLoss(images, texts, items, tau);
            QVERIFY(std::abs(loss.value.item<double>() - expected["loss"].get<double>()) < 1e-5);
            loss.value.backward();
            QVERIFY(torch::allclose(
                images.grad(), tensorOf(expected["image_gradient"], images.sizes()), 1e-4, 1e-6));
            QVERIFY(torch::allclose(
                texts.grad(), tensorOf(expected["text_gradient"], texts.sizes()), 1e-4, 1e-6));
            QVERIFY(std::abs(tau.grad().item<double>() - expected["tau_gradient"].get<double>()) <
                    1e-4);
            QCOMPARE(loss.perKind.size(), expected["kinds"].size());
            for (const auto& [name, value] : expected["kinds"].items()) {
                const at::Tensor got = named(loss, name);
                QVERIFY2(got.defined(), name.c_str());
                QVERIFY2(std::abs(got.item<double>() - value.get<double>()) < 1e-5, name.c_str());
            }
        }
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
                items.aloneImages = items.aloneTexts = {items.owners, items.owners, items.owners};
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
