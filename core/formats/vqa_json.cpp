// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/vqa_json.h"

#include "core/base/files.h"
#include "core/formats/detail/pictures.h"
#include "core/formats/detail/source.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace unimo::formats {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

constexpr int64_t kLargestFile = int64_t{1} << 30;
constexpr size_t kIdDigits = 12;

/// One question as the file has it.
struct Asked
{
    int64_t image = 0;
    store::Question question;
    std::string where;
};

using Answers = std::vector<std::pair<std::string, double>>;

/// What the challenge's rule gives an answer that `agreeing` of `people` have given.
double accuracyOf(int agreeing, int people)
{
    const auto share = [](int count) { return std::min(1.0, count / 3.0); };
    if (people < 2)
        return agreeing > 0 ? 1 : 0;
    return (agreeing * share(agreeing - 1) + (people - agreeing) * share(agreeing)) / people;
}

struct Annotation
{
    std::string answer, type;
    Answers answers;
};

std::unordered_map<int64_t, Annotation> readAnnotations(const fs::path& file)
{
    std::unordered_map<int64_t, Annotation> all;
    if (file.empty())
        return all;
    const json root = readJson(file, kLargestFile).orThrow();
    try {
        for (const json& row : root.at("annotations")) {
            Annotation& annotation = all[row.at("question_id").get<int64_t>()];
            annotation.type = row.value("answer_type", "");
            std::map<std::string, int> counts;
            int people = 0;
            for (const json& one : row.value("answers", json::array())) {
                ++counts[detail::trimmed(one.at("answer").get<std::string>())];
                ++people;
            }
            for (const auto& [answer, count] : counts)
                annotation.answers.emplace_back(answer, accuracyOf(count, people));
            std::stable_sort(annotation.answers.begin(), annotation.answers.end(),
                             [](const auto& a, const auto& b) { return a.second > b.second; });
            annotation.answer = row.value("multiple_choice_answer", "");
            if (annotation.answer.empty() && !annotation.answers.empty())
                annotation.answer = annotation.answers.front().first;
        }
    } catch (const json::exception& e) {
        throw ErrorException({ErrorKind::Data,
                              std::string("is not a file of VQA annotations: ") + e.what(),
                              file.string(),
                              {}});
    }
    return all;
}

std::vector<Asked> readQuestions(const VqaSource& source)
{
    const auto annotations = readAnnotations(source.annotations);
    const json root = readJson(source.questions, kLargestFile).orThrow();
    std::vector<Asked> asked;
    try {
        for (const json& row : root.at("questions")) {
            Asked one;
            one.image = row.at("image_id").get<int64_t>();
            const auto id = row.at("question_id").get<int64_t>();
            one.where = source.questions.string() + ": question " + std::to_string(id);
            one.question.text = detail::trimmed(row.at("question").get<std::string>());
            if (const auto found = annotations.find(id); found != annotations.end()) {
                one.question.answer = found->second.answer;
                one.question.type = found->second.type;
                one.question.answers = found->second.answers;
            }
            asked.push_back(std::move(one));
        }
    } catch (const json::exception& e) {
        throw ErrorException({ErrorKind::Data,
                              std::string("is not a file of VQA questions: ") + e.what(),
                              source.questions.string(),
                              {}});
    }
    return asked;
}

/// The picture files by the number at the end of their names.
std::unordered_map<int64_t, fs::path> picturesByNumber(const fs::path& folder)
{
    std::unordered_map<int64_t, fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || !detail::isPictureName(entry.path()))
            continue;
        const std::string stem = entry.path().stem().string();
        size_t begin = stem.size();
        while (begin > 0 && stem[begin - 1] >= '0' && stem[begin - 1] <= '9')
            --begin;
        const std::string digits = stem.substr(begin);
        if (!digits.empty() && digits.size() <= 18 && (begin == 0 || digits.size() == kIdDigits))
            files.emplace(std::stoll(digits), fs::absolute(entry.path()));
    }
    return files;
}

/// The samples of these pictures, made where they are not there; 0 for one that cannot be read.
std::vector<store::SampleId> samplesOf(store::Project& project, const std::vector<fs::path>& files,
                                       const std::vector<detail::PictureFacts>& facts,
                                       const VqaSource& source, VqaReport& report)
{
    std::vector<store::SampleId> ids(files.size(), 0);
    for (size_t i = 0; i < files.size(); ++i) {
        if (!facts[i].fault.empty())
            continue;
        auto id = project.sampleWithImage(facts[i].hash);
        if (!id) {
            id = project.add(store::Sample{0, store::SampleKind::Pair, source.split,
                                           source.collection, files[i].string(), facts[i].hash,
                                           facts[i].width, facts[i].height});
            ++report.pictures;
        }
        project.setKind(*id, store::SampleKind::Pair);
        ids[i] = *id;
    }
    return ids;
}

std::string faultOf(const Asked& asked)
{
    if (asked.question.text.empty())
        return "has no text";
    for (const std::string* text : {&asked.question.text, &asked.question.answer})
        if (auto fault = detail::captionFault(*text); !fault.empty())
            return fault;
    return {};
}

} // namespace

Result<VqaReport> importVqa(store::Project& project, const VqaSource& source,
                            const JobControl& control)
{
    try {
        auto asked = readQuestions(source);
        const auto byNumber = picturesByNumber(source.pictures);
        VqaReport report;
        std::vector<fs::path> files;
        std::unordered_map<int64_t, size_t> fileOf; // by image_id
        for (const Asked& one : asked)
            if (const auto file = byNumber.find(one.image);
                file != byNumber.end() && fileOf.emplace(one.image, files.size()).second)
                files.push_back(file->second);
        const auto facts = detail::readPictures(files, control);
        project.transaction([&] {
            const auto ids = samplesOf(project, files, facts, source, report);
            std::unordered_map<store::SampleId, std::set<std::string>> known;
            for (const store::SampleId id : ids)
                for (const auto& question : project.questions(id))
                    known[id].insert(question.text);
            for (Asked& one : asked) {
                const auto file = fileOf.find(one.image);
                std::string fault = faultOf(one);
                if (file == fileOf.end())
                    fault = "there is no picture " + std::to_string(one.image);
                else if (ids[file->second] == 0)
                    fault = facts[file->second].fault;
                if (!fault.empty()) {
                    report.problems.push_back({one.where, fault});
                    continue;
                }
                one.question.sample = ids[file->second];
                if (!known[one.question.sample].insert(one.question.text).second)
                    continue;
                project.add(one.question);
                ++report.questions;
            }
        });
        return report;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::formats
