// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"

#include <QHash>
#include <QSet>
#include <QWidget>

class QLabel;
class QMenu;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class AskTab;
class BatchTab;
class EvidenceView;
class FindTab;
class JudgeTab;
class PictureInput;
class QueryTab;

/// Asks the model about a picture. While "Live" is on, every new checkpoint of the active run is
/// taken and what is on the screen is asked again, so that one sees the answers get better.
class QueryPanel : public QWidget
{
    Q_OBJECT
public:
    QueryPanel(bridge::Workspace* workspace, bridge::EngineThread* engine,
               QWidget* parent = nullptr);

    void pastePicture();
    void openPicture(const QString& file);
    /// Shows what a camera or a video file sees, to take a picture; empty: the first camera.
    void openCamera(const QString& source = {});
    /// "caption", "ask", "find" (or its pages "pairs" and "pictures"), "judge" or "batch".
    void showTab(const QString& name);
    /// Shows the evidence for the first result of the tab, or for the one chosen in it.
    void explainBest();
    /// Asks this checkpoint the same, beside the other; empty: no longer.
    void compareWith(const QString& checkpoint);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* buildAnswers();
    [[nodiscard]] QWidget* buildStatusLine();
    void onPicture(const bridge::PictureSource& source);
    void takeKnownTexts();
    void onCheckpoint();
    void onLoaded(const inference::EngineInfo& info);
    void onOtherLoaded(const inference::EngineInfo& info);
    void fillCompareMenu();
    void chooseCheckpoint();
    void stopAsking();
    void connectEvidence(EvidenceView* view);
    [[nodiscard]] QVector<EvidenceView*> evidenceViews() const;
    void closeEvidence();
    /// Shades the picture by this model's evidence, drawn on the regions that it saw.
    void drawEvidenceOf(EvidenceView* view);
    void nameEvidence();
    void savePicture(const QString& file);
    [[nodiscard]] QVector<QueryTab*> allTabs() const;
    void markAllStale();
    void askIfStale();
    void updateStatus();

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    bridge::EngineThread* other_ = nullptr; ///< asks the second checkpoint; made when first wanted
    bool comparing_ = false;
    bridge::PictureSource source_;
    PictureInput* input_;
    QStackedWidget* stack_; ///< empty state or answers
    QTabWidget* tabs_;
    QSplitter* evidenceRow_;
    EvidenceView* evidence_;
    EvidenceView* otherEvidence_ = nullptr; ///< of the second checkpoint; made with it
    EvidenceView* drawn_;                   ///< the one that the picture shows
    std::vector<inference::SeenRegion> regions_, otherRegions_;
    AskTab* ask_;
    FindTab* find_;
    JudgeTab* judge_;
    BatchTab* batch_;
    QToolButton* compare_;
    QToolButton* live_;
    QToolButton* stop_;
    QLabel* status_;
    QSet<QWidget*> stale_; ///< tabs whose answers are about an older picture or checkpoint
    double prepareMs_ = 0;
    qint64 wantedSample_ = 0; ///< that another panel asked about
    QString wantedText_;      ///< its question or statement to begin with
};

} // namespace unimo::panels
