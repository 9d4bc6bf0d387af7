// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/rule_table_model.h"

#include "widgets/look/theme.h"

#include <algorithm>

namespace unimo::panels {

void RuleTableModel::setRules(std::vector<store::RuleCounts> rules)
{
    // A mark or a setting changes numbers, not rows: the view keeps its place.
    const bool same = std::equal(
        rules.begin(), rules.end(), rules_.begin(), rules_.end(),
        [](const auto& a, const auto& b) { return a.rule == b.rule && a.polarity == b.polarity; });
    if (same) {
        rules_ = std::move(rules);
        if (!rules_.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    rules_ = std::move(rules);
    endResetModel();
}

void RuleTableModel::setGivenAway(std::map<std::string, double> shares)
{
    givenAway_ = std::move(shares);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, GivenAway), index(rowCount() - 1, GivenAway));
}

int RuleTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rules_.size());
}

int RuleTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleTableModel::value(const store::RuleCounts& rule, int column) const
{
    switch (column) {
    case Rule:
        return QString::fromStdString(rule.rule);
    case Kind:
        return rule.polarity > 0 ? tr("+ still true") : tr("− false");
    case Used:
        return static_cast<qint64>(rule.usable());
    case TooEasy:
    case TooHard:
    case Wrong:
        return static_cast<qint64>(rule.marks[static_cast<size_t>(1 + column - TooEasy)]);
    case Rejected:
        return static_cast<qint64>(rule.rejected);
    default: {
        const auto share = givenAway_.find(rule.rule);
        return rule.polarity > 0 || share == givenAway_.end() ? QVariant()
                                                              : QVariant(100 * share->second);
    }
    }
}

QVariant RuleTableModel::data(const QModelIndex& index, int role) const
{
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((column <= Kind ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    const QVariant found = value(rules_[static_cast<size_t>(index.row())], column);
    if (role == SortRole || !found.isValid() || column <= Kind)
        return found;
    return column == GivenAway ? QString::number(found.toDouble(), 'f', 1)
                               : look::formatCount(found.toLongLong());
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const QString names[] = {tr("Rule"),     tr("Kind"),  tr("Used"),     tr("Too easy"),
                             tr("Too hard"), tr("Wrong"), tr("Rejected"), tr("Given away (%)")};
    const QString helps[] = {
        tr("What made the rewrites"),
        tr("Whether they are meant to stay true of the picture"),
        tr("How many are trained on"),
        tr("Marked as teaching nothing"),
        tr("Marked as too hard for anybody to tell"),
        tr("Marked as true though meant to be false, or the other way round"),
        tr("Failed a check when they were made"),
        tr("Share of the false ones that a model which never sees a picture tells from their "
           "captions; 50 is chance. It was learnt on other pictures.")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return helps[section];
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section <= Kind ? Qt::AlignLeft : Qt::AlignRight) |
                                Qt::AlignVCenter);
    return {};
}

} // namespace unimo::panels
