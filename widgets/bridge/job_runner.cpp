// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/job_runner.h"

#include <utility>

namespace unimo::bridge {
namespace {

constexpr qint64 kReportEveryMs = 50;

} // namespace

CoreJob::CoreJob(QString title, Work work, QObject* parent)
    : QObject(parent), title_(std::move(title)), work_(std::move(work))
{
}

CoreJob::~CoreJob()
{
    cancel();
    if (thread_)
        thread_->wait();
}

double CoreJob::remainingSeconds() const
{
    if (progress_.total <= 0 || progress_.done <= 0)
        return -1;
    const double seconds = static_cast<double>(elapsed_.elapsed()) / 1000;
    return seconds * static_cast<double>(progress_.total - progress_.done) /
           static_cast<double>(progress_.done);
}

void CoreJob::start()
{
    running_ = true;
    elapsed_.start();
    thread_.reset(QThread::create([this] { run(); }));
    thread_->setObjectName(title_);
    thread_->start();
}

void CoreJob::run()
{
    std::optional<Error> error;
    try {
        const JobControl control{stop_.get_token(),
                                 [this](const ProgressState& state) { report(state); }};
        if (const Status status = work_(control); !status)
            error = status.error();
    } catch (...) {
        error = currentExceptionAsError();
    }
    QMetaObject::invokeMethod(
        this, [this, error] { end(error); }, Qt::QueuedConnection);
}

void CoreJob::report(const ProgressState& state)
{
    if (sinceReport_.isValid() && sinceReport_.elapsed() < kReportEveryMs &&
        state.done != state.total)
        return;
    sinceReport_.start();
    QMetaObject::invokeMethod(
        this,
        [this, state] {
            progress_ = state;
            Q_EMIT progressChanged();
        },
        Qt::QueuedConnection);
}

void CoreJob::end(const std::optional<Error>& error)
{
    running_ = false;
    if (error)
        Q_EMIT failed(*error);
    else
        Q_EMIT succeeded();
    Q_EMIT finished();
}

JobRunner::JobRunner(QObject* parent) : QObject(parent) {}

CoreJob* JobRunner::start(const QString& title, CoreJob::Work work)
{
    auto* job = new CoreJob(title, std::move(work), this);
    jobs_.push_back(job);
    connect(job, &CoreJob::finished, this, [this, job] {
        jobs_.removeOne(job);
        Q_EMIT jobFinished(job);
        job->deleteLater();
    });
    job->start();
    Q_EMIT jobStarted(job);
    return job;
}

} // namespace unimo::bridge
