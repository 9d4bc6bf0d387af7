// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/check_jobs.h"

#include "core/checks/data_check.h"
#include "core/inference/propose.h"
#include "core/inference/sample_scores.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/job_runner.h"
#include "widgets/bridge/tell_failure.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"

#include <QDir>
#include <memory>

namespace unimo::panels {

using bridge::CoreJob;
using bridge::Workspace;

namespace {

/// Runs `work` on the project as a job and, when it succeeds, tells what it reports.
template <typename Report>
void runOnProject(Workspace* workspace, const QString& title,
                  std::function<Result<Report>(store::Project&, const JobControl&)> work,
                  std::function<QString(const Report&)> summary)
{
    auto report = std::make_shared<Report>();
    CoreJob* job = workspace->jobs()->start(title,
                                            [folder = workspace->projectFolder().toStdString(),
                                             work = std::move(work),
                                             report](const JobControl& control) -> Status {
                                                auto project = store::Project::open(folder);
                                                if (!project)
                                                    return project.error();
                                                auto made = work(**project, control);
                                                if (!made)
                                                    return made.error();
                                                *report = *std::move(made);
                                                return {};
                                            });
    QObject::connect(job, &CoreJob::succeeded, workspace,
                     [workspace, report, summary = std::move(summary)] {
                         workspace->announceDataChange();
                         workspace->notify(summary(*report));
                     });
    bridge::tellFailure(job, workspace);
}

QString textOf(const checks::CheckReport& report)
{
    return Workspace::tr("Checked %1 pictures: %2 look like another, %3 of them in another split; "
                         "%4 cannot be read; %5 samples with a faulty caption")
        .arg(look::formatCount(report.pictures), look::formatCount(report.copies),
             look::formatCount(report.leaks), look::formatCount(report.unreadable),
             look::formatCount(report.faults));
}

QString textOf(const inference::ScoreReport& report)
{
    return Workspace::tr("Scored %1 pairs; in %2 of %3 a negative is preferred to the caption")
        .arg(look::formatCount(report.pairs), look::formatCount(report.wrong),
             look::formatCount(report.contested));
}

} // namespace

void startDataCheck(Workspace* workspace)
{
    runOnProject<checks::CheckReport>(
        workspace, Workspace::tr("Check of the data"),
        [](store::Project& project, const JobControl& control) {
            return checks::checkData(project, 0, control);
        },
        [](const checks::CheckReport& report) { return textOf(report); });
}

void startScoring(Workspace* workspace, const store::SampleFilter& filter, bool wholeRun)
{
    const std::filesystem::path last = workspace->checkpoint().toStdString();
    const std::filesystem::path run = last.parent_path().parent_path();
    std::string source = last.filename().string() + " of " + run.filename().string();
    runOnProject<inference::ScoreReport>(
        workspace,
        wholeRun ? Workspace::tr("Scoring by all checkpoints of a run")
                 : Workspace::tr("Scoring by a checkpoint"),
        [=](store::Project& project, const JobControl& control) {
            std::vector<std::filesystem::path> checkpoints = {last};
            std::string name = source;
            if (wholeRun) {
                checkpoints = train::RunFolder(run).checkpoints();
                if (!checkpoints.empty())
                    name = "all checkpoints of " + run.filename().string();
            }
            return inference::scoreSamples(project, filter, checkpoints, name, "auto", control);
        },
        [](const inference::ScoreReport& report) { return textOf(report); });
}

void startProposing(Workspace* workspace, const QVector<qint64>& samples,
                    store::Proposal::Kind kind)
{
    auto made = std::make_shared<inference::Proposed>();
    const QString title = kind == store::Proposal::Kind::Caption
                              ? Workspace::tr("Captions proposed by the checkpoint")
                          : kind == store::Proposal::Kind::Answer
                              ? Workspace::tr("Answers proposed by the checkpoint")
                              : Workspace::tr("Boxes proposed by the checkpoint");
    inference::ProposeOptions options;
    options.kind = kind;
    CoreJob* job = workspace->jobs()->start(
        title,
        [folder = workspace->projectFolder().toStdString(),
         ids = std::vector<int64_t>(samples.begin(), samples.end()),
         checkpoint = std::filesystem::path(workspace->checkpoint().toStdString()), options,
         made](const JobControl& control) -> Status {
            auto project = store::Project::open(folder, /*readOnly=*/true);
            if (!project)
                return project.error();
            auto proposed = inference::propose(**project, ids, checkpoint, options, control);
            if (!proposed)
                return proposed.error();
            *made = *std::move(proposed);
            return {};
        });
    QObject::connect(
        job, &CoreJob::succeeded, workspace,
        [workspace, made, folder = workspace->projectFolder()] {
            if (workspace->projectFolder() != folder)
                return workspace->notifyError(
                    Workspace::tr("What the checkpoint proposed was not kept: another project was "
                                  "opened meanwhile"));
            if (made->problems > 0)
                workspace->notifyError(
                    Workspace::tr("%1 of %2 samples could not be asked about, the first because %3")
                        .arg(made->problems)
                        .arg(made->samples)
                        .arg(QString::fromStdString(made->problem)));
            workspace->propose(made->proposals);
        });
    bridge::tellFailure(job, workspace);
}

} // namespace unimo::panels
