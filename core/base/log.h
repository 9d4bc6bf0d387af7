// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

// The whole program's log. spdlog stays behind this header: its fmt must not meet LibTorch's.
namespace unimo::log {

enum class Level { Debug, Info, Warning, Error };

/// Writes one line, tagged by its area: info("train", "step 100"). Thread: any.
void write(Level level, std::string_view area, std::string_view message);
void debug(std::string_view area, std::string_view message);
void info(std::string_view area, std::string_view message);
void warning(std::string_view area, std::string_view message);
void error(std::string_view area, std::string_view message);

/// Also appends every line from now on to a file. Returns false if it cannot be opened.
bool addFile(const std::filesystem::path& file);

/// Also hands every line from now on to a listener. It is called on the logging thread.
using Listener = std::function<void(Level, const std::string& line)>;
void setListener(Listener listener);

/// Lines below this level are dropped (default Info; UNIMO_LOG=debug|info|warning|error).
void setLevel(Level level);

} // namespace unimo::log
