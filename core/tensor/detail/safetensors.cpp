// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/base/mapped_file.h"
#include "core/tensor/detail/refuse.h"
#include "core/tensor/detail/weights.h"

#include <ATen/ATen.h>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <set>

namespace unimo::tensor {
namespace {

using nlohmann::json;

constexpr uint64_t kMaxHeader = uint64_t{16} << 20; // room for some 150,000 tensors
constexpr size_t kMaxRank = 8;
constexpr const char* kMetadata = "__metadata__";

struct TypeName
{
    const char* name;
    at::ScalarType type;
};
constexpr std::array kTypes = {
    TypeName{"F64", at::kDouble},    TypeName{"F32", at::kFloat}, TypeName{"F16", at::kHalf},
    TypeName{"BF16", at::kBFloat16}, TypeName{"I64", at::kLong},  TypeName{"I32", at::kInt},
    TypeName{"I16", at::kShort},     TypeName{"I8", at::kChar},   TypeName{"U8", at::kByte},
    TypeName{"BOOL", at::kBool},
};

/// One entry of the header, checked against itself but not yet against its neighbours.
struct Entry
{
    std::string name;
    at::ScalarType type = at::kFloat;
    std::vector<int64_t> shape;
    uint64_t begin = 0;
    uint64_t end = 0;
};

uint64_t unsignedNumber(const json& value, const std::string& what)
{
    if (!value.is_number_unsigned())
        refuse(what + " is " + value.dump().substr(0, 40) + ", a whole number >= 0 is needed");
    return value.get<uint64_t>();
}

at::ScalarType typeNamed(const json& value, const std::string& tensor)
{
    for (const TypeName& known : kTypes)
        if (value == known.name)
            return known.type;
    refuse("tensor " + tensor + " has type " + value.dump().substr(0, 40) +
           "; known: F64 F32 F16 BF16 I64 I32 I16 I8 U8 BOOL");
}

Entry readEntry(const std::string& name, const json& value)
{
    if (!value.is_object() || value.size() != 3 || !value.contains("dtype") ||
        !value.contains("shape") || !value.contains("data_offsets"))
        refuse("tensor " + name + " needs exactly dtype, shape and data_offsets");
    Entry entry{name, typeNamed(value["dtype"], name), {}, 0, 0};
    const json& shape = value["shape"];
    const json& offsets = value["data_offsets"];
    if (!shape.is_array() || shape.size() > kMaxRank)
        refuse("the shape of " + name + " must be a list of at most 8 numbers");
    if (!offsets.is_array() || offsets.size() != 2)
        refuse("the data_offsets of " + name + " must be two numbers");

    uint64_t bytes = c10::elementSize(entry.type);
    for (const json& side : shape) {
        const uint64_t n = unsignedNumber(side, "a side of " + name);
        if (__builtin_mul_overflow(bytes, n, &bytes) || n > INT64_MAX || bytes > INT64_MAX)
            refuse("the shape of " + name + " overflows");
        entry.shape.push_back(static_cast<int64_t>(n));
    }
    entry.begin = unsignedNumber(offsets[0], "an offset of " + name);
    entry.end = unsignedNumber(offsets[1], "an offset of " + name);
    if (entry.end < entry.begin || entry.end - entry.begin != bytes)
        refuse("tensor " + name + " takes " + std::to_string(bytes) +
               " bytes by its shape, but its offsets are " + std::to_string(entry.begin) + " to " +
               std::to_string(entry.end));
    return entry;
}

/// Parses the header; names that come twice and nesting deeper than the format has are refused.
json parseHeader(std::string_view text)
{
    std::set<std::string> names;
    const auto check = [&](int depth, json::parse_event_t event, json& parsed) {
        if (depth > 3)
            refuse("the header is nested too deeply");
        if (event == json::parse_event_t::key && depth == 1 &&
            !names.insert(parsed.get<std::string>()).second)
            refuse("the header names " + parsed.get<std::string>() + " twice");
        return true;
    };
    try {
        json header = json::parse(text, check);
        if (!header.is_object())
            refuse("the header is not a JSON object");
        return header;
    } catch (const json::exception& e) {
        refuse(std::string("the header is not valid JSON: ") + e.what());
    }
}

std::map<std::string, std::string> readMetadata(const json& value)
{
    if (!value.is_object())
        refuse("__metadata__ must be an object of texts");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            refuse("__metadata__." + key + " must be a text");
        metadata[key] = text.get<std::string>();
    }
    return metadata;
}

/// The format allows neither holes nor overlaps: every entry begins where the one before ended.
void checkLayout(std::vector<Entry>& entries, uint64_t dataSize)
{
    std::ranges::sort(entries, {}, [](const Entry& e) { return std::pair(e.begin, e.end); });
    uint64_t end = 0;
    for (const Entry& entry : entries) {
        if (entry.begin != end)
            refuse("tensor " + entry.name + " begins at " + std::to_string(entry.begin) +
                   ", expected " + std::to_string(end) + " (no overlaps, no holes)");
        end = entry.end;
    }
    if (end != dataSize)
        refuse("the tensors take " + std::to_string(end) + " bytes, the file has " +
               std::to_string(dataSize));
}

at::Tensor viewOf(const Entry& entry, std::span<const std::byte> data,
                  const std::shared_ptr<const MappedFile>& mapping)
{
    const std::byte* begin = data.data() + entry.begin;
    if (entry.type == at::kBool && std::any_of(begin, data.data() + entry.end, [](std::byte b) {
            return std::to_integer<int>(b) > 1;
        }))
        refuse("tensor " + entry.name + " has a BOOL that is neither 0 nor 1");
    if (reinterpret_cast<uintptr_t>(begin) % c10::elementSize(entry.type) != 0) {
        at::Tensor copy = at::empty(entry.shape, entry.type);
        std::memcpy(copy.data_ptr(), begin, entry.end - entry.begin);
        return copy;
    }
    // The deleter holds the mapping for as long as the tensor lives.
    return at::from_blob(
        const_cast<std::byte*>(begin), entry.shape, [mapping](void*) {},
        at::TensorOptions(entry.type));
}

WeightFile parse(const std::shared_ptr<const MappedFile>& mapping)
{
    const auto bytes = mapping->bytes();
    uint64_t headerSize = 0;
    if (bytes.size() < sizeof headerSize)
        refuse("is too short for a safetensors file");
    std::memcpy(&headerSize, bytes.data(), sizeof headerSize);
    if (headerSize > kMaxHeader || headerSize > bytes.size() - sizeof headerSize)
        refuse("names a header of " + std::to_string(headerSize) + " bytes; the file has " +
               std::to_string(bytes.size()) + ", at most " + std::to_string(kMaxHeader) +
               " are accepted");
    const auto text = bytes.subspan(sizeof headerSize, headerSize);
    const json header = parseHeader({reinterpret_cast<const char*>(text.data()), text.size()});

    WeightFile result;
    std::vector<Entry> entries;
    for (const auto& [name, value] : header.items()) {
        if (name == kMetadata)
            result.metadata = readMetadata(value);
        else
            entries.push_back(readEntry(name, value));
    }
    const auto data = bytes.subspan(sizeof headerSize + headerSize);
    checkLayout(entries, data.size());
    for (const Entry& entry : entries)
        result.tensors.emplace(entry.name, viewOf(entry, data, mapping));
    return result;
}

/// The tensors in file order: wide types first, so that each begins at a multiple of its width.
std::vector<TensorMap::const_iterator> fileOrder(const TensorMap& tensors)
{
    std::vector<TensorMap::const_iterator> order;
    for (auto it = tensors.begin(); it != tensors.end(); ++it)
        order.push_back(it);
    std::ranges::stable_sort(order, std::greater{},
                             [](const auto& it) { return it->second.element_size(); });
    return order;
}

std::string headerOf(const std::vector<TensorMap::const_iterator>& order,
                     const std::map<std::string, std::string>& metadata)
{
    json header = json::object();
    if (!metadata.empty())
        header[kMetadata] = metadata;
    uint64_t offset = 0;
    for (const auto& it : order) {
        const at::Tensor& tensor = it->second;
        const auto* type = std::ranges::find(kTypes, tensor.scalar_type(), &TypeName::type);
        if (type == kTypes.end())
            refuse("tensor " + it->first + " has a type that safetensors does not have");
        header[it->first] = {{"dtype", type->name},
                             {"shape", tensor.sizes().vec()},
                             {"data_offsets", {offset, offset + tensor.nbytes()}}};
        offset += tensor.nbytes();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}

/// A file under a temporary name that takes its own name only when all of it is on the disk.
class NewFile
{
public:
    explicit NewFile(const std::filesystem::path& file)
        : file_(file), temporary_(file.string() + ".tmp" + std::to_string(::getpid())),
          descriptor_(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644))
    {
        if (descriptor_ < 0)
            fail("cannot be created");
    }
    ~NewFile()
    {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
            ::unlink(temporary_.c_str());
        }
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(const void* data, size_t size)
    {
        const auto* from = static_cast<const char*>(data);
        while (size > 0) {
            const ssize_t n = ::write(descriptor_, from, size);
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                fail("cannot be written");
            from += n;
            size -= static_cast<size_t>(n);
        }
    }
    void finish()
    {
        if (::fsync(descriptor_) != 0)
            fail("cannot be synced");
        if (::rename(temporary_.c_str(), file_.c_str()) != 0)
            fail("cannot be replaced");
        ::close(descriptor_);
        descriptor_ = -1;
    }

private:
    [[noreturn]] void fail(const char* what) const
    {
        throw ErrorException(
            {ErrorKind::Io, std::string(what) + ": " + std::strerror(errno), file_.string(), {}});
    }
    std::filesystem::path file_;
    std::filesystem::path temporary_;
    int descriptor_;
};

Error named(const std::filesystem::path& file)
{
    Error error = currentExceptionAsError();
    if (error.where.empty())
        error.where = file.string();
    return error;
}

} // namespace

Result<WeightFile> readSafetensors(const std::filesystem::path& file)
{
    const auto mapping = MappedFile::open(file);
    if (!mapping)
        return mapping.error();
    try {
        return parse(*mapping);
    } catch (...) {
        return named(file);
    }
}

Status writeSafetensors(const std::filesystem::path& file, const TensorMap& tensors,
                        const std::map<std::string, std::string>& metadata)
{
    try {
        const auto order = fileOrder(tensors);
        const std::string header = headerOf(order, metadata);
        const uint64_t headerSize = header.size();
        NewFile out(file);
        out.write(&headerSize, sizeof headerSize);
        out.write(header.data(), header.size());
        for (const auto& it : order) {
            const at::Tensor tensor = it->second.detach().to(at::kCPU).contiguous();
            out.write(tensor.data_ptr(), tensor.nbytes());
        }
        out.finish();
        return syncFolder(file.has_parent_path() ? file.parent_path() : ".");
    } catch (...) {
        return named(file);
    }
}

} // namespace unimo::tensor
