// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace unimo {

/// How far a long job is. total 0 means the end is not known.
struct ProgressState
{
    std::string what; ///< "Reading captions"
    int64_t done = 0;
    int64_t total = 0;
};

/// What every long job takes: a way to be stopped and a way to tell how far it is.
/// The sink is called on the job's thread, at most a few times a second by convention.
struct JobControl
{
    std::stop_token stop;
    std::function<void(const ProgressState&)> report;

    [[nodiscard]] bool stopped() const { return stop.stop_requested(); }
    void progress(const std::string& what, int64_t done, int64_t total) const
    {
        if (report)
            report({what, done, total});
    }
    /// The error of a job that was stopped.
    [[nodiscard]] static Error cancelled(const std::string& what)
    {
        return {ErrorKind::Cancelled, what + " was stopped", {}, {}};
    }
};

} // namespace unimo
