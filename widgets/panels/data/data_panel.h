// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QSlider;
class QStackedWidget;
class QToolButton;

namespace unimo::bridge {
class DataNames;
class Workspace;
} // namespace unimo::bridge
namespace unimo::look {
class EmptyState;
}
namespace unimo::models {
class SampleModel;
}

namespace unimo::panels {

class Inspector;
class QueryEdit;
class SampleBrowser;

/// The project's samples: a query with its order, a grid of thumbnails or a table, an inspector.
/// Takes dropped folders, CSV and JSON files and pictures.
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
    void tagSelected();
    void toggleTable();
    /// One sample by itself, with its boxes to edit.
    void toggleSingle();
    /// Names versions of the data and tells two of them apart.
    void showVersions();
    /// Looks for broken, blurred, like pictures and faulty captions.
    void checkData();
    /// Scores what is shown by the checkpoint that is asked, or by all of its run.
    void scoreShown(bool wholeRun);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* buildQueryLines();
    [[nodiscard]] QMenu* buildChecksMenu();
    [[nodiscard]] store::SavedView shownView() const;
    void showView(const store::SavedView& view);
    void applyFilter();
    void showNames();
    void showChosenView();
    void fillSorts();
    void showOrder();
    void onFilled();
    void openContextMenu(const QPoint& global);
    void fillTagMenus(QMenu* menu);
    void emptyStateActivated();
    [[nodiscard]] bool isFiltered() const;

    bridge::Workspace* workspace_;
    bridge::DataNames* names_;
    models::SampleModel* model_;
    SampleBrowser* browser_;
    Inspector* inspector_;
    QueryEdit* query_;
    QLabel* fault_; ///< why the query cannot be read
    QComboBox* splits_;
    QComboBox* sorts_;
    QToolButton* direction_;
    QToolButton* tableButton_;
    QToolButton* singleButton_;
    QLabel* count_;
    QSlider* size_;
    QStackedWidget* stack_; ///< browser or empty state
    look::EmptyState* empty_;
    QStringList knownTags_;
};

} // namespace unimo::panels
