// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/rules_tab.h"

#include "core/store/project.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/plain_table.h"
#include "widgets/panels/rewrites/rule_editor.h"
#include "widgets/panels/rewrites/rule_table_model.h"
#include "widgets/plots/histogram_plot.h"

#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <utility>

namespace unimo::panels {

using bridge::Workspace;

RulesTab::RulesTab(Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), model_(new RuleTableModel(this)),
      sorted_(new QSortFilterProxyModel(this)), table_(new QTableView), editor_(new RuleEditor)
{
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(RuleTableModel::SortRole);
    table_->setModel(sorted_);
    table_->setAccessibleName(tr("Rules"));
    look::makePlainTable(table_);
    table_->sortByColumn(RuleTableModel::Used, Qt::DescendingOrder);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &RulesTab::readRule);
    connect(editor_, &RuleEditor::applied, workspace_, &Workspace::setRule);
    connect(editor_, &RuleEditor::exportWanted, this, &RulesTab::chooseExport);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(table_);
    splitter->addWidget(editor_);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(splitter);
}

void RulesTab::setRules(const QString& split, std::vector<store::RuleCounts> rules)
{
    split_ = split;
    model_->setRules(std::move(rules)); // which keeps the chosen row while the rules are the same
    readRule();
}

void RulesTab::setGivenAway(const std::map<std::string, double>& shares)
{
    model_->setGivenAway(shares);
}

/// The chosen rule's rewrites and settings, for the editor.
void RulesTab::readRule()
{
    const QModelIndex chosen = sorted_->mapToSource(table_->currentIndex());
    if (!chosen.isValid()) {
        editor_->clear();
        return;
    }
    struct Rule
    {
        store::RuleSettings settings;
        std::vector<store::Rewrite> rows;
    };
    store::SampleFilter filter;
    filter.split = split_.toStdString();
    workspace_->reader()->ask(
        this,
        [filter,
         name = model_->rules()[static_cast<size_t>(chosen.row())].rule](store::Project& project) {
            Rule rule{{}, project.rewrites(filter, name)};
            rule.settings.rule = name;
            for (const auto& known : project.ruleSettings())
                if (known.rule == name)
                    rule.settings = known;
            return rule;
        },
        [this](Rule rule) { editor_->setRule(rule.settings, std::move(rule.rows)); });
}

void RulesTab::chooseExport()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the histogram"),
        QDir(workspace_->projectFolder()).filePath(QStringLiteral("rule.png")),
        tr("PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;Bins as CSV (*.csv)"));
    if (file.isEmpty())
        return;
    if (const Status saved = editor_->histogram()->save(file); !saved)
        workspace_->notifyError(QString::fromStdString(saved.error().text()));
    else
        workspace_->notify(tr("Saved %1").arg(file));
}

} // namespace unimo::panels
