// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/run_folder.h"

#include <QWidget>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QStackedWidget;

namespace unimo::bridge {
class DryRun;
class ResumeCheck;
class RunLauncher;
class RunWatcher;
class Workspace;
struct TrainCommand;
} // namespace unimo::bridge

namespace unimo::panels {

class DeviceView;
class DryRunView;
class QueueView;
class RunBox;
class RunControl;
class SettingsForm;

/// Starts training and steers the active run: what is trained on, the recipe as a form, the run's
/// state and buttons, and the command that does the same in a shell.
class TrainPanel : public QWidget
{
    Q_OBJECT
public:
    explicit TrainPanel(bridge::Workspace* workspace, QWidget* parent = nullptr);

    [[nodiscard]] RunControl* control() const { return control_; }

private:
    [[nodiscard]] QWidget* buildWhat();
    [[nodiscard]] QWidget* buildCommandLine();
    void connectDryRun();
    void connectRunBox();
    /// Queue, devices and the badge (train_panel_queue.cpp).
    [[nodiscard]] QWidget* buildRight();
    void connectQueue();
    void connectDevice();
    void connectResume();

    void openProject();
    void readData();
    void showData(const std::vector<std::pair<std::string, int64_t>>& splits);
    void choosePreset();
    void editRun(const QString& run);
    void showPlan();
    void followActiveRun();
    void setStatus(const train::RunStatus& status);
    void readRunRecipe();

    [[nodiscard]] bridge::TrainCommand command() const;
    void doMain();
    void start();
    void restart();
    void launch(const bridge::TrainCommand& wanted);
    void send(const train::ControlCommand& command, const QString& asked);

    bridge::Workspace* workspace_;
    bridge::RunLauncher* launcher_;
    bridge::RunWatcher* watcher_;
    RunControl* control_;
    RunBox* box_;
    SettingsForm* form_;
    bridge::DryRun* dryRun_;
    DryRunView* dryRunView_;
    QueueView* queue_;
    DeviceView* device_;
    bridge::ResumeCheck* resume_;
    QStackedWidget* pages_; ///< everything, or the empty state
    QComboBox* preset_;
    QLabel* presetError_;
    QLabel* project_;
    QLabel* data_;
    QLabel* dataWarning_;
    QLabel* plan_;
    QLineEdit* commandLine_;
    QSpinBox* processes_;
    std::vector<std::pair<std::string, int64_t>> splits_;
};

} // namespace unimo::panels
