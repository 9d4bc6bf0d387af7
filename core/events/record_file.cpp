// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/events/record_file.h"

#include "core/events/crc32c.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>

namespace unimo::events {
namespace {

static_assert(std::endian::native == std::endian::little, "records are stored little endian");

constexpr size_t kHeader = sizeof(uint64_t) + sizeof(uint32_t);
constexpr size_t kFooter = sizeof(uint32_t);
constexpr size_t kBlock = size_t{1} << 20;
constexpr uint64_t kLargestPayload = uint64_t{256} << 20;

template <typename T>
void appendNumber(std::string& out, T number)
{
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <typename T>
T numberAt(std::string_view data, size_t at)
{
    T number;
    std::memcpy(&number, data.data() + at, sizeof number);
    return number;
}

} // namespace

void appendRecord(std::string& out, std::string_view payload)
{
    const size_t start = out.size();
    appendNumber<uint64_t>(out, payload.size());
    appendNumber(out, maskedCrc32c({out.data() + start, sizeof(uint64_t)}));
    out.append(payload);
    appendNumber(out, maskedCrc32c(payload));
}

std::optional<std::string> RecordReader::poll(const Visitor& visit, uint64_t mostBytes)
{
    warning_.reset();
    std::error_code code;
    const uint64_t size = std::filesystem::file_size(file_, code);
    if (code)
        return std::nullopt; // not there for a moment, as on a shared disk
    if (size < offset_) {
        damaged(size, "the file became shorter");
        offset_ = size;
        wanted_ = size + 1;
    }
    if (size < wanted_)
        return std::move(warning_);

    std::ifstream in(file_, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(offset_));
    std::string buffer; // the file from offset_ on
    const uint64_t start = offset_;
    while (in && size >= wanted_ && offset_ - start < mostBytes) {
        const size_t kept = buffer.size();
        buffer.resize(kept + std::min<uint64_t>(kBlock, size - offset_ - kept));
        in.read(buffer.data() + kept, static_cast<std::streamsize>(buffer.size() - kept));
        buffer.resize(kept + static_cast<size_t>(in.gcount()));
        if (buffer.size() == kept)
            break;
        const size_t used = consume(buffer, visit);
        buffer.erase(0, used);
        offset_ += used;
    }
    return std::move(warning_);
}

/// Reads what is whole in `data`, which starts at offset_, and returns how many bytes that was.
size_t RecordReader::consume(std::string_view data, const Visitor& visit)
{
    size_t at = 0;
    size_t next = kHeader; // bytes needed behind `at` to get on
    while (data.size() - at >= (next = kHeader)) {
        const auto length = numberAt<uint64_t>(data, at);
        const auto crc = numberAt<uint32_t>(data, at + sizeof length);
        if (maskedCrc32c(data.substr(at, sizeof length)) != crc || length > kLargestPayload) {
            damaged(offset_ + at, "the record's length is damaged");
            ++at; // the length cannot be trusted: look for the next intact header
            continue;
        }
        next = kHeader + length + kFooter;
        if (data.size() - at < next)
            break;
        const std::string_view payload = data.substr(at + kHeader, length);
        if (maskedCrc32c(payload) != numberAt<uint32_t>(data, at + kHeader + length))
            damaged(offset_ + at, "the record's checksum does not match");
        else if (!visit(payload))
            damaged(offset_ + at, "the record is not an event");
        at += next;
    }
    wanted_ = offset_ + std::max(at + next, data.size() + 1);
    return at;
}

void RecordReader::damaged(uint64_t offset, const char* what)
{
    if (warned_)
        return;
    warned_ = true;
    warning_ = file_.string() + ": damaged at byte " + std::to_string(offset) + ": " + what +
               "; reading goes on at the next intact record";
}

} // namespace unimo::events
