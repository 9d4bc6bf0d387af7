// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/data_content.h"
#include "core/train/run_data.h"

#include <QDialog>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace unimo::bridge {
class ProjectThread;
class Workspace;
}

namespace unimo::panels {

/// The versions of the data: those that a person named, those that a run began with, and the data
/// as it is now; and what changed from one to another. Does not block the window.
class VersionsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit VersionsDialog(bridge::Workspace* workspace, QWidget* parent = nullptr);

private:
    struct Known
    {
        std::vector<train::KnownVersion> versions;
        std::string now;
    };
    [[nodiscard]] QLayout* buildNaming();
    [[nodiscard]] QLayout* buildComparison();
    void read();
    void take(const Known& known);
    void fillChoices();
    void nameIt();
    void forgetChosen();
    void compare();
    void showDifference(const store::DataDiff& diff);
    void showSample();

    bridge::Workspace* workspace_;
    bridge::ProjectThread* reader_; ///< its own: reading all data holds nobody else up
    bool reading_ = false;
    bool again_ = false; ///< when that is done
    bool stale_ = true;  ///< the data has changed since its version was asked for
    Known known_;
    QLabel* now_;
    QLineEdit* name_;
    QPushButton* keep_;
    QTreeWidget* versions_;
    QPushButton* forget_;
    QComboBox* before_;
    QComboBox* after_;
    QPushButton* compare_;
    QLabel* summary_;
    QTreeWidget* changes_;
};

} // namespace unimo::panels
