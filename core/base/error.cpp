// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <new>

namespace unimo {

std::string Error::text() const
{
    std::string out = where.empty() ? message : where + ": " + message;
    if (!hint.empty())
        out += " (" + hint + ")";
    return out;
}

const char* name(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Io:
        return "io";
    case ErrorKind::Data:
        return "data";
    case ErrorKind::Config:
        return "config";
    case ErrorKind::Device:
        return "device";
    case ErrorKind::OutOfMemory:
        return "out_of_memory";
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::Internal:
        return "internal";
    }
    return "internal";
}

nlohmann::json toJson(const Error& error)
{
    return {{"kind", name(error.kind)},
            {"message", error.message},
            {"where", error.where},
            {"hint", error.hint}};
}

ErrorException::ErrorException(Error error)
    : std::runtime_error(error.text()), error_(std::move(error))
{
}

Error currentExceptionAsError()
{
    try {
        throw;
    } catch (const ErrorException& e) {
        return e.error();
    } catch (const std::bad_alloc&) {
        return {ErrorKind::OutOfMemory, "memory ran out", {}, "try a smaller batch"};
    } catch (const std::exception& e) {
        const std::string what = e.what();
        const bool memory = what.find("out of memory") != std::string::npos ||
                            what.find("can't allocate memory") != std::string::npos;
        return {memory ? ErrorKind::OutOfMemory : ErrorKind::Internal,
                what.substr(0, what.find('\n')),
                {},
                memory ? "try a smaller batch" : ""};
    }
}

} // namespace unimo
