// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/panels/train/run_control.h"

#include <QWidget>

class QFrame;
class QLabel;
class QProgressBar;
class QPushButton;

namespace unimo::bridge {
struct ResumeReport;
}
namespace unimo::look {
class Badge;
}

namespace unimo::panels {

class LiveSettings;

/// The active run: the big button whose label is the state, what else can be done with the run,
/// how far it is, why it failed, and what may be changed while it goes on. Shows a RunControl.
class RunBox : public QWidget
{
    Q_OBJECT
public:
    explicit RunBox(RunControl* control, QWidget* parent = nullptr);

    void setRun(const QString& name);
    /// Whether a restart would be exact; shown while a restart is possible.
    void setResume(const bridge::ResumeReport& report);
    void clearResume();
    [[nodiscard]] LiveSettings* liveSettings() const { return live_; }

Q_SIGNALS:
    void mainClicked();
    void queueClicked();
    void stopClicked();
    void checkpointClicked();
    void restartClicked();
    void watchClicked();
    void logClicked();

private:
    [[nodiscard]] QWidget* buildProgress();
    [[nodiscard]] QWidget* buildTrouble();
    void showState();
    void showProgress();
    void showTrouble();

    RunControl* control_;
    QLabel* name_;
    QPushButton* main_;
    QPushButton* queue_;
    QPushButton* stop_;
    QPushButton* checkpoint_;
    QPushButton* restart_;
    look::Badge* resume_;
    QWidget* progressArea_;
    QLabel* state_;
    QProgressBar* bar_;
    QLabel* left_;
    QLabel* numbers_;
    QFrame* trouble_;
    QLabel* what_;
    QLabel* next_;
    QWidget* liveArea_;
    LiveSettings* live_;
};

} // namespace unimo::panels
