// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/augmentation_model.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::models {

/// The captions or pairs of a split with how much was made of each. Its row leads and follows the
/// selection. Which split and which rows is chosen by fields that the panel puts where it likes.
class AugmentationList : public QWidget
{
    Q_OBJECT
public:
    /// panel: whose it is, as in addSamplePlaces(); countText: "%1 of %2 captions".
    AugmentationList(bridge::Workspace* workspace, const QString& panel, const QString& countText,
                     QWidget* parent = nullptr);

    [[nodiscard]] QComboBox* splitBox() const { return split_; }
    [[nodiscard]] QLineEdit* searchBox() const { return search_; }
    /// Empty at first, without an accessible name: the panel knows what they are.
    [[nodiscard]] QComboBox* showBox() const { return show_; }
    [[nodiscard]] QTableView* table() const { return table_; }
    void addShow(const QString& text, AugmentationFilter::Show show);

    /// Empty before the project's splits are read.
    [[nodiscard]] QString split() const;
    [[nodiscard]] bool isEmpty() const { return model_->rowCount() == 0; }
    /// The chosen row; null: none. Valid until the rows change.
    [[nodiscard]] const store::AugmentationCounts* current() const;

    /// Reads the splits of the workspace's project; splitChosen() tells when they are there.
    void openProject();
    /// The rows of the split. The selected sample's is chosen, or the first.
    void setRows(std::vector<store::AugmentationCounts> rows);
    /// Goes to a sample's row, unless the chosen one is of it, or to the one of this caption; says
    /// nothing of it.
    void follow(qint64 sample, qint64 caption = 0);

Q_SIGNALS:
    void splitChosen();
    /// By a person.
    void chosen(const unimo::store::AugmentationCounts& row);

private:
    void showCount();

    bridge::Workspace* workspace_;
    QString countText_;
    AugmentationModel* model_;
    AugmentationFilter* shown_;
    QComboBox* split_;
    QLineEdit* search_;
    QComboBox* show_;
    QLabel* count_;
    QTableView* table_;
    bool quiet_ = false; ///< a row is set, not chosen
};

} // namespace unimo::models
