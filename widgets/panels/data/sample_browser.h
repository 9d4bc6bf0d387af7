// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHeaderView;
class QItemSelectionModel;
class QListView;
class QStackedLayout;
class QTableView;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::models {
class SampleDelegate;
class SampleModel;
} // namespace unimo::models

namespace unimo::panels {

class SingleView;

/// The samples of a model as a grid of thumbnails, as a table, or one by one, with one selection,
/// which is the workspace's. Keys: 0-5 rate, T tags, Del deletes, B shows one sample with its
/// boxes, A and R accept and reject the first proposal.
class SampleBrowser : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kSmallest = 64;
    static constexpr int kLargest = 256;
    static constexpr int kUsual = 128;

    SampleBrowser(bridge::Workspace* workspace, models::SampleModel* model,
                  QWidget* parent = nullptr);

    enum class View { Grid, Table, Single };

    void setThumbnailSide(int side);
    void showView(View view);
    [[nodiscard]] View view() const;
    /// Where the arrow keys go.
    void takeFocus();
    /// Begins at the first row again.
    void forgetPlace() { lastRow_ = 0; }
    /// What was chosen before, or the place where it was.
    void findPlace();

Q_SIGNALS:
    void menuWanted(const QPoint& global);
    void deleteWanted();
    void tagWanted();
    /// One sample by itself, or all of them again.
    void singleWanted(bool single);
    /// The first proposal for the primary sample.
    void judgeWanted(bool accept);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildGrid();
    void buildTable();
    void onSelectionChanged();
    void showSelection();
    void fitCells();
    void fitColumns();
    void openColumnMenu(const QPoint& position);
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    void step(int by);
    void showPlace();
    [[nodiscard]] QWidget* widgetOf(View view) const;

    bridge::Workspace* workspace_;
    models::SampleModel* model_;
    models::SampleDelegate* delegate_;
    QListView* grid_;
    QTableView* table_;
    SingleView* single_;
    QStackedLayout* stack_;
    QItemSelectionModel* selection_;
    int side_ = kUsual;
    int lastRow_ = 0;                 ///< where the person was, for when that sample has gone
    bool followingSelection_ = false; ///< the views are being set from the workspace
};

} // namespace unimo::panels
