// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/monitor/state_line.h"

#include "widgets/bridge/resume_check.h"
#include "widgets/bridge/run_progress.h"
#include "widgets/look/badge.h"
#include "widgets/look/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <algorithm>
#include <cmath>

namespace unimo::panels {

StateLine::StateLine(QWidget* parent)
    : QWidget(parent), name_(new QLabel), what_(new QLabel),
      badge_(new look::Badge(QStringLiteral("warning"))),
      resume_(new look::Badge(QStringLiteral("good"))), progress_(new QProgressBar),
      left_(new QLabel)
{
    name_->setProperty("heading", true);
    progress_->setTextVisible(false);
    progress_->setRange(0, 1000);
    progress_->setFixedWidth(120);
    // The line gives way to a wide run table; its tooltip says all of it.
    what_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    badge_->setObjectName(QStringLiteral("bottleneck"));
    badge_->setText(tr("⚠ Loader is the bottleneck"));
    badge_->hide();
    left_->setProperty("muted", true);
    resume_->setObjectName(QStringLiteral("resume badge"));
    resume_->hide();

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(name_);
    layout->addWidget(what_, 1);
    layout->addWidget(badge_);
    layout->addWidget(resume_);
    layout->addWidget(progress_);
    layout->addWidget(left_);
}

void StateLine::setRun(const QString& name, const QString& what)
{
    name_->setText(name);
    what_->setText(what);
    what_->setToolTip(what);
    for (QWidget* widget : {static_cast<QWidget*>(badge_), static_cast<QWidget*>(progress_),
                            static_cast<QWidget*>(left_)})
        widget->hide();
}

void StateLine::setStatus(const train::RunStatus& status)
{
    QStringList parts = {bridge::stateText(status.state)};
    parts << (status.totalSteps > 0
                  ? tr("step %1 of %2")
                        .arg(look::formatCount(status.step), look::formatCount(status.totalSteps))
                  : tr("step %1").arg(look::formatCount(status.step)));
    if (status.step > 0)
        parts << tr("loss %1").arg(std::isfinite(status.loss) ? QString::number(status.loss, 'f', 3)
                                                              : QStringLiteral("NaN"));
    what_->setText(parts.join(QStringLiteral("  ·  ")));
    what_->setToolTip(status.error.empty() ? what_->text() : QString::fromStdString(status.error));

    const double share = bridge::progressOf(status);
    progress_->setVisible(share >= 0);
    progress_->setValue(static_cast<int>(std::lround(1000 * share)));
    progress_->setToolTip(tr("%1 % done").arg(100 * share, 0, 'f', 0));
    const bool goesOn =
        status.state == train::RunState::Running || status.state == train::RunState::Paused;
    left_->setVisible(goesOn && status.remainingSeconds >= 0);
    left_->setText(tr("%1 left").arg(look::formatDuration(std::max(0.0, status.remainingSeconds))));

    badge_->setVisible(goesOn && status.dataWaitShare > kBottleneckShare);
    badge_->setToolTip(tr("%1 % of a step is spent waiting for data. A faster disk, or precomputed "
                          "region features, would speed training up.")
                           .arg(100 * status.dataWaitShare, 0, 'f', 0));
}

void StateLine::setResume(const bridge::ResumeReport& report)
{
    resume_->setText(bridge::badgeText(report));
    resume_->setToolTip(bridge::badgeToolTip(report));
    resume_->setColor(report.isExact() ? QStringLiteral("good") : QStringLiteral("warning"));
    resume_->show();
}

void StateLine::clearResume()
{
    resume_->hide();
}

} // namespace unimo::panels
