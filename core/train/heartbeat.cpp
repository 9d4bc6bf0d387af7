// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/heartbeat.h"

#include "core/base/host.h"
#include "core/base/log.h"

#include <chrono>

namespace unimo::train {

Heartbeat::Heartbeat(RunFolder run)
    : run_(std::move(run)), thread_([this](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          while (!stop.stop_requested()) {
              wake_.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
              if (published_ && !stop.stop_requested())
                  write();
          }
      })
{
}

void Heartbeat::publish(const RunStatus& status)
{
    const std::lock_guard lock(mutex_);
    status_ = status;
    published_ = true;
    write();
}

void Heartbeat::write()
{
    status_.heartbeat = unixTime();
    if (auto written = run_.writeStatus(status_); !written)
        log::warning("train", written.error().text());
}

} // namespace unimo::train
