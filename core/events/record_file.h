// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

// TFRecord framing: length (uint64), masked CRC-32C of the length (uint32), the payload, masked
// CRC-32C of the payload (uint32); all little endian.
namespace unimo::events {

/// Appends one framed record to `out`.
void appendRecord(std::string& out, std::string_view payload);

/// Reads the records of a file that may still grow. A record whose end has not been written yet is
/// waited for; a damaged one is skipped, and reading goes on at the next intact record.
/// Thread: one at a time.
class RecordReader
{
public:
    explicit RecordReader(std::filesystem::path file) : file_(std::move(file)) {}

    /// Takes a payload; false says that its content makes no sense, which counts as damage.
    using Visitor = std::function<bool(std::string_view payload)>;

    /// Hands over the whole records that were added since the last call; the rest of a long file
    /// is left to the next calls once these have filled `mostBytes`. Returns one warning, with file
    /// and offset, the first time damage is met in this file, and none after that.
    std::optional<std::string> poll(const Visitor& visit, uint64_t mostBytes = UINT64_MAX);

    /// Bytes that are read for good.
    [[nodiscard]] uint64_t offset() const { return offset_; }

private:
    size_t consume(std::string_view data, const Visitor& visit);
    void damaged(uint64_t offset, const char* what);

    std::filesystem::path file_;
    uint64_t offset_ = 0;
    uint64_t wanted_ = 1; ///< nothing new can be read before the file is longer than this - 1
    bool warned_ = false;
    std::optional<std::string> warning_;
};

} // namespace unimo::events
