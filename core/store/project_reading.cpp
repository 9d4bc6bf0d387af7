// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"
#include "core/store/detail/project_data.h"
#include "core/store/detail/sample_query.h"
#include "core/store/detail/tags.h"
#include "core/store/proposals.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace unimo::store {
namespace {

using detail::Parameter;
using detail::SampleQuery;
using Row = SQLite::Statement;

Sample readSample(Row& row)
{
    Sample sample;
    sample.id = row.getColumn(0).getInt64();
    sample.kind = static_cast<SampleKind>(row.getColumn(1).getInt());
    sample.split = row.getColumn(2).getString();
    sample.collection = row.getColumn(3).getString();
    sample.imagePath = row.getColumn(4).getString();
    sample.imageHash = row.getColumn(5).getString();
    sample.width = row.getColumn(6).getInt();
    sample.height = row.getColumn(7).getInt();
    sample.tags = detail::readTags(row.getColumn(8).getString());
    sample.rating = row.getColumn(9).getInt();
    return sample;
}

Caption readCaption(Row& row)
{
    return {row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), row.getColumn(2).getString(),
            row.getColumn(3).getString()};
}

/// [[text, score], ...]
std::vector<std::pair<std::string, double>> readScored(const std::string& text)
{
    if (text == "[]")
        return {};
    return nlohmann::json::parse(text);
}

/// [[begin, end], ...]
std::vector<TextSpan> readSpans(const std::string& text)
{
    std::vector<TextSpan> spans;
    if (text == "[]")
        return spans;
    const auto list = nlohmann::json::parse(text);
    for (const auto& span : list)
        spans.push_back({span.at(0), span.at(1)});
    return spans;
}

Phrases readPhrases(Row& row)
{
    return {row.getColumn(0).getInt64(), row.getColumn(1).getInt64(),
            readSpans(row.getColumn(2).getString()), row.getColumn(3).getString()};
}

Question readQuestion(Row& row)
{
    return {row.getColumn(0).getInt64(),  row.getColumn(1).getInt64(),
            row.getColumn(2).getString(), row.getColumn(3).getString(),
            row.getColumn(4).getString(), readScored(row.getColumn(5).getString())};
}

Region readRegion(Row& row)
{
    const auto side = [&](int i) { return static_cast<float>(row.getColumn(i).getDouble()); };
    return {row.getColumn(0).getInt64(),
            row.getColumn(1).getInt64(),
            {side(2), side(3), side(4), side(5)},
            row.getColumn(6).getString(),
            row.getColumn(7).getString()};
}

/// {"name": number, ...}
std::vector<std::pair<std::string, double>> readScores(const std::string& text)
{
    std::vector<std::pair<std::string, double>> scores;
    if (text == "{}")
        return scores;
    const auto object = nlohmann::json::parse(text);
    for (const auto& [name, score] : object.items())
        scores.emplace_back(name, score);
    return scores;
}

Rewrite readRewrite(Row& row)
{
    Rewrite rewrite{row.getColumn(0).getInt64(),  row.getColumn(1).getInt64(),
                    row.getColumn(2).getInt64(),  row.getColumn(3).getString(),
                    row.getColumn(4).getString(), row.getColumn(5).getInt()};
    rewrite.spans = readSpans(row.getColumn(6).getString());
    rewrite.scores = readScores(row.getColumn(7).getString());
    rewrite.rejection = row.getColumn(8).getString();
    rewrite.parentHash = row.getColumn(9).getString();
    rewrite.mark = static_cast<Mark>(row.getColumn(10).getInt());
    return rewrite;
}

Neighbour readNeighbour(Row& row)
{
    return {row.getColumn(0).getInt64(),
            row.getColumn(1).getInt64(),
            row.getColumn(2).getInt64(),
            static_cast<SampleKind>(row.getColumn(3).getInt()),
            row.getColumn(4).getString(),
            row.getColumn(5).getInt(),
            row.getColumn(6).getDouble(),
            readScores(row.getColumn(7).getString()),
            row.getColumn(8).getString(),
            row.getColumn(9).getString(),
            static_cast<Mark>(row.getColumn(10).getInt())};
}

