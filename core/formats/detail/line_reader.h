// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace unimo::formats::detail {

/// The lines of a text file, plain or compressed (what libarchive knows: gzip, xz, ...). Only the
/// present line is in memory. Throws ErrorException: Io, or Data for a line above 64 MiB.
class LineReader
{
public:
    explicit LineReader(const std::filesystem::path& file);
    ~LineReader();
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    /// The next line without its end; false at the end of the file.
    [[nodiscard]] bool next(std::string& line);
    /// "file:line" of the line read last.
    [[nodiscard]] std::string where() const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> d_;
};

} // namespace unimo::formats::detail
