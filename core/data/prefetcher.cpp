// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/prefetcher.h"

#include "core/base/threads.h"

#include <algorithm>

namespace unimo::data {
namespace {

constexpr int kMostThreads = 8;
constexpr int64_t kSpare = 2; ///< batches that lie ready while every thread builds another

} // namespace

int Prefetcher::threadsFor(const at::Device& device)
{
    // The step itself needs all cores of a CPU, one of a GPU's host.
    return device.is_cuda() ? std::clamp(availableCores() - 2, 1, kMostThreads) : 1;
}

Prefetcher::Prefetcher(std::shared_ptr<const BatchBuilder> builder, int64_t firstStep,
                       const at::Device& device, int threads)
    : builder_(std::move(builder)), device_(device), ahead_(threads + kSpare), wanted_(firstStep),
      unbuilt_(firstStep)
{
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

void Prefetcher::run(const std::stop_token& stop)
{
    try {
        for (;;) {
            int64_t step = 0;
            {
                std::unique_lock lock(mutex_);
                if (!changed_.wait(lock, stop,
                                   [this] { return failure_ || unbuilt_ < wanted_ + ahead_; }) ||
                    failure_)
                    return;
                step = unbuilt_++;
            }
            StepBatch batch = builder_->build(step).to(device_);
            const std::lock_guard lock(mutex_);
            ready_.emplace(step, std::move(batch));
            changed_.notify_all();
        }
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
        changed_.notify_all();
    }
}

StepBatch Prefetcher::next()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ready_.contains(wanted_) || failure_; });
    if (!ready_.contains(wanted_))
        std::rethrow_exception(failure_);
    StepBatch batch = std::move(ready_.extract(wanted_).mapped());
    ++wanted_;
    changed_.notify_all();
    return batch;
}

} // namespace unimo::data
