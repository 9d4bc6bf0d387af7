// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/data_content.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

// A line a sample:
//   {"id": 1, "kind": 0, "split": "train", "picture": "pictures/1.png", "hash": "...",
//    "captions": [[id, text, style]], "questions": [[id, text, answer, type]],
//    "boxes": [[id, x1, y1, x2, y2, label, colour]], "derived": "..."}
namespace unimo::store {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr const char* kEnding = ".jsonl";

fs::path fileOf(const fs::path& project, const std::string& version)
{
    return project / "versions" / (version + kEnding);
}

/// A content hash: it becomes part of a file's name.
bool isVersion(const std::string& text)
{
    return text.size() == 32 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

json toJson(const SampleContent& sample)
{
    json captions = json::array(), questions = json::array(), boxes = json::array();
    for (const Caption& caption : sample.captions)
        captions.push_back({caption.id, caption.text, caption.style});
    for (const Question& question : sample.questions)
        questions.push_back({question.id, question.text, question.answer, question.type});
    for (const Region& region : sample.regions)
        boxes.push_back({region.id, region.box.x1, region.box.y1, region.box.x2, region.box.y2,
                         region.label, region.colour});
    return {{"id", sample.id},
            {"kind", static_cast<int>(sample.kind)},
            {"split", sample.split},
            {"picture", sample.picture},
            {"hash", sample.hash},
            {"captions", std::move(captions)},
            {"questions", std::move(questions)},
            {"boxes", std::move(boxes)},
            {"derived", sample.derived}};
}

/// Throws json::exception.
SampleContent fromJson(const json& line)
{
    SampleContent sample;
    line.at("id").get_to(sample.id);
    sample.kind = static_cast<SampleKind>(std::clamp(line.at("kind").get<int>(), 0, 2));
    line.at("split").get_to(sample.split);
    line.at("picture").get_to(sample.picture);
    line.at("hash").get_to(sample.hash);
    line.at("derived").get_to(sample.derived);
    for (const json& row : line.at("captions"))
        sample.captions.push_back({row.at(0), sample.id, row.at(1), row.at(2)});
    for (const json& row : line.at("questions"))
        sample.questions.push_back({row.at(0), sample.id, row.at(1), row.at(2), row.at(3), {}});
    for (const json& row : line.at("boxes"))
        sample.regions.push_back({row.at(0),
                                  sample.id,
                                  {row.at(1), row.at(2), row.at(3), row.at(4)},
                                  row.at(5),
                                  row.at(6)});
    return sample;
}

} // namespace

bool isKept(const fs::path& project, const std::string& version)
{
    std::error_code code;
    return isVersion(version) && fs::is_regular_file(fileOf(project, version), code);
}

Status keepContent(const fs::path& project, const DataContent& content)
{
    if (isKept(project, content.version))
        return {};
    std::error_code code;
    fs::create_directories(project / "versions", code); // the writing tells what is wrong with it
    std::string text;
    for (const SampleContent& sample : content.samples) {
        // What is no UTF-8 came with the data: it must not keep the rest from being kept.
        text += toJson(sample).dump(-1, ' ', false, json::error_handler_t::replace);
        text += '\n';
    }
    return writeFileAtomic(fileOf(project, content.version), text);
}

Result<DataContent> keptContent(const fs::path& project, const std::string& version)
{
    const fs::path file = fileOf(project, version);
    if (!isKept(project, version))
        return Error{ErrorKind::Config, "there is no version \"" + version + "\" of the data",
                     (project / "versions").string(),
                     "versions that were named or trained on are kept: unimo data versions"};
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return Error{ErrorKind::Io, "cannot be read", file.string(), {}};
    DataContent content{version, {}};
    std::string line;
    for (int64_t number = 1; std::getline(stream, line); ++number) {
        try {
            content.samples.push_back(fromJson(json::parse(line)));
        } catch (const json::exception& fault) {
            return Error{ErrorKind::Data, std::string("not a sample of a version: ") + fault.what(),
                         file.string() + ", line " + std::to_string(number),
                         "delete the file; the version is then unknown"};
        }
    }
    return content;
}

std::vector<std::string> keptVersions(const fs::path& project)
{
    std::vector<std::string> found;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(project / "versions", code))
        if (entry.path().extension() == kEnding && isVersion(entry.path().stem().string()))
            found.push_back(entry.path().stem().string());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace unimo::store
