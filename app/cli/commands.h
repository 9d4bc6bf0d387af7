// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
}

// Each adds one sub-command (app/cli/<name>_command.cpp). A command reports failure by throwing
// ErrorException; main prints it and ends with exit code 1.
namespace unimo::cli {

void addAskCommand(CLI::App& app);
void addAugmentCommand(CLI::App& app);
void addBenchCommand(CLI::App& app);
void addCompareCommand(CLI::App& app);
void addDataCommand(CLI::App& app);
void addDatasetCommand(CLI::App& app);
void addDemoCommand(CLI::App& app);
void addDoctorCommand(CLI::App& app);
void addEvaluateCommand(CLI::App& app);
void addFeaturesCommand(CLI::App& app);
void addImportCommand(CLI::App& app);
void addInspectCommand(CLI::App& app);
void addQueueCommand(CLI::App& app);
void addReproduceCommand(CLI::App& app);
void addRewriteCommand(CLI::App& app);
void addRunsCommand(CLI::App& app);
void addTrainCommand(CLI::App& app);

} // namespace unimo::cli
