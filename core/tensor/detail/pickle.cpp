// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/pickle.h"

#include "core/tensor/detail/byte_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>
#include <unordered_map>

namespace unimo::tensor {
namespace {

using Kind = PickleValue::Kind;

constexpr size_t kMaxValues = 4'000'000; // about twenty a tensor are usual
constexpr std::string_view kOrderedDict = "collections.OrderedDict";
constexpr std::string_view kRebuildTensor = "torch._utils._rebuild_tensor_v2";
constexpr std::string_view kRebuildParameter = "torch._utils._rebuild_parameter";
// NumPy renamed its core in version 2.
constexpr std::array<std::string_view, 2> kRebuildArray = {"numpy.core.multiarray._reconstruct",
                                                           "numpy._core.multiarray._reconstruct"};
constexpr std::string_view kArrayClass = "numpy.ndarray";
constexpr std::string_view kArrayType = "numpy.dtype";
constexpr std::string_view kEncode = "_codecs.encode"; // bytes in protocol 2
constexpr std::array<std::string_view, 10> kStorages = {
    "DoubleStorage", "FloatStorage", "HalfStorage", "BFloat16Storage", "LongStorage",
    "IntStorage",    "ShortStorage", "CharStorage", "ByteStorage",     "BoolStorage"};

bool isStorageType(std::string_view global)
{
    constexpr std::string_view prefix = "torch.";
    return global.starts_with(prefix) &&
           std::ranges::find(kStorages, global.substr(prefix.size())) != kStorages.end();
}

bool isKnown(std::string_view global)
{
    for (const auto known :
         {kOrderedDict, kRebuildTensor, kRebuildParameter, kArrayClass, kArrayType, kEncode})
        if (global == known)
            return true;
    return std::ranges::find(kRebuildArray, global) != kRebuildArray.end() || isStorageType(global);
}

/// UTF-8 that holds characters below 256, as the bytes of these numbers.
std::string latin1(std::string_view utf8)
{
    std::string bytes;
    for (size_t i = 0; i < utf8.size(); ++i) {
        const auto lead = static_cast<uint8_t>(utf8[i]);
        if (lead < 0x80) {
            bytes += utf8[i];
        } else if ((lead == 0xC2 || lead == 0xC3) && i + 1 < utf8.size()) {
            const auto low = static_cast<uint8_t>(utf8[++i]);
            bytes += static_cast<char>((lead & 0x03) << 6 | (low & 0x3F));
        } else {
            refuse("the pickle holds bytes that are not Latin-1");
        }
    }
    return bytes;
}

/// The stack machine of Python's pickle, with the opcodes that torch.save and paddle.save emit.
class Reader
{
public:
    explicit Reader(std::span<const std::byte> bytes) : in_(bytes, "the pickle") {}

    Pickle read()
    {
        while (step(code())) {
        }
        if (stack_.size() != 1 || stack_.back()->kind == Kind::Mark)
            refuse("the pickle does not end with one value");
        pickle_.root = stack_.back();
        pickle_.size = in_.at();
        return std::move(pickle_);
    }

private:
    // --- input ---
    std::span<const std::byte> take(uint64_t size) { return in_.take(size); }
    template <typename T>
    T number()
    {
        return in_.number<T>();
    }
    uint8_t code() { return number<uint8_t>(); }
    std::string text(uint64_t size)
    {
        const auto taken = take(size);
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }
    std::string line()
    {
        const auto rest = in_.rest();
        const auto end = std::ranges::find(rest, std::byte{'\n'});
        if (end == rest.end())
            refuse("the pickle is cut off in a name");
        std::string result = text(static_cast<uint64_t>(end - rest.begin()));
        take(1); // the line end
        return result;
    }

