// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QTimer>
#include <QWidget>
#include <functional>

class QLabel;
class QListView;
class QPushButton;
class QToolButton;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class QueueModel;

/// The runs that wait to be trained one after the other, and what can be done to them; each act but
/// starting now is a step of the undo stack. Looks at the project's queue each second while it is
/// in sight. Keys: Alt+Up and Alt+Down move the run, Delete takes it out.
class QueueView : public QWidget
{
    Q_OBJECT
public:
    explicit QueueView(bridge::Workspace* workspace, QWidget* parent = nullptr);

    [[nodiscard]] QueueModel* model() const { return model_; }
    /// Reads the queue now.
    void look();

Q_SIGNALS:
    /// This run was taken out of the queue to be started at once; `continues`: from its checkpoint.
    void startWanted(const QString& run, bool continues);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] QWidget* buildButtons();
    void addKey(const QKeySequence& key, const std::function<void()>& act);
    void showState(bool paused, bool hasWorker);
    void enableButtons();
    /// Empty: none.
    [[nodiscard]] QString chosen() const;
    void moveBy(int rows);
    void removeChosen();
    void startChosen();
    /// Pauses the queue, or lets it go on: with a worker, where it has none.
    void pauseOrGoOn();

    bridge::Workspace* workspace_;
    QueueModel* model_;
    QListView* list_;
    QLabel* state_;
    QPushButton* pause_;
    QPushButton* start_;
    QToolButton* up_;
    QToolButton* down_;
    QToolButton* remove_;
    QTimer timer_;
    bool paused_ = false;
    bool hasWorker_ = false;
};

} // namespace unimo::panels
