// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/tags.h"

#include "core/base/error.h"

#include <algorithm>

namespace unimo::store::detail {
namespace {

constexpr size_t kLongestTag = 64;

} // namespace

std::string listedTag(const std::string& tag)
{
    const bool clean = std::none_of(tag.begin(), tag.end(), [](char c) {
        return c == ',' || c == '"' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    if (tag.empty() || tag.size() > kLongestTag || tag.front() == ' ' || tag.back() == ' ' ||
        !clean)
        throw ErrorException({ErrorKind::Config,
                              "\"" + tag + "\" cannot be a tag",
                              {},
                              "a tag has 1 to " + std::to_string(kLongestTag) +
                                  " bytes, no comma, no quotation mark and no space at its ends"});
    return "," + tag + ",";
}

std::string listedTags(const std::vector<std::string>& tags)
{
    std::string text;
    for (const std::string& tag : tags)
        text += text.empty() ? listedTag(tag) : listedTag(tag).substr(1);
    return text;
}

std::vector<std::string> readTags(const std::string& text)
{
    std::vector<std::string> tags;
    for (size_t begin = 1; begin < text.size();) {
        const size_t end = text.find(',', begin);
        tags.push_back(text.substr(begin, end - begin));
        begin = end == std::string::npos ? end : end + 1;
    }
    return tags;
}

} // namespace unimo::store::detail
