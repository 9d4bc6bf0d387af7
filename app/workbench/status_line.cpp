// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/status_line.h"

#include "core/base/threads.h"
#include "widgets/bridge/engine_thread.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace unimo::workbench {

using bridge::Workspace;

namespace {

constexpr int kMemoryEveryMs = 2000;

} // namespace

StatusLine::StatusLine(Workspace* workspace, bridge::EngineThread* engine, QWidget* parent)
    : QWidget(parent), workspace_(workspace), engine_(engine), selection_(new QLabel),
      checkpoint_(new QLabel), device_(new QLabel), memory_(new QLabel)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 12, 2);
    layout->setSpacing(24);
    for (QLabel* label : {selection_, checkpoint_, device_, memory_}) {
        label->setProperty("muted", true);
        layout->addWidget(label);
    }
    memory_->setToolTip(tr("Memory of this window, its model included"));
    device_->setToolTip(tr("Where the model of this window computes"));

    connect(workspace, &Workspace::projectChanged, this, &StatusLine::countSamples);
    connect(workspace, &Workspace::dataChanged, this, &StatusLine::countSamples);
    connect(workspace, &Workspace::selectionChanged, this, &StatusLine::showSelection);
    connect(workspace, &Workspace::checkpointChanged, this, &StatusLine::showCheckpoint);
    connect(engine, &bridge::EngineThread::loaded, this, &StatusLine::showCheckpoint);
    connect(&memoryTimer_, &QTimer::timeout, this, &StatusLine::showMemory);
    memoryTimer_.start(kMemoryEveryMs);
    showSelection();
    showCheckpoint();
    showMemory();
}

void StatusLine::countSamples()
{
    if (!workspace_->hasProject())
        return;
    workspace_->reader()->ask(
        this, [](const store::Project& project) { return project.count({}); },
        [this](int64_t count) {
            samples_ = count;
            showSelection();
        });
}

void StatusLine::showSelection()
{
    selection_->setText(workspace_->hasProject()
                            ? tr("%1 selected of %2")
                                  .arg(look::formatCount(workspace_->selection().size()),
                                       look::formatCount(samples_))
                            : QString());
}

void StatusLine::showCheckpoint()
{
    const qint64 step = workspace_->checkpointStep();
    checkpoint_->setText(step < 0
                             ? tr("no checkpoint")
                             : tr("checkpoint step %1%2")
                                   .arg(look::formatCount(step),
                                        workspace_->followsLatest() ? tr(" (live)") : QString()));
    device_->setText(engine_->info() ? QString::fromStdString(engine_->info()->device).toUpper()
                                     : QString());
    device_->setVisible(!device_->text().isEmpty());
}

void StatusLine::showMemory()
{
    memory_->setText(look::formatBytes(currentMemoryBytes()));
}

} // namespace unimo::workbench
