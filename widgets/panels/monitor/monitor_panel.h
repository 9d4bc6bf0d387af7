// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"
#include "core/train/run_folder.h"
#include "widgets/bridge/found_run.h"
#include "widgets/plots/curve_plot.h"

#include <QHash>
#include <QMap>
#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QSlider;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace unimo::bridge {
class ResumeCheck;
class RunWatcher;
class Workspace;
} // namespace unimo::bridge
namespace unimo::plots {
class LanePlot;
}

namespace unimo::panels {

class ChartGrid;
class HistogramsView;
class RunList;
class RunTableModel;
class SamplesView;
class SimilarityView;
class StateLine;

/// Watches the project's runs live: run table, charts by tag, where the time of a step goes, and
/// sample texts. The active run is the workspace's; any number of runs can be compared.
class MonitorPanel : public QWidget
{
    Q_OBJECT
public:
    explicit MonitorPanel(bridge::Workspace* workspace, QWidget* parent = nullptr);

    /// The table of runs, for what the window's menus do with it.
    [[nodiscard]] RunList* runList() const { return list_; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] QWidget* buildEmpty();
    [[nodiscard]] QWidget* buildControls();
    [[nodiscard]] QWidget* buildBottom();
    void connectWatcher();

    void openProject();
    void setRuns(const bridge::FoundRuns& runs);
    void forgetRun(const QString& run);
    [[nodiscard]] QString newestListed() const;
    void setStatus(const train::RunStatus& status, const QString& run);
    void addEvents(const QString& run, const events::EventBatch& batch);
    void addMarks(const QString& run, const events::Series<events::ScalarPoint>& scalars);
    void setShown(const QString& run, bool shown);
    void styleRun(const QString& run);
    void groupCurves();
    void followActiveRun();
    void showActiveRun();
    void fillLanes();
    void fillCurveMenu(const QString& run, qint64 step, QMenu* menu);
    /// Holds Query on to the checkpoint that stands for this step, and shows it.
    void askAt(const QString& run, qint64 step);
    void placeMarks();
    void applyFilter();
    void applySmoothing();
    void showWhatThereIs();

    bridge::Workspace* workspace_;
    bridge::RunWatcher* watcher_;
    RunTableModel* runs_;
    RunList* list_;
    StateLine* state_;
    ChartGrid* charts_;
    plots::LanePlot* lanes_;
    SamplesView* samples_;
    HistogramsView* histograms_;
    SimilarityView* similarity_;
    bridge::ResumeCheck* resume_;
    QStackedWidget* pages_;  ///< everything, or the empty state
    QStackedWidget* center_; ///< charts, or why there are none
    QLabel* waiting_;
    QLineEdit* filter_;
    QComboBox* smoothingKind_;
    QSlider* smoothing_;
    QLabel* smoothingText_;
    QComboBox* xAxis_;
    QToolButton* logX_;
    QToolButton* logY_;
    QHash<QString, QMap<qint64, QStringList>> changes_; ///< by run and step: settings changed live
};

} // namespace unimo::panels
