// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <stdexcept>
#include <string>

namespace unimo {

enum class ErrorKind {
    Io,          ///< a file or folder cannot be read or written
    Data,        ///< the content of a file is not what it should be
    Config,      ///< a setting is unknown or out of range
    Device,      ///< a device is absent or failed
    OutOfMemory, ///< memory ran out
    Cancelled,   ///< the user asked to stop
    Internal     ///< a bug in this program
};

/// What went wrong, where, and what to do next. Shown to people as it is.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    std::string message; ///< names the offending value and what is allowed
    std::string where;   ///< file, file:line, or row; empty when it does not apply
    std::string hint;    ///< the next action; may be empty

    /// One line: "where: message (hint)".
    [[nodiscard]] std::string text() const;
};

[[nodiscard]] const char* name(ErrorKind kind);
[[nodiscard]] nlohmann::json toJson(const Error& error);

/// Carries an Error to the border of a job.
class ErrorException final : public std::runtime_error
{
public:
    explicit ErrorException(Error error);
    [[nodiscard]] const Error& error() const { return error_; }

private:
    Error error_;
};

/// Runs a job and turns whatever it throws into an Error; out-of-memory is told apart.
/// Use at a job's border only.
[[nodiscard]] Error currentExceptionAsError();

} // namespace unimo
