// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <QWidget>
#include <map>
#include <string>
#include <vector>

class QSortFilterProxyModel;
class QTableView;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

class RuleEditor;
class RuleTableModel;

/// The rules of a whole split: what each made, and its settings, edited with what they change in
/// view.
class RulesTab : public QWidget
{
    Q_OBJECT
public:
    explicit RulesTab(bridge::Workspace* workspace, QWidget* parent = nullptr);

    void setRules(const QString& split, std::vector<store::RuleCounts> rules);
    /// By rule: the share that a text-only model sees through.
    void setGivenAway(const std::map<std::string, double>& shares);

private:
    void readRule();
    void chooseExport();

    bridge::Workspace* workspace_;
    RuleTableModel* model_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    RuleEditor* editor_;
    QString split_;
};

} // namespace unimo::panels
