// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"
#include "core/events/record_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

namespace unimo::events {

/// Which events are kept; scalars always are.
struct EventsWanted
{
    bool texts = true;
    bool histograms = true;
    bool images = true;
};

/// Follows the event files of one run folder, those of TensorBoard's own writers too.
/// Several files (a run that was resumed) are read in the order of their names, which start with
/// their time. Both ways of writing scalars, texts and histograms are understood: plain values and
/// tensors. The files are not trusted: what is out of all proportion is left out, and said once.
/// Thread: one at a time.
class EventTail
{
public:
    static constexpr size_t kLongestTag = 500; ///< bytes
    static constexpr size_t kMostTags = 5000;  ///< of a folder; those that come later are left out
    static constexpr size_t kLongestText = 65'536;            ///< bytes; longer ones are cut
    static constexpr size_t kLargestEvent = size_t{16} << 20; ///< bytes of one record
    /// Bytes that a first poll takes, for curves to be there at once; the rest follows.
    static constexpr uint64_t kGlance = uint64_t{1} << 20;

    explicit EventTail(std::filesystem::path runFolder, EventsWanted wanted = {})
        : folder_(std::move(runFolder)), wanted_(wanted)
    {
    }

    /// What was added since the last call; empty when the folder is not there (yet). Stops soon
    /// after `mostBytes` of a file; the next call goes on there.
    [[nodiscard]] EventBatch poll(uint64_t mostBytes = UINT64_MAX);
    /// Whether the last poll() may have left something for the next.
    [[nodiscard]] bool behind() const { return behind_; }
    /// Whether no file was met yet.
    [[nodiscard]] bool fresh() const { return files_.empty(); }

private:
    class Taker;

    /// What a tag's tensors hold, by the plugin that its first value names.
    enum class Kind { Unknown, Scalar, Text, Histogram, Other };

    std::filesystem::path folder_;
    EventsWanted wanted_;
    std::map<std::filesystem::path, RecordReader> files_;
    std::map<std::string, Kind, std::less<>> tags_;
    bool behind_ = false;
    bool warned_ = false; ///< something was left out, and it was said
};

} // namespace unimo::events
