// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace unimo {
namespace fs = std::filesystem;
namespace {

Error ioError(const fs::path& file, const std::string& what)
{
    return {ErrorKind::Io, what + ": " + std::strerror(errno), file.string(), {}};
}

/// Writes all of `content` to an open descriptor.
bool writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t n = ::write(descriptor, content.data(), content.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        content.remove_prefix(static_cast<size_t>(n));
    }
    return true;
}

} // namespace

Result<std::string> readFile(const fs::path& file, uint64_t limit)
{
    std::error_code code;
    if (fs::is_directory(file, code))
        return Error{ErrorKind::Io, "is a folder, a file is needed", file.string(), {}};
    const uint64_t size = fs::file_size(file, code);
    if (code)
        return Error{ErrorKind::Io, "cannot be read: " + code.message(), file.string(), {}};
    if (size > limit)
        return Error{ErrorKind::Data,
                     "is " + std::to_string(size) + " bytes, at most " + std::to_string(limit) +
                         " are accepted",
                     file.string(),
                     {}};
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return ioError(file, "cannot be opened for reading");
    std::string content(size, '\0');
    in.read(content.data(), static_cast<std::streamsize>(size));
    content.resize(static_cast<size_t>(in.gcount()));
    return content;
}

Status writeFileAtomic(const fs::path& file, std::string_view content)
{
    const fs::path temporary = file.string() + ".tmp" + std::to_string(::getpid());
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return ioError(temporary, "cannot be created");
    const bool written = writeAll(descriptor, content) && ::fsync(descriptor) == 0;
    const int fault = errno;
    ::close(descriptor);
    if (!written) {
        ::unlink(temporary.c_str());
        errno = fault;
        return ioError(file, "cannot be written");
    }
    if (::rename(temporary.c_str(), file.c_str()) != 0)
        return ioError(file, "cannot be replaced");
    return {};
}

Status syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return ioError(folder, "cannot be opened");
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced ? Status() : Status(ioError(folder, "cannot be synced"));
}

Status appendLine(const fs::path& file, std::string_view line)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return ioError(file, "cannot be opened for appending");
    const bool written = writeAll(descriptor, std::string(line) + '\n');
    ::close(descriptor);
    return written ? Status() : Status(ioError(file, "cannot be appended to"));
}

Result<nlohmann::json> readJson(const fs::path& file, uint64_t limit)
{
    auto content = readFile(file, limit);
    if (!content)
        return content.error();
    try {
        return nlohmann::json::parse(*content, nullptr, true, /*ignore_comments=*/true);
    } catch (const nlohmann::json::parse_error& e) {
        const auto end =
            content->begin() + static_cast<std::ptrdiff_t>(std::min(e.byte, content->size()));
        const auto line = 1 + std::count(content->begin(), end, '\n');
        return Error{ErrorKind::Data,
                     std::string("is not valid JSON: ") + e.what(),
                     file.string() + ":" + std::to_string(line),
                     {}};
    } catch (const nlohmann::json::exception& e) { // a number that no double holds
        return Error{
            ErrorKind::Data, std::string("is not valid JSON: ") + e.what(), file.string(), {}};
    }
}

Status writeJsonAtomic(const fs::path& file, const nlohmann::json& json)
{
    return writeFileAtomic(
        file, json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (fs::temp_directory_path() / "unimo-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw ErrorException(ioError(pattern, "cannot be created"));
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path cacheFolder()
{
    if (const char* named = std::getenv("UNIMO_CACHE"))
        return named;
    if (const char* xdg = std::getenv("XDG_CACHE_HOME"))
        return fs::path(xdg) / "unimo";
    const char* home = std::getenv("HOME");
    return fs::path(home ? home : "/") / ".cache" / "unimo";
}

fs::path sharedFile(const std::string& relative)
{
    if (const char* share = std::getenv("UNIMO_SHARE"))
        return fs::path(share) / relative;
    // A build folder sits inside the source tree; an installed binary in <prefix>/bin.
    std::error_code code;
    fs::path folder = fs::read_symlink("/proc/self/exe", code).parent_path();
    for (; folder.has_relative_path(); folder = folder.parent_path()) {
        if (fs::exists(folder / relative, code))
            return folder / relative;
        if (fs::exists(folder / "share" / "unimo" / relative, code))
            return folder / "share" / "unimo" / relative;
    }
    return fs::current_path(code) / relative;
}

} // namespace unimo
