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
class QSlider;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabWidget;
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
class ProbeLine;
class SpaceChoice;
class StarView;

/// The common space of a checkpoint, or what leaves one of its layers: pictures and their captions
/// on one map, how well each pair lies together, the pairs that lie worst, what one pair is
/// compared with in training, and where a sentence or another picture lands. It follows the
/// checkpoint, so that the alignment is seen to form while a run trains.
class MapPanel : public QWidget
{
    Q_OBJECT
public:
    MapPanel(bridge::Workspace* workspace, bridge::EngineThread* engine, QWidget* parent = nullptr);
    ~MapPanel() override;

    /// Shows what the primary pair is compared with (the worst aligned one where the map does not
    /// have it), or the pairs again.
    void showStar(bool shown);
    /// Picture of the map (PNG, SVG, PDF) or its points (CSV), by the file's ending.
    void exportTo(const QString& file);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

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
    void startAnew();
    [[nodiscard]] bool hasPlaces() const;
    [[nodiscard]] std::vector<QPointF> placesOf(const std::vector<float>& vectors,
                                                bool areTexts) const;
    void placeProbe();
    void chooseNearProbe();
    void placeStar();
    void showStarHint(int item, const QPoint& at);
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
    SpaceChoice* space_;
    ProbeLine* probe_;
    StarView* star_;
    QTabWidget* tabs_;
    QLabel* line_;
    QTableView* table_;
    QSlider* scrubber_;
    QLabel* step_;
    look::EmptyState* empty_;
    QStackedWidget* pages_;

    std::shared_ptr<const inference::PairVectors> pairs_;
    std::vector<maps::Point> places_;                     ///< pictures, then captions
    std::shared_ptr<const bridge::MapOverview> overview_; ///< of these places; null: not known yet
    QHash<qint64, int> rows_;                             ///< of samples in pairs_
    QHash<qint64, QString> files_;
    QStringList checkpoints_;
    QString progress_;    ///< what is being done; empty: nothing
    bool fresh_ = false;  ///< the pairs are of the space and checkpoint that are asked
    bool stale_ = true;   ///< the map is not of this checkpoint and split
    bool taking_ = false; ///< the table's selection is set, not chosen
};

} // namespace unimo::panels
