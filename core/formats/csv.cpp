// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/formats/detail/source.h"

#include <algorithm>
#include <fstream>
#include <optional>

namespace unimo::formats::detail {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// One record of the file.
struct Record
{
    std::vector<std::string> fields;
    int64_t line = 0;  ///< where it begins, from 1
    std::string fault; ///< why it cannot be read; empty when it can
};

/// Splits a text into records by RFC 4180: fields may be quoted, a quote in them is doubled, and
/// quoted fields may hold separators and line ends.
class RecordReader
{
public:
    RecordReader(std::string_view text, char separator) : text_(text), separator_(separator)
    {
        if (text_.starts_with(kByteOrderMark))
            at_ = kByteOrderMark.size();
    }

    /// The next record that is not an empty line; nothing at the end.
    std::optional<Record> next()
    {
        while (at_ < text_.size() && atLineEnd())
            skipLineEnd();
        if (at_ >= text_.size())
            return std::nullopt;
        Record record;
        record.line = line_;
        record.fields.push_back(field(record));
        while (at_ < text_.size() && !atLineEnd()) {
            ++at_; // the separator
            record.fields.push_back(field(record));
        }
        skipLineEnd();
        return record;
    }

private:
    [[nodiscard]] bool atLineEnd() const { return text_[at_] == '\n' || text_[at_] == '\r'; }
    [[nodiscard]] bool atFieldEnd() const
    {
        return at_ >= text_.size() || text_[at_] == separator_ || atLineEnd();
    }
    void skipLineEnd()
    {
        if (at_ < text_.size() && text_[at_] == '\r')
            ++at_;
        if (at_ < text_.size() && text_[at_] == '\n')
            ++at_;
        ++line_;
    }
    /// Reads up to the field's end; a fault is noted in the record.
    std::string field(Record& record)
    {
        if (at_ < text_.size() && text_[at_] == '"')
            return quoted(record);
        const size_t start = at_;
        while (!atFieldEnd())
            ++at_;
        return std::string(text_.substr(start, at_ - start));
    }
    std::string quoted(Record& record)
    {
        std::string value;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"' && !text_.substr(at_ + 1).starts_with('"'))
                break;
            if (text_[at_] == '"')
                ++at_; // a doubled quote stands for one
            line_ += text_[at_] == '\n';
            value += text_[at_];
        }
        if (at_ >= text_.size()) {
            record.fault = "a quote is opened and never closed; the rest of the file is lost";
            return value;
        }
        ++at_;
        if (!atFieldEnd())
            record.fault =
                "text follows a closing quote (a quote inside a quoted field is doubled)";
        while (!atFieldEnd())
            ++at_;
        return value;
    }

    std::string_view text_;
    char separator_;
    size_t at_ = 0;
    int64_t line_ = 1;
};

/// Which column holds what; -1 for a column that is absent.
struct Columns
{
    int64_t count = 0;
    int64_t filepath = -1;
    int64_t title = -1;
    int64_t split = -1;
    [[nodiscard]] bool usable() const { return filepath >= 0 && title >= 0; }
};

Columns columnsOf(const std::vector<std::string>& header)
{
    const auto place = [&](std::string_view wanted) {
        const auto found = std::find_if(header.begin(), header.end(), [&](const std::string& cell) {
            return trimmed(cell) == wanted;
        });
        return found == header.end() ? int64_t{-1} : int64_t{found - header.begin()};
    };
    return {static_cast<int64_t>(header.size()), place("filepath"), place("title"), place("split")};
}

/// A tab where the file's name or its first line says so.
char separatorOf(const fs::path& file, std::string_view text)
{
    const auto firstLine = text.substr(0, text.find('\n'));
    const bool tabs = firstLine.find('\t') != std::string_view::npos;
    return file.extension() == ".tsv" || tabs ? '\t' : ',';
}

/// The row of a record, or why there is none.
Result<SourceRow> rowOf(const Record& record, const Columns& columns, const fs::path& folder,
                        const std::string& where)
{
    const auto fault = [&](const std::string& reason) {
        return Error{ErrorKind::Data, reason, where, {}};
    };
    if (!record.fault.empty())
        return fault(record.fault);
    if (static_cast<int64_t>(record.fields.size()) != columns.count)
        return fault("has " + std::to_string(record.fields.size()) + " fields, the header has " +
                     std::to_string(columns.count));
    const auto cell = [&](int64_t column) {
        return column < 0 ? std::string() : trimmed(record.fields[static_cast<size_t>(column)]);
    };
    const std::string picture = cell(columns.filepath);
    if (picture.empty() || picture.find('\0') != std::string::npos)
        return fault("names no picture");
    const std::string caption = cell(columns.title);
    if (const std::string reason = captionFault(caption); !reason.empty())
        return fault(reason);
    const std::string split = cell(columns.split);
    if (split.size() > 100 || !captionFault(split).empty())
        return fault("the split's name is not usable (allowed: up to 100 bytes of UTF-8)");
    return SourceRow{(folder / picture).lexically_normal(), caption, split, where};
}

} // namespace

bool hasCsvHeader(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string line(4096, '\0');
    in.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<size_t>(in.gcount()));
    const auto header = RecordReader(line, separatorOf(file, line)).next();
    return header && columnsOf(header->fields).usable();
}

Result<SourceRows> readCsv(const fs::path& file)
{
    const auto text = readFile(file);
    if (!text)
        return text.error();
    RecordReader reader(*text, separatorOf(file, *text));
    const auto header = reader.next();
    const Columns columns = header ? columnsOf(header->fields) : Columns{};
    if (!columns.usable())
        return Error{ErrorKind::Data,
                     "the first line must name the columns filepath and title (and may name split)",
                     file.string() + ":1",
                     {}};
    SourceRows source;
    while (const auto record = reader.next()) {
        const std::string where = file.string() + ":" + std::to_string(record->line);
        auto row = rowOf(*record, columns, file.parent_path(), where);
        if (row)
            source.rows.push_back(*std::move(row));
        else
            source.problems.push_back({where, row.error().message});
    }
    return source;
}

} // namespace unimo::formats::detail
