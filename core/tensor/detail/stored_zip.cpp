// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/stored_zip.h"

#include "core/base/error.h"
#include "core/tensor/detail/refuse.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace unimo::tensor {
namespace {

using Bytes = std::span<const std::byte>;

/// A part of the file that is checked to be inside it.
Bytes part(Bytes bytes, uint64_t offset, uint64_t size)
{
    if (offset > bytes.size() || size > bytes.size() - offset)
        refuse("the zip directory points outside of the file");
    return bytes.subspan(offset, size);
}

template <typename T>
T number(Bytes bytes, uint64_t offset)
{
    T value;
    std::memcpy(&value, part(bytes, offset, sizeof value).data(), sizeof value);
    return value;
}

struct Directory
{
    uint64_t entries = 0;
    uint64_t offset = 0;
};

/// Finds the end record (at most a comment of 64 KiB lies behind it) and its zip64 twin.
Directory findDirectory(Bytes zip)
{
    constexpr uint32_t kEnd = 0x06054b50;
    constexpr uint32_t kEnd64 = 0x06064b50;
    constexpr uint32_t kLocator64 = 0x07064b50;
    constexpr uint64_t kEndSize = 22;
    constexpr uint64_t kLocatorSize = 20;
    if (zip.size() < kEndSize)
        refuse("is too short for a zip file");
    const uint64_t last = zip.size() - kEndSize;
    const uint64_t first = last > UINT16_MAX ? last - UINT16_MAX : 0;
    uint64_t end = last;
    while (number<uint32_t>(zip, end) != kEnd) {
        if (end == first)
            refuse("has no zip directory (is it cut off?)");
        --end;
    }
    Directory directory{number<uint16_t>(zip, end + 10), number<uint32_t>(zip, end + 16)};
    if (end >= kLocatorSize && number<uint32_t>(zip, end - kLocatorSize) == kLocator64) {
        const auto record = number<uint64_t>(zip, end - kLocatorSize + 8);
        if (number<uint32_t>(part(zip, record, 56), 0) != kEnd64)
            refuse("has a damaged zip64 directory");
        directory = {number<uint64_t>(zip, record + 32), number<uint64_t>(zip, record + 48)};
    }
    return directory;
}

struct Member
{
    uint64_t size = 0;
    uint64_t compressed = 0;
    uint64_t header = 0;
};

/// Replaces the fields that say "see zip64" by the values in the member's extra field.
void readZip64(Bytes extra, Member& member)
{
    for (uint64_t at = 0; at + 4 <= extra.size();) {
        const auto id = number<uint16_t>(extra, at);
        const Bytes field = part(extra, at + 4, number<uint16_t>(extra, at + 2));
        at += 4 + field.size();
        if (id != 1)
            continue;
        uint64_t next = 0;
        for (uint64_t* value : {&member.size, &member.compressed, &member.header}) {
            if (*value != UINT32_MAX)
                continue;
            *value = number<uint64_t>(field, next);
            next += 8;
        }
    }
}

Bytes contentOf(Bytes zip, const Member& member, const std::string& name)
{
    constexpr uint64_t kLocalSize = 30;
    if (number<uint32_t>(part(zip, member.header, kLocalSize), 0) != 0x04034b50)
        refuse("the zip member " + name + " is damaged");
    const uint64_t nameSize = number<uint16_t>(zip, member.header + 26);
    const uint64_t extraSize = number<uint16_t>(zip, member.header + 28);
    return part(zip, member.header + kLocalSize + nameSize + extraSize, member.size);
}

} // namespace

std::map<std::string, Bytes> storedZipMembers(Bytes zip)
{
    constexpr uint64_t kEntrySize = 46;
    const Directory directory = findDirectory(zip);
    std::map<std::string, Bytes> members;
    uint64_t at = directory.offset;
    for (uint64_t i = 0; i < directory.entries; ++i) {
        const Bytes entry = part(zip, at, kEntrySize);
        if (number<uint32_t>(entry, 0) != 0x02014b50)
            refuse("has a damaged zip directory");
        const uint64_t nameSize = number<uint16_t>(entry, 28);
        const uint64_t extraSize = number<uint16_t>(entry, 30);
        const Bytes nameBytes = part(zip, at + kEntrySize, nameSize);
        const std::string name(reinterpret_cast<const char*>(nameBytes.data()), nameSize);
        Member member{number<uint32_t>(entry, 24), number<uint32_t>(entry, 20),
                      number<uint32_t>(entry, 42)};
        readZip64(part(zip, at + kEntrySize + nameSize, extraSize), member);
        if (number<uint16_t>(entry, 10) != 0 || member.size != member.compressed)
            refuse("the zip member " + name + " is compressed; torch.save stores it as it is");
        if (!members.emplace(name, contentOf(zip, member, name)).second)
            refuse("has the zip member " + name + " twice");
        at += kEntrySize + nameSize + extraSize + number<uint16_t>(entry, 32);
    }
    return members;
}

} // namespace unimo::tensor
