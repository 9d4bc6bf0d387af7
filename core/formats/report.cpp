// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/import.h"

#include <nlohmann/json.hpp>

namespace unimo::formats {

const char* name(SourceFormat format)
{
    switch (format) {
    case SourceFormat::Auto:
        return "auto";
    case SourceFormat::Csv:
        return "csv";
    case SourceFormat::Sidecar:
        return "sidecar";
    case SourceFormat::Coco:
        return "coco";
    }
    return "";
}

Result<SourceFormat> sourceFormatNamed(const std::string& text)
{
    for (const auto format :
         {SourceFormat::Auto, SourceFormat::Csv, SourceFormat::Sidecar, SourceFormat::Coco})
        if (text == name(format))
            return format;
    return Error{ErrorKind::Config,
                 "\"" + text + "\" is no format (allowed: auto, csv, sidecar, coco)",
                 {},
                 {}};
}

nlohmann::json toJson(const std::vector<ImportProblem>& problems)
{
    auto list = nlohmann::json::array();
    for (const auto& problem : problems)
        list.push_back({{"where", problem.where}, {"reason", problem.reason}});
    return list;
}

nlohmann::json toJson(const ImportReport& report)
{
    return {{"format", name(report.format)},          {"pictures_added", report.picturesAdded},
            {"pictures_known", report.picturesKnown}, {"captions_added", report.captionsAdded},
            {"captions_known", report.captionsKnown}, {"problems", toJson(report.problems)}};
}

} // namespace unimo::formats
