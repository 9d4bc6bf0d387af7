// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/task_table.h"

#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/formats/detail/source.h"

#include <algorithm>

namespace unimo::formats {
namespace fs = std::filesystem;
namespace {

using store::TaskKind;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::vector<std::string> cellsOf(std::string_view line)
{
    std::vector<std::string> cells;
    for (;;) {
        const auto tab = line.find('\t');
        cells.push_back(detail::trimmed(line.substr(0, tab)));
        if (tab == std::string_view::npos)
            return cells;
        line.remove_prefix(tab + 1);
    }
}

/// Which column holds what; -1 for one that is absent.
struct Columns
{
    size_t count = 0;
    int64_t source = -1, context = -1, target = -1;
    bool generates = false;
};

Result<Columns> columnsOf(const std::vector<std::string>& header, const std::string& where)
{
    const auto place = [&](const char* name) {
        const auto found = std::find(header.begin(), header.end(), name);
        return found == header.end() ? int64_t{-1} : int64_t{found - header.begin()};
    };
    Columns columns;
    columns.count = header.size();
    columns.target = place("label");
    columns.source = place("text_a");
    columns.context = place("text_b");
    if (columns.target >= 0 && columns.source >= 0)
        return columns;
    columns = {header.size(), -1, place("knowledge"), place("tgt"), true};
    for (size_t i = 0; i < header.size(); ++i) {
        const auto at = static_cast<int64_t>(i);
        if (at == columns.context || at == columns.target)
            continue;
        if (columns.source >= 0)
            columns.target = -1; // two sources: not such a table
        columns.source = at;
    }
    if (columns.target < 0 || columns.source < 0)
        return Error{ErrorKind::Data,
                     "the first line must name text_a, label and maybe text_b (GLUE), or one "
                     "source column, tgt and maybe knowledge (generation), parted by tabs",
                     where,
                     {}};
    return columns;
}

struct Row
{
    store::Example example;
    std::string where;
};

/// Why a row cannot be taken; empty when it can.
std::string faultOf(const store::Example& example, TaskKind kind)
{
    if (example.source.empty() || example.target.empty())
        return example.source.empty() ? "has no text" : "has no label";
    for (const std::string* text : {&example.source, &example.context, &example.target})
        if (auto fault = detail::captionFault(*text); !fault.empty())
            return fault;
    if (kind == TaskKind::Regression && !readNumber<double>(example.target))
        return "label " + example.target + " is not a number";
    return {};
}

/// Turns ids into text. Why it cannot be done; empty when it is done.
std::string decode(store::Example& example, const text::GptText& tokenized)
{
    for (std::string* cell : {&example.source, &example.context, &example.target}) {
        auto text = tokenized.decode(*cell);
        if (!text)
            return text.error().message;
        *cell = detail::trimmed(*text);
    }
    return {};
}

TaskKind kindOf(const std::vector<Row>& rows, const Columns& columns)
{
    if (columns.generates)
        return TaskKind::Generation;
    const bool fractions =
        !rows.empty() && std::all_of(rows.begin(), rows.end(), [](const Row& row) {
            return readNumber<double>(row.example.target) &&
                   row.example.target.find('.') != std::string::npos;
        });
    return fractions ? TaskKind::Regression : TaskKind::Classification;
}

} // namespace

Result<TaskTableReport> importTaskTable(store::Project& project, const fs::path& file,
                                        const TaskTableOptions& options, const JobControl& control)
{
    const auto text = readFile(file);
    if (!text)
        return text.error();
    std::string_view rest = *text;
    if (rest.starts_with(kByteOrderMark))
        rest.remove_prefix(kByteOrderMark.size());

    TaskTableReport report;
    std::optional<Columns> columns;
    std::vector<Row> rows;
    for (int64_t number = 1; !rest.empty(); ++number) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::string where = file.string() + ":" + std::to_string(number);
        const auto cells = cellsOf(line);
        if (!columns) {
            auto found = columnsOf(cells, where);
            if (!found)
                return found.error();
            columns = *found;
            continue;
        }
        if (line.empty())
            continue;
        if (cells.size() != columns->count) {
            report.problems.push_back({where, "has " + std::to_string(cells.size()) +
                                                  " fields, the header has " +
                                                  std::to_string(columns->count)});
            continue;
        }
        const auto cell = [&](int64_t at) {
            return at < 0 ? std::string() : cells[static_cast<size_t>(at)];
        };
        store::Example example{0,
                               0,
                               options.task,
                               cell(columns->source),
                               cell(columns->context),
                               cell(columns->target)};
        if (options.tokenized && columns->generates)
            if (auto fault = decode(example, *options.tokenized); !fault.empty()) {
                report.problems.push_back({where, fault});
                continue;
            }
        rows.push_back({std::move(example), where});
    }
    if (!columns)
        return Error{ErrorKind::Data, "is empty", file.string(), {}};
    report.kind = options.kind.value_or(kindOf(rows, *columns));
    try {
        project.transaction([&] {
            project.add(store::Task{options.task, report.kind});
            for (size_t i = 0; i < rows.size(); ++i) {
                if (control.stopped())
                    throw ErrorException(JobControl::cancelled("The import"));
                if (i % 1000 == 0)
                    control.progress("Importing", static_cast<int64_t>(i),
                                     static_cast<int64_t>(rows.size()));
                Row& row = rows[i];
                if (const auto fault = faultOf(row.example, report.kind); !fault.empty()) {
                    report.problems.push_back({row.where, fault});
                    continue;
                }
                store::Sample sample;
                sample.kind = store::SampleKind::Text;
                sample.split = options.split;
                sample.collection = options.task;
                row.example.sample = project.add(sample);
                project.add(row.example);
                ++report.added;
            }
        });
    } catch (...) {
        return currentExceptionAsError();
    }
    return report;
}

} // namespace unimo::formats
