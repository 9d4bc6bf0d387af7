// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QThread>
#include <QVector>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace unimo::bridge {

/// A core function at work on a thread of its own. Exceptions end here, as Error values.
/// Signals arrive on the GUI thread; progress at most about 20 times a second.
class CoreJob : public QObject
{
    Q_OBJECT
public:
    using Work = std::function<Status(const JobControl&)>;

    CoreJob(QString title, Work work, QObject* parent = nullptr);
    /// Stops the job and waits for it.
    ~CoreJob() override;

    [[nodiscard]] const QString& title() const { return title_; }
    [[nodiscard]] const ProgressState& progress() const { return progress_; }
    [[nodiscard]] bool running() const { return running_; }
    /// -1 while it cannot be told.
    [[nodiscard]] double remainingSeconds() const;

    void start();
    void cancel() { stop_.request_stop(); }

Q_SIGNALS:
    void progressChanged();
    /// Ended without an error.
    void succeeded();
    /// Ended with an error; kind Cancelled when cancel() was asked for.
    void failed(const unimo::Error& error);
    /// Always last.
    void finished();

private:
    void run();
    void report(const ProgressState& state);
    void end(const std::optional<Error>& error);

    QString title_;
    Work work_;
    std::unique_ptr<QThread> thread_;
    std::stop_source stop_;
    ProgressState progress_;
    QElapsedTimer elapsed_;     ///< since start()
    QElapsedTimer sinceReport_; ///< touched by the job's thread only
    bool running_ = false;
};

/// The jobs now running; the strip at the window's bottom shows them.
class JobRunner : public QObject
{
    Q_OBJECT
public:
    explicit JobRunner(QObject* parent = nullptr);

    /// Starts a function; the job deletes itself after finished(). Connect to it before control
    /// goes back to the event loop.
    CoreJob* start(const QString& title, CoreJob::Work work);
    [[nodiscard]] const QVector<CoreJob*>& jobs() const { return jobs_; }

Q_SIGNALS:
    void jobStarted(unimo::bridge::CoreJob* job);
    void jobFinished(unimo::bridge::CoreJob* job);

private:
    QVector<CoreJob*> jobs_;
};

} // namespace unimo::bridge