    // --- stack ---
    PickleValue& push(Kind kind)
    {
        if (pickle_.values.size() == kMaxValues)
            refuse("the pickle has more than " + std::to_string(kMaxValues) + " values");
        PickleValue& value = pickle_.values.emplace_back();
        value.kind = kind;
        stack_.push_back(&value);
        return value;
    }
    void pushInteger(int64_t value) { push(Kind::Integer).integer = value; }
    void pushText(std::string value) { push(Kind::Text).text = std::move(value); }
    PickleValue* pop()
    {
        PickleValue* value = top();
        stack_.pop_back();
        return value;
    }
    PickleValue* top()
    {
        if (stack_.empty() || stack_.back()->kind == Kind::Mark)
            refuse("the pickle takes more values than it has");
        return stack_.back();
    }
    /// Everything above the last mark; the mark goes too.
    std::vector<const PickleValue*> popToMark()
    {
        const auto mark = std::find_if(stack_.rbegin(), stack_.rend(),
                                       [](const PickleValue* v) { return v->kind == Kind::Mark; });
        if (mark == stack_.rend())
            refuse("the pickle has no mark where one is needed");
        std::vector<const PickleValue*> items(mark.base(), stack_.end());
        stack_.erase(mark.base() - 1, stack_.end());
        return items;
    }
    void extend(Kind kind, const std::vector<const PickleValue*>& items)
    {
        PickleValue* container = top();
        if (container->kind != kind || (kind == Kind::Dictionary && items.size() % 2 != 0))
            refuse("the pickle adds items to a value that cannot hold them");
        container->items.insert(container->items.end(), items.begin(), items.end());
    }
    void pushTuple(size_t size)
    {
        std::vector<const PickleValue*> items(size);
        for (size_t i = size; i-- > 0;)
            items[i] = pop();
        push(Kind::Tuple).items = std::move(items);
    }
    void remember(uint64_t key) { memo_[key] = top(); }
    void recall(uint64_t key)
    {
        const auto found = memo_.find(key);
        if (found == memo_.end())
            refuse("the pickle recalls value " + std::to_string(key) + ", which it never kept");
        stack_.push_back(found->second);
    }

    // --- the few things a pickle may build ---
    void pushGlobal(const std::string& module, const std::string& name)
    {
        const std::string global = module + "." + name;
        if (!isKnown(global))
            refuse("holds an object of type " + global +
                   "; only tensors in dictionaries are read, nothing is run");
        push(Kind::Global).text = global;
    }
    void reduce()
    {
        const PickleValue* arguments = pop();
        const PickleValue* callee = pop();
        if (callee->kind != Kind::Global || arguments->kind != Kind::Tuple)
            refuse("the pickle calls something that is not a known function");
        const auto& items = arguments->items;
        if (callee->text == kOrderedDict && items.empty()) {
            push(Kind::Dictionary);
        } else if (callee->text == kRebuildTensor && items.size() >= 4 &&
                   items[0]->kind == Kind::Storage) {
            push(Kind::Tensor).items.assign(items.begin(), items.begin() + 4);
        } else if (callee->text == kRebuildParameter && !items.empty() &&
                   items[0]->kind == Kind::Tensor) {
            push(Kind::Tensor).items = items[0]->items;
        } else if (std::ranges::find(kRebuildArray, callee->text) != kRebuildArray.end()) {
            push(Kind::Array); // BUILD brings its content
        } else if (callee->text == kArrayType && !items.empty() && items[0]->kind == Kind::Text) {
            pushArrayType(items[0]->text);
        } else if (callee->text == kEncode && items.size() == 2 && items[0]->kind == Kind::Text &&
                   items[1]->text == "latin1") {
            pushBytes(latin1(items[0]->text));
        } else {
            refuse("the pickle calls " + callee->text + " with arguments it does not take");
        }
    }
    /// ("storage", torch.FloatStorage, key, device, elements[, view])
    void pushStorage()
    {
        const PickleValue* id = pop();
        if (id->kind != Kind::Tuple || id->items.size() < 5 || id->items[0]->text != "storage" ||
            id->items[1]->kind != Kind::Global || !isStorageType(id->items[1]->text) ||
            id->items[2]->kind != Kind::Text || id->items[4]->kind != Kind::Integer ||
            id->items[4]->integer < 0)
            refuse("the pickle refers to something that is not a torch storage");
        if (id->items.size() > 5 && id->items[5]->kind != Kind::None)
            refuse("the pickle refers to a view of a storage, a form no longer written");
        PickleValue& storage = push(Kind::Storage);
        storage.type = id->items[1]->text.substr(std::strlen("torch."));
        storage.text = id->items[2]->text;
        storage.integer = id->items[4]->integer;
    }
    void pushArrayType(const std::string& name) { push(Kind::ArrayType).text = name; }
    void pushBytes(std::string bytes) { push(Kind::Bytes).text = std::move(bytes); }
    void pushLong(uint64_t size)
    {
        if (size > sizeof(int64_t)) {
            // The magic number of the old form is the only one torch.save writes that is wider.
            pushText(text(size));
            return;
        }
        uint64_t value = 0;
        const auto bytes = take(size);
        std::memcpy(&value, bytes.data(), size);
        if (size > 0 && size < 8 && std::to_integer<int>(bytes[size - 1]) >= 0x80)
            value |= ~uint64_t{0} << (8 * size);
        pushInteger(static_cast<int64_t>(value));
    }
    void pushReal()
    {
        push(Kind::Real).real = std::bit_cast<double>(__builtin_bswap64(number<uint64_t>()));
    }
    void pushNamedByStack()
    {
        const std::string name = pop()->text;
        const std::string module = pop()->text;
        pushGlobal(module, name);
    }

