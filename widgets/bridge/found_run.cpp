// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/found_run.h"

#include "core/base/files.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>

namespace unimo::bridge {
namespace {

constexpr uint64_t kLargestRecipe = uint64_t{1} << 20;
constexpr qsizetype kMostSettings = 1000; ///< a recipe has about a hundred
constexpr size_t kLongestValue = 200;

} // namespace

QMap<QString, QString> readSettings(const QString& run)
{
    QMap<QString, QString> settings;
    const auto file = train::RunFolder(run.toStdString()).recipeFile();
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return settings;
    const auto recipe = readJson(file, kLargestRecipe);
    if (!recipe || !recipe->is_object())
        return settings;
    for (const auto& [group, members] : recipe->items()) {
        if (!members.is_object())
            continue;
        for (const auto& [key, value] : members.items()) {
            if (settings.size() == kMostSettings)
                return settings;
            const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
            settings.insert(QString::fromStdString(group + "." + key),
                            QString::fromStdString(text.substr(0, kLongestValue)));
        }
    }
    return settings;
}

} // namespace unimo::bridge
