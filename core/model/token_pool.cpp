// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/token_pool.h"

#include <torch/torch.h>

#include <numeric>

namespace unimo::model {

void TokenPool::add(int64_t first, int64_t length)
{
    firstRows_.push_back(first);
    lengths_.push_back(length);
}

at::Tensor TokenPool::operator()(const at::Tensor& states) const
{
    if (pooling_ == Pooling::First)
        return states.index_select(0, torch::tensor(firstRows_, at::kLong).to(states.device()));
    std::vector<int64_t> rows, owners;
    std::vector<float> shares;
    for (size_t i = 0; i < firstRows_.size(); ++i)
        for (int64_t t = 0; t < lengths_[i]; ++t) {
            rows.push_back(firstRows_[i] + t);
            owners.push_back(static_cast<int64_t>(i));
            shares.push_back(1.0F / static_cast<float>(lengths_[i]));
        }
    const auto there = [&](const at::Tensor& tensor) { return tensor.to(states.device()); };
    const at::Tensor tokens = states.index_select(0, there(torch::tensor(rows, at::kLong))) *
                              there(torch::tensor(shares)).unsqueeze(1);
    return at::zeros({size(), states.size(1)}, tokens.options())
        .index_add(0, there(torch::tensor(owners, at::kLong)), tokens);
}

} // namespace unimo::model