    /// Runs one opcode (named as in Python's pickletools); false at STOP.
    bool step(uint8_t opcode)
    {
        // clang-format off
        switch (opcode) {
        case 0x80: code(); break;                                    // PROTO
        case 0x95: number<uint64_t>(); break;                        // FRAME
        case '.': return false;                                      // STOP
        case '(': push(Kind::Mark); break;                           // MARK
        case 'N': push(Kind::None); break;                           // NONE
        case 0x88: push(Kind::Boolean).integer = 1; break;           // NEWTRUE
        case 0x89: push(Kind::Boolean); break;                       // NEWFALSE
        case 'J': pushInteger(number<int32_t>()); break;             // BININT
        case 'K': pushInteger(code()); break;                        // BININT1
        case 'M': pushInteger(number<uint16_t>()); break;            // BININT2
        case 0x8a: pushLong(code()); break;                          // LONG1
        case 'G': pushReal(); break;                                 // BINFLOAT
        case 'X': pushText(text(number<uint32_t>())); break;         // BINUNICODE
        case 0x8c: pushText(text(code())); break;                    // SHORT_BINUNICODE
        case 'T': pushText(text(number<uint32_t>())); break;         // BINSTRING
        case 'U': pushText(text(code())); break;                     // SHORT_BINSTRING
        case 'B': pushBytes(text(number<uint32_t>())); break;        // BINBYTES
        case 'C': pushBytes(text(code())); break;                    // SHORT_BINBYTES
        case 0x8e: pushBytes(text(number<uint64_t>())); break;       // BINBYTES8
        case '}': push(Kind::Dictionary); break;                     // EMPTY_DICT
        case ']': push(Kind::List); break;                           // EMPTY_LIST
        case ')': push(Kind::Tuple); break;                          // EMPTY_TUPLE
        case 0x85: pushTuple(1); break;                              // TUPLE1
        case 0x86: pushTuple(2); break;                              // TUPLE2
        case 0x87: pushTuple(3); break;                              // TUPLE3
        case 't': closeTuple(); break;                               // TUPLE
        case 's': setItem(); break;                                  // SETITEM
        case 'u': extend(Kind::Dictionary, popToMark()); break;      // SETITEMS
        case 'a': append(); break;                                   // APPEND
        case 'e': extend(Kind::List, popToMark()); break;            // APPENDS
        case 'q': remember(code()); break;                           // BINPUT
        case 'r': remember(number<uint32_t>()); break;               // LONG_BINPUT
        case 0x94: remember(memo_.size()); break;                    // MEMOIZE
        case 'h': recall(code()); break;                             // BINGET
        case 'j': recall(number<uint32_t>()); break;                 // LONG_BINGET
        case 'c': readGlobal(); break;                               // GLOBAL
        case 0x93: pushNamedByStack(); break;                        // STACK_GLOBAL
        case 'R': reduce(); break;                                   // REDUCE
        case 'Q': pushStorage(); break;                              // BINPERSID
        case 'b': build(); break;                                    // BUILD
        // clang-format on
        default:
            refuse("the pickle has opcode " + std::to_string(opcode) + " at byte " +
                   std::to_string(in_.at() - 1) + ", which no state dictionary needs");
        }
        return true;
    }
    void closeTuple()
    {
        auto items = popToMark();
        push(Kind::Tuple).items = std::move(items);
    }
    void setItem()
    {
        const PickleValue* value = pop();
        const PickleValue* key = pop();
        extend(Kind::Dictionary, {key, value});
    }
    void append() { extend(Kind::List, {pop()}); }
    void readGlobal()
    {
        const std::string module = line();
        pushGlobal(module, line());
    }
    void build()
    {
        const PickleValue* state = pop();
        PickleValue* target = top();
        switch (target->kind) {
        case Kind::Dictionary: // attributes of an OrderedDict (_metadata): not needed
            return;
        case Kind::Array: // version, shape, type, column-major, bytes
            if (state->kind != Kind::Tuple || state->items.size() != 5 || !target->items.empty())
                refuse("the pickle has an array of a form that NumPy does not write");
            target->items.assign(state->items.begin() + 1, state->items.end());
            return;
        case Kind::ArrayType: // version, byte order, ...
            if (state->kind != Kind::Tuple || state->items.size() < 2 ||
                (state->items[1]->text != "<" && state->items[1]->text != "|"))
                refuse("the pickle has arrays that are not little endian");
            return;
        default:
            refuse("the pickle sets attributes of something that has none");
        }
    }

    ByteReader in_;
    Pickle pickle_;
    std::vector<PickleValue*> stack_;
    std::unordered_map<uint64_t, PickleValue*> memo_;
};

} // namespace

Pickle readPickle(std::span<const std::byte> bytes)
{
    return Reader(bytes).read();
}

} // namespace unimo::tensor
