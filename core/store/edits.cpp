// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/project_data.h"
#include "core/store/detail/tags.h"

#include <nlohmann/json.hpp>

namespace unimo::store {
namespace {

std::string samplesText(int64_t count)
{
    return count == 1 ? "1 sample" : std::to_string(count) + " samples";
}

} // namespace

void Project::trash(const std::vector<SampleId>& ids)
{
    d_->change("trashed", ids, 1,
               [](int64_t count) { return "Move " + samplesText(count) + " to trash"; });
}

void Project::restore(const std::vector<SampleId>& ids)
{
    d_->change("trashed", ids, 0,
               [](int64_t count) { return "Restore " + samplesText(count) + " from trash"; });
}

void Project::setSplit(const std::vector<SampleId>& ids, const std::string& split)
{
    d_->change("split", ids, split, [&](int64_t count) {
        return "Move " + samplesText(count) + " to split \"" + split + "\"";
    });
}

int64_t Project::addTag(const std::vector<SampleId>& ids, const std::string& tag)
{
    const std::string listed = detail::listedTag(tag);
    return d_->change(
        "tags", ids,
        "CASE WHEN instr(tags, ?2) > 0 THEN tags WHEN tags = '' THEN ?2 "
        "ELSE tags || substr(?2, 2) END",
        listed, [&](int64_t count) { return "Tag " + samplesText(count) + " \"" + tag + "\""; });
}

int64_t Project::removeTag(const std::vector<SampleId>& ids, const std::string& tag)
{
    const std::string listed = detail::listedTag(tag);
    return d_->change(
        "tags", ids, "CASE WHEN tags = ?2 THEN '' ELSE replace(tags, ?2, ',') END", listed,
        [&](int64_t count) { return "Take the tag \"" + tag + "\" from " + samplesText(count); });
}

int64_t Project::rate(const std::vector<SampleId>& ids, int rating)
{
    if (rating < 0 || rating > 5)
        throw ErrorException({ErrorKind::Config,
                              "a rating of " + std::to_string(rating) + " is not 1 to 5, or 0",
                              {},
                              {}});
    return d_->change("rating", ids, rating, [&](int64_t count) {
        return rating == 0 ? "Take the rating from " + samplesText(count)
                           : "Rate " + samplesText(count) + " " + std::to_string(rating);
    });
}

int64_t Project::markRewrites(const std::vector<int64_t>& ids, Mark mark)
{
    return d_->change("rewrite mark", ids, static_cast<int>(mark), [](int64_t count) {
        return count == 1 ? std::string("Mark a rewrite")
                          : "Mark " + std::to_string(count) + " rewrites";
    });
}

bool Project::setRule(const RuleSettings& settings)
{
    nlohmann::json json = nlohmann::json::object();
    if (settings.off)
        json["off"] = 1;
    if (!settings.score.empty() && (settings.least || settings.most))
        json["score"] = settings.score;
    if (settings.least)
        json["least"] = *settings.least;
    if (settings.most)
        json["most"] = *settings.most;
    int64_t changed = 0;
    transaction([&] {
        d_->database.run("INSERT OR IGNORE INTO rewrite_rules (rule) VALUES (?)", {settings.rule});
        const auto row =
            d_->database.integer("SELECT id FROM rewrite_rules WHERE rule = ?", {settings.rule});
        const std::string text = json.dump();
        changed = d_->change("rule", {*row}, text,
                             [&](int64_t) { return "Change the rule " + settings.rule; });
    });
    return changed > 0;
}

int64_t Project::markNeighbours(const std::vector<int64_t>& ids, Mark mark)
{
    return d_->change("neighbour mark", ids, static_cast<int>(mark), [](int64_t count) {
        return count == 1 ? std::string("Mark something retrieved")
                          : "Mark " + std::to_string(count) + " retrieved";
    });
}

} // namespace unimo::store
