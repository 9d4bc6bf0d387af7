// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/batch_builder.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

namespace unimo::data {

/// Builds batches ahead of the step on one thread and sends them to the device, so that the step
/// never waits for them.
class Prefetcher
{
public:
    Prefetcher(std::shared_ptr<const BatchBuilder> builder, int64_t firstStep,
               const at::Device& device, size_t ahead = 3);
    /// The batch of the next step, on the device; waits for it if need be. What building threw is
    /// thrown here.
    [[nodiscard]] StepBatch next();

private:
    void run(const std::stop_token& stop);

    std::shared_ptr<const BatchBuilder> builder_;
    int64_t nextStep_;
    at::Device device_;
    size_t ahead_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<StepBatch> ready_; ///< guarded by mutex_
    std::exception_ptr failure_;  ///< guarded by mutex_
    std::jthread thread_;         ///< last member: joined before the rest goes
};

} // namespace unimo::data
