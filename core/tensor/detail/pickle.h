// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace unimo::tensor {

/// A value of a pickle. Containers point to other values of the same Pickle.
struct PickleValue
{
    enum class Kind {
        None,
        Boolean,
        Integer,
        Real,
        Text,
        List,       ///< items
        Tuple,      ///< items
        Dictionary, ///< items: key, value, key, value, ...
        Global,     ///< text: "module.name"
        Storage,    ///< text: its key; integer: number of elements; type: "FloatStorage"
        Tensor,     ///< items: storage, offset, sizes, strides
        Bytes,      ///< text
        ArrayType,  ///< text: NumPy's, such as "f4"; its bytes are little endian
        Array,      ///< of NumPy; items: shape, type, column-major flag, bytes
        Mark        ///< never seen outside of the reader
    };
    Kind kind = Kind::None;
    int64_t integer = 0;
    double real = 0;
    std::string text;
    std::string type;
    std::vector<const PickleValue*> items;
};

/// A pickle's values. They live here, so that cycles and deep nesting do no harm.
struct Pickle
{
    std::deque<PickleValue> values;
    const PickleValue* root = nullptr;
    size_t size = 0; ///< bytes read
};

/// Reads one pickle of torch.save or paddle.save from the front of `bytes`. Nothing is run: calls
/// are understood only for OrderedDict, torch's tensor rebuilding and NumPy's arrays, every other
/// global is refused by name.
/// Throws ErrorException (Data). The number of values is bounded.
[[nodiscard]] Pickle readPickle(std::span<const std::byte> bytes);

} // namespace unimo::tensor
