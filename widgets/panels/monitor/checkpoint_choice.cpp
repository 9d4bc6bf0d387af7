// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/checkpoint_choice.h"

#include "core/train/run_folder.h"
#include "widgets/look/theme.h"
#include "widgets/panels/monitor/monitor_panel.h"

namespace unimo::panels {
namespace {

/// "step-00000700" -> 700.
qint64 stepOf(const std::filesystem::path& checkpoint)
{
    return QString::fromStdString(checkpoint.filename().string())
        .section(QLatin1Char('-'), -1)
        .toLongLong();
}

} // namespace

CheckpointChoice chooseCheckpoint(const QString& run, qint64 step)
{
    const auto kept = train::RunFolder(run.toStdString()).checkpoints();
    if (kept.empty())
        return {{}, -1, MonitorPanel::tr("Ask a checkpoint: this run has none")};
    CheckpointChoice choice;
    for (const auto& checkpoint : kept) // the oldest first
        if (const qint64 at = stepOf(checkpoint); at <= step) {
            choice.folder = QString::fromStdString(checkpoint.string());
            choice.step = at;
        }
    if (choice.folder.isEmpty())
        choice.text = MonitorPanel::tr("Ask a checkpoint: the first that is kept is of step %1")
                          .arg(look::formatCount(stepOf(kept.front())));
    else if (choice.step == step)
        choice.text =
            MonitorPanel::tr("Ask the checkpoint of step %1").arg(look::formatCount(step));
    else
        choice.text = MonitorPanel::tr("Ask the checkpoint of step %1, the last up to step %2")
                          .arg(look::formatCount(choice.step), look::formatCount(step));
    return choice;
}

} // namespace unimo::panels
