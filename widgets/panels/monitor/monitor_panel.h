// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/events/event_history.h"
#include "core/train/run_folder.h"
#include "widgets/plots/curve_plot.h"

#include <QHash>
#include <QMap>
#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;
class QSortFilterProxyModel;
class QSplitter;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace unimo::bridge {
class RunWatcher;
class Workspace;
} // namespace unimo::bridge
namespace unimo::plots {
class LanePlot;
}

namespace unimo::panels {

class ChartGrid;
class RunTableModel;
class SamplesView;
class StateLine;

/// Watches the project's runs live: run table, charts by tag, where the time of a step goes, and
/// sample texts. The active run is the workspace's; any number of runs can be compared.
class MonitorPanel : public QWidget
{
    Q_OBJECT
public:
    explicit MonitorPanel(bridge::Workspace* workspace, QWidget* parent = nullptr);

private:
    [[nodiscard]] QWidget* buildRuns();
    [[nodiscard]] QWidget* buildControls();
    [[nodiscard]] QWidget* buildBottom();
    void connectWatcher();

    void openProject();
    void setRuns(const QStringList& runs);
    void setStatus(const train::RunStatus& status, const QString& run);
    void addEvents(const QString& run, const events::EventBatch& batch);
    void addMarks(const QString& run, const events::Series<events::ScalarPoint>& scalars);
    void setShown(const QString& run, bool shown);
    void styleRun(const QString& run);
    void followActiveRun();
    void fillLanes();
    void placeMarks();
    void applyFilter();
    void applySmoothing();
    void openRunMenu(const QPoint& position);
    void showWhatThereIs();

    bridge::Workspace* workspace_;
    bridge::RunWatcher* watcher_;
    RunTableModel* runs_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    StateLine* state_;
    ChartGrid* charts_;
    plots::LanePlot* lanes_;
    SamplesView* samples_;
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
