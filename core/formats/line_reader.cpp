// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/detail/line_reader.h"

#include "core/base/error.h"

#include <archive.h>
#include <archive_entry.h>

#include <string_view>
#include <vector>

namespace unimo::formats::detail {
namespace {

constexpr size_t kLongestLine = 64 << 20;

} // namespace

struct LineReader::Implementation
{
    std::filesystem::path file;
    archive* stream = archive_read_new();
    std::vector<char> buffer = std::vector<char>(1 << 16);
    size_t begin = 0, end = 0; ///< what of the buffer is still to be given
    bool over = false;
    int64_t number = 0;

    ~Implementation() { archive_read_free(stream); }

    [[noreturn]] void fail(ErrorKind kind, const std::string& what) const
    {
        throw ErrorException({kind, what, file.string(), {}});
    }

    void fill()
    {
        const la_ssize_t count = archive_read_data(stream, buffer.data(), buffer.size());
        if (count < 0)
            fail(ErrorKind::Io, std::string("cannot be read: ") + archive_error_string(stream));
        begin = 0;
        end = static_cast<size_t>(count);
        over = count == 0;
    }
};

LineReader::LineReader(const std::filesystem::path& file) : d_(std::make_unique<Implementation>())
{
    d_->file = file;
    archive_read_support_filter_all(d_->stream);
    archive_read_support_format_raw(d_->stream);
    archive_read_support_format_empty(d_->stream);
    if (archive_read_open_filename(d_->stream, file.c_str(), d_->buffer.size()) != ARCHIVE_OK)
        d_->fail(ErrorKind::Io,
                 std::string("cannot be opened: ") + archive_error_string(d_->stream));
    archive_entry* entry = nullptr;
    const int found = archive_read_next_header(d_->stream, &entry);
    if (found != ARCHIVE_OK && found != ARCHIVE_EOF)
        d_->fail(ErrorKind::Io, std::string("cannot be read: ") + archive_error_string(d_->stream));
    d_->over = found == ARCHIVE_EOF;
}

LineReader::~LineReader() = default;

bool LineReader::next(std::string& line)
{
    line.clear();
    for (;;) {
        if (d_->begin == d_->end && !d_->over)
            d_->fill();
        if (d_->over) {
            if (line.empty())
                return false;
            break; // the last line has no end
        }
        const std::string_view rest(d_->buffer.data() + d_->begin, d_->end - d_->begin);
        const auto stop = rest.find('\n');
        line += rest.substr(0, stop);
        if (line.size() > kLongestLine)
            d_->fail(ErrorKind::Data,
                     "line " + std::to_string(d_->number + 1) + " is longer than 64 MiB");
        if (stop != std::string_view::npos) {
            d_->begin += stop + 1;
            break;
        }
        d_->begin = d_->end;
    }
    ++d_->number;
    if (line.ends_with('\r'))
        line.pop_back();
    return true;
}

std::string LineReader::where() const
{
    return d_->file.string() + ":" + std::to_string(d_->number);
}

} // namespace unimo::formats::detail
