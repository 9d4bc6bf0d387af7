// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QAbstractTableModel>
#include <map>
#include <string>
#include <vector>

namespace unimo::panels {

/// What each rule made in a split, what persons said of it, and how much of it words alone give
/// away. Sort by SortRole.
class RuleTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Rule, Kind, Used, TooEasy, TooHard, Wrong, Rejected, GivenAway, ColumnCount };
    static constexpr int SortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;
    void setRules(std::vector<store::RuleCounts> rules);
    /// Share of each rule's negatives that words alone give away.
    void setGivenAway(std::map<std::string, double> shares);
    [[nodiscard]] const std::vector<store::RuleCounts>& rules() const { return rules_; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QVariant value(const store::RuleCounts& rule, int column) const;

    std::vector<store::RuleCounts> rules_;
    std::map<std::string, double> givenAway_;
};

} // namespace unimo::panels
