// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"
#include "widgets/bridge/map_layout.h"

#include <QHash>
#include <QWidget>
#include <memory>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace unimo::bridge {
class Workspace;
} // namespace unimo::bridge
namespace unimo::look {
class EmptyState;
} // namespace unimo::look
namespace unimo::models {
class ThumbnailLoader;
} // namespace unimo::models
namespace unimo::plots {
class PointMap;
} // namespace unimo::plots

namespace unimo::panels {

class PairTableModel;

/// The common space of a checkpoint: pictures and their captions on one map, how well each pair
/// lies together, the pairs that lie worst, and where a sentence lands. It follows the checkpoint,
/// so that the alignment is seen to form while a run trains.
class MapPanel : public QWidget
{
    Q_OBJECT
public:
    MapPanel(bridge::Workspace* workspace, bridge::EngineThread* engine, QWidget* parent = nullptr);

    /// Picture of the map (PNG, SVG, PDF) or its points (CSV), by the file's ending.
    void exportTo(const QString& file);

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* buildTools();
    [[nodiscard]] QWidget* buildMap();
    [[nodiscard]] QWidget* buildPairs();
    [[nodiscard]] QWidget* buildScrubber();
    void openProject();
    void takeCheckpoint();
    void takeCheckpoints();
    void encodeIfSeen();
    void take(const std::shared_ptr<const inference::PairVectors>& pairs);
    void takePlaces(const std::vector<maps::Point>& places);
    void showOverview();
    void takeFailure(const Error& error);
    void fetchFiles();
    void layOut();
    void showLine();
    void choosePair(int pair);
    void chooseArea(const QSet<int>& pairs);
    void followSelection();
    void followPrimary();
    void showHint(int pair, const QPoint& at);
    void placeProbe(const std::vector<float>& vector);
    void chooseExport();

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    bridge::MapLayout* layout_;
    models::ThumbnailLoader* thumbnails_;
    PairTableModel* model_;
    QSortFilterProxyModel* sorted_;
    plots::PointMap* map_;
    QComboBox* split_;
    QComboBox* most_;
    QComboBox* method_;
    QComboBox* coloring_;
    QCheckBox* centred_;
    QCheckBox* lines_;
    QCheckBox* contours_;
    QCheckBox* words_;
    QToolButton* stop_;
    QLineEdit* sentence_;
    QLabel* line_;
    QTableView* table_;
    QSlider* scrubber_;
    QLabel* step_;
    look::EmptyState* empty_;
    QStackedWidget* pages_;

    std::shared_ptr<const inference::PairVectors> pairs_;
    std::vector<QPointF> places_;
    std::shared_ptr<const bridge::MapOverview> overview_; ///< of these places; null: not known yet
    QHash<qint64, int> rows_;                             ///< of samples in pairs_
    QHash<qint64, QString> files_;
    QStringList checkpoints_;
    QString progress_;    ///< what is being done; empty: nothing
    QString probe_;       ///< the sentence on the map
    bool stale_ = true;   ///< the map is not of this checkpoint and split
    bool taking_ = false; ///< the table's selection is set, not chosen
};

} // namespace unimo::panels
