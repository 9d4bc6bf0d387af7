// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/engine_thread.h"

#include <QHash>
#include <QSet>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class AskTab;
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
    /// "caption", "ask", "find" or "judge".
    void showTab(const QString& name);

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
    void markAllStale();
    void askIfStale();
    void updateStatus();

    bridge::Workspace* workspace_;
    bridge::EngineThread* engine_;
    PictureInput* input_;
    QStackedWidget* stack_; ///< empty state or answers
    QTabWidget* tabs_;
    AskTab* ask_;
    FindTab* find_;
    JudgeTab* judge_;
    QToolButton* live_;
    QToolButton* stop_;
    QLabel* status_;
    QSet<QWidget*> stale_; ///< tabs whose answers are about an older picture or checkpoint
    double prepareMs_ = 0;
    qint64 wantedSample_ = 0; ///< that another panel asked about
    QString wantedText_;      ///< its question or statement to begin with
};

} // namespace unimo::panels
