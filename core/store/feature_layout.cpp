// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/feature_layout.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cctype>
#include <cstring>

namespace unimo::store::detail {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr char kMagic[] = {'U', 'N', 'I', 'M', 'O', 'F', 'E', 'A'};
constexpr uint32_t kVersion = 1;
constexpr size_t kFixedBytes = 16;
constexpr uint32_t kMaxIdentityBytes = 65'536;

uint32_t number(std::span<const std::byte> bytes, size_t at)
{
    uint32_t value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// A JSON number as int32, or -1 when it is something else.
int32_t smallNumber(const nlohmann::json& json, const char* key)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_unsigned() ||
        found->get<uint64_t>() > static_cast<uint64_t>(kMaxFeatureWidth))
        return -1;
    return found->get<int32_t>();
}

} // namespace

int64_t aligned(int64_t offset)
{
    return (offset + kFeatureAlignment - 1) / kFeatureAlignment * kFeatureAlignment;
}

int64_t recordBytes(const FeatureIdentity& identity, int64_t regions)
{
    const int64_t halves = int64_t{identity.dim} + identity.classes;
    return regions * (static_cast<int64_t>(sizeof(Box)) + halves * 2);
}

std::string featureHeader(const FeatureIdentity& identity)
{
    const std::string json = nlohmann::json{
        {"extractor", identity.extractor},
        {"dim", identity.dim},
        {"classes",
         identity.classes}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const auto length = static_cast<uint32_t>(json.size());
    std::string header(kMagic, sizeof kMagic);
    header.append(reinterpret_cast<const char*>(&kVersion), sizeof kVersion);
    header.append(reinterpret_cast<const char*>(&length), sizeof length);
    header += json;
    header.resize(static_cast<size_t>(aligned(static_cast<int64_t>(header.size()))), '\0');
    return header;
}

Result<FeatureHeader> readFeatureHeader(std::span<const std::byte> file, const std::string& where)
{
    const auto refused = [&](const std::string& why) {
        return Error{ErrorKind::Data, "is not a whole feature file: " + why, where,
                     "extract the features again"};
    };
    if (file.size() < kFixedBytes || std::memcmp(file.data(), kMagic, sizeof kMagic) != 0)
        return refused("it does not begin with UNIMOFEA");
    if (number(file, 8) != kVersion)
        return refused("version " + std::to_string(number(file, 8)) + ", known is 1");
    const uint32_t length = number(file, 12);
    if (length > kMaxIdentityBytes || file.size() - kFixedBytes < length)
        return refused("its identity is cut short");
    const auto* text = reinterpret_cast<const char*>(file.data()) + kFixedBytes;
    const auto json =
        nlohmann::json::parse(text, text + length, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object() || !json.contains("extractor") || !json["extractor"].is_string())
        return refused("its identity is unreadable");
    FeatureHeader header;
    header.identity = {json["extractor"].get<std::string>(), smallNumber(json, "dim"),
                       smallNumber(json, "classes")};
    header.bytes = aligned(static_cast<int64_t>(kFixedBytes + length));
    const Status checked = checkIdentity(header.identity, where);
    return checked ? Result<FeatureHeader>(header) : checked.error();
}

bool slotFits(const FeatureSlot& slot, const FeatureHeader& header, int64_t fileBytes)
{
    return slot.regions >= 0 && slot.regions <= kMaxRegionsOfPicture &&
           slot.offset >= header.bytes && slot.offset % kFeatureAlignment == 0 &&
           slot.offset <= fileBytes &&
           recordBytes(header.identity, slot.regions) <= fileBytes - slot.offset;
}

Status checkIdentity(const FeatureIdentity& identity, const std::string& where)
{
    const bool good = identity.dim >= 1 && identity.dim <= kMaxFeatureWidth &&
                      identity.classes >= 0 && identity.classes <= kMaxFeatureWidth &&
                      identity.extractor.size() < kMaxIdentityBytes / 8;
    if (good)
        return {};
    return Error{ErrorKind::Data,
                 "features of " + std::to_string(identity.dim) + " numbers and " +
                     std::to_string(identity.classes) +
                     " classes are not possible (allowed: 1 to 65536 and 0 to 65536)",
                 where,
                 {}};
}

Result<std::filesystem::path> featureFile(const Project& project, const std::string& set)
{
    const bool plain = !set.empty() && set.size() <= 100 && set.front() != '.' &&
                       std::all_of(set.begin(), set.end(), [](unsigned char c) {
                           return std::isalnum(c) || c == '-' || c == '_' || c == '.';
                       });
    if (!plain)
        return Error{ErrorKind::Config,
                     "\"" + set +
                         "\" is no name for a feature set (allowed: letters, digits, - _ .)",
                     project.folder().string(),
                     {}};
    return project.featuresFolder() / (set + ".bin");
}

} // namespace unimo::store::detail
