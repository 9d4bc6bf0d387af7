// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace unimo::text {

/// A hash table from 64-bit keys to 32-bit values in one block of memory (linear probing, at most
/// half full). Keys may be anything but ~0.
class FlatMap
{
public:
    static constexpr uint32_t absent = ~uint32_t{0};

    [[nodiscard]] uint32_t find(uint64_t key) const { return slots_[slotOf(key)].value; }

    /// Adds the key, or gives it another value.
    void set(uint64_t key, uint32_t value)
    {
        if (2 * (count_ + 1) > slots_.size())
            grow();
        Slot& slot = slots_[slotOf(key)];
        count_ += slot.key == noKey ? 1 : 0;
        slot = {key, value};
    }

private:
    static constexpr uint64_t noKey = ~uint64_t{0};
    struct Slot
    {
        uint64_t key = noKey;
        uint32_t value = absent;
    };

    /// The slot that holds the key, or the free one where it belongs.
    [[nodiscard]] size_t slotOf(uint64_t key) const
    {
        const size_t mask = slots_.size() - 1;
        size_t at = (key * 0x9E3779B97F4A7C15u >> 32) & mask;
        while (slots_[at].key != key && slots_[at].key != noKey)
            at = (at + 1) & mask;
        return at;
    }
    void grow()
    {
        std::vector<Slot> old(2 * slots_.size());
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.key != noKey)
                slots_[slotOf(slot.key)] = slot;
    }

    std::vector<Slot> slots_ = std::vector<Slot>(16);
    size_t count_ = 0;
};

} // namespace unimo::text
