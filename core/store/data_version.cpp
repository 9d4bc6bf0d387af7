// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/store/detail/project_data.h"

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

} // namespace

std::string Project::dataVersion() const
{
    const SampleFilter every;
    Everything all;
    d_->database.snapshot([&] {
        all = {samples(every),  captions(every),   questions(every), regions(every),
               rewrites(every), neighbours(every), examples(every),  phrases(every)};
    });
    std::erase_if(all.rewrites, [](const Rewrite& rewrite) { return !rewrite.usable(); });
    std::erase_if(all.neighbours, [](const Neighbour& found) { return !found.usable(); });
    auto hashes = hashesOf(all);
    std::sort(hashes.begin(), hashes.end());
    std::string together;
    for (const auto& hash : hashes)
        together += hash;
    return contentHash(together);
}

} // namespace unimo::store
