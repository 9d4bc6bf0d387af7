// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rewrites/rule_editor.h"

#include "widgets/look/plain_table.h"
#include "widgets/look/theme.h"
#include "widgets/panels/rewrites/changed_rows_model.h"
#include "widgets/plots/histogram_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <optional>
#include <set>

namespace unimo::panels {
namespace {

/// Rows shown of those that change; the summary counts all.
constexpr size_t kMostShown = 500;
/// A bound at its spin box's end bounds nothing.
constexpr double kFar = 1000;

std::optional<double> scoreOf(const store::Rewrite& row, const std::string& name)
{
    for (const auto& [known, value] : row.scores)
        if (known == name)
            return value;
    return std::nullopt;
}

/// Whether the settings let the row be used; what failed a check when it was made never is.
bool passes(const store::Rewrite& row, const store::RuleSettings& settings)
{
    if (settings.off)
        return false;
    const auto score = scoreOf(row, settings.score);
    return !score || ((!settings.least || *score >= *settings.least) &&
                      (!settings.most || *score <= *settings.most));
}

bool canBeUsed(const store::Rewrite& row)
{
    return (row.rejection.empty() || row.ruledOut()) && row.mark == store::Mark::None;
}

} // namespace

RuleEditor::RuleEditor(QWidget* parent)
    : QWidget(parent), title_(new QLabel), on_(new QCheckBox(tr("Train on what it makes"))),
      score_(new QComboBox), least_(new QDoubleSpinBox), most_(new QDoubleSpinBox),
      summary_(new QLabel), apply_(new QPushButton(tr("Apply"))),
      reset_(new QPushButton(tr("Discard"))), histogram_(new plots::HistogramPlot),
      changed_(new ChangedRowsModel(this)), table_(new QTableView)
{
    title_->setProperty("heading", true);
    summary_->setWordWrap(true);
    table_->setModel(changed_);
    table_->setAccessibleName(tr("Rewrites that change"));
    look::makePlainTable(table_);
    table_->setSortingEnabled(false);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->setColumnWidth(ChangedRowsModel::Change, 110);
    table_->setColumnWidth(ChangedRowsModel::Score, 72);

    auto* upper = new QWidget;
    auto* upperLayout = new QHBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(12);
    upperLayout->addWidget(buildSettings());
    upperLayout->addWidget(histogram_, 1);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(upper);
    splitter->addWidget(table_);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(splitter);

    connect(on_, &QCheckBox::toggled, this, &RuleEditor::preview);
    connect(score_, &QComboBox::currentIndexChanged, this, &RuleEditor::takeScore);
    connect(least_, &QDoubleSpinBox::valueChanged, this, &RuleEditor::preview);
    connect(most_, &QDoubleSpinBox::valueChanged, this, &RuleEditor::preview);
    connect(histogram_, &plots::HistogramPlot::leastDragged, least_, &QDoubleSpinBox::setValue);
    connect(histogram_, &plots::HistogramPlot::mostDragged, most_, &QDoubleSpinBox::setValue);
    connect(apply_, &QPushButton::clicked, this, [this] { Q_EMIT applied(edited()); });
    connect(reset_, &QPushButton::clicked, this, [this] { showSettings(settings_); });
    clear();
}

QWidget* RuleEditor::buildSettings()
{
    score_->setAccessibleName(tr("Score"));
    for (QDoubleSpinBox* box : {least_, most_}) {
        box->setRange(-kFar, kFar);
        box->setDecimals(3);
        box->setSingleStep(0.05);
        box->setMinimumWidth(110);
    }
    least_->setSpecialValueText(tr("no limit"));
    least_->setAccessibleName(tr("At least"));
    most_->setAccessibleName(tr("At most"));
    auto* noMost = new QPushButton(tr("No limits"));
    noMost->setToolTip(tr("Take both limits away"));
    connect(noMost, &QPushButton::clicked, this, [this] {
        least_->setValue(-kFar);
        most_->setValue(kFar);
    });
    auto* save = new QPushButton(tr("Export…"));
    save->setToolTip(tr("Save the histogram as PNG, SVG or PDF, or its bins as CSV"));
    connect(save, &QPushButton::clicked, this, &RuleEditor::exportWanted);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->addRow(title_);
    form->addRow(on_);
    form->addRow(tr("Score"), score_);
    form->addRow(tr("At least"), least_);
    form->addRow(tr("At most"), most_);
    form->addRow(QString(), noMost);
    form->addRow(summary_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(apply_);
    buttons->addWidget(reset_);
    buttons->addWidget(save);
    auto* settings = new QWidget;
    settings->setFixedWidth(290);
    auto* layout = new QVBoxLayout(settings);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addLayout(buttons);
    return settings;
}

void RuleEditor::setRule(const store::RuleSettings& settings, std::vector<store::Rewrite> rows)
{
    settings_ = settings;
    rows_ = std::move(rows);
    std::set<std::string> names;
    for (const auto& row : rows_)
        for (const auto& [name, value] : row.scores)
            names.insert(name);
    taking_ = true;
    score_->clear();
    for (const auto& name : names)
        score_->addItem(QString::fromStdString(name));
    taking_ = false;
    title_->setText(tr("Rule: %1").arg(QString::fromStdString(settings.rule)));
    setEnabled(true);
    showSettings(settings);
}

void RuleEditor::clear()
{
    setRule({}, {});
    title_->setText(tr("Choose a rule above"));
    summary_->clear();
    setEnabled(false);
}

void RuleEditor::showSettings(const store::RuleSettings& settings)
{
    taking_ = true;
    on_->setChecked(!settings.off);
    const int score = score_->findText(QString::fromStdString(settings.score));
    score_->setCurrentIndex(score >= 0 ? score : 0);
    least_->setValue(settings.least.value_or(-kFar));
    most_->setValue(settings.most.value_or(kFar));
    taking_ = false;
    takeScore();
}

store::RuleSettings RuleEditor::edited() const
{
    store::RuleSettings settings;
    settings.rule = settings_.rule;
    settings.off = !on_->isChecked();
    if (least_->value() > -kFar)
        settings.least = least_->value();
    if (most_->value() < kFar)
        settings.most = most_->value();
    if (settings.least || settings.most)
        settings.score = score_->currentText().toStdString();
    return settings;
}

/// The values of the chosen score fill the histogram.
void RuleEditor::takeScore()
{
    if (taking_)
        return;
    const std::string name = score_->currentText().toStdString();
    QVector<double> values;
    for (const auto& row : rows_)
        if (const auto score = scoreOf(row, name); score && canBeUsed(row))
            values.push_back(*score);
    const bool scored = score_->count() > 0;
    for (QWidget* widget : {static_cast<QWidget*>(score_), static_cast<QWidget*>(least_),
                            static_cast<QWidget*>(most_)})
        widget->setEnabled(scored);
    histogram_->setValues(values, score_->currentText());
    preview();
}

void RuleEditor::preview()
{
    if (taking_)
        return;
    const store::RuleSettings wanted = edited();
    histogram_->setMuted(wanted.off);
    histogram_->setBounds(wanted.least, wanted.most);
    const std::string name = score_->currentText().toStdString();
    std::vector<ChangedRowsModel::Row> changed;
    qint64 used = 0, left = 0, again = 0;
    for (const auto& row : rows_) {
        if (!canBeUsed(row))
            continue;
        const bool before = row.rejection.empty();
        const bool after = passes(row, wanted);
        used += after ? 1 : 0;
        if (before == after)
            continue;
        ++(after ? again : left);
        if (changed.size() < kMostShown)
            changed.push_back(
                {QString::fromStdString(row.text), scoreOf(row, name).value_or(0), after});
    }
    changed_->setRows(std::move(changed));
    summary_->setText(left + again == 0
                          ? tr("%1 of %2 are used.")
                                .arg(look::formatCount(used),
                                     look::formatCount(static_cast<qint64>(rows_.size())))
                          : tr("%1 of %2 would be used: %3 fewer, %4 more.")
                                .arg(look::formatCount(used),
                                     look::formatCount(static_cast<qint64>(rows_.size())),
                                     look::formatCount(left), look::formatCount(again)));
    const bool differs = !(wanted == settings_);
    apply_->setEnabled(differs);
    reset_->setEnabled(differs);
}

} // namespace unimo::panels
