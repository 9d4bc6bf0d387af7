// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/detail/refuse.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace unimo::tensor {

/// Reads an untrusted file from its front; what is not there is refused.
class ByteReader
{
public:
    /// `what` begins the message: "the pickle is cut off at byte 12".
    ByteReader(std::span<const std::byte> bytes, const char* what) : bytes_(bytes), what_(what) {}

    std::span<const std::byte> take(uint64_t size)
    {
        if (size > bytes_.size() - at_)
            refuse(std::string(what_) + " is cut off at byte " + std::to_string(at_));
        const auto taken = bytes_.subspan(at_, size);
        at_ += size;
        return taken;
    }
    template <typename T>
    T number()
    {
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    [[nodiscard]] uint64_t at() const { return at_; }
    [[nodiscard]] bool atEnd() const { return at_ == bytes_.size(); }
    [[nodiscard]] std::span<const std::byte> rest() const { return bytes_.subspan(at_); }

private:
    std::span<const std::byte> bytes_;
    const char* what_;
    uint64_t at_ = 0;
};

} // namespace unimo::tensor
