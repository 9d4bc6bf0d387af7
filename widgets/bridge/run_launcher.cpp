// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bridge/run_launcher.h"

#include "core/base/host.h"

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
constexpr qint64 kReasonBytes = 4000; ///< of console.txt, at most

train::RunFolder folderOf(const QString& run)
{
    return train::RunFolder(run.toStdString());
}

QString consoleFile(const QString& run)
{
    return QDir(run).filePath(QStringLiteral("console.txt"));
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

/// The last lines that the process printed.
QString reason(const QString& run)
{
    QFile file(consoleFile(run));
    if (file.open(QIODevice::ReadOnly)) {
        file.seek(std::max<qint64>(0, file.size() - kReasonBytes));
        const QStringList lines = QString::fromUtf8(file.readAll()).trimmed().split(u'\n');
        QString text = lines.mid(std::max<qsizetype>(0, lines.size() - 3)).join(u'\n');
        if (!text.isEmpty())
            return text;
    }
    return QCoreApplication::translate(
        "RunLauncher", "The training process ended before it began, and said nothing");
}

void markStarting(const QString& run)
{
    const train::RunFolder folder = folderOf(run);
    train::RunStatus status;
    if (auto before = folder.status())
        status = *before;
    status.state = train::RunState::Starting;
    status.error.clear();
    status.pid = 0;
    status.host = hostName();
    status.heartbeat = unixTime();
    folder.writeStatus(status).orThrow();
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
    QProcess process;
    process.setProgram(*found);
    if (!QDir().mkpath(command.run))
        return Error{ErrorKind::Io, "the run folder cannot be made", command.run.toStdString(),
                     "check that the project folder can be written to"};
    try {
        markStarting(command.run);
    } catch (const ErrorException& exception) {
        return exception.error();
    }
    process.setArguments(command.arguments());
    process.setStandardOutputFile(consoleFile(command.run), QIODevice::Truncate);
    process.setStandardErrorFile(consoleFile(command.run), QIODevice::Append);
    process.setStandardInputFile(QProcess::nullDevice());
    qint64 pid = 0;
    if (!process.startDetached(&pid)) // in a session of its own
        return Error{ErrorKind::Io,
                     "the training process cannot be started: " +
                         process.errorString().toStdString(),
                     process.program().toStdString(),
                     {}};
    watchStart(command.run, pid);
    return {};
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
            train::RunStatus failed = status ? *status : train::RunStatus();
            failed.state = train::RunState::Failed;
            failed.error = reason(run).toStdString();
            (void)folderOf(run).writeStatus(failed); // then the next look finds it lost
        }
    });
    timer->start(kLookEveryMs);
}

Status RunLauncher::send(const QString& run, const train::ControlCommand& command)
{
    return folderOf(run).send(command);
}

} // namespace unimo::bridge
