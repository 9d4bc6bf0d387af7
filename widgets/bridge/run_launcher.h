// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/train/run_folder.h"

#include <QObject>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QVector>

namespace unimo::bridge {

/// What `unimo train` is started with.
struct TrainCommand
{
    QString project;
    QString run;
    QString recipe;                           ///< a preset's name or a file; not used by a resume
    QVector<QPair<QString, QString>> changes; ///< key and value, on top of the recipe
    bool resume = false;
    int processes = 1; ///< of this computer, which train together

    [[nodiscard]] QStringList arguments() const;
    /// Of `unimo train --dry-run --json` with the same recipe.
    [[nodiscard]] QStringList dryRunArguments() const;
    /// As it would be typed in a shell.
    [[nodiscard]] QString text() const;
};

/// Starts training as a process of its own session, which outlives the window, and talks to it
/// through the run folder. Thread: GUI thread.
class RunLauncher : public QObject
{
    Q_OBJECT
public:
    explicit RunLauncher(QObject* parent = nullptr);

    /// The unimo program: $UNIMO_BIN, beside this program, ../cli of a build folder, or on the
    /// path. An error when there is none.
    [[nodiscard]] static Result<QString> program();

    /// Makes the run folder, marks it as starting, and starts the process. What it prints goes to
    /// console.txt in the run folder. A process that ends before it has written its first status
    /// leaves the run as failed, with the end of that text as the reason.
    [[nodiscard]] Status start(const TrainCommand& command);

    /// Starts `unimo queue work` as such a process, whatever the queue holds; one that finds
    /// another at work ends at once. What it prints goes to queue.log in the runs folder. Thread:
    /// any.
    [[nodiscard]] static Status startQueueWorker(const QString& project);

    [[nodiscard]] static Status send(const QString& run, const train::ControlCommand& command);

private:
    void watchStart(const QString& run, qint64 pid);
};

} // namespace unimo::bridge
