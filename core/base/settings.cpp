// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/settings.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>

namespace unimo {
namespace {

using Type = SettingInfo::Type;

Error refused(const SettingInfo& info, const nlohmann::json& value, const std::string& allowed)
{
    return {ErrorKind::Config,
            info.key + " = " + value.dump() + " is not allowed",
            {},
            "allowed: " + allowed};
}

std::string range(const SettingInfo& info)
{
    std::ostringstream out;
    out << info.minimum << " to " << info.maximum;
    return out.str();
}

std::string joined(const std::vector<std::string>& items)
{
    std::string out;
    for (const auto& item : items)
        out += (out.empty() ? "" : ", ") + item;
    return out;
}

/// Levenshtein distance, to suggest the key that was meant.
size_t editDistance(const std::string& a, const std::string& b)
{
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t{0});
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t up = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = up;
        }
    }
    return row[b.size()];
}

Error unknownKey(const SettingTable& table, const std::string& key)
{
    const auto nearest = std::min_element(
        table.begin(), table.end(), [&](const SettingInfo& a, const SettingInfo& b) {
            return editDistance(a.key, key) < editDistance(b.key, key);
        });
    return {ErrorKind::Config,
            "unknown setting " + key,
            {},
            nearest == table.end() ? "" : "did you mean " + nearest->key + "?"};
}

/// Flattens nested objects to dotted keys.
void flatten(const nlohmann::json& object, const std::string& prefix,
             std::vector<std::pair<std::string, nlohmann::json>>& out)
{
    for (const auto& [key, value] : object.items()) {
        const std::string full = prefix.empty() ? key : prefix + "." + key;
        if (value.is_object())
            flatten(value, full, out);
        else
            out.emplace_back(full, value);
    }
}

} // namespace

Status checkSetting(const SettingInfo& info, const nlohmann::json& value)
{
    switch (info.type) {
    case Type::Integer:
        if (!value.is_number_integer())
            return refused(info, value, "whole numbers, " + range(info));
        [[fallthrough]];
    case Type::Real: {
        if (!value.is_number())
            return refused(info, value, "numbers, " + range(info));
        const double number = value.get<double>();
        if (!std::isfinite(number) || number < info.minimum || number > info.maximum)
            return refused(info, value, range(info));
        return {};
    }
    case Type::Boolean:
        return value.is_boolean() ? Status() : refused(info, value, "true, false");
    case Type::Choice:
        if (!value.is_string() || std::find(info.choices.begin(), info.choices.end(),
                                            value.get<std::string>()) == info.choices.end())
            return refused(info, value, joined(info.choices));
        return {};
    case Type::Text:
    case Type::Path:
        return value.is_string() ? Status() : refused(info, value, "a text");
    }
    return {};
}

Result<nlohmann::json> parseSetting(const SettingInfo& info, const std::string& text)
{
    nlohmann::json value;
    switch (info.type) {
    case Type::Boolean:
        if (text == "true" || text == "1" || text == "on")
            value = true;
        else if (text == "false" || text == "0" || text == "off")
            value = false;
        else
            value = text;
        break;
    case Type::Integer:
        if (const auto number = readNumber<int64_t>(text))
            value = *number;
        else
            value = text;
        break;
    case Type::Real:
        if (const auto number = readNumber<double>(text))
            value = *number;
        else
            value = text;
        break;
    default:
        value = text;
    }
    if (auto status = checkSetting(info, value); !status)
        return status.error();
    return value;
}

const SettingInfo* findSetting(const SettingTable& table, const std::string& key)
{
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const SettingInfo& info) { return info.key == key; });
    return found == table.end() ? nullptr : &*found;
}

Settings::Settings(const SettingTable& table) : table_(&table)
{
    for (const auto& info : table)
        values_.push_back(info.fallback);
}

Status Settings::set(const std::string& key, const nlohmann::json& value)
{
    const SettingInfo* info = findSetting(*table_, key);
    if (!info)
        return unknownKey(*table_, key);
    if (auto status = checkSetting(*info, value); !status)
        return status;
    values_[static_cast<size_t>(info - table_->data())] = value;
    return {};
}

Status Settings::setText(const std::string& key, const std::string& text)
{
    const SettingInfo* info = findSetting(*table_, key);
    if (!info)
        return unknownKey(*table_, key);
    auto value = parseSetting(*info, text);
    return value ? set(key, *value) : Status(value.error());
}

Status Settings::merge(const nlohmann::json& object)
{
    if (!object.is_object())
        return Error{ErrorKind::Config, "settings must be a JSON object", {}, {}};
    std::vector<std::pair<std::string, nlohmann::json>> entries;
    flatten(object, {}, entries);
    Settings copy = *this;
    for (const auto& [key, value] : entries)
        if (auto status = copy.set(key, value); !status)
            return status;
    *this = std::move(copy);
    return {};
}

const nlohmann::json& Settings::get(const std::string& key) const
{
    const SettingInfo* info = findSetting(*table_, key);
    if (!info)
        throw ErrorException(unknownKey(*table_, key));
    return values_[static_cast<size_t>(info - table_->data())];
}

nlohmann::json Settings::toJson() const
{
    nlohmann::json out = nlohmann::json::object();
    for (size_t i = 0; i < table_->size(); ++i) {
        nlohmann::json* at = &out;
        std::istringstream parts((*table_)[i].key);
        for (std::string part; std::getline(parts, part, '.');)
            at = &(*at)[part];
        *at = values_[i];
    }
    return out;
}

} // namespace unimo
