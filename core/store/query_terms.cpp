// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/detail/query_terms.h"

#include "core/store/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>

namespace unimo::store {
namespace {

constexpr std::array kFields = {
    QueryField{"caption", false, "a caption holds these words"},
    QueryField{"question", false, "a question holds these words"},
    QueryField{"answer", false, "an answer holds these words"},
    QueryField{"label", false, "a box is labelled so"},
    QueryField{"tag", false, "it has this tag"},
    QueryField{"split", false, "the split: train, val, test, ..."},
    QueryField{"collection", false, "where it came from"},
    QueryField{"kind", false, "pair, picture or text"},
    QueryField{"file", false, "the picture's path holds this; * stands for anything"},
    QueryField{"task", false, "it has examples of this task"},
    QueryField{"rule", false, "a rewrite was made by this rule"},
    QueryField{"rating", true, "1 to 5; 0 for none"},
    QueryField{"words", true, "words of a caption"},
    QueryField{"captions", true, "how many captions"},
    QueryField{"questions", true, "how many questions"},
    QueryField{"boxes", true, "how many boxes"},
    QueryField{"rewrites", true, "how many rewrites"},
    QueryField{"retrieved", true, "how many retrieved pictures and texts"},
    QueryField{"proposals", true, "how many proposals of a model wait"},
    QueryField{"width", true, "pixels"},
    QueryField{"height", true, "pixels"},
    QueryField{"aspect", true, "width / height"},
    QueryField{"id", true, "the sample's number"}};

} // namespace

std::span<const QueryField> queryFields()
{
    return kFields;
}

Status checkQuerySyntax(const std::string& query)
{
    try {
        detail::QuerySql sql;
        detail::appendSql(sql, detail::parseQuery(query), query);
        if (!sql.measures.empty())
            return Error{ErrorKind::Config,
                         "there is no field \"" + sql.measures.front() + "\"",
                         {},
                         "put the words in quotes if they are meant as they stand"};
        return {};
    } catch (const ErrorException& exception) {
        return exception.error();
    }
}

namespace detail {
namespace {

const QueryField* fieldNamed(const std::string& name)
{
    const auto found = std::find_if(kFields.begin(), kFields.end(),
                                    [&](const QueryField& field) { return field.name == name; });
    return found == kFields.end() ? nullptr : &*found;
}

/// What SQL compares by the sign of a term.
std::string comparison(const std::string& sign)
{
    return sign == ":" ? "=" : sign;
}

bool holds(double left, const std::string& sign, double right)
{
    if (sign == "<")
        return left < right;
    if (sign == "<=")
        return left <= right;
    if (sign == ">")
        return left > right;
    if (sign == ">=")
        return left >= right;
    return (left == right) == (sign != "!=");
}

class Writer
{
public:
    Writer(QuerySql& sql, const std::string& query) : sql_(sql), query_(query) {}

    void write(const QueryNode& node)
    {
        switch (node.kind) {
        case QueryNode::Kind::Words:
            writeWords(node);
            return;
        case QueryNode::Kind::Field:
            writeField(node);
            return;
        case QueryNode::Kind::Not:
            add("NOT ");
            write(node.parts.front());
            return;
        case QueryNode::Kind::And:
        case QueryNode::Kind::Or:
            writeParts(node);
            return;
        }
    }

private:
    void add(const std::string& text) { sql_.condition += text; }
    void add(const std::string& text, Parameter parameter)
    {
        add(text);
        sql_.parameters.push_back(parameter);
    }
    const std::string& keep(std::string text) { return sql_.texts.emplace_back(std::move(text)); }
    [[noreturn]] void fail(const QueryNode& node, const std::string& message,
                           const std::string& hint = {}) const
    {
        throwQueryError(query_, node.at, message, hint);
    }

    void writeParts(const QueryNode& node)
    {
        if (node.parts.empty()) {
            add("1");
            return;
        }
        add("(");
        for (size_t i = 0; i < node.parts.size(); ++i) {
            if (i > 0)
                add(node.kind == QueryNode::Kind::Or ? " OR " : " AND ");
            write(node.parts[i]);
        }
        add(")");
    }

    void writeWords(const QueryNode& node)
    {
        if (node.value.empty()) { // signs alone
            add("1");
            return;
        }
        const std::string& match = keep(node.value);
        add("s.id IN (");
        addMatch("captions", "caption_search", match);
        add(" UNION ALL ");
        addMatch("questions", "question_search", match);
        add(" UNION ALL ");
        addMatch("regions", "region_search", match);
        add(")");
    }

    void addMatch(const std::string& table, const std::string& index, const std::string& match)
    {
        add("SELECT sample FROM " + table +
                (table == "questions" ? " WHERE text <> '' AND"
                 : table == "regions" ? " WHERE deleted = 0 AND"
                                      : " WHERE") +
                " id IN (SELECT rowid FROM " + index + " WHERE " + index + " MATCH ?)",
            match);
    }

    void writeField(const QueryNode& node)
    {
        const QueryField* field = fieldNamed(node.name);
        if (field && !field->number)
            writeTextField(node);
        else
            writeNumberField(node, field == nullptr);
    }

