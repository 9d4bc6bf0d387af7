// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/detail/token_pool.h"

#include "core/tensor/detail/to_device.h"

#include <torch/torch.h>

namespace unimo::model {

at::Tensor PooledRows::operator()(const at::Tensor& states) const
{
    at::Tensor tokens = states.index_select(0, rows);
    if (!owners.defined())
        return tokens;
    return at::zeros({count, states.size(1)}, states.options().dtype(at::kFloat))
        .index_add(0, owners, tokens * shares);
}

PooledRows PooledRows::to(const at::Device& device) const
{
    return {tensor::toDevice(rows, device), tensor::toDevice(owners, device),
            tensor::toDevice(shares, device), count};
}

int64_t TokenPool::add(int64_t first, int64_t length)
{
    const int64_t taken = pooling_ == Pooling::First ? 1 : length;
    for (int64_t t = 0; t < taken; ++t) {
        rows_.push_back(first + t);
        owners_.push_back(count_);
        shares_.push_back(1.0F / static_cast<float>(taken));
    }
    return count_++;
}

PooledRows TokenPool::finish() const
{
    const at::Tensor rows = torch::tensor(rows_, at::kLong);
    if (pooling_ == Pooling::First)
        return {rows, {}, {}, count_};
    return {rows, torch::tensor(owners_, at::kLong), torch::tensor(shares_).unsqueeze(1), count_};
}

} // namespace unimo::model
