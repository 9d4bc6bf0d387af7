// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/region_fields.h"

#include "core/base/error.h"
#include "core/base/numbers.h"
#include "core/store/feature_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace unimo::formats::detail {
namespace {

constexpr int64_t kMostRegions = 1000;
constexpr int64_t kLongestSide = 100'000;
constexpr float kLargest = 65504; ///< of a half float

[[noreturn]] void wrong(const std::string& what)
{
    throw ErrorException({ErrorKind::Data, what, {}, {}});
}

int64_t wholeNumber(const char* name, std::string_view text, int64_t most)
{
    // Some of the files write sizes as "500.0".
    const auto value = readNumber<double>(text);
    if (!value || *value != std::floor(*value) || *value < 1 || *value > static_cast<double>(most))
        wrong(std::string(name) + " is \"" + std::string(text.substr(0, 20)) +
              "\", allowed: 1 to " + std::to_string(most));
    return static_cast<int64_t>(*value);
}

/// The numbers of a field with as many in each of `rows` rows.
std::vector<float> numbersOf(const char* name, std::string_view field, int64_t rows)
{
    const std::string bytes = fromBase64(field);
    const auto row = static_cast<size_t>(rows) * sizeof(float);
    if (bytes.empty() || bytes.size() % row != 0)
        wrong(std::string(name) + " holds " + std::to_string(bytes.size()) + " bytes, which " +
              std::to_string(rows) + " regions cannot share");
    std::vector<float> numbers(bytes.size() / sizeof(float));
    std::memcpy(numbers.data(), bytes.data(), bytes.size());
    for (const float number : numbers)
        if (!(std::abs(number) <= kLargest))
            wrong(std::string(name) + " holds " + std::to_string(number));
    return numbers;
}

bool fits(const std::vector<float>& boxes, double width, double height)
{
    constexpr double kSlack = 1.5; // pixels
    for (size_t i = 0; i < boxes.size(); i += 4)
        if (boxes[i + 2] > width + kSlack || boxes[i + 3] > height + kSlack)
            return false;
    return true;
}

} // namespace

std::string fromBase64(std::string_view text)
{
    static const auto kValues = [] {
        std::array<int8_t, 256> values{};
        values.fill(-1);
        constexpr std::string_view kLetters =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (size_t i = 0; i < kLetters.size(); ++i)
            values[static_cast<unsigned char>(kLetters[i])] = static_cast<int8_t>(i);
        return values;
    }();
    if (text.size() % 4 != 0)
        wrong("base64 of " + std::to_string(text.size()) + " letters");
    size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (size_t i = 0; i < text.size(); i += 4) {
        uint32_t group = 0;
        for (size_t j = i; j < i + 4; ++j) {
            const bool filler = j >= text.size() - padding;
            const int value = filler ? 0 : kValues[static_cast<unsigned char>(text[j])];
            if (value < 0)
                wrong("base64 with the byte " +
                      std::to_string(static_cast<unsigned char>(text[j])));
            group = group << 6 | static_cast<uint32_t>(value);
        }
        bytes += static_cast<char>(group >> 16);
        bytes += static_cast<char>(group >> 8);
        bytes += static_cast<char>(group);
    }
    bytes.resize(bytes.size() - padding);
    return bytes;
}

DecodedRegions decodeRegions(const RegionFields& fields, int32_t unknownClasses)
{
    const int64_t count = wholeNumber("the number of regions", fields.count, kMostRegions);
    auto width = static_cast<int>(wholeNumber("a side", fields.first, kLongestSide));
    auto height = static_cast<int>(wholeNumber("a side", fields.second, kLongestSide));
    const auto corners = numbersOf("boxes", fields.boxes, count);
    if (corners.size() != static_cast<size_t>(4 * count))
        wrong("boxes have " + std::to_string(corners.size() / static_cast<size_t>(count)) +
              " numbers each, 4 are needed");
    if (!fits(corners, width, height))
        std::swap(width, height);
    if (!fits(corners, width, height))
        wrong("a box reaches beyond the picture of " + std::to_string(width) + " x " +
              std::to_string(height));

    DecodedRegions decoded;
    decoded.width = width;
    decoded.height = height;
    const auto fraction = [](float pixel, int side) {
        return std::clamp(pixel / static_cast<float>(side), 0.0F, 1.0F);
    };
    for (size_t i = 0; i < corners.size(); i += 4) {
        const Box box{fraction(corners[i], width), fraction(corners[i + 1], height),
                      fraction(corners[i + 2], width), fraction(corners[i + 3], height)};
        if (box.x2 < box.x1 || box.y2 < box.y1)
            wrong("box " + std::to_string(i / 4 + 1) + " ends before it begins");
        decoded.boxes.push_back(box);
    }
    const auto asHalf = [](const std::vector<float>& numbers) {
        std::vector<uint16_t> halves(numbers.size());
        store::toHalf(numbers, halves);
        return halves;
    };
    const auto features = numbersOf("features", fields.features, count);
    decoded.dim = static_cast<int32_t>(features.size() / static_cast<size_t>(count));
    decoded.features = asHalf(features);
    std::vector<float> classes;
    if (fields.classes.empty()) {
        classes.resize(static_cast<size_t>(count * unknownClasses));
        for (int64_t r = 0; r < count; ++r)
            classes[static_cast<size_t>(r * unknownClasses)] = 1;
    } else {
        classes = numbersOf("probabilities", fields.classes, count);
    }
    decoded.classCount = static_cast<int32_t>(classes.size() / static_cast<size_t>(count));
    decoded.classes = asHalf(classes);
    return decoded;
}

} // namespace unimo::formats::detail
