// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/detail/blind_model.h"

#include "core/base/random.h"
#include "core/data/detail/step_batch.h"

#include <numeric>
#include <sstream>

namespace unimo::tasks {
namespace {

constexpr int64_t kBuckets = 1 << 13;
constexpr int64_t kBatch = 512;
constexpr int kEpochs = 4;
constexpr double kRate = 0.3; // Adagrad

/// Hash buckets of a text's words and neighbouring pairs.
std::vector<int64_t> buckets(const std::string& text)
{
    std::istringstream words(text);
    std::vector<int64_t> found;
    std::string previous = "^";
    for (std::string word; words >> word; previous = word) {
        found.push_back(static_cast<int64_t>(stableHash(word) % kBuckets));
        found.push_back(static_cast<int64_t>(stableHash(previous + " " + word) % kBuckets));
    }
    return found;
}

/// Calls body(indices of a batch) over all items in a new order each epoch.
template <typename Body>
void overBatches(size_t count, const Body& body)
{
    std::vector<size_t> order(count);
    std::iota(order.begin(), order.end(), size_t{0});
    Random random(1);
    for (int epoch = 0; epoch < kEpochs; ++epoch) {
        random.shuffle(order);
        for (size_t first = 0; first < count; first += kBatch)
            body(std::vector<size_t>(
                order.begin() + static_cast<std::ptrdiff_t>(first),
                order.begin() + static_cast<std::ptrdiff_t>(std::min(first + kBatch, count))));
    }
}

std::vector<std::string> pick(const std::vector<std::string>& from,
                              const std::vector<size_t>& which)
{
    std::vector<std::string> out;
    out.reserve(which.size());
    for (size_t i : which)
        out.push_back(from[i]);
    return out;
}

} // namespace

BlindModel::BlindModel(int64_t outputs)
    : weight_(torch::zeros({kBuckets, outputs})), bias_(torch::zeros({outputs})),
      weightSquare_(torch::full({kBuckets, outputs}, 0.1)), biasSquare_(torch::full({outputs}, 0.1))
{
}

at::Tensor BlindModel::forward(const std::vector<std::string>& texts, int64_t first,
                               int64_t last) const
{
    std::vector<int64_t> all, offsets;
    for (int64_t i = first; i < last; ++i) {
        offsets.push_back(static_cast<int64_t>(all.size()));
        const auto found = buckets(texts[static_cast<size_t>(i)]);
        all.insert(all.end(), found.begin(), found.end());
    }
    return std::get<0>(at::embedding_bag(weight_, data::tensorOf(all), data::tensorOf(offsets))) +
           bias_;
}

void BlindModel::descend(const at::Tensor& loss)
{
    const auto gradients = torch::autograd::grad({loss}, {weight_, bias_});
    const torch::NoGradGuard noGrad;
    weightSquare_ += gradients[0].square();
    biasSquare_ += gradients[1].square();
    weight_ -= kRate * gradients[0] / weightSquare_.sqrt();
    bias_ -= kRate * gradients[1] / biasSquare_.sqrt();
}

void BlindModel::fitClasses(const std::vector<std::string>& texts,
                            const std::vector<int64_t>& classes)
{
    weight_.set_requires_grad(true);
    bias_.set_requires_grad(true);
    overBatches(texts.size(), [&](const std::vector<size_t>& batch) {
        std::vector<int64_t> targets;
        targets.reserve(batch.size());
        for (size_t i : batch)
            targets.push_back(classes[i]);
        const auto part = pick(texts, batch);
        descend(at::cross_entropy_loss(forward(part, 0, static_cast<int64_t>(part.size())),
                                       data::tensorOf(targets)));
    });
}

void BlindModel::fitPairs(const std::vector<std::string>& better,
                          const std::vector<std::string>& worse)
{
    weight_.set_requires_grad(true);
    bias_.set_requires_grad(true);
    overBatches(better.size(), [&](const std::vector<size_t>& batch) {
        const auto good = pick(better, batch);
        const auto bad = pick(worse, batch);
        const auto n = static_cast<int64_t>(batch.size());
        descend(-at::log_sigmoid(forward(good, 0, n) - forward(bad, 0, n)).mean());
    });
}

at::Tensor BlindModel::scores(const std::vector<std::string>& texts) const
{
    const torch::NoGradGuard noGrad;
    std::vector<at::Tensor> parts;
    const auto count = static_cast<int64_t>(texts.size());
    for (int64_t first = 0; first < count; first += kBatch)
        parts.push_back(forward(texts, first, std::min(first + kBatch, count)));
    return parts.empty() ? at::zeros({0, bias_.size(0)}) : at::cat(parts);
}

} // namespace unimo::tasks
