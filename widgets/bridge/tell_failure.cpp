// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/tell_failure.h"

#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/workspace.h"

namespace unimo::bridge {

void tellFailure(CoreJob* job, Workspace* workspace)
{
    QObject::connect(job, &CoreJob::failed, workspace, [workspace](const Error& error) {
        if (error.kind != ErrorKind::Cancelled)
            workspace->notifyError(QString::fromStdString(error.text()));
    });
}

} // namespace unimo::bridge
