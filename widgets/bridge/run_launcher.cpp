// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_launcher.h"

#include "core/train/run_start.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTimer>
#include <csignal>

namespace unimo::bridge {
namespace {

constexpr int kLookEveryMs = 500;

train::RunFolder folderOf(const QString& run)
{
    return train::RunFolder(run.toStdString());
}

QString quoted(const QString& word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./=:,+@%-]+$"));
    if (plain.match(word).hasMatch())
        return word;
    QString inner = word;
    inner.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + inner + QLatin1Char('\'');
}

/// A process whose parent has not asked for its end yet still has an entry: it is over all the
/// same.
bool isAlive(qint64 pid)
{
    if (::kill(static_cast<pid_t>(pid), 0) != 0)
        return false;
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return true; // no such file system here
    const QByteArray line = stat.readAll();
    return !line.mid(line.lastIndexOf(')')).startsWith(") Z");
}

/// Why it never spoke for itself.
std::string reason(const train::RunFolder& run)
{
    const std::string words = train::lastWords(run);
    return words.empty()
               ? QCoreApplication::translate(
                     "RunLauncher", "The training process ended before it began, and said nothing")
                     .toStdString()
               : words;
}

/// Starts the program with what it prints in a file, as a process that outlives this one.
Status startDetached(const QString& program, const QStringList& arguments, const QString& console,
                     QIODevice::OpenModeFlag mode, qint64* pid)
{
    QProcess process;
    process.setProgram(program);
    process.setArguments(arguments);
    process.setStandardOutputFile(console, mode);
    process.setStandardErrorFile(console, QIODevice::Append);
    process.setStandardInputFile(QProcess::nullDevice());
    if (process.startDetached(pid)) // in a session of its own
        return {};
    return Error{ErrorKind::Io,
                 "the process cannot be started: " + process.errorString().toStdString(),
                 program.toStdString(),
                 {}};
}

} // namespace

QStringList TrainCommand::arguments() const
{
    QStringList words = {QStringLiteral("train"), QStringLiteral("--project"), project,
                         QStringLiteral("--run"), run};
    if (resume)
        words << QStringLiteral("--resume");
    else
        words << QStringLiteral("--recipe") << recipe;
    for (const auto& [key, value] : changes)
        words << QStringLiteral("--set") << key + QLatin1Char('=') + value;
    if (processes > 1)
        words << QStringLiteral("--processes") << QString::number(processes);
    words << QStringLiteral("--background");
    return words;
}

QStringList TrainCommand::dryRunArguments() const
{
    QStringList words = {QStringLiteral("train"),
                         QStringLiteral("--dry-run"),
                         QStringLiteral("--json"),
                         QStringLiteral("--project"),
                         project,
                         QStringLiteral("--recipe"),
                         recipe};
    for (const auto& [key, value] : changes)
        words << QStringLiteral("--set") << key + QLatin1Char('=') + value;
    return words;
}

QString TrainCommand::text() const
{
    QStringList words = {QStringLiteral("unimo")};
    for (const QString& word : arguments())
        words << quoted(word);
    return words.join(QLatin1Char(' '));
}

RunLauncher::RunLauncher(QObject* parent) : QObject(parent) {}

Result<QString> RunLauncher::program()
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString& candidate :
         {qEnvironmentVariable("UNIMO_BIN"), here.filePath(QStringLiteral("unimo")),
          here.filePath(QStringLiteral("../cli/unimo"))})
        if (!candidate.isEmpty() && QFileInfo(candidate).isExecutable() &&
            QFileInfo(candidate).isFile())
            return QFileInfo(candidate).canonicalFilePath();
    if (QString found = QStandardPaths::findExecutable(QStringLiteral("unimo")); !found.isEmpty())
        return found;
    return Error{ErrorKind::Io, "the unimo program was not found", here.path().toStdString(),
                 "install it beside the window's program, or set UNIMO_BIN to its place"};
}

Status RunLauncher::start(const TrainCommand& command)
{
    const auto found = program();
    if (!found)
        return found.error();
    if (!QDir().mkpath(command.run))
        return Error{ErrorKind::Io, "the run folder cannot be made", command.run.toStdString(),
                     "check that the project folder can be written to"};
    const train::RunFolder run = folderOf(command.run);
    if (Status marked = train::markStarting(run); !marked)
        return marked;
    qint64 pid = 0;
    if (Status started = startDetached(*found, command.arguments(),
                                       QString::fromStdString(train::consoleFile(run).string()),
                                       QIODevice::Truncate, &pid);
        !started)
        return started;
    watchStart(command.run, pid);
    return {};
}

Status RunLauncher::startQueueWorker(const QString& project)
{
    const auto found = program();
    if (!found)
        return found.error();
    qint64 pid = 0;
    return startDetached(
        *found,
        {QStringLiteral("queue"), QStringLiteral("work"), QStringLiteral("--project"), project},
        QDir(project).filePath(QStringLiteral("runs/queue.log")), QIODevice::Append, &pid);
}

void RunLauncher::watchStart(const QString& run, qint64 pid)
{
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [timer, run, pid] {
        const bool alive = isAlive(pid); // asked first: its last status was written before its end
        const auto status = folderOf(run).status();
        if (status && status->pid != 0) {
            timer->deleteLater(); // it speaks for itself now
        } else if (!alive) {
            timer->deleteLater();
            (void)train::markFailed(folderOf(run), // else the next look finds it lost
                                    reason(folderOf(run)));
        }
    });
    timer->start(kLookEveryMs);
}

Status RunLauncher::send(const QString& run, const train::ControlCommand& command)
{
    return folderOf(run).send(command);
}

} // namespace unimo::bridge
