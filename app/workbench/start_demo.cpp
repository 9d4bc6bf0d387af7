// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/start_demo.h"

#include "core/base/log.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/run_launcher.h"
#include "widgets/bridge/workspace.h"

namespace unimo::workbench {

void startDemo(bridge::Workspace* workspace, const QString& project)
{
    const std::filesystem::path runs = std::filesystem::path(project.toStdString()) / "runs";
    const auto existing = train::listRuns(runs);
    bridge::TrainCommand command;
    command.project = project;
    if (existing.empty()) {
        command.run = QString::fromStdString(train::newRunFolder(runs, "demo").string());
        command.recipe = QStringLiteral("demo");
    } else {
        const auto& newest = existing.front();
        command.run = QString::fromStdString(newest.path().string());
        command.resume = true;
        const auto status = newest.status();
        if (!status || status->state != train::RunState::Lost || !status->canRestart()) {
            workspace->setActiveRun(command.run);
            return;
        }
    }
    auto* launcher = new bridge::RunLauncher(workspace);
    if (const auto started = launcher->start(command); !started) {
        log::error("window", started.error().text());
        return;
    }
    workspace->setActiveRun(command.run);
}

} // namespace unimo::workbench
