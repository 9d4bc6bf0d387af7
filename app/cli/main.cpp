// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/version.h"

#include <CLI/CLI.hpp>

#include <iostream>

using namespace unimo::cli;

int main(int argc, char** argv)
{
    CLI::App app("UNIMO Workbench: train, inspect and ask vision-language models", "unimo");
    app.set_version_flag("--version", std::string("unimo ") + unimo::programVersion());
    app.require_subcommand(1);
    for (auto* add :
         {addDataCommand, addDatasetCommand, addImportCommand, addFeaturesCommand, addTrainCommand,
          addEvaluateCommand, addCompareCommand, addAskCommand, addRunsCommand, addQueueCommand,
          addDemoCommand, addBenchCommand, addDoctorCommand, addRewriteCommand, addReproduceCommand,
          addAugmentCommand, addInspectCommand})
        add(app);
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& e) {
        return app.exit(e);
    } catch (...) {
        std::cerr << "unimo: " << unimo::currentExceptionAsError().text() << '\n';
        return 1;
    }
}
