// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/job_row.h"

#include "widgets/look/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>
#include <cmath>

namespace unimo::shell {

using look::Theme;

namespace {

constexpr int kFine = 1000; ///< steps of the progress bar
constexpr int kBarWidth = 160;

} // namespace

JobRow::JobRow(const QString& title, QWidget* parent)
    : QWidget(parent), what_(new QLabel), bar_(new QProgressBar), percent_(new QLabel),
      left_(new QLabel), pause_(new QToolButton), stop_(new QToolButton)
{
    auto* name = new QLabel(title);
    name->setProperty("heading", true);
    what_->setProperty("muted", true);
    bar_->setTextVisible(false);
    bar_->setMinimumWidth(kBarWidth);
    bar_->setAccessibleName(title);
    for (QLabel* label : {percent_, left_}) {
        label->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0:00:00 left")));
        label->setProperty("muted", true);
    }
    percent_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
    percent_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    pause_->hide();
    stop_->setToolTip(tr("Stop"));
    stop_->setAccessibleName(tr("Stop %1").arg(title));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 4, 0);
    layout->setSpacing(12);
    layout->addWidget(name);
    layout->addWidget(what_);
    layout->addWidget(bar_, 1);
    layout->addWidget(percent_);
    layout->addWidget(left_);
    layout->addWidget(pause_);
    layout->addWidget(stop_);

    connect(pause_, &QToolButton::clicked, this,
            [this] { paused_ ? Q_EMIT resumeWanted() : Q_EMIT pauseWanted(); });
    connect(stop_, &QToolButton::clicked, this, &JobRow::stopWanted);
    connect(&Theme::instance(), &Theme::changed, this, &JobRow::takeIcons);
    takeIcons();
}

void JobRow::takeIcons()
{
    pause_->setIcon(
        Theme::instance().icon(paused_ ? QStringLiteral("play") : QStringLiteral("pause")));
    stop_->setIcon(Theme::instance().icon(QStringLiteral("stop")));
}

void JobRow::setProgress(const QString& what, double share, double remainingSeconds)
{
    what_->setText(what);
    if (share < 0) {
        bar_->setRange(0, 0);
        percent_->clear();
    } else {
        bar_->setRange(0, kFine);
        bar_->setValue(static_cast<int>(std::lround(std::min(share, 1.0) * kFine)));
        percent_->setText(tr("%1 %").arg(std::min(share, 1.0) * 100, 0, 'f', 0));
    }
    left_->setText(remainingSeconds < 0
                       ? QString()
                       : tr("%1 left").arg(look::formatDuration(remainingSeconds)));
}

void JobRow::setPauseButton(bool visible, bool paused)
{
    paused_ = paused;
    pause_->setVisible(visible);
    pause_->setToolTip(paused ? tr("Go on") : tr("Pause"));
    pause_->setAccessibleName(pause_->toolTip());
    takeIcons();
}

void JobRow::setStopEnabled(bool enabled)
{
    stop_->setEnabled(enabled);
}

} // namespace unimo::shell
