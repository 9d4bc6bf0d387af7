// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QWidget>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QTableView;

namespace unimo::plots {
class HistogramPlot;
} // namespace unimo::plots

namespace unimo::panels {

class ChangedRowsModel;

/// What is asked of the rewrites of one rule. A change is shown before it is made: how the
/// distribution is cut, and which rows would no longer be used or be used again.
class RuleEditor : public QWidget
{
    Q_OBJECT
public:
    explicit RuleEditor(QWidget* parent = nullptr);

    /// A rule with all its rewrites of a split, and its settings now.
    void setRule(const store::RuleSettings& settings, std::vector<store::Rewrite> rows);
    /// No rule is chosen.
    void clear();
    [[nodiscard]] plots::HistogramPlot* histogram() const { return histogram_; }

Q_SIGNALS:
    /// The person wants these settings.
    void applied(const unimo::store::RuleSettings& settings);
    void exportWanted();

private:
    [[nodiscard]] QWidget* buildSettings();
    [[nodiscard]] store::RuleSettings edited() const;
    void showSettings(const store::RuleSettings& settings);
    void takeScore();
    void preview();

    QLabel* title_;
    QCheckBox* on_;
    QComboBox* score_;
    QDoubleSpinBox* least_;
    QDoubleSpinBox* most_;
    QLabel* summary_;
    QPushButton* apply_;
    QPushButton* reset_;
    plots::HistogramPlot* histogram_;
    ChangedRowsModel* changed_;
    QTableView* table_;

    store::RuleSettings settings_;
    std::vector<store::Rewrite> rows_;
    bool taking_ = false; ///< the controls are set, not changed
};

} // namespace unimo::panels
