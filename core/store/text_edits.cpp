// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/store/detail/project_data.h"

#include <algorithm>

// A caption or question whose text is empty counts as one that is not there: so that adding and
// deleting one are edits of a field like any other.
namespace unimo::store {
namespace {

void requireText(const std::string& what, const std::string& text)
{
    const bool blank = std::all_of(text.begin(), text.end(), [](char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    });
    if (blank)
        throw ErrorException({ErrorKind::Data, what + " needs a text", {}, {}});
}

const auto kNoLabel = [](int64_t) { return std::string(); };

} // namespace

void Project::setCaptionText(int64_t caption, const std::string& text)
{
    if (!d_->database.integer("SELECT id FROM captions WHERE id = ?", {caption}))
        d_->throwMissing("caption", caption);
    requireText("a caption", text);
    d_->change("caption", {caption}, text, [](int64_t) { return std::string("Edit a caption"); });
}

std::vector<int64_t> Project::addCaptions(const std::vector<Caption>& captions)
{
    std::vector<int64_t> ids;
    const std::string label = captions.size() == 1
                                  ? std::string("Add a caption")
                                  : "Add " + std::to_string(captions.size()) + " captions";
    d_->oneStep([&] {
        for (const Caption& caption : captions) {
            requireText("a caption", caption.text);
            const auto known = sample(caption.sample);
            if (!known)
                d_->throwMissing("sample", caption.sample);
            const int64_t id = add(Caption{0, caption.sample, "", caption.style});
            d_->change("caption", {id}, caption.text, [&](int64_t) { return label; });
            if (known->kind == SampleKind::Image)
                d_->change("kind", {caption.sample}, static_cast<int>(SampleKind::Pair), kNoLabel);
            ids.push_back(id);
        }
    });
    return ids;
}

void Project::deleteCaption(int64_t caption)
{
    const auto id =
        d_->database.integer("SELECT sample FROM captions WHERE id = ? AND text <> ''", {caption});
    if (!id)
        d_->throwMissing("caption", caption);
    d_->oneStep([&] {
        d_->change("caption", {caption}, std::string(),
                   [](int64_t) { return std::string("Delete a caption"); });
        // A picture without captions is no pair any more.
        if (captions(*id).empty() && sample(*id)->kind == SampleKind::Pair)
            d_->change("kind", {*id}, static_cast<int>(SampleKind::Image), kNoLabel);
    });
}

int64_t Project::addQuestion(SampleId id, const std::string& text, const std::string& answer)
{
    if (!sample(id))
        d_->throwMissing("sample", id);
    requireText("a question", text);
    int64_t question = 0;
    d_->oneStep([&] {
        question = add(Question{0, id, "", answer, "", {}});
        d_->change("question", {question}, text,
                   [](int64_t) { return std::string("Add a question"); });
    });
    return question;
}

void Project::setQuestion(int64_t question, const std::string& text, const std::string& answer)
{
    if (!d_->database.integer("SELECT id FROM questions WHERE id = ?", {question}))
        d_->throwMissing("question", question);
    requireText("a question", text);
    const auto label = [](int64_t) { return std::string("Edit a question"); };
    d_->oneStep([&] {
        d_->change("question", {question}, text, label);
        // What several people said was about another answer.
        if (d_->change("answer", {question}, answer, label) > 0)
            d_->change("answers", {question}, std::string("[]"), kNoLabel);
    });
}

void Project::deleteQuestion(int64_t question)
{
    if (d_->change("question", {question}, std::string(),
                   [](int64_t) { return std::string("Delete a question"); }) == 0)
        d_->throwMissing("question", question);
}

} // namespace unimo::store