ObjectTags readObjectTags(Row& row)
{
    return {row.getColumn(0).getInt64(), readScored(row.getColumn(1).getString())};
}

Example readExample(Row& row)
{
    return {row.getColumn(0).getInt64(),  row.getColumn(1).getInt64(),
            row.getColumn(2).getString(), row.getColumn(3).getString(),
            row.getColumn(4).getString(), row.getColumn(5).getString()};
}

Proposal readProposal(Row& row)
{
    const auto side = [&](int i) { return static_cast<float>(row.getColumn(i).getDouble()); };
    return {row.getColumn(0).getInt64(),
            row.getColumn(1).getInt64(),
            static_cast<Proposal::Kind>(row.getColumn(2).getInt()),
            row.getColumn(3).getString(),
            row.getColumn(4).getString(),
            {side(5), side(6), side(7), side(8)},
            row.getColumn(9).getDouble(),
            row.getColumn(10).getString(),
            Proposal::State::Waiting};
}

// The columns that the functions above read, with the table's name for the joins below.
const std::string kSample = "SELECT s.id, s.kind, s.split, s.collection, s.image_path, "
                            "s.image_hash, s.width, s.height, s.tags, s.rating FROM samples s";
// A caption or question without a text was deleted (text_edits.cpp).
const std::string kCaption = "SELECT t.id, t.sample, t.text, t.style "
                             "FROM (SELECT * FROM captions WHERE text <> '') t";
const std::string kQuestion = "SELECT t.id, t.sample, t.text, t.answer, t.type, t.answers "
                              "FROM (SELECT * FROM questions WHERE text <> '') t";
const std::string kPhrases =
    "SELECT t.caption, t.sample, t.spans, t.text_hash, t.text FROM (SELECT p.caption, c.sample, "
    "p.spans, p.text_hash, c.text FROM phrases p JOIN captions c ON c.id = p.caption "
    "AND c.text <> '') t";
const std::string kRegion = "SELECT t.id, t.sample, t.x1, t.y1, t.x2, t.y2, t.label, t.colour "
                            "FROM (SELECT * FROM regions WHERE deleted = 0) t";
const std::string kRewrite =
    "SELECT t.id, t.sample, t.caption, t.text, t.rule, t.polarity, "
    "t.spans, t.scores, t.rejection, t.parent_hash, t.mark FROM judged_rewrites t";
const std::string kNeighbour =
    "SELECT t.id, t.sample, t.neighbour, t.kind, t.method, t.rank, "
    "t.score, t.scores, t.rejection, t.query_hash, t.mark FROM neighbours t";
const std::string kObjectTags = "SELECT t.sample, t.tags FROM object_tags t";
const std::string kExample =
    "SELECT t.id, t.sample, t.task, t.source, t.context, t.target FROM examples t";
const std::string kProposal =
    "SELECT t.id, t.sample, t.kind, t.text, t.question, t.x1, t.y1, t.x2, "
    "t.y2, t.score, t.source FROM "
    "(SELECT * FROM proposals WHERE state = 1) t";
/// Pictures before texts, the nearest first.
const std::string kNeighbourOrder = "t.kind, t.rank";

template <typename Read>
auto readAll(detail::Database& database, const std::string& sql,
             const std::vector<Parameter>& parameters, Read read)
{
    std::vector<decltype(read(std::declval<Row&>()))> rows;
    database.each(sql, std::span(parameters), [&](Row& row) { rows.push_back(read(row)); });
    return rows;
}

/// `what` of the filtered samples themselves, in id order.
template <typename Read>
auto readSamples(detail::Database& database, const std::string& what, const SampleFilter& filter,
                 Read read)
{
    const SampleQuery query(filter);
    auto parameters = query.parameters();
    parameters.insert(parameters.end(), {filter.limit, filter.offset});
    return readAll(database,
                   what + " WHERE " + query.condition() + " ORDER BY s.id LIMIT ? OFFSET ?",
                   parameters, read);
}

