// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/mapped_file.h"
#include "core/tensor/detail/pickle.h"
#include "core/tensor/detail/refuse.h"
#include "core/tensor/detail/stored_zip.h"
#include "core/tensor/detail/weights.h"

#include <ATen/ATen.h>

#include <array>
#include <cstring>
#include <functional>
#include <optional>
#include <string_view>

namespace unimo::tensor {
namespace {

using Bytes = std::span<const std::byte>;
using Kind = PickleValue::Kind;

constexpr size_t kMaxRank = 8;
/// The first pickle of the old form is this number (little endian, LONG1 of ten bytes).
constexpr std::string_view kLegacyMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

at::ScalarType typeOf(const PickleValue& storage)
{
    struct Known
    {
        std::string_view name;
        at::ScalarType type;
    };
    static constexpr std::array<Known, 10> kKnown = {{{"DoubleStorage", at::kDouble},
                                                      {"FloatStorage", at::kFloat},
                                                      {"HalfStorage", at::kHalf},
                                                      {"BFloat16Storage", at::kBFloat16},
                                                      {"LongStorage", at::kLong},
                                                      {"IntStorage", at::kInt},
                                                      {"ShortStorage", at::kShort},
                                                      {"CharStorage", at::kChar},
                                                      {"ByteStorage", at::kByte},
                                                      {"BoolStorage", at::kBool}}};
    for (const Known& known : kKnown)
        if (storage.type == known.name)
            return known.type;
    refuse("unknown storage type " + storage.type);
}

/// The bytes of a storage, by its key.
using StorageBytes = std::function<Bytes(const std::string& key)>;

/// Turns the pickle's tensors into ATen's. Each storage is copied once.
class Builder
{
public:
    explicit Builder(StorageBytes bytesOf) : bytesOf_(std::move(bytesOf)) {}

    at::Tensor build(const PickleValue& tensor, const std::string& name)
    {
        const PickleValue& storage = *tensor.items[0];
        const at::Tensor flat = storageOf(storage);
        const std::vector<int64_t> sizes = numbers(*tensor.items[2], name);
        const std::vector<int64_t> strides = numbers(*tensor.items[3], name);
        const PickleValue& offset = *tensor.items[1];
        if (sizes.size() != strides.size() || sizes.size() > kMaxRank ||
            offset.kind != Kind::Integer || offset.integer < 0)
            refuse("tensor " + name + " has a shape that cannot be");
        checkInside(sizes, strides, offset.integer, flat.numel(), name);
        return flat.as_strided(sizes, strides, offset.integer);
    }

private:
    static std::vector<int64_t> numbers(const PickleValue& tuple, const std::string& name)
    {
        std::vector<int64_t> result;
        for (const PickleValue* item : tuple.items) {
            if (item->kind != Kind::Integer || item->integer < 0)
                refuse("tensor " + name + " has a side or stride that is not a number >= 0");
            result.push_back(item->integer);
        }
        return result;
    }
    /// The last element must be in the storage, and no more elements wanted than it has.
    static void checkInside(const std::vector<int64_t>& sizes, const std::vector<int64_t>& strides,
                            int64_t offset, int64_t available, const std::string& name)
    {
        int64_t count = 1;
        int64_t last = offset;
        bool overflow = false;
        for (size_t i = 0; i < sizes.size(); ++i) {
            int64_t reach = 0;
            overflow |= __builtin_mul_overflow(count, sizes[i], &count);
            if (sizes[i] == 0)
                continue;
            overflow |= __builtin_mul_overflow(sizes[i] - 1, strides[i], &reach);
            overflow |= __builtin_add_overflow(last, reach, &last);
        }
        if (overflow || count > available || (count > 0 && last >= available) || offset > available)
            refuse("tensor " + name + " reaches outside of its storage of " +
                   std::to_string(available) + " elements");
    }
    at::Tensor storageOf(const PickleValue& storage)
    {
        const at::ScalarType type = typeOf(storage);
        const auto known = storages_.find(storage.text);
        if (known != storages_.end()) {
            if (known->second.scalar_type() != type || known->second.numel() != storage.integer)
                refuse("storage " + storage.text + " is described in two ways");
            return known->second;
        }
        uint64_t size = 0;
        if (__builtin_mul_overflow(static_cast<uint64_t>(storage.integer), c10::elementSize(type),
                                   &size))
            refuse("storage " + storage.text + " is too large");
        const Bytes bytes = bytesOf_(storage.text);
        if (bytes.size() != size)
            refuse("storage " + storage.text + " has " + std::to_string(bytes.size()) +
                   " bytes, the pickle says " + std::to_string(size));
        at::Tensor flat = at::empty({storage.integer}, type);
        if (size > 0)
            std::memcpy(flat.data_ptr(), bytes.data(), size);
        return storages_.emplace(storage.text, flat).first->second;
    }

