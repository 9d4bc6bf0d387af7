// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/dry_run.h"

#include "widgets/bridge/job_runner.h"

#include <nlohmann/json.hpp>

#include <QProcess>
#include <memory>

namespace unimo::bridge {
namespace {

constexpr int kLookEveryMs = 100;

/// The last line that the process said on its error channel, which is what the user can act on.
Error faultOf(QProcess& process)
{
    const QStringList lines =
        QString::fromUtf8(process.readAllStandardError()).trimmed().split(u'\n');
    QString text = lines.last();
    text.remove(QStringLiteral("unimo: "));
    return {ErrorKind::Config,
            text.isEmpty() ? "the dry run ended without saying why" : text.toStdString(),
            {},
            {}};
}

Result<nlohmann::json> run(const QStringList& arguments, const JobControl& control)
{
    const auto program = RunLauncher::program();
    if (!program)
        return program.error();
    QProcess process;
    process.setProgram(*program);
    process.setArguments(arguments);
    process.start();
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(kLookEveryMs)) {
        if (!control.stopped())
            continue;
        process.kill();
        process.waitForFinished();
        return JobControl::cancelled("The dry run");
    }
    if (process.error() == QProcess::FailedToStart)
        return Error{ErrorKind::Io,
                     "the unimo program cannot be started: " + process.errorString().toStdString(),
                     program->toStdString(),
                     {}};
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return faultOf(process);
    const QByteArray text = process.readAllStandardOutput();
    auto report = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (report.is_discarded())
        return Error{ErrorKind::Data, "the dry run printed something else than a report", {}, {}};
    return report;
}

} // namespace

DryRun::DryRun(JobRunner* jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

void DryRun::start(const TrainCommand& command)
{
    if (running_)
        return;
    running_ = true;
    const auto report = std::make_shared<nlohmann::json>();
    CoreJob* job = jobs_->start(
        tr("Dry run of %1").arg(command.recipe),
        [arguments = command.dryRunArguments(), report](const JobControl& control) -> Status {
            auto made = run(arguments, control);
            if (!made)
                return made.error();
            *report = std::move(*made);
            return {};
        });
    connect(job, &CoreJob::succeeded, this, [this, report] { Q_EMIT reported(*report); });
    connect(job, &CoreJob::failed, this, &DryRun::failed);
    connect(job, &CoreJob::finished, this, [this] {
        running_ = false;
        Q_EMIT ended();
    });
}

} // namespace unimo::bridge
