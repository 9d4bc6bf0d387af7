// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/official.h"

#include "core/base/hash.h"
#include "core/base/numbers.h"
#include "core/base/texts.h"
#include "core/formats/detail/line_reader.h"
#include "core/formats/detail/region_fields.h"
#include "core/formats/detail/source.h"
#include "core/store/feature_file.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

namespace unimo::formats {
namespace fs = std::filesystem;
namespace {

constexpr const char* kSet = "proposals";
constexpr const char* kExtractor = "official-regions";
constexpr const char* kEntailmentTask = "visual-entailment";
constexpr int32_t kUnknownClasses = 1601; ///< UNIMO's number, where a file tells none
constexpr size_t kProblemsKept = 1000;
constexpr int64_t kLinesACommit = 256;

[[noreturn]] void wrong(const std::string& what)
{
    throw ErrorException({ErrorKind::Data, what, {}, {}});
}

std::vector<std::string_view> partedBy(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<int32_t> idsOf(std::string_view field)
{
    std::vector<int32_t> ids;
    for (const std::string_view part : partedBy(field, ' ')) {
        if (part.empty())
            continue;
        const auto id = readNumber<int32_t>(part);
        if (!id)
            wrong("\"" + std::string(part.substr(0, 20)) + "\" is no id");
        ids.push_back(*id);
    }
    return ids;
}

/// What the kind's lines look like.
struct Shape
{
    size_t fields;
    char separator;
    const char* collection;
};

Shape shapeOf(OfficialKind kind)
{
    switch (kind) {
    case OfficialKind::FlickrFeatures:
        return {7, '\t', "flickr30k"};
    case OfficialKind::FlickrCaptions:
        return {5, ';', "flickr30k"};
    case OfficialKind::Entailment:
        return {14, ';', "flickr30k"};
    case OfficialKind::CocoCaptions:
        return {16, ';', "coco"};
    case OfficialKind::CocoObjects:
        return {4, ';', "coco"};
    case OfficialKind::VqaQuestions:
        return {9, '\t', "vqa"};
    }
    return {};
}

using Fields = std::vector<std::string_view>;

class Import
{
public:
    Import(store::Project& project, const OfficialOptions& options)
        : project_(project), options_(options), shape_(shapeOf(options.kind))
    {
        if (!options_.pictures.empty())
            for (const auto& entry : fs::recursive_directory_iterator(options_.pictures))
                if (entry.is_regular_file() && detail::isPictureName(entry.path()))
                    files_.emplace(entry.path().stem().string(), fs::absolute(entry.path()));
    }

    OfficialReport run(const std::vector<fs::path>& sources, const JobControl& control)
    {
        for (const fs::path& source : sources) {
            detail::LineReader reader(source);
            bool more = true;
            while (more) {
                if (control.stopped())
                    throw ErrorException(JobControl::cancelled("Importing"));
                control.progress(texts::filled(texts::kImportingFile, {source.filename().string()}),
                                 report_.lines, 0);
                project_.transaction([&] { more = takeSome(reader); });
                if (writer_)
                    writer_->commit().orThrow();
            }
        }
        return std::move(report_);
    }

private:
    /// Takes the next lines; false when the file is over.
    bool takeSome(detail::LineReader& reader)
    {
        std::string line;
        for (int64_t i = 0; i < kLinesACommit; ++i) {
            if (!reader.next(line))
                return false;
            if (line.empty())
                continue;
            try {
                const auto fields = partedBy(line, shape_.separator);
                if (fields.size() != shape_.fields)
                    wrong("has " + std::to_string(fields.size()) + " fields, " +
                          std::to_string(shape_.fields) + " are needed");
                take(fields);
                ++report_.lines;
            } catch (const ErrorException& e) {
                if (e.error().kind != ErrorKind::Data || !e.error().where.empty())
                    throw; // of the project or its feature file, not of the line
                if (report_.problems.size() < kProblemsKept)
                    report_.problems.push_back({reader.where(), e.error().message});
            }
        }
        return true;
    }

    void take(const Fields& fields)
    {
        switch (options_.kind) {
        case OfficialKind::FlickrFeatures:
            keepRegions(fields[0],
                        {fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]});
            break;
        case OfficialKind::FlickrCaptions:
            addCaption(sampleOf(fields[3]), textOf(fields[0]), {});
            break;
        case OfficialKind::Entailment:
            takeEntailment(fields);
            break;
        case OfficialKind::CocoCaptions:
            takeCocoCaption(fields);
            break;
        case OfficialKind::CocoObjects:
            project_.set(store::ObjectTags{sampleOf(fields[0]), {{textOf(fields[1]), 1.0}}});
            break;
        case OfficialKind::VqaQuestions:
            takeQuestion(fields);
            break;
        }
    }

    void takeEntailment(const Fields& fields)
    {
        const auto text = textOf(fields[3]);
        if (!readNumber<int32_t>(fields[2]))
            wrong("label \"" + std::string(fields[2].substr(0, 20)) + "\" is no number");
        const auto id =
            keepRegions(fields[0], {fields[7], fields[8], fields[9], fields[10], fields[11], {}});
        if (!taskKnown_)
            project_.add(store::Task{kEntailmentTask, store::TaskKind::Classification});
        taskKnown_ = true;
        const std::string label(fields[2]);
        for (const auto& known : project_.examples(id))
            if (known.task == kEntailmentTask && known.source == text && known.target == label)
                return;
        project_.add(store::Example{0, id, kEntailmentTask, text, {}, label});
        ++report_.examples;
    }

    void takeCocoCaption(const Fields& fields)
    {
        const auto ids = idsOf(fields[2]);
        const auto units = idsOf(fields[5]);
        if (units.size() != ids.size())
            wrong(std::to_string(ids.size()) + " ids, but " + std::to_string(units.size()) +
                  " unit labels");
        const auto id = keepRegions(
            fields[0], {fields[8], fields[9], fields[10], fields[11], fields[14], fields[12]});
        if (ids.empty()) // at test time
            return;
        addCaption(id, textOf(fields[2]), unitsOf(ids, units));
    }

    void takeQuestion(const Fields& fields)
    {
        const auto labels = partedBy(fields[2], '|');
        const auto scores = partedBy(fields[3], '|');
        if (labels.size() != scores.size())
            wrong(std::to_string(labels.size()) + " answers with " + std::to_string(scores.size()) +
                  " scores");
        store::Question question;
        question.text = detail::trimmed(fields[1]);
        if (auto fault = detail::captionFault(question.text);
            !fault.empty() || question.text.empty())
            wrong(question.text.empty() ? "has no question" : fault);
        for (size_t i = 0; i < labels.size(); ++i) {
            const auto score = readNumber<double>(scores[i]);
            if (labels[i].empty())
                continue;
            if (!score || *score < 0 || *score > 1)
                wrong("score \"" + std::string(scores[i].substr(0, 20)) + "\", allowed: 0 to 1");
            question.answers.emplace_back(answerOf(labels[i]), *score);
        }
        std::stable_sort(question.answers.begin(), question.answers.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        if (!question.answers.empty())
            question.answer = question.answers.front().first;
        // The lines name no picture: equal regions are the same one.
        const std::string picture = contentHash(std::string(fields[7]));
        question.sample =
            keepRegions(picture, {fields[4], fields[5], fields[6], fields[7], fields[8], {}},
                        store::SampleKind::Pair);
        for (const auto& known : project_.questions(question.sample))
            if (known.text == question.text)
                return;
        project_.add(question);
        ++report_.questions;
    }

    std::string answerOf(std::string_view label) const
    {
        if (options_.answers.empty())
            return std::string(label);
        const auto index = readNumber<int64_t>(label);
        if (!index || *index < 0 || *index >= static_cast<int64_t>(options_.answers.size()))
            wrong("answer label \"" + std::string(label.substr(0, 20)) + "\", allowed: 0 to " +
                  std::to_string(options_.answers.size() - 1));
        return options_.answers[static_cast<size_t>(*index)];
    }

    std::string textOf(std::string_view field) const
    {
        const auto ids = idsOf(field);
        for (const int32_t id : ids)
            if (id < 0 || id >= options_.tokenizer->size())
                wrong("id " + std::to_string(id) + ", the vocabulary has " +
                      std::to_string(options_.tokenizer->size()) + " entries");
        std::string text = detail::trimmed(options_.tokenizer->decode(ids));
        if (auto fault = detail::captionFault(text); !fault.empty())
            wrong(fault);
        return text;
    }

    /// Units of several words, as parts of the text. Nothing when the ids do not come back from it.
    std::vector<store::TextSpan> unitsOf(std::vector<int32_t> ids,
                                         std::vector<int32_t> labels) const
    {
        const auto special = options_.tokenizer->special().all();
        for (size_t i = ids.size(); i-- > 0;)
            if (std::find(special.begin(), special.end(), ids[i]) != special.end()) {
                ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(i));
                labels.erase(labels.begin() + static_cast<std::ptrdiff_t>(i));
            }
        const std::string text = detail::trimmed(options_.tokenizer->decode(ids));
        const auto encoded = options_.tokenizer->encode(text);
        std::vector<store::TextSpan> units;
        if (encoded.ids != ids)
            return units;
        for (size_t i = 0; i < ids.size();) {
            size_t end = i + 1;
            while (end < ids.size() && labels[end] == 1)
                ++end;
            const store::TextSpan unit{encoded.offsets[i].begin, encoded.offsets[end - 1].end};
            if (text.substr(static_cast<size_t>(unit.begin),
                            static_cast<size_t>(unit.end - unit.begin))
                    .find(' ') != std::string::npos)
                units.push_back(unit);
            i = end;
        }
        return units;
    }

    /// The picture of an image id, made when it is not there.
    store::SampleId sampleOf(std::string_view image,
                             store::SampleKind kind = store::SampleKind::Image)
    {
        const std::string name(image);
        if (name.empty() || name.size() > 200)
            wrong("image \"" + name.substr(0, 20) + "\"");
        const std::string key = std::string("official:") + shape_.collection + ":" + name;
        if (const auto found = samples_.find(key); found != samples_.end())
            return found->second;
        auto id = project_.sampleWithImage(key);
        if (!id) {
            store::Sample sample;
            sample.kind = kind;
            sample.split = options_.split;
            sample.collection = shape_.collection;
            sample.imageHash = key;
            if (const auto file = files_.find(name); file != files_.end()) {
                sample.imagePath = file->second.string();
                ++report_.withFile;
            }
            id = project_.add(sample);
            ++report_.pictures;
        }
        samples_[key] = *id;
        return *id;
    }

    void addCaption(store::SampleId id, const std::string& text,
                    const std::vector<store::TextSpan>& units)
    {
        if (text.empty())
            wrong("has no caption");
        const auto known = project_.captions(id);
        if (std::any_of(known.begin(), known.end(),
                        [&](const auto& caption) { return caption.text == text; }))
            return;
        const auto caption = project_.add(store::Caption{0, id, text, {}});
        project_.setKind(id, store::SampleKind::Pair);
        if (!units.empty())
            project_.set(store::Phrases{caption, id, units, contentHash(text)});
        ++report_.captions;
    }

    store::SampleId keepRegions(std::string_view image, const detail::RegionFields& fields,
                                store::SampleKind kind = store::SampleKind::Image)
    {
        const auto regions = detail::decodeRegions(fields, kUnknownClasses);
        if (!writer_)
            openWriter({kExtractor, regions.dim, regions.classCount});
        else if (identity_.dim != regions.dim || identity_.classes != regions.classCount)
            wrong("regions of " + std::to_string(regions.dim) + " numbers and " +
                  std::to_string(regions.classCount) + " classes, before: " +
                  std::to_string(identity_.dim) + " and " + std::to_string(identity_.classes));
        const auto id = sampleOf(image, kind);
        if (!writer_->has(id) && stored_.insert(id).second)
            writer_->add(id, {regions.boxes, regions.features, regions.classes}).orThrow();
        return id;
    }

    void openWriter(const store::FeatureIdentity& identity)
    {
        if (!project_.featureSlots(kSet).empty()) {
            const auto before = store::FeatureReader::open(project_, kSet).orThrow();
            if (before->identity() != identity)
                throw ErrorException(
                    {ErrorKind::Data,
                     "the project has region features by " + before->identity().extractor + " (" +
                         std::to_string(before->identity().dim) + " numbers), these have " +
                         std::to_string(identity.dim),
                     project_.folder().string(), "import into a project of its own"});
        }
        identity_ = identity;
        writer_ = store::FeatureWriter::open(project_, kSet, identity).orThrow();
    }

    store::Project& project_;
    const OfficialOptions& options_;
    Shape shape_;
    std::map<std::string, fs::path> files_; ///< by stem
    std::unordered_map<std::string, store::SampleId> samples_;
    std::set<store::SampleId> stored_; ///< whose regions were written since the last commit
    std::unique_ptr<store::FeatureWriter> writer_;
    store::FeatureIdentity identity_;
    bool taskKnown_ = false;
    OfficialReport report_;
};

} // namespace

const std::map<std::string, OfficialKind>& officialKinds()
{
    static const std::map<std::string, OfficialKind> kinds = {
        {"flickr30k-features", OfficialKind::FlickrFeatures},
        {"flickr30k-captions", OfficialKind::FlickrCaptions},
        {"snli-ve", OfficialKind::Entailment},
        {"coco-captions", OfficialKind::CocoCaptions},
        {"coco-objects", OfficialKind::CocoObjects},
        {"ernie-vil-vqa", OfficialKind::VqaQuestions}};
    return kinds;
}

Result<OfficialReport> importOfficial(store::Project& project, const fs::path& source,
                                      const OfficialOptions& options, const JobControl& control)
{
    try {
        const bool readsIds = options.kind != OfficialKind::FlickrFeatures &&
                              options.kind != OfficialKind::VqaQuestions;
        if (readsIds && !options.tokenizer)
            return Error{ErrorKind::Config, "these lines hold token ids", source.string(),
                         "name the folder of UNIMO's vocabulary (--vocabulary)"};
        std::vector<fs::path> files;
        if (fs::is_directory(source)) {
            for (const auto& entry : fs::directory_iterator(source))
                if (entry.is_regular_file())
                    files.push_back(entry.path());
            std::sort(files.begin(), files.end());
        } else {
            files.push_back(source);
        }
        return Import(project, options).run(files, control);
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::formats
