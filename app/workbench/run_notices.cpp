// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/run_notices.h"

#include "widgets/bridge/run_edits.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QVariantMap>
#include <QWidget>
#include <utility>

namespace unimo::workbench {
namespace {

/// The desktop's notification, which stays when the window is behind others. Where there is no
/// session bus or nobody on it who shows them, nothing happens.
void notifyDesktop(const QString& text)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"),
        QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    constexpr int kUsualTime = -1;
    call << QApplication::applicationDisplayName() << 0U << QString()
         << QStringLiteral("UNIMO Workbench") << text << QStringList() << QVariantMap()
         << kUsualTime;
    bus.asyncCall(call);
}

} // namespace

RunNotices::RunNotices(bridge::Workspace* workspace, QWidget* window, int stallMs)
    : QObject(window), workspace_(workspace), window_(window)
{
    stall_.setSingleShot(true);
    stall_.setInterval(stallMs);
    connect(&stall_, &QTimer::timeout, this, &RunNotices::lookForStall);
}

void RunNotices::take(const train::RunStatus& status, const QString& run)
{
    using State = train::RunState;
    const bool same = run == run_;
    const train::RunStatus before = std::exchange(last_, status);
    run_ = run;
    if (status.state != State::Running)
        stall_.stop();
    else if (!same || before.state != State::Running || before.step != status.step)
        stall_.start();
    // What was over before it was looked at is no news.
    if (!same || before.state == status.state)
        return;
    const QString name = bridge::runName(run);
    if (status.state == State::Finished)
        tell(tr("%1 has finished: step %2, loss %3.")
                 .arg(name, look::formatCount(status.step), QString::number(status.loss, 'g', 4)),
             false);
    else if (status.state == State::Failed)
        tell(tr("%1 has failed: %2").arg(name, QString::fromStdString(status.error)), true);
    else if (status.state == State::Lost)
        tell(tr("The process of %1 is gone. Its last checkpoint can be continued.").arg(name),
             true);
}

void RunNotices::lookForStall()
{
    tell(tr("%1 has made no step for %2.")
             .arg(bridge::runName(run_), look::formatDuration(stall_.interval() / 1000.0)),
         true);
}

void RunNotices::tell(const QString& text, bool isError)
{
    if (isError)
        workspace_->notifyError(text);
    else
        workspace_->notify(text);
    if (window_->isActiveWindow())
        return;
    QApplication::alert(window_);
    notifyDesktop(text);
}

} // namespace unimo::workbench
