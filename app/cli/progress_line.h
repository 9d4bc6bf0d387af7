// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/train/run_folder.h"

#include <chrono>
#include <utility>

namespace unimo::cli {

/// One line on the terminal that is written over; where stderr is no terminal, a line every ten
/// seconds.
class ProgressLine
{
public:
    ProgressLine();
    void show(const train::RunStatus& status);
    void show(const ProgressState& state);
    /// Control of a job that is shown on this line and stops on Ctrl+C; the line must outlive it.
    [[nodiscard]] JobControl control();
    void finish();

private:
    void write(const std::string& text);

    bool terminal_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point last_;
};

/// Ends the progress line, then gives what was made, or throws why it was not.
template <typename T>
T finished(ProgressLine& line, Result<T> made)
{
    line.finish();
    return std::move(made).orThrow();
}

/// "6:12" or "1:06:12"
[[nodiscard]] std::string clockTime(double seconds);

} // namespace unimo::cli
