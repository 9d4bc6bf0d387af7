// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/run_data.h"

#include "core/base/files.h"
#include "core/train/run_folder.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::train {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr uint64_t kLargest = uint64_t{64} << 10;
constexpr size_t kFewestDigits = 4;

fs::path dataFile(const fs::path& run)
{
    return run / "data.json";
}

KnownVersion& entryOf(std::vector<KnownVersion>& known, const std::string& version)
{
    const auto found = std::find_if(known.begin(), known.end(), [&](const KnownVersion& each) {
        return each.version == version;
    });
    if (found != known.end())
        return *found;
    known.push_back({version, {}, {}, 0, false});
    return known.back();
}

} // namespace

RunData runDataOf(const store::DataContent& content)
{
    RunData data;
    data.version = content.version;
    data.samples = static_cast<int64_t>(content.samples.size());
    for (const store::SampleContent& sample : content.samples) {
        data.captions += static_cast<int64_t>(sample.captions.size());
        data.questions += static_cast<int64_t>(sample.questions.size());
        data.boxes += static_cast<int64_t>(sample.regions.size());
    }
    return data;
}

Status writeRunData(const fs::path& run, const RunData& data)
{
    return writeJsonAtomic(dataFile(run), {{"version", data.version},
                                           {"samples", data.samples},
                                           {"captions", data.captions},
                                           {"questions", data.questions},
                                           {"boxes", data.boxes}});
}

std::optional<RunData> readRunData(const fs::path& run)
{
    std::error_code code;
    if (!fs::exists(dataFile(run), code))
        return std::nullopt;
    const auto object = readJson(dataFile(run), kLargest);
    if (!object || !object->is_object())
        return std::nullopt;
    try {
        RunData data;
        object->at("version").get_to(data.version);
        data.samples = object->value("samples", int64_t{0});
        data.captions = object->value("captions", int64_t{0});
        data.questions = object->value("questions", int64_t{0});
        data.boxes = object->value("boxes", int64_t{0});
        return data;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

std::vector<KnownVersion> knownVersions(const store::Project& project)
{
    std::vector<KnownVersion> known;
    for (const store::NamedVersion& named : project.versions()) {
        KnownVersion& entry = entryOf(known, named.version);
        entry.names.push_back(named.name);
        entry.made = std::max(entry.made, named.made);
    }
    for (const RunFolder& run : listRuns(project.folder() / "runs"))
        if (const auto data = readRunData(run.path()))
            entryOf(known, data->version).runs.push_back(run.id());
    for (const std::string& version : store::keptVersions(project.folder()))
        entryOf(known, version);
    for (KnownVersion& entry : known)
        entry.kept = store::isKept(project.folder(), entry.version);
    return known;
}

Result<std::string> versionNamed(const store::Project& project, const std::string& text)
{
    const auto known = knownVersions(project);
    const auto holds = [&](const std::vector<std::string>& texts) {
        return std::find(texts.begin(), texts.end(), text) != texts.end();
    };
    for (const KnownVersion& entry : known)
        if (holds(entry.names))
            return entry.version;
    for (const KnownVersion& entry : known)
        if (holds(entry.runs))
            return entry.version;
    std::vector<std::string> begun;
    if (text.size() >= kFewestDigits)
        for (const KnownVersion& entry : known)
            if (entry.version.starts_with(text))
                begun.push_back(entry.version);
    if (begun.size() == 1)
        return begun.front();
    return Error{ErrorKind::Config,
                 begun.empty() ? "there is no version \"" + text + "\" of the data"
                               : "\"" + text + "\" begins " + std::to_string(begun.size()) +
                                     " versions of the data",
                 project.folder().string(),
                 "give a name, a run's id or more of a hash: unimo data versions lists them"};
}

} // namespace unimo::train
