// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <variant>
#include <vector>

namespace unimo {

/// One setting of a typed table. The table feeds the command line, the JSON file, the form in the
/// window and the documentation, so a setting is described in one place only.
struct SettingInfo
{
    enum class Type { Integer, Real, Boolean, Text, Choice, Path };

    std::string key;   ///< dotted, snake_case, frozen once shipped: "optim.learning_rate"
    std::string group; ///< heading in the form: "Optimiser"
    std::string label; ///< sentence case: "Learning rate"
    std::string help;  ///< one line, with the unit and the source where there is one
    Type type = Type::Real;
    nlohmann::json fallback;          ///< the default value
    double minimum = 0;               ///< for numbers
    double maximum = 0;               ///< for numbers
    std::vector<std::string> choices; ///< for Choice
    bool live = false;                ///< may be changed while a run is going
};

using SettingTable = std::vector<SettingInfo>;

/// Checks one value against its description; the error names key, value and what is allowed.
[[nodiscard]] Status checkSetting(const SettingInfo& info, const nlohmann::json& value);
/// Turns text (from a command line) into a value of the setting's type.
[[nodiscard]] Result<nlohmann::json> parseSetting(const SettingInfo& info, const std::string& text);
[[nodiscard]] const SettingInfo* findSetting(const SettingTable& table, const std::string& key);

/// A set of values for a table: what a recipe file holds. Missing keys have their default.
class Settings
{
public:
    explicit Settings(const SettingTable& table);

    /// Sets a value by its dotted key; unknown keys and values out of range are errors.
    [[nodiscard]] Status set(const std::string& key, const nlohmann::json& value);
    /// The same from text.
    [[nodiscard]] Status setText(const std::string& key, const std::string& text);
    /// Reads a nested JSON object ({"optim": {"learning_rate": 1e-4}}); nothing is changed when a
    /// key is unknown (the error names the nearest known key) or a value is refused.
    [[nodiscard]] Status merge(const nlohmann::json& object);

    [[nodiscard]] const nlohmann::json& get(const std::string& key) const;
    [[nodiscard]] int64_t integer(const std::string& key) const { return get(key).get<int64_t>(); }
    [[nodiscard]] double real(const std::string& key) const { return get(key).get<double>(); }
    [[nodiscard]] bool boolean(const std::string& key) const { return get(key).get<bool>(); }
    [[nodiscard]] std::string text(const std::string& key) const
    {
        return get(key).get<std::string>();
    }
    /// Every key with its value, nested as in a file.
    [[nodiscard]] nlohmann::json toJson() const;
    [[nodiscard]] const SettingTable& table() const { return *table_; }

private:
    const SettingTable* table_; // static tables only; never null
    std::vector<nlohmann::json> values_;
};

} // namespace unimo