/// `what` of rows t that hang on the filtered samples; `end` orders or groups them.
template <typename Read>
auto readHanging(detail::Database& database, const std::string& what, const SampleFilter& filter,
                 const std::string& end, Read read)
{
    const SampleQuery query(filter);
    auto parameters = query.parameters();
    parameters.insert(parameters.end(), {filter.limit, filter.offset});
    return readAll(database,
                   what + " WHERE t.sample IN (SELECT s.id FROM samples s WHERE " +
                       query.condition() + " ORDER BY s.id LIMIT ? OFFSET ?)" + end,
                   parameters, read);
}

/// The same in (sample, order) order.
template <typename Read>
auto readOfSamples(detail::Database& database, const std::string& what, const SampleFilter& filter,
                   Read read, const std::string& order = "t.id")
{
    return readHanging(database, what, filter, " ORDER BY t.sample, " + order, read);
}

/// The same in groups, in their order.
template <typename Read>
auto readGroups(detail::Database& database, const std::string& what, const SampleFilter& filter,
                const std::string& groups, Read read)
{
    return readHanging(database, what, filter, " GROUP BY " + groups + " ORDER BY " + groups, read);
}

template <typename Read>
auto readOfSample(detail::Database& database, const std::string& what, SampleId id, Read read,
                  const std::string& order = "t.id")
{
    return readAll(database, what + " WHERE t.sample = ? ORDER BY " + order, {id}, read);
}

} // namespace

int64_t Project::count(const SampleFilter& filter) const
{
    const SampleQuery query(filter);
    int64_t number = 0;
    d_->database.each("SELECT count(*) FROM samples s WHERE " + query.condition(),
                      std::span(query.parameters()),
                      [&](Row& row) { number = row.getColumn(0).getInt64(); });
    return number;
}

std::vector<Sample> Project::samples(const SampleFilter& filter) const
{
    return readSamples(d_->database, kSample, filter, readSample);
}

namespace {

std::vector<SampleId> readIds(detail::Database& database, const std::string& sql,
                              const std::vector<Parameter>& parameters)
{
    return readAll(database, sql, parameters, [](Row& row) { return row.getColumn(0).getInt64(); });
}

/// Those of `ids`, which ascend, that a measure knows in the order of its values, then the others.
/// The measure is read from its index alone: looking its samples up one by one would take seconds
/// for a million.
std::vector<SampleId> byMeasure(detail::Database& database, const std::vector<SampleId>& ids,
                                const std::string& measure, bool descending)
{
    const std::string direction = descending ? " DESC" : "";
    std::vector<SampleId> ordered;
    ordered.reserve(ids.size());
    std::vector<bool> known(ids.size());
    database.each("SELECT sample FROM measures WHERE name = ? ORDER BY value" + direction +
                      ", sample" + direction,
                  {measure}, [&](Row& row) {
                      const SampleId id = row.getColumn(0).getInt64();
                      const auto found = std::lower_bound(ids.begin(), ids.end(), id);
                      if (found == ids.end() || *found != id)
                          return;
                      ordered.push_back(id);
                      known[static_cast<size_t>(found - ids.begin())] = true;
                  });
    for (size_t i = 0; i < ids.size(); ++i)
        if (!known[i])
            ordered.push_back(ids[i]);
    return ordered;
}

/// What a filter's limit and offset leave.
std::vector<SampleId> pageOf(const std::vector<SampleId>& ids, const SampleFilter& filter)
{
    const size_t begin = std::min(ids.size(), static_cast<size_t>(filter.offset));
    const size_t rest = ids.size() - begin;
    const size_t count =
        filter.limit < 0 ? rest : std::min(rest, static_cast<size_t>(filter.limit));
    const auto first = ids.begin() + static_cast<ptrdiff_t>(begin);
    return {first, first + static_cast<ptrdiff_t>(count)};
}

} // namespace