    StorageBytes bytesOf_;
    std::map<std::string, at::Tensor> storages_;
};

const PickleValue* entryOf(const PickleValue& dictionary, std::string_view key)
{
    for (size_t i = 0; i + 1 < dictionary.items.size(); i += 2)
        if (dictionary.items[i]->kind == Kind::Text && dictionary.items[i]->text == key)
            return dictionary.items[i + 1];
    return nullptr;
}

/// The dictionary of tensors: the outermost one, or the one that training scripts nest in it.
const PickleValue& stateDictionary(const Pickle& pickle)
{
    if (pickle.root->kind != Kind::Dictionary)
        refuse("does not hold a dictionary of tensors");
    for (const char* key : {"state_dict", "model"}) {
        const PickleValue* nested = entryOf(*pickle.root, key);
        if (nested && nested->kind == Kind::Dictionary)
            return *nested;
    }
    return *pickle.root;
}

TensorMap buildTensors(const Pickle& pickle, StorageBytes bytesOf)
{
    Builder builder(std::move(bytesOf));
    TensorMap tensors;
    const PickleValue& dictionary = stateDictionary(pickle);
    for (size_t i = 0; i + 1 < dictionary.items.size(); i += 2) {
        const PickleValue& key = *dictionary.items[i];
        const PickleValue& value = *dictionary.items[i + 1];
        if (key.kind == Kind::Text && value.kind == Kind::Tensor)
            tensors.insert_or_assign(key.text, builder.build(value, key.text));
    }
    if (tensors.empty())
        refuse("holds no tensors");
    return tensors;
}

/// New form: <name>/data.pkl and one member <name>/data/<key> a storage.
TensorMap readZip(Bytes file)
{
    const auto members = storedZipMembers(file);
    std::string prefix;
    Bytes pickleBytes;
    for (const auto& [name, bytes] : members) {
        constexpr std::string_view kPickle = "/data.pkl";
        if (!name.ends_with(kPickle))
            continue;
        prefix = name.substr(0, name.size() - kPickle.size());
        pickleBytes = bytes;
    }
    if (prefix.empty())
        refuse("is a zip file without data.pkl: torch.save did not write it");
    const auto order = members.find(prefix + "/byteorder");
    if (order != members.end() && order->second.size() == 3)
        refuse("was written on a big-endian machine, which is not read");
    return buildTensors(readPickle(pickleBytes), [&](const std::string& key) {
        const auto member = members.find(prefix + "/data/" + key);
        if (member == members.end())
            refuse("storage " + key + " is not in the file");
        return member->second;
    });
}

/// Old form: pickles of magic, protocol, system, object, keys; then each storage's length and data.
TensorMap readLegacy(Bytes file)
{
    size_t at = 0;
    const auto next = [&] {
        Pickle pickle = readPickle(file.subspan(at));
        at += pickle.size;
        return pickle;
    };
    if (next().root->text != kLegacyMagic)
        refuse("is neither a zip file nor an old torch.save file");
    next(); // protocol version: the magic number already names the form
    const Pickle system = next();
    const PickleValue* little = entryOf(*system.root, "little_endian");
    if (!little || little->integer != 1)
        refuse("was written on a big-endian machine, which is not read");
    const Pickle object = next();
    const Pickle keys = next();

    // Where a storage begins is known only after all sizes before it, which the pickle tells.
    std::map<std::string, uint64_t> widths;
    for (const PickleValue& value : object.values)
        if (value.kind == Kind::Storage)
            widths[value.text] = c10::elementSize(typeOf(value));
    std::map<std::string, Bytes> storages;
    for (const PickleValue* key : keys.root->items) {
        uint64_t count = 0;
        uint64_t size = 0;
        const auto width = widths.find(key->text);
        if (width == widths.end() || file.size() - at < sizeof count)
            refuse("storage " + key->text + " is not in the file");
        std::memcpy(&count, file.data() + at, sizeof count);
        at += sizeof count;
        if (__builtin_mul_overflow(count, width->second, &size) || size > file.size() - at)
            refuse("storage " + key->text + " of " + std::to_string(count) +
                   " elements is cut off");
        storages[key->text] = file.subspan(at, size);
        at += size;
    }
    return buildTensors(object, [&](const std::string& key) {
        const auto storage = storages.find(key);
        if (storage == storages.end())
            refuse("storage " + key + " is not in the file");
        return storage->second;
    });
}

} // namespace

Result<TensorMap> readTorchFile(const std::filesystem::path& file)
{
    const auto mapping = MappedFile::open(file);
    if (!mapping)
        return mapping.error();
    try {
        const Bytes bytes = (*mapping)->bytes();
        const bool zip = bytes.size() >= 4 && std::memcmp(bytes.data(), "PK\3\4", 4) == 0;
        return zip ? readZip(bytes) : readLegacy(bytes);
    } catch (...) {
        Error error = currentExceptionAsError();
        error.where = file.string();
        return error;
    }
}

} // namespace unimo::tensor
