// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/process_group.h"

#include <torch/torch.h>

#include <memory>
#include <utility>
#include <vector>

namespace unimo::train {

/// Sums gradients over all processes while backward still runs: parameters are put into buckets in
/// the order in which backward reaches them, and a full bucket is sent at once. What is learnt is
/// the same in all processes, since each gets the same sums.
class GradientExchange
{
public:
    /// parameters: by name, the same in all processes.
    GradientExchange(std::shared_ptr<const tensor::ProcessGroup> group,
                     const std::vector<std::pair<std::string, at::Tensor>>& parameters,
                     int64_t bucketBytes = 4 << 20);
    ~GradientExchange();
    GradientExchange(const GradientExchange&) = delete;
    GradientExchange& operator=(const GradientExchange&) = delete;

    /// Call before the last backward of a step: what it adds to a gradient makes that complete.
    void begin();
    /// Call after it: every parameter that some process has a gradient of has the sum. Throws
    /// tensor::LostProcess.
    void finish();

private:
    struct Slot
    {
        at::Tensor parameter;
        size_t bucket;
        int64_t first; ///< in the bucket
        bool ready = false;
    };
    struct Bucket
    {
        at::Tensor sums; ///< float, where the group exchanges them
        int64_t waiting = 0;
        int64_t slots = 0;
        tensor::Exchange::Wait wait; ///< set when sent
    };
    class Hook;

    void ready(size_t slot);
    void sendFull();
    [[nodiscard]] at::Tensor placeOf(const Slot& slot) const;

    std::shared_ptr<const tensor::ProcessGroup> group_;
    std::vector<Slot> slots_;
    std::vector<Bucket> buckets_;
    size_t nextBucket_ = 0; ///< buckets are sent in their order, the same everywhere
    bool open_ = false;     ///< between begin and finish
};

} // namespace unimo::train
