// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI {
class App;
}

// Each adds one sub-command (app/cli/<name>_command.cpp). A command reports failure by throwing
// ErrorException; main prints it and ends with exit code 1.
namespace unimo::cli {

} // namespace unimo::cli
