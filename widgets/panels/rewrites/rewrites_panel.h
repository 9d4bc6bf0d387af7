// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"
#include "widgets/bridge/rewrite_details.h"

#include <QTimer>
#include <QWidget>
#include <vector>

class QLabel;
class QMenu;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabWidget;
class QToolButton;
class QTreeView;

namespace unimo::bridge {
class BlindScores;
class Workspace;
} // namespace unimo::bridge
namespace unimo::look {
class EmptyState;
class PictureView;
} // namespace unimo::look
namespace unimo::models {
class AugmentationList;
} // namespace unimo::models

namespace unimo::panels {

class RewriteTreeModel;
class RulesTab;
class SceneGraphView;

/// What was made of each caption: the picture with its boxes, the caption's scene graph, and every
/// rewrite with what is new in it, how a checkpoint and a text-only model take it, and what a
/// person says of it. One key marks a rewrite; what is marked is not trained on.
class RewritesPanel : public QWidget
{
    Q_OBJECT
public:
    RewritesPanel(bridge::Workspace* workspace, bridge::EngineThread* engine,
                  QWidget* parent = nullptr);

    /// All rewrites of the split with their figures, as CSV, in the background.
    void exportTo(const QString& file);

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* buildTools();
    [[nodiscard]] QWidget* buildPair();
    [[nodiscard]] QWidget* buildMarks();
    void addRewriting(QMenu* menu, const QString& text, const QString& help, const QString& level);
    void openProject();
    void takeData();
    void readCounts();
    void choose(const store::AugmentationCounts& row);
    void followPrimary();
    void readDetails();
    void take(bridge::RewriteDetails details);
    void showCaption();
    void goToWanted();
    void scoreIfSeen();
    void takeScores(const inference::PairScores& scores);
    void takeBlind();
    void showLine();
    void mark(store::Mark mark);
    void chooseExport();
    void rewriteCaptions(const QString& level);
    void showEmpty();

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    bridge::BlindScores* blind_;
    models::AugmentationList* list_;
    RewriteTreeModel* model_;
    QSortFilterProxyModel* sorted_;
    RulesTab* rules_;
    QToolButton* make_;
    look::PictureView* picture_;
    QLabel* caption_;
    SceneGraphView* graph_;
    QTreeView* tree_;
    QLabel* line_;
    QTabWidget* tabs_;
    look::EmptyState* empty_;
    QStackedWidget* pages_;

    bridge::RewriteDetails details_;
    qint64 captionId_ = 0; ///< of details_: the caption whose rewrites are shown
    qint64 wanted_ = 0;    ///< the rewrite that another panel asked for; 0: none
    QTimer detailsTimer_;  ///< arrow keys do not read every pair they pass
    QString scored_;       ///< by what the shown pair was scored; empty: it was not
    QString problem_;      ///< why it cannot be
};

} // namespace unimo::panels
