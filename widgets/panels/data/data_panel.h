// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QComboBox;
class QItemSelectionModel;
class QLabel;
class QLineEdit;
class QListView;
class QSlider;
class QStackedWidget;

namespace unimo::bridge {
class Workspace;
}
namespace unimo::look {
class EmptyState;
}
namespace unimo::models {
class SampleDelegate;
class SampleModel;
} // namespace unimo::models

namespace unimo::panels {

/// The project's samples: a query line, a grid of thumbnails, an inspector. Takes dropped folders,
/// CSV and JSON files and pictures.
class DataPanel : public QWidget
{
    Q_OBJECT
public:
    explicit DataPanel(bridge::Workspace* workspace, QWidget* parent = nullptr);

    /// Lets the person choose a folder and imports it.
    void chooseImport();
    /// Folders, CSV and JSON files, pictures; without a project the first is opened as one.
    void importFiles(const QStringList& files);
    void deleteSelected();
    void focusSearch();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* buildQueryLine();
    [[nodiscard]] QWidget* buildGrid();
    void applyFilter();
    void readSplits();
    void onFilled();
    void onSelectionChanged();
    void showSelection();
    void setThumbnailSide(int side);
    /// Lets the thumbnails grow until the columns fill the width.
    void fitCells();
    void openContextMenu(const QPoint& position);
    void emptyStateActivated();

    bridge::Workspace* workspace_;
    models::SampleModel* model_;
    models::SampleDelegate* delegate_;
    QLineEdit* search_;
    QComboBox* splits_;
    QLabel* count_;
    QSlider* size_;
    QListView* grid_;
    QStackedWidget* stack_; ///< grid or empty state
    look::EmptyState* empty_;
    QTimer filterTimer_;
    int lastRow_ = 0;                 ///< where the person was, for when that sample has gone
    bool followingSelection_ = false; ///< the grid is being set from the workspace
};

} // namespace unimo::panels
