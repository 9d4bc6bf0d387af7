// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"
#include "widgets/bridge/sample_details.h"

#include <QTimer>
#include <QWidget>
#include <vector>

class QLabel;
class QSlider;
class QStackedWidget;
class QTableView;

namespace unimo::bridge {
class Workspace;
} // namespace unimo::bridge
namespace unimo::look {
class EmptyState;
class PictureView;
} // namespace unimo::look
namespace unimo::models {
class AugmentationList;
class ThumbnailLoader;
} // namespace unimo::models

namespace unimo::panels {

class NeighbourModel;

/// What retrieval found for a pair in the unpaired collections: the pair in the middle, pictures on
/// one side, texts on the other, with their scores, warnings of copies and leaks, and what they do
/// to the pair's loss. One key throws out what does not fit.
class RetrievedPanel : public QWidget
{
    Q_OBJECT
public:
    RetrievedPanel(bridge::Workspace* workspace, bridge::EngineThread* engine,
                   QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* buildTools();
    [[nodiscard]] QWidget* buildPair();
    [[nodiscard]] QWidget* buildLane(QTableView* table, NeighbourModel* model,
                                     const QString& title);
    void openProject();
    void readCounts();
    void followPrimary();
    void readDetails();
    void take(bridge::SampleDetails details);
    void scoreIfSeen();
    void takeScores(const inference::PairScores& scores);
    void limitTo(int count);
    void goToWanted();
    void showLoss();
    void mark(QTableView* table, NeighbourModel* model, store::Mark mark);
    void retrieve();
    void showEmpty();

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    models::ThumbnailLoader* thumbnails_;
    models::AugmentationList* list_;
    NeighbourModel* pictures_;
    NeighbourModel* texts_;
    QTableView* pictureTable_;
    QTableView* textTable_;
    look::PictureView* picture_;
    QLabel* caption_;
    QLabel* loss_;
    QSlider* limit_;
    QLabel* limitText_;
    look::EmptyState* empty_;
    QStackedWidget* pages_;

    bridge::SampleDetails details_;
    std::vector<float> lossByCount_; ///< of the shown pair; empty: not known
    QString problem_;                ///< why not
    qint64 wanted_ = 0;              ///< the neighbour that another panel asked for; 0: none
    QTimer detailsTimer_;            ///< arrow keys do not read every pair they pass
};

} // namespace unimo::panels
