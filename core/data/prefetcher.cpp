// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/detail/prefetcher.h"

namespace unimo::data {

Prefetcher::Prefetcher(std::shared_ptr<const BatchBuilder> builder, int64_t firstStep,
                       const at::Device& device, size_t ahead)
    : builder_(std::move(builder)), nextStep_(firstStep), device_(device), ahead_(ahead),
      thread_([this](const std::stop_token& stop) { run(stop); })
{
}

void Prefetcher::run(const std::stop_token& stop)
{
    try {
        while (!stop.stop_requested()) {
            StepBatch batch = builder_->build(nextStep_++).to(device_);
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return ready_.size() < ahead_; }))
                return;
            ready_.push_back(std::move(batch));
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
    changed_.wait(lock, [this] { return !ready_.empty() || failure_; });
    if (ready_.empty())
        std::rethrow_exception(failure_);
    StepBatch batch = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return batch;
}

} // namespace unimo::data
