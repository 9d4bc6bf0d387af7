// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/run_box.h"

#include "core/train/recipe.h"
#include "widgets/bridge/resume_check.h"
#include "widgets/bridge/run_progress.h"
#include "widgets/look/badge.h"
#include "widgets/look/theme.h"
#include "widgets/panels/train/live_settings.h"

#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

namespace unimo::panels {

using train::RunState;

RunBox::RunBox(RunControl* control, QWidget* parent)
    : QWidget(parent), control_(control), name_(new QLabel), main_(new QPushButton),
      queue_(new QPushButton(tr("Add to queue"))), stop_(new QPushButton(tr("Stop"))),
      checkpoint_(new QPushButton(tr("Checkpoint now"))), restart_(new QPushButton),
      resume_(new look::Badge(QStringLiteral("good"))), state_(new QLabel), bar_(new QProgressBar),
      left_(new QLabel), numbers_(new QLabel), trouble_(new QFrame), what_(new QLabel),
      next_(new QLabel), liveArea_(new QWidget), live_(new LiveSettings(train::recipeTable()))
{
    name_->setProperty("heading", true);
    name_->setWordWrap(true);
    main_->setObjectName(QStringLiteral("main"));
    main_->setProperty("accent", true);
    main_->setMinimumHeight(48);
    QFont large = main_->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    main_->setFont(large);
    queue_->setObjectName(QStringLiteral("queue add"));
    queue_->setMinimumHeight(48);
    queue_->setToolTip(tr("Puts a run of these settings at the end of the queue"));
    resume_->setObjectName(QStringLiteral("resume badge"));
    resume_->hide();
    stop_->setObjectName(QStringLiteral("stop"));
    stop_->setToolTip(tr("Writes a checkpoint and ends the run; it can be continued later"));
    checkpoint_->setObjectName(QStringLiteral("checkpoint"));
    checkpoint_->setToolTip(tr("Writes a checkpoint after the current step and goes on"));
    restart_->setObjectName(QStringLiteral("restart"));

    auto* liveTitle = new QLabel(tr("Change while it runs"));
    liveTitle->setProperty("heading", true);
    liveTitle->setToolTip(tr("Applied between two steps, and marked on the curves"));
    auto* liveLayout = new QVBoxLayout(liveArea_);
    liveLayout->setContentsMargins(0, 8, 0, 0);
    liveLayout->addWidget(liveTitle);
    liveLayout->addWidget(live_);

    auto* first = new QHBoxLayout;
    first->addWidget(main_, 1);
    first->addWidget(queue_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(stop_);
    buttons->addWidget(checkpoint_);
    progressArea_ = buildProgress();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(first);
    layout->addLayout(buttons);
    layout->addWidget(restart_);
    layout->addWidget(resume_, 0, Qt::AlignLeft);
    layout->addWidget(name_);
    layout->addWidget(progressArea_);
    layout->addWidget(buildTrouble());
    layout->addWidget(liveArea_);

    connect(main_, &QPushButton::clicked, this, &RunBox::mainClicked);
    connect(queue_, &QPushButton::clicked, this, &RunBox::queueClicked);
    connect(stop_, &QPushButton::clicked, this, &RunBox::stopClicked);
    connect(checkpoint_, &QPushButton::clicked, this, &RunBox::checkpointClicked);
    connect(restart_, &QPushButton::clicked, this, &RunBox::restartClicked);
    connect(control_, &RunControl::changed, this, &RunBox::showState);
    showState();
}

QWidget* RunBox::buildProgress()
{
    auto* area = new QWidget;
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    numbers_->setWordWrap(true);
    numbers_->setProperty("muted", true);
    left_->setAlignment(Qt::AlignRight);
    auto* watch = new QPushButton(tr("Watch the curves"));
    connect(watch, &QPushButton::clicked, this, &RunBox::watchClicked);

    auto* line = new QHBoxLayout;
    line->addWidget(state_, 1);
    line->addWidget(left_);
    auto* layout = new QVBoxLayout(area);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addWidget(bar_);
    layout->addWidget(numbers_);
    layout->addWidget(watch, 0, Qt::AlignLeft);
    return area;
}

QWidget* RunBox::buildTrouble()
{
    trouble_->setProperty("card", true);
    trouble_->setObjectName(QStringLiteral("trouble"));
    what_->setProperty("bad", true);
    for (QLabel* label : {what_, next_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* log = new QPushButton(tr("Show the log"));
    connect(log, &QPushButton::clicked, this, &RunBox::logClicked);
    auto* layout = new QVBoxLayout(trouble_);
    layout->addWidget(what_);
    layout->addWidget(next_);
    layout->addWidget(log, 0, Qt::AlignLeft);
    return trouble_;
}

void RunBox::setRun(const QString& name)
{
    name_->setText(name);
    name_->setVisible(!name.isEmpty());
}

void RunBox::setResume(const bridge::ResumeReport& report)
{
    resume_->setText(bridge::badgeText(report));
    resume_->setToolTip(bridge::badgeToolTip(report));
    resume_->setColor(report.isExact() ? QStringLiteral("good") : QStringLiteral("warning"));
    resume_->show();
}

void RunBox::clearResume()
{
    resume_->hide();
}

void RunBox::showState()
{
    main_->setText(control_->mainLabel());
    main_->setEnabled(control_->mainAction() != RunControl::Action::None);
    stop_->setVisible(control_->isLive());
    stop_->setEnabled(control_->canStop());
    checkpoint_->setVisible(control_->isLive());
    checkpoint_->setEnabled(control_->canCheckpoint());
    restart_->setVisible(control_->canRestart());
    if (control_->canRestart()) {
        const QString last = QString::fromStdString(control_->status()->lastCheckpoint);
        restart_->setText(tr("Continue this run"));
        restart_->setToolTip(tr("Goes on from checkpoint %1").arg(last));
    }
    liveArea_->setVisible(control_->isLive());
    live_->setEditable(control_->canSet());
    showProgress();
    showTrouble();
}

void RunBox::showProgress()
{
    progressArea_->setVisible(control_->status().has_value());
    if (!control_->status())
        return;
    const train::RunStatus& status = *control_->status();
    state_->setText(bridge::stateText(status.state) + QStringLiteral("  ·  ") +
                    (status.totalSteps > 0 ? tr("step %1 of %2")
                                                 .arg(look::formatCount(status.step),
                                                      look::formatCount(status.totalSteps))
                                           : tr("step %1").arg(look::formatCount(status.step))));
    const double share = bridge::progressOf(status);
    bar_->setVisible(share >= 0);
    bar_->setValue(static_cast<int>(std::lround(1000 * share)));
    const bool known = control_->isLive() && status.remainingSeconds >= 0;
    left_->setText(known ? tr("%1 left").arg(look::formatDuration(status.remainingSeconds))
                         : QString());
    QStringList lines;
    if (status.step > 0)
        lines << tr("Loss %1, %2 samples/s")
                     .arg(status.loss, 0, 'g', 4)
                     .arg(status.samplesPerSecond, 0, 'f', 1);
    if (status.elapsedSeconds > 0)
        lines << tr("%1 trained").arg(look::formatDuration(status.elapsedSeconds));
    if (status.memoryBytes > 0)
        lines << tr("Peak memory %1").arg(look::formatBytes(status.memoryBytes));
    if (!status.lastCheckpoint.empty())
        lines << tr("Last checkpoint %1").arg(QString::fromStdString(status.lastCheckpoint));
    numbers_->setText(lines.join(QLatin1Char('\n')));
}

void RunBox::showTrouble()
{
    const auto& status = control_->status();
    const bool failed = status && status->state == RunState::Failed;
    const bool lost = status && status->state == RunState::Lost;
    trouble_->setVisible(failed || lost);
    if (failed)
        what_->setText(status->error.empty() ? tr("The run failed without saying why.")
                                             : QString::fromStdString(status->error));
    else if (lost)
        what_->setText(tr("The training process is gone: it gave no sign of life."));
    if (failed || lost)
        next_->setText(
            control_->canRestart()
                ? tr("Nothing up to the last checkpoint is lost: “Continue this run” goes "
                     "on from there.")
                : tr("There is no checkpoint to go on from. Change what the message names, "
                     "then start a new run."));
}

} // namespace unimo::panels
