// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/wordnet_file.h"

#include "core/base/error.h"

#include <charconv>
#include <fstream>

namespace unimo::text {

uint32_t wordNetNumber(const std::string& text, int base)
{
    uint32_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (fault != std::errc() || end != text.data() + text.size())
        throw ErrorException({ErrorKind::Data, "\"" + text + "\" is not a number", {}, {}});
    return value;
}

std::string nextField(std::istringstream& fields)
{
    std::string field;
    if (!(fields >> field))
        throw ErrorException({ErrorKind::Data, "the line is too short", {}, {}});
    return field;
}

void eachWordNetLine(const std::filesystem::path& file,
                     const std::function<void(std::istringstream&)>& read)
{
    std::ifstream in(file);
    if (!in)
        throw ErrorException(
            {ErrorKind::Io, "cannot be read", file.string(), "install the package wordnet-base"});
    std::string line;
    for (int64_t at = 1; std::getline(in, line); ++at) {
        if (line.empty() || line.front() == ' ')
            continue;
        std::istringstream fields(line);
        try {
            read(fields);
        } catch (const ErrorException& e) {
            throw ErrorException({ErrorKind::Data, e.error().message,
                                  file.string() + ":" + std::to_string(at),
                                  "install the package wordnet-base again"});
        }
    }
}

// lemma pos synset_count pointer_count [pointer_symbol...] sense_count tagged_count [offset...]
IndexLine readIndexLine(std::istringstream& fields)
{
    IndexLine line;
    line.lemma = nextField(fields);
    (void)nextField(fields);
    const uint32_t synsets = wordNetNumber(nextField(fields));
    for (uint32_t skip = wordNetNumber(nextField(fields)) + 2; skip > 0; --skip)
        (void)nextField(fields);
    for (uint32_t i = 0; i < synsets; ++i)
        line.offsets.push_back(wordNetNumber(nextField(fields)));
    return line;
}

} // namespace unimo::text
