// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/resume_check.h"

#include "core/store/project.h"
#include "core/train/circumstances.h"
#include "core/train/recipe.h"
#include "widgets/bridge/workspace.h"

#include <QFutureWatcher>
#include <QStringList>
#include <QtConcurrent>
#include <optional>

namespace unimo::bridge {
namespace {

constexpr int kAgainAfterMs = 1000; ///< edits of the data come in rows

/// None: there is nothing to resume, or nothing can be said of it.
std::optional<ResumeReport> report(const QString& project, const QString& path,
                                   const train::RunStatus& status)
{
    const train::RunFolder run(path.toStdString());
    if (train::isComplete(run, status))
        return std::nullopt;
    const auto opened = store::Project::open(project.toStdString(), /*readOnly=*/true);
    const auto recipe = train::loadRecipe(run.recipeFile().string());
    if (!opened || !recipe)
        return std::nullopt;
    const auto now = train::circumstancesNow(*recipe, (*opened)->dataVersion());
    if (!now)
        return std::nullopt;
    return ResumeReport{path, train::resumeObstacles(run, *now)};
}

} // namespace

ResumeCheck::ResumeCheck(Workspace* workspace, QObject* parent)
    : QObject(parent), workspace_(workspace)
{
    again_.setSingleShot(true);
    again_.setInterval(kAgainAfterMs);
    connect(&again_, &QTimer::timeout, this, [this] {
        asked_.clear();
        look(run_, status_);
    });
    connect(workspace_, &Workspace::dataChanged, &again_, qOverload<>(&QTimer::start));
}

void ResumeCheck::forget()
{
    run_.clear();
    asked_.clear();
    Q_EMIT gone();
}

void ResumeCheck::look(const QString& run, const train::RunStatus& status)
{
    if (run.isEmpty() || !status.canRestart())
        return forget();
    run_ = run;
    status_ = status;
    const QString wanted =
        QStringLiteral("%1\n%2\n%3")
            .arg(run, QString::fromStdString(status.lastCheckpoint), QString::number(status.step));
    if (wanted == asked_)
        return;
    Q_EMIT gone(); // until it is known
    if (busy_) {   // one look at the whole data at a time
        again_.start();
        return;
    }
    busy_ = true;
    asked_ = wanted;
    auto* watcher = new QFutureWatcher<std::optional<ResumeReport>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, wanted] {
        watcher->deleteLater();
        busy_ = false;
        if (wanted == asked_ && watcher->result())
            Q_EMIT told(*watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(report, workspace_->projectFolder(), run, status));
}

QString obstacleText(const train::ResumeObstacle& obstacle)
{
    using Kind = train::ResumeObstacle::Kind;
    const auto changed = [&](const QString& text) {
        return text.arg(QString::fromStdString(obstacle.then),
                        QString::fromStdString(obstacle.now));
    };
    switch (obstacle.kind) {
    case Kind::NoCheckpoint:
        return ResumeCheck::tr("There is no complete checkpoint.");
    case Kind::Unknown:
        return ResumeCheck::tr("The checkpoint does not say what it was made with.");
    case Kind::Program:
        return changed(ResumeCheck::tr("The program is another version: %1, now %2."));
    case Kind::Data:
        return ResumeCheck::tr("The data has changed since.");
    case Kind::Recipe:
        return ResumeCheck::tr("The recipe was changed.");
    case Kind::Device:
        return changed(ResumeCheck::tr("It would run on another device: %1, now %2."));
    case Kind::Processor:
        return changed(ResumeCheck::tr("The processor is another: %1, now %2."));
    case Kind::Precision:
        return changed(ResumeCheck::tr("It would compute in another precision: %1, now %2."));
    case Kind::Threads:
        return changed(ResumeCheck::tr("It would use another number of threads: %1, now %2."));
    case Kind::Processes:
        return changed(ResumeCheck::tr("It would run in another number of processes: %1, now %2."));
    case Kind::Gpu:
        return ResumeCheck::tr("Sums on a GPU come in no fixed order.");
    case Kind::Clock:
        return ResumeCheck::tr("The run ends by time, and its learning rate follows the clock.");
    }
    return {};
}

QString badgeText(const ResumeReport& report)
{
    return report.isExact() ? ResumeCheck::tr("✓ Resumes exactly")
                            : ResumeCheck::tr("≈ Resumes, not exactly");
}

QString badgeToolTip(const ResumeReport& report)
{
    if (report.isExact())
        return ResumeCheck::tr(
            "Continued from its last checkpoint, the run gives the same numbers bit for bit "
            "as if it had never stopped.");
    QStringList lines = {ResumeCheck::tr(
        "Continued from its last checkpoint, the run goes on, but its numbers will differ "
        "from those of a run that never stopped:")};
    for (const train::ResumeObstacle& obstacle : report.obstacles)
        lines << QStringLiteral("• ") + obstacleText(obstacle);
    return lines.join(QLatin1Char('\n'));
}

} // namespace unimo::bridge