std::vector<SampleId> Project::sampleIds(const SampleFilter& filter) const
{
    const std::string direction = filter.descending ? " DESC" : "";
    std::string order = "s.id" + direction;
    if (filter.sort == "rating" || filter.sort == "width" || filter.sort == "height") {
        // Samples without the value at the end, whatever the direction.
        order = "s." + filter.sort + " = 0, s." + filter.sort + direction + ", s.id";
    } else if (!filter.sort.empty()) {
        SampleFilter all = filter;
        all.sort.clear();
        all.descending = false;
        all.limit = -1;
        all.offset = 0;
        return pageOf(byMeasure(d_->database, sampleIds(all), filter.sort, filter.descending),
                      filter);
    }
    const SampleQuery query(filter);
    auto parameters = query.parameters();
    parameters.insert(parameters.end(), {filter.limit, filter.offset});
    return readIds(d_->database,
                   "SELECT s.id FROM samples s WHERE " + query.condition() + " ORDER BY " + order +
                       " LIMIT ? OFFSET ?",
                   parameters);
}

std::optional<Sample> Project::sample(SampleId id) const
{
    auto found = readAll(d_->database, kSample + " WHERE s.id = ?", {id}, readSample);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Caption> Project::captions(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kCaption, filter, readCaption);
}

std::vector<Phrases> Project::phrases(const SampleFilter& filter) const
{
    // The text's hash is no function of SQLite: compared here.
    auto rows = readOfSamples(
        d_->database, kPhrases, filter,
        [](Row& row) {
            Phrases phrases = readPhrases(row);
            if (phrases.textHash != contentHash(row.getColumn(4).getString()))
                phrases.caption = 0;
            return phrases;
        },
        "t.caption");
    std::erase_if(rows, [](const Phrases& phrases) { return phrases.caption == 0; });
    return rows;
}

std::vector<Question> Project::questions(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kQuestion, filter, readQuestion);
}

std::vector<Region> Project::regions(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kRegion, filter, readRegion);
}

std::vector<Rewrite> Project::rewrites(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kRewrite, filter, readRewrite);
}

std::vector<Rewrite> Project::rewrites(const SampleFilter& filter, const std::string& rule) const
{
    const SampleQuery query(filter);
    auto parameters = query.parameters();
    parameters.insert(parameters.end(), {filter.limit, filter.offset, rule});
    return readAll(d_->database,
                   kRewrite + " WHERE t.sample IN (SELECT s.id FROM samples s WHERE " +
                       query.condition() +
                       " ORDER BY s.id LIMIT ? OFFSET ?) AND t.rule = ? ORDER BY t.id",
                   parameters, readRewrite);
}

std::vector<RuleSettings> Project::ruleSettings() const
{
    return readAll(d_->database, "SELECT rule, settings FROM rewrite_rules ORDER BY rule", {},
                   [](Row& row) {
                       const auto json = nlohmann::json::parse(row.getColumn(1).getString());
                       RuleSettings settings;
                       settings.rule = row.getColumn(0).getString();
                       settings.off = json.value("off", 0) != 0;
                       settings.score = json.value("score", std::string());
                       if (json.contains("least"))
                           settings.least = json["least"].get<double>();
                       if (json.contains("most"))
                           settings.most = json["most"].get<double>();
                       return settings;
                   });
}

std::vector<Neighbour> Project::neighbours(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kNeighbour, filter, readNeighbour, kNeighbourOrder);
}

std::vector<Neighbour> Project::neighbours(SampleId id) const
{
    return readOfSample(d_->database, kNeighbour, id, readNeighbour, kNeighbourOrder);
}

std::vector<Example> Project::examples(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kExample, filter, readExample);
}

std::vector<Example> Project::examples(SampleId id) const
{
    return readOfSample(d_->database, kExample, id, readExample);
}

std::vector<ObjectTags> Project::objectTags(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kObjectTags, filter, readObjectTags, "t.sample");
}

ObjectTags Project::objectTags(SampleId id) const
{
    auto rows = readOfSample(d_->database, kObjectTags, id, readObjectTags, "t.sample");
    return rows.empty() ? ObjectTags{id, {}} : std::move(rows.front());
}

std::vector<Task> Project::tasks() const
{
    return readAll(d_->database, "SELECT name, kind FROM tasks ORDER BY name", {}, [](Row& row) {
        return Task{row.getColumn(0).getString(), static_cast<TaskKind>(row.getColumn(1).getInt())};
    });
}

std::vector<Caption> Project::captions(SampleId id) const
{
    return readOfSample(d_->database, kCaption, id, readCaption);
}

