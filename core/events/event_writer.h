// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/host.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace unimo::events {

namespace wire {
class Event;
class Summary_Value;
} // namespace wire

/// Writes one TensorBoard event file, events.out.tfevents.<time>.<host>.<pid>, into a run folder.
/// Events are gathered in memory and reach the file in whole records on flush(), when 64 KiB have
/// gathered, and at the end. Thread: any.
class EventWriter
{
public:
    /// Starts a new file, named so that it sorts behind the folder's earlier ones. `purgeStep`:
    /// the step a resumed run starts from again; readers drop what was recorded from it on.
    [[nodiscard]] static Result<std::unique_ptr<EventWriter>>
    open(const std::filesystem::path& runFolder, std::optional<int64_t> purgeStep = {});
    ~EventWriter();
    EventWriter(const EventWriter&) = delete;
    EventWriter& operator=(const EventWriter&) = delete;

    void addScalar(const std::string& tag, float value, int64_t step, double wallTime = unixTime());
    /// Shown as Markdown by TensorBoard.
    void addText(const std::string& tag, const std::string& text, int64_t step,
                 double wallTime = unixTime());
    /// 30 buckets of equal width, as TensorBoard makes; values that are not finite are left out.
    void addHistogram(const std::string& tag, std::span<const float> values, int64_t step,
                      double wallTime = unixTime());
    /// `png`: the bytes of a PNG file of that size.
    void addImage(const std::string& tag, std::string_view png, int width, int height, int64_t step,
                  double wallTime = unixTime());

    /// Hands everything to the operating system. After a failure (a full disk) the events are
    /// kept, up to 64 MiB, and the next call tries again where the last one stopped.
    [[nodiscard]] Status flush();

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    EventWriter(std::filesystem::path file, int descriptor);
    void addValue(wire::Summary_Value value, int64_t step, double wallTime);
    void add(const wire::Event& event);
    Status writePending();

    std::filesystem::path file_;
    int descriptor_;
    std::mutex mutex_;
    std::string pending_; ///< guarded by mutex_
};

} // namespace unimo::events
