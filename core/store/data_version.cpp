// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/base/host.h"
#include "core/store/data_content.h"
#include "core/store/detail/project_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <string_view>

namespace unimo::store {
namespace {

/// Texts with their lengths before them, so that no two different contents read the same.
class Content
{
public:
    Content& operator<<(std::string_view text)
    {
        text_ += std::to_string(text.size()) + ":";
        text_ += text;
        return *this;
    }
    Content& operator<<(int64_t number)
    {
        return *this << std::string_view(std::to_string(number));
    }
    Content& operator<<(float number) { return *this << int64_t{std::bit_cast<int32_t>(number)}; }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string contentOf(const Caption& caption)
{
    return (Content() << caption.text << caption.style).take();
}

std::string contentOf(const Question& question)
{
    Content content;
    content << question.text << question.answer << question.type;
    for (const auto& [answer, score] : question.answers)
        content << answer << static_cast<float>(score);
    return content.take();
}

std::string contentOf(const Region& region)
{
    return (Content() << region.box.x1 << region.box.y1 << region.box.x2 << region.box.y2
                      << region.label << region.colour)
        .take();
}

std::string contentOf(const Rewrite& rewrite)
{
    return (Content() << rewrite.text << rewrite.rule << int64_t{rewrite.polarity}).take();
}

std::string contentOf(const Neighbour& neighbour)
{
    // What was found follows from the query, so ids, which differ between projects, are left out.
    return (Content() << neighbour.method << static_cast<int64_t>(neighbour.kind)
                      << int64_t{neighbour.rank} << neighbour.queryHash)
        .take();
}

std::string contentOf(const Phrases& phrases)
{
    Content content;
    content << phrases.textHash;
    for (const TextSpan& span : phrases.spans)
        content << span.begin << span.end;
    return content.take();
}

std::string contentOf(const Example& example)
{
    return (Content() << example.task << example.source << example.context << example.target)
        .take();
}

/// Adds the rows of one sample, whatever order they were stored in. Both lists are in sample order
/// and `next` moves on.
template <typename T>
void addRowsOf(SampleId id, const std::vector<T>& rows, size_t& next, Content& content)
{
    std::vector<std::string> own;
    for (; next < rows.size() && rows[next].sample == id; ++next)
        own.push_back(contentOf(rows[next]));
    std::sort(own.begin(), own.end());
    content << static_cast<int64_t>(own.size());
    for (const auto& row : own)
        content << row;
}

/// Everything of the project at one moment.
struct Everything
{
    std::vector<Sample> samples;
    std::vector<Caption> captions;
    std::vector<Question> questions;
    std::vector<Region> regions;
    std::vector<Rewrite> rewrites;
    std::vector<Neighbour> neighbours;
    std::vector<Example> examples;
    std::vector<Phrases> phrases;
};

/// One hash a sample, in no particular order.
std::vector<std::string> hashesOf(const Everything& all)
{
    size_t caption = 0;
    size_t question = 0;
    size_t region = 0;
    size_t rewrite = 0;
    size_t neighbour = 0;
    size_t example = 0;
    size_t phrases = 0;
    std::vector<std::string> hashes;
    for (const Sample& sample : all.samples) {
        Content content;
        content << static_cast<int64_t>(sample.kind) << sample.split << sample.imageHash;
        addRowsOf(sample.id, all.captions, caption, content);
        addRowsOf(sample.id, all.questions, question, content);
        addRowsOf(sample.id, all.regions, region, content);
        addRowsOf(sample.id, all.rewrites, rewrite, content);
        addRowsOf(sample.id, all.neighbours, neighbour, content);
        addRowsOf(sample.id, all.examples, example, content);
        if (!all.phrases.empty()) // a project without any keeps the version it had before them
            addRowsOf(sample.id, all.phrases, phrases, content);
        hashes.push_back(contentHash(content.take()));
    }
    return hashes;
}

/// Of the hashes of all samples.
std::string versionOf(std::vector<std::string> hashes)
{
    std::sort(hashes.begin(), hashes.end());
    std::string together;
    for (const auto& hash : hashes)
        together += hash;
    return contentHash(together);
}

/// The rows of one sample as they are, `next` moving on as in addRowsOf().
template <typename T>
std::vector<T> rowsOf(SampleId id, const std::vector<T>& rows, size_t& next)
{
    std::vector<T> own;
    for (; next < rows.size() && rows[next].sample == id; ++next)
        own.push_back(rows[next]);
    return own;
}

std::vector<SampleContent> contentsOf(const Everything& all)
{
    size_t caption = 0;
    size_t question = 0;
    size_t region = 0;
    size_t rewrite = 0;
    size_t neighbour = 0;
    size_t example = 0;
    size_t phrases = 0;
    std::vector<SampleContent> contents;
    for (const Sample& sample : all.samples) {
        SampleContent own;
        own.id = sample.id;
        own.kind = sample.kind;
        own.split = sample.split;
        own.picture = sample.imagePath;
        own.hash = sample.imageHash;
        own.captions = rowsOf(sample.id, all.captions, caption);
        own.questions = rowsOf(sample.id, all.questions, question);
        own.regions = rowsOf(sample.id, all.regions, region);
        Content derived;
        addRowsOf(sample.id, all.rewrites, rewrite, derived);
        addRowsOf(sample.id, all.neighbours, neighbour, derived);
        addRowsOf(sample.id, all.examples, example, derived);
        addRowsOf(sample.id, all.phrases, phrases, derived);
        own.derived = contentHash(derived.take());
        contents.push_back(std::move(own));
    }
    return contents;
}

/// What can be learnt from.
Everything readEverything(const Project& project, detail::Database& database)
{
    const SampleFilter every;
    Everything all;
    database.snapshot([&] {
        all = {project.samples(every),  project.captions(every), project.questions(every),
               project.regions(every),  project.rewrites(every), project.neighbours(every),
               project.examples(every), project.phrases(every)};
    });
    std::erase_if(all.rewrites, [](const Rewrite& rewrite) { return !rewrite.usable(); });
    std::erase_if(all.neighbours, [](const Neighbour& found) { return !found.usable(); });
    return all;
}

constexpr size_t kLongestName = 100; ///< bytes, of a version

void requireName(const std::string& name)
{
    const bool clean = std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    if (name.empty() || name.size() > kLongestName || name.front() == ' ' || name.back() == ' ' ||
        !clean)
        throw ErrorException({ErrorKind::Config,
                              "\"" + name + "\" cannot name a version",
                              {},
                              "a name has 1 to " + std::to_string(kLongestName) +
                                  " bytes on one line, and no space at its ends"});
}

} // namespace

std::string Project::dataVersion() const
{
    return versionOf(hashesOf(readEverything(*this, d_->database)));
}

DataContent Project::content() const
{
    const Everything all = readEverything(*this, d_->database);
    return {versionOf(hashesOf(all)), contentsOf(all)};
}

std::vector<NamedVersion> Project::versions() const
{
    std::vector<NamedVersion> found;
    d_->database.each("SELECT name, definition FROM data_versions WHERE definition <> ''", {},
                      [&](SQLite::Statement& row) {
                          const auto json = nlohmann::json::parse(row.getColumn(1).getString());
                          found.push_back({row.getColumn(0).getString(),
                                           json.value("version", std::string()),
                                           json.value("made", 0.0)});
                      });
    std::sort(found.begin(), found.end(), [](const NamedVersion& a, const NamedVersion& b) {
        return std::pair(b.made, a.name) < std::pair(a.made, b.name);
    });
    return found;
}

void Project::nameVersion(const std::string& name, const std::string& version)
{
    requireName(name);
    const std::string definition =
        nlohmann::json{{"version", version}, {"made", unixTime()}}.dump();
    transaction([&] {
        for (const NamedVersion& known : versions())
            if (known.name == name)
                throw ErrorException({ErrorKind::Config,
                                      "there is a version named \"" + name + "\" already",
                                      {},
                                      "take another name, or take that one away first"});
        d_->database.run("INSERT OR IGNORE INTO data_versions (name) VALUES (?)", {name});
        const auto row =
            d_->database.integer("SELECT id FROM data_versions WHERE name = ?", {name});
        d_->change("version", {*row}, definition,
                   [&](int64_t) { return "Name the version " + name; });
    });
}

bool Project::forgetVersion(const std::string& name)
{
    const auto row = d_->database.integer("SELECT id FROM data_versions WHERE name = ?", {name});
    return row && d_->change("version", {*row}, std::string(),
                             [&](int64_t) { return "Take away the version's name " + name; }) > 0;
}

} // namespace unimo::store