    void writeTextField(const QueryNode& node)
    {
        if (node.sign == "!=")
            add("NOT ");
        else if (node.sign != ":" && node.sign != "=")
            fail(node, node.name + " is a text: only : = and != fit it");
        static const std::map<std::string, std::array<std::string, 3>> searched = {
            {"caption", {"captions", "caption_search", "text"}},
            {"question", {"questions", "question_search", "text"}},
            {"answer", {"questions", "question_search", "answer"}},
            {"label", {"regions", "region_search", "label"}}};
        if (const auto place = searched.find(node.name); place != searched.end())
            writeSearchedField(node, place->second);
        else if (node.name == "tag")
            add("s.id IN (SELECT id FROM samples WHERE tags <> '' AND instr(tags, ?) > 0)",
                keep("," + node.value + ","));
        else if (node.name == "split" || node.name == "collection")
            add("s." + node.name + " = ?", keep(node.value));
        else if (node.name == "kind")
            add("s.kind = ?", kindOf(node));
        else if (node.name == "file")
            add("s.image_path LIKE ? ESCAPE '\\'", keep(likePattern(node.value)));
        else if (node.name == "task")
            add("s.id IN (SELECT sample FROM examples WHERE task = ?)", keep(node.value));
        else
            add("s.id IN (SELECT sample FROM rewrites WHERE rule = ?)", keep(node.value));
    }

    void writeSearchedField(const QueryNode& node, const std::array<std::string, 3>& place)
    {
        const auto& [table, index, column] = place;
        const std::string phrase = ftsPhrase(node.value, !node.quoted);
        if (phrase.empty()) {
            add("1");
            return;
        }
        add("s.id IN (");
        addMatch(table, index, keep(column + " : " + phrase));
        add(")");
    }

    int kindOf(const QueryNode& node) const
    {
        if (node.value == "pair")
            return 0;
        if (node.value == "picture" || node.value == "image")
            return 1;
        if (node.value == "text")
            return 2;
        fail(node, "there is no kind \"" + node.value + "\"", "it is pair, picture or text");
    }

    static std::string likePattern(const std::string& value)
    {
        std::string pattern = "%";
        for (const char c : value) {
            if (c == '%' || c == '_' || c == '\\')
                pattern += '\\';
            pattern += c == '*' ? '%' : c;
        }
        return pattern + "%";
    }

    double numberOf(const QueryNode& node) const
    {
        double number = 0;
        const char* end = node.value.data() + node.value.size();
        const auto [stop, error] = std::from_chars(node.value.data(), end, number);
        if (error != std::errc() || stop != end || !std::isfinite(number))
            fail(node, node.name + " is a number, and \"" + node.value + "\" is none");
        return number;
    }

    void writeNumberField(const QueryNode& node, bool measure)
    {
        if (measure && !canNameMeasure(node.name))
            fail(node, "there is no field \"" + node.name + "\"");
        // A word before a colon need not be meant as a field: the error tells of quotes.
        if (measure)
            sql_.measures.push_back(node.name);
        const double number = numberOf(node);
        const std::string sign = comparison(node.sign);
        static const std::map<std::string, std::string> columns = {
            {"rating", "s.rating"},
            {"width", "s.width"},
            {"height", "s.height"},
            {"id", "s.id"},
            {"aspect", "s.width * 1.0 / nullif(s.height, 0)"}};
        static const std::map<std::string, std::string> counted = {
            {"captions", "captions WHERE text <> ''"},
            {"questions", "questions WHERE text <> ''"},
            {"boxes", "regions WHERE deleted = 0"},
            {"proposals", "proposals WHERE state = 1"},
            {"rewrites", "rewrites"},
            {"retrieved", "neighbours"}};
        if (measure)
            writeMeasure(keep(node.name), sign, number);
        else if (node.name == "rating" && !holds(0, sign, number))
            add("s.id IN (SELECT id FROM samples WHERE rating > 0 AND rating " + sign + " ?)",
                number); // few are rated, and those have an index
        else if (const auto column = columns.find(node.name); column != columns.end())
            add("coalesce(" + column->second + " " + sign + " ?, 0)", number);
        else if (const auto table = counted.find(node.name); table != counted.end())
            writeCount(table->second, sign, number);
        else
            add("s.id IN (SELECT sample FROM captions WHERE "
                "length(trim(text)) - length(replace(trim(text), ' ', '')) + 1 " +
                    sign + " ?)",
                number);
    }

    void writeMeasure(const std::string& name, const std::string& sign, double number)
    {
        add("s.id IN (SELECT sample FROM measures WHERE name = ?", name);
        add(" AND value " + sign + " ?)", number);
    }

    /// Samples without a row are in no group, so where none is enough the others are taken out.
    void writeCount(const std::string& table, const std::string& sign, double number)
    {
        const bool noneIsEnough = holds(0, sign, number);
        add(std::string(noneIsEnough ? "s.id NOT IN" : "s.id IN") + " (SELECT sample FROM " +
                table + " GROUP BY sample HAVING " + (noneIsEnough ? "NOT " : "") + "count(*) " +
                sign + " ?)",
            number);
    }

    QuerySql& sql_;
    const std::string& query_;
};

} // namespace

void appendSql(QuerySql& sql, const QueryNode& node, const std::string& query)
{
    Writer(sql, query).write(node);
}

bool canNameMeasure(const std::string& name)
{
    return !name.empty() && !fieldNamed(name) && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || c == '_';
    });
}

} // namespace detail
} // namespace unimo::store
