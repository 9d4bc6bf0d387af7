// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace unimo {
namespace {

/// Of the whole file, and of the open file rather than the process.
struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

Error failed(const std::filesystem::path& file, const char* what)
{
    return {ErrorKind::Io, std::string(what) + ": " + std::strerror(errno), file.string(),
            "check that the folder can be written to"};
}

int openLocked(const std::filesystem::path& file)
{
    return ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
}

} // namespace

Result<FileLock> FileLock::take(const std::filesystem::path& file)
{
    const int descriptor = openLocked(file);
    if (descriptor < 0)
        return failed(file, "cannot be opened");
    FileLock lock(descriptor);
    struct flock whole = wholeFile();
    while (::fcntl(descriptor, F_OFD_SETLKW, &whole) != 0)
        if (errno != EINTR)
            return failed(file, "cannot be locked");
    return lock;
}

Result<std::optional<FileLock>> FileLock::tryTake(const std::filesystem::path& file)
{
    const int descriptor = openLocked(file);
    if (descriptor < 0)
        return failed(file, "cannot be opened");
    FileLock lock(descriptor);
    struct flock whole = wholeFile();
    if (::fcntl(descriptor, F_OFD_SETLK, &whole) == 0)
        return std::optional(std::move(lock));
    if (errno == EAGAIN || errno == EACCES)
        return std::optional<FileLock>();
    return failed(file, "cannot be locked");
}

bool FileLock::isTaken(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0)
        return false; // nobody has ever locked it
    const FileLock closes(descriptor);
    struct flock whole = wholeFile();
    return ::fcntl(descriptor, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
}

FileLock::~FileLock()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

} // namespace unimo
