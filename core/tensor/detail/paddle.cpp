// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"
#include "core/tensor/detail/byte_reader.h"
#include "core/tensor/detail/pickle.h"
#include "core/tensor/detail/refuse.h"
#include "core/tensor/detail/weights.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>
#include <optional>

namespace unimo::tensor {
namespace {

using Bytes = std::span<const std::byte>;
using Kind = PickleValue::Kind;

constexpr size_t kMaxRank = 8;
constexpr const char* kVariable = "the Paddle variable";

/// A tensor that owns a copy; the bytes must be exactly as many as the shape wants.
at::Tensor tensorOf(Bytes bytes, const std::vector<int64_t>& shape, at::ScalarType type,
                    const std::string& name)
{
    auto size = static_cast<int64_t>(c10::elementSize(type));
    for (const int64_t side : shape)
        if (side < 0 || __builtin_mul_overflow(size, side, &size))
            refuse("tensor " + name + " has a shape that cannot be");
    if (shape.size() > kMaxRank || static_cast<uint64_t>(size) != bytes.size())
        refuse("tensor " + name + " has " + std::to_string(bytes.size()) + " bytes, its shape " +
               c10::str(shape) + " wants " + std::to_string(size));
    at::Tensor tensor = at::empty(shape, type);
    if (size > 0)
        std::memcpy(tensor.data_ptr(), bytes.data(), bytes.size());
    return tensor;
}

// --- one variable: LoDTensor ------------------------------------------------------------------

/// VarType.Type of paddle/fluid/framework/framework.proto.
at::ScalarType variableType(uint64_t number)
{
    switch (number) {
    case 0:
        return at::kBool;
    case 1:
        return at::kShort;
    case 2:
        return at::kInt;
    case 3:
        return at::kLong;
    case 4:
        return at::kHalf;
    case 5:
        return at::kFloat;
    case 6:
        return at::kDouble;
    default:
        refuse("has elements of type " + std::to_string(number) + ", which is not known");
    }
}

/// A protobuf varint.
uint64_t varint(ByteReader& from)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const auto byte = from.number<uint8_t>();
        value |= static_cast<uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    refuse("has a number of more than 64 bits");
}

/// VarType.TensorDesc: 1: type, 2: repeated side, packed or not.
std::pair<at::ScalarType, std::vector<int64_t>> readDescription(ByteReader description)
{
    std::optional<at::ScalarType> type;
    std::vector<int64_t> shape;
    const auto addSide = [&](ByteReader& from) {
        shape.push_back(static_cast<int64_t>(varint(from)));
        if (shape.size() > kMaxRank)
            refuse("has more than " + std::to_string(kMaxRank) + " dimensions");
    };
    while (!description.atEnd()) {
        switch (const uint64_t tag = varint(description)) {
        case 0x08:
            type = variableType(varint(description));
            break;
        case 0x10:
            addSide(description);
            break;
        case 0x12: {
            ByteReader packed(description.take(varint(description)), kVariable);
            while (!packed.atEnd())
                addSide(packed);
            break;
        }
        default:
            refuse("has a description with field " + std::to_string(tag >> 3) +
                   ", which is not known");
        }
    }
    if (!type)
        refuse("does not tell the type of its elements");
    return {*type, shape};
}

at::Tensor readVariable(Bytes bytes, const std::string& name)
{
    ByteReader reader(bytes, kVariable);
    if (reader.number<uint32_t>() != 0)
        refuse("is not a Paddle variable of version 0");
    const auto levels = reader.number<uint64_t>();
    for (uint64_t level = 0; level < levels; ++level)
        reader.take(reader.number<uint64_t>());
    if (reader.number<uint32_t>() != 0)
        refuse("holds a tensor of another version than 0");
    const auto length = reader.number<int32_t>();
    if (length < 0)
        refuse("has a description of negative length");
    const auto [type, shape] =
        readDescription(ByteReader(reader.take(static_cast<uint64_t>(length)), kVariable));
    return tensorOf(reader.rest(), shape, type, name);
}

/// Every variable begins with these zeros; what else lies in the folder hardly does.
bool looksLikeVariable(Bytes bytes)
{
    constexpr size_t kZeros = 16; // both versions and no levels
    return bytes.size() > kZeros + sizeof(int32_t) &&
           std::all_of(bytes.begin(), bytes.begin() + kZeros,
                       [](std::byte byte) { return byte == std::byte{0}; });
}

// --- a pickle of NumPy arrays -----------------------------------------------------------------

at::ScalarType arrayType(const PickleValue& type, const std::string& name)
{
    struct Known
    {
        const char* name;
        at::ScalarType type;
    };
    static constexpr Known kKnown[] = {{"f8", at::kDouble}, {"f4", at::kFloat}, {"f2", at::kHalf},
                                       {"i8", at::kLong},   {"i4", at::kInt},   {"i2", at::kShort},
                                       {"i1", at::kChar},   {"u1", at::kByte},  {"b1", at::kBool}};
    for (const Known& known : kKnown)
        if (type.kind == Kind::ArrayType && type.text == known.name)
            return known.type;
    refuse("tensor " + name + " has elements of a type that is not known: " + type.text);
}

at::Tensor buildArray(const PickleValue& array, const std::string& name)
{
    if (array.items.size() != 4 || array.items[0]->kind != Kind::Tuple ||
        array.items[3]->kind != Kind::Bytes)
        refuse("array " + name + " has no content");
    std::vector<int64_t> shape;
    for (const PickleValue* side : array.items[0]->items) {
        if (side->kind != Kind::Integer)
            refuse("array " + name + " has a side that is not a number");
        shape.push_back(side->integer);
    }
    const bool columnMajor = array.items[2]->integer != 0;
    if (columnMajor)
        std::reverse(shape.begin(), shape.end());
    const std::string& bytes = array.items[3]->text;
    const at::Tensor tensor =
        tensorOf(std::as_bytes(std::span(bytes)), shape, arrayType(*array.items[1], name), name);
    return columnMajor ? tensor.permute([&] {
        std::vector<int64_t> order;
        for (auto i = static_cast<int64_t>(shape.size()); i-- > 0;)
            order.push_back(i);
        return order;
    }())
                       : tensor;
}

TensorMap arraysOf(const Pickle& pickle)
{
    if (pickle.root->kind != Kind::Dictionary)
        refuse("does not hold a dictionary of arrays");
    TensorMap tensors;
    const auto& items = pickle.root->items;
    for (size_t i = 0; i + 1 < items.size(); i += 2) {
        const PickleValue* value = items[i + 1];
        // Some versions write (name, array).
        if (value->kind == Kind::Tuple && value->items.size() == 2)
            value = value->items[1];
        if (items[i]->kind == Kind::Text && value->kind == Kind::Array)
            tensors.insert_or_assign(items[i]->text, buildArray(*value, items[i]->text));
    }
    if (tensors.empty())
        refuse("holds no arrays");
    return tensors;
}

Error atFile(const std::filesystem::path& file)
{
    Error error = currentExceptionAsError();
    error.where = file.string();
    return error;
}

} // namespace

Result<TensorMap> readPaddleFile(const std::filesystem::path& file)
{
    const auto mapping = MappedFile::open(file);
    if (!mapping)
        return mapping.error();
    try {
        return arraysOf(readPickle((*mapping)->bytes()));
    } catch (...) {
        return atFile(file);
    }
}

Result<TensorMap> readPaddleFolder(const std::filesystem::path& folder)
{
    TensorMap tensors;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        if (!entry.is_regular_file(code))
            continue;
        const auto mapping = MappedFile::open(entry.path());
        if (!mapping)
            return mapping.error();
        const std::string name = entry.path().filename().string();
        try {
            if (looksLikeVariable((*mapping)->bytes()))
                tensors[name] = readVariable((*mapping)->bytes(), name);
        } catch (...) {
            return atFile(entry.path());
        }
    }
    if (code)
        return Error{ErrorKind::Io, code.message(), folder.string(), {}};
    if (tensors.empty())
        return Error{ErrorKind::Data, "holds no Paddle variables", folder.string(), {}};
    return tensors;
}

} // namespace unimo::tensor
