// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/detail/batch_builder.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace unimo::data {

/// Builds batches ahead of the step and sends them to the device, so that the step never waits for
/// them: beside a CPU that trains on one thread, beside a GPU on several, a batch each.
class Prefetcher
{
public:
    Prefetcher(std::shared_ptr<const BatchBuilder> builder, int64_t firstStep,
               const at::Device& device)
        : Prefetcher(std::move(builder), firstStep, device, threadsFor(device))
    {
    }
    Prefetcher(std::shared_ptr<const BatchBuilder> builder, int64_t firstStep,
               const at::Device& device, int threads);
    /// The batch of the next step, on the device; waits for it if need be. What building threw is
    /// thrown here.
    [[nodiscard]] StepBatch next();

    /// The threads that a device's loader has on this machine.
    [[nodiscard]] static int threadsFor(const at::Device& device);

private:
    void run(const std::stop_token& stop);

    std::shared_ptr<const BatchBuilder> builder_;
    at::Device device_;
    int64_t ahead_; ///< batches that are ready or being built, at most

    std::mutex mutex_;
    std::condition_variable_any changed_;
    // Guarded by mutex_:
    int64_t wanted_;                     ///< the step that next() gives next
    int64_t unbuilt_;                    ///< the first step that nobody builds yet
    std::map<int64_t, StepBatch> ready_; ///< by step
    std::exception_ptr failure_;

    std::vector<std::jthread> threads_; ///< last member: joined before the rest goes
};

} // namespace unimo::data