std::vector<Question> Project::questions(SampleId id) const
{
    return readOfSample(d_->database, kQuestion, id, readQuestion);
}

std::vector<Region> Project::regions(SampleId id) const
{
    return readOfSample(d_->database, kRegion, id, readRegion);
}

std::vector<Proposal> Project::proposals(const SampleFilter& filter) const
{
    return readOfSamples(d_->database, kProposal, filter, readProposal);
}

std::vector<Proposal> Project::proposals(SampleId id) const
{
    return readOfSample(d_->database, kProposal, id, readProposal);
}

std::vector<Rewrite> Project::rewrites(SampleId id) const
{
    return readOfSample(d_->database, kRewrite, id, readRewrite);
}

namespace {

/// Sums over rows t: rejected, then one for each mark.
const std::string kSums =
    "sum(t.rejection <> ''), "
    "sum(t.rejection = '' AND t.mark = 0), sum(t.rejection = '' AND t.mark = 1), "
    "sum(t.rejection = '' AND t.mark = 2), sum(t.rejection = '' AND t.mark = 3)";

template <typename Counts>
Counts withSums(Counts counts, Row& row, int first)
{
    counts.rejected = row.getColumn(first).getInt64();
    for (size_t mark = 0; mark < counts.marks.size(); ++mark)
        counts.marks[mark] = row.getColumn(first + 1 + static_cast<int>(mark)).getInt64();
    return counts;
}

AugmentationCounts readCounts(Row& row)
{
    AugmentationCounts counts;
    counts.sample = row.getColumn(0).getInt64();
    counts.caption = row.getColumn(1).getInt64();
    counts.text = row.getColumn(2).getString();
    return withSums(std::move(counts), row, 3);
}

} // namespace

std::vector<AugmentationCounts> Project::rewriteCounts(const SampleFilter& filter) const
{
    return readGroups(d_->database,
                      "SELECT t.sample, c.id, c.text, " + kSums +
                          " FROM judged_rewrites t JOIN captions c ON c.id = t.caption",
                      filter, "t.sample, c.id", readCounts);
}

std::vector<AugmentationCounts> Project::neighbourCounts(const SampleFilter& filter) const
{
    return readGroups(d_->database,
                      "SELECT t.sample, c.id, c.text, " + kSums +
                          " FROM neighbours t JOIN captions c ON c.id = "
                          "(SELECT min(id) FROM captions WHERE sample = t.sample AND text <> '')",
                      filter, "t.sample", readCounts);
}

std::vector<RuleCounts> Project::ruleCounts(const SampleFilter& filter) const
{
    return readGroups(d_->database,
                      "SELECT t.rule, t.polarity, " + kSums + " FROM judged_rewrites t", filter,
                      "t.rule, t.polarity", [](Row& row) {
                          RuleCounts counts;
                          counts.rule = row.getColumn(0).getString();
                          counts.polarity = row.getColumn(1).getInt();
                          return withSums(std::move(counts), row, 2);
                      });
}

std::vector<std::pair<std::string, int64_t>> Project::tags() const
{
    std::map<std::string, int64_t> counts;
    d_->database.each("SELECT tags, count(*) FROM samples WHERE tags <> '' AND trashed = 0 "
                      "GROUP BY tags",
                      {}, [&](Row& row) {
                          for (const std::string& tag :
                               detail::readTags(row.getColumn(0).getString()))
                              counts[tag] += row.getColumn(1).getInt64();
                      });
    return {counts.begin(), counts.end()};
}

std::vector<std::pair<std::string, int64_t>> Project::splits() const
{
    return readAll(d_->database,
                   "SELECT split, count(*) FROM samples WHERE trashed = 0 "
                   "GROUP BY split ORDER BY split",
                   {}, [](Row& row) {
                       return std::pair(row.getColumn(0).getString(), row.getColumn(1).getInt64());
                   });
}

std::optional<SampleId> Project::sampleWithImage(const std::string& imageHash) const
{
    if (imageHash.empty())
        return std::nullopt;
    return d_->database.integer(
        "SELECT min(id) FROM samples WHERE image_hash = ? AND image_hash <> '' HAVING min(id)",
        {imageHash});
}

} // namespace unimo::store
