// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace unimo::shell {

/// A running job on one line.
class JobRow : public QWidget
{
    Q_OBJECT
public:
    explicit JobRow(const QString& title, QWidget* parent = nullptr);

    /// share: 0-1, below 0 when the end is not known. remainingSeconds: below 0 when not known.
    void setProgress(const QString& what, double share, double remainingSeconds);
    /// Hidden at first.
    void setPauseButton(bool visible, bool paused);
    void setStopEnabled(bool enabled);

Q_SIGNALS:
    void pauseWanted();
    void resumeWanted();
    void stopWanted();

private:
    void takeIcons();

    QLabel* what_;
    QProgressBar* bar_;
    QLabel* percent_;
    QLabel* left_;
    QToolButton* pause_;
    QToolButton* stop_;
    bool paused_ = false;
};

} // namespace unimo::shell
