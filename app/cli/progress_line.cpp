// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"

#include "app/cli/signals.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <iostream>

namespace unimo::cli {
namespace {

constexpr int kBarCells = 24;

std::string bar(double share)
{
    const int full = static_cast<int>(share * kBarCells);
    return std::string(static_cast<size_t>(full), '#') +
           std::string(static_cast<size_t>(kBarCells - full), '-');
}

} // namespace

std::string clockTime(double seconds)
{
    const auto total = static_cast<long long>(seconds < 0 ? 0 : seconds);
    std::array<char, 32> text{};
    if (total >= 3600)
        std::snprintf(text.data(), text.size(), "%lld:%02lld:%02lld", total / 3600, total / 60 % 60,
                      total % 60);
    else
        std::snprintf(text.data(), text.size(), "%lld:%02lld", total / 60, total % 60);
    return text.data();
}

ProgressLine::ProgressLine()
    : terminal_(::isatty(STDERR_FILENO) == 1),
      last_(std::chrono::steady_clock::now() - std::chrono::hours(1))
{
}

void ProgressLine::write(const std::string& text)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < (terminal_ ? std::chrono::milliseconds(200) : std::chrono::seconds(10)))
        return;
    last_ = now;
    if (terminal_)
        std::cerr << "\r\033[K" << text << std::flush;
    else
        std::cerr << text << std::endl;
    shown_ = true;
}

void ProgressLine::show(const train::RunStatus& status)
{
    const double whole = status.elapsedSeconds + std::max(0.0, status.remainingSeconds);
    const double share = whole > 0 ? status.elapsedSeconds / whole : 0;
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(),
                  "%-8s [%s] step %lld, loss %.3f, %.0f sequences/s, data wait %.0f %%, %s left",
                  train::name(status.state), bar(share).c_str(),
                  static_cast<long long>(status.step), status.loss, status.samplesPerSecond,
                  100 * status.dataWaitShare,
                  status.remainingSeconds < 0 ? "?" : clockTime(status.remainingSeconds).c_str());
    write(text.data());
}

void ProgressLine::show(const ProgressState& state)
{
    std::string text = state.what;
    if (state.total > 0)
        text += " [" + bar(static_cast<double>(state.done) / static_cast<double>(state.total)) +
                "] " + std::to_string(state.done) + " of " + std::to_string(state.total);
    write(text);
}

JobControl ProgressLine::control()
{
    return {stopOnSignals(), [this](const ProgressState& state) { show(state); }};
}

void ProgressLine::finish()
{
    if (terminal_ && shown_)
        std::cerr << "\r\033[K" << std::flush;
}

} // namespace unimo::cli
