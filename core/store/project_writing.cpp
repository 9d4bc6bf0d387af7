// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/project_data.h"
#include "core/store/detail/tags.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace unimo::store {
namespace {

std::string spansText(const std::vector<TextSpan>& spans)
{
    auto list = nlohmann::json::array();
    for (const TextSpan& span : spans)
        list.push_back({span.begin, span.end});
    return list.dump();
}

/// {"name": number, ...}
std::string scoresText(const std::vector<std::pair<std::string, double>>& scores)
{
    auto object = nlohmann::json::object();
    for (const auto& [name, score] : scores)
        object[name] = score;
    return object.dump();
}

} // namespace

void Project::Implementation::transaction(const std::function<void()>& body)
{
    const NewRows before = newRows;
    try {
        database.transaction(body);
    } catch (...) {
        newRows = before;
        throw;
    }
}

int64_t
Project::Implementation::insertSearchable(std::optional<int64_t>& firstNew, const std::string& sql,
                                          std::initializer_list<detail::Parameter> parameters)
{
    int64_t id = 0;
    const auto insert = [&] {
        id = database.insert(sql, parameters);
        if (!firstNew)
            firstNew = id;
    };
    if (database.inTransaction())
        insert();
    else
        transaction(insert);
    return id;
}

void Project::Implementation::indexNewTexts()
{
    if (newRows.captions)
        database.run("INSERT INTO caption_search (rowid, text) "
                     "SELECT id, text FROM captions WHERE id >= ?",
                     {*newRows.captions});
    if (newRows.questions)
        database.run("INSERT INTO question_search (rowid, text, answer) "
                     "SELECT id, text, answer FROM questions WHERE id >= ?",
                     {*newRows.questions});
    if (newRows.regions)
        database.run("INSERT INTO region_search (rowid, label, colour) "
                     "SELECT id, label, colour FROM regions WHERE id >= ?",
                     {*newRows.regions});
    newRows = {};
}

void Project::transaction(const std::function<void()>& body)
{
    d_->transaction(body);
}

SampleId Project::add(const Sample& sample)
{
    return d_->database.insert("INSERT INTO samples (kind, split, collection, image_path, "
                               "image_hash, width, height, tags, "
                               "rating) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               {static_cast<int>(sample.kind), sample.split, sample.collection,
                                sample.imagePath, sample.imageHash, sample.width, sample.height,
                                detail::listedTags(sample.tags), sample.rating});
}

void Project::setKind(SampleId id, SampleKind kind)
{
    d_->database.run("UPDATE samples SET kind = ? WHERE id = ?", {static_cast<int>(kind), id});
}

int64_t Project::add(const Caption& caption)
{
    return d_->insertSearchable(d_->newRows.captions,
                                "INSERT INTO captions (sample, text, style) VALUES (?, ?, ?)",
                                {caption.sample, caption.text, caption.style});
}

int64_t Project::add(const Question& question)
{
    return d_->insertSearchable(
        d_->newRows.questions,
        "INSERT INTO questions (sample, text, answer, type, answers) VALUES (?, ?, ?, ?, ?)",
        {question.sample, question.text, question.answer, question.type,
         nlohmann::json(question.answers).dump()});
}

int64_t Project::add(const Region& region)
{
    return d_->insertSearchable(d_->newRows.regions,
                                "INSERT INTO regions (sample, x1, y1, x2, y2, label, colour) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                                {region.sample, region.box.x1, region.box.y1, region.box.x2,
                                 region.box.y2, region.label, region.colour});
}

int64_t Project::add(const Rewrite& rewrite)
{
    return d_->database.insert(
        "INSERT INTO rewrites (sample, caption, text, rule, polarity, spans, scores, rejection, "
        "parent_hash, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {rewrite.sample, rewrite.caption, rewrite.text, rewrite.rule, rewrite.polarity,
         spansText(rewrite.spans), scoresText(rewrite.scores), rewrite.rejection,
         rewrite.parentHash, static_cast<int>(rewrite.mark)});
}

int64_t Project::add(const Neighbour& neighbour)
{
    return d_->database.insert(
        "INSERT INTO neighbours (sample, neighbour, kind, method, rank, score, scores, rejection, "
        "query_hash, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {neighbour.sample, neighbour.neighbour, static_cast<int>(neighbour.kind), neighbour.method,
         neighbour.rank, neighbour.score, scoresText(neighbour.scores), neighbour.rejection,
         neighbour.queryHash, static_cast<int>(neighbour.mark)});
}

void Project::add(const Task& task)
{
    const auto allowed = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
    };
    if (task.name.empty() || task.name.size() > 100 ||
        !std::all_of(task.name.begin(), task.name.end(), allowed))
        throw ErrorException({ErrorKind::Data,
                              "task name \"" + task.name + "\"",
                              {},
                              "allowed: up to 100 letters, digits, - and _"});
    for (const Task& known : tasks())
        if (known.name == task.name) {
            if (known.kind != task.kind)
                throw ErrorException({ErrorKind::Data,
                                      "task " + task.name + " is known as one of another kind",
                                      {},
                                      "choose another name"});
            return;
        }
    d_->database.run("INSERT INTO tasks (name, kind) VALUES (?, ?)",
                     {task.name, static_cast<int>(task.kind)});
}

int64_t Project::add(const Example& example)
{
    return d_->database.insert(
        "INSERT INTO examples (sample, task, source, context, target) VALUES (?, ?, ?, ?, ?)",
        {example.sample, example.task, example.source, example.context, example.target});
}

void Project::set(const Phrases& phrases)
{
    d_->database.run("INSERT OR REPLACE INTO phrases (caption, text_hash, spans) VALUES (?, ?, ?)",
                     {phrases.caption, phrases.textHash, spansText(phrases.spans)});
}

void Project::set(const ObjectTags& tags)
{
    d_->database.run("INSERT OR REPLACE INTO object_tags (sample, tags) VALUES (?, ?)",
                     {tags.sample, nlohmann::json(tags.tags).dump()});
}

void Project::removeRewrites(const std::vector<int64_t>& ids)
{
    transaction([&] {
        for (const int64_t id : ids)
            d_->database.run("DELETE FROM rewrites WHERE id = ?", {id});
    });
}

void Project::removeNeighbours(const std::vector<int64_t>& ids)
{
    transaction([&] {
        for (const int64_t id : ids)
            d_->database.run("DELETE FROM neighbours WHERE id = ?", {id});
    });
}

} // namespace unimo::store
