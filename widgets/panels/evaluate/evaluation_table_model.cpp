// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/evaluation_table_model.h"

#include "widgets/look/theme.h"
#include "widgets/panels/evaluate/figure_text.h"
#include "widgets/panels/evaluate/table_export.h"

#include <QFont>
#include <algorithm>
#include <map>
#include <tuple>

namespace unimo::panels {
namespace {

/// Figures in the order that people read them: results, baselines, counts.
int rankOf(const std::string& metric)
{
    static const std::vector<std::string> order = {"accuracy", "r1", "r5", "r10", "median_rank"};
    const auto found = std::find(order.begin(), order.end(), metric);
    const auto place = static_cast<int>(found - order.begin());
    return place + (isBaseline(metric) ? 10 : 0) + (isCount(metric) ? 20 : 0);
}

} // namespace

QString EvaluationTableModel::partName(const QString& part)
{
    if (part == QLatin1String("retrieval"))
        return tr("Retrieval");
    if (part == QLatin1String("vqa"))
        return tr("VQA");
    if (part == QLatin1String("negatives"))
        return tr("Rewritten negatives");
    if (part == QLatin1String("captions"))
        return tr("Captions");
    if (part == QLatin1String("tasks"))
        return tr("Labelled tasks");
    return part;
}

void EvaluationTableModel::setEvaluations(std::vector<bridge::Evaluation> evaluations)
{
    beginResetModel();
    evaluations_ = std::move(evaluations);
    rows_.clear();
    std::map<std::tuple<std::string, std::string, std::string>, size_t> known;
    for (size_t column = 0; column < evaluations_.size(); ++column)
        for (const auto& figure : evaluations_[column].figures) {
            const auto [place, isNew] = known.try_emplace(
                std::tuple(figure.part, figure.subject, figure.metric), rows_.size());
            if (isNew)
                rows_.push_back({figure.part,
                                 figure.subject,
                                 figure.metric,
                                 std::vector<std::optional<double>>(evaluations_.size()),
                                 {}});
            rows_[place->second].values[column] = figure.value;
        }
    // Parts in their usual order, subjects as they came, figures as they are read.
    const auto& parts = tasks::evaluationTasks();
    std::map<std::pair<std::string, std::string>, int> subjects;
    for (const Row& row : rows_)
        subjects.try_emplace({row.part, row.subject}, static_cast<int>(subjects.size()));
    const auto rank = [&](const Row& row) {
        return std::tuple(std::find(parts.begin(), parts.end(), row.part) - parts.begin(),
                          subjects.at({row.part, row.subject}), rankOf(row.metric));
    };
    std::stable_sort(rows_.begin(), rows_.end(),
                     [&](const Row& a, const Row& b) { return rank(a) < rank(b); });
    for (Row& row : rows_)
        findBest(row);
    endResetModel();
}

void EvaluationTableModel::takeTheme()
{
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void EvaluationTableModel::findBest(Row& row)
{
    std::vector<double> known;
    for (const auto& value : row.values)
        if (value)
            known.push_back(*value);
    const auto [least, most] = std::minmax_element(known.begin(), known.end());
    if (!isCount(row.metric) && !isBaseline(row.metric) && *least < *most)
        row.best = isRank(row.metric) ? *least : *most;
}

std::optional<tasks::EvaluationFigure> EvaluationTableModel::figureAt(int row, int column) const
{
    const Row& figure = rows_[static_cast<size_t>(row)];
    const auto& value = figure.values[static_cast<size_t>(column - FirstEvaluation)];
    if (!value)
        return std::nullopt;
    return tasks::EvaluationFigure{figure.part, figure.subject, figure.metric, *value};
}

QModelIndex EvaluationTableModel::indexOf(const QString& file,
                                          const tasks::EvaluationFigure& figure) const
{
    for (size_t row = 0; row < rows_.size(); ++row)
        if (rows_[row].part == figure.part && rows_[row].subject == figure.subject &&
            rows_[row].metric == figure.metric)
            for (size_t i = 0; i < evaluations_.size(); ++i)
                if (evaluations_[i].file == file && rows_[row].values[i])
                    return index(static_cast<int>(row), static_cast<int>(i) + FirstEvaluation);
    return {};
}

QString EvaluationTableModel::nameOf(int row) const
{
    return QStringLiteral("%1, %2").arg(index(row, Subject).data().toString(),
                                        index(row, Metric).data().toString());
}

int EvaluationTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int EvaluationTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstEvaluation + static_cast<int>(evaluations_.size());
}

QVariant EvaluationTableModel::data(const QModelIndex& index, int role) const
{
    const Row& row = rows_[static_cast<size_t>(index.row())];
    if (role == kPartRole)
        return QString::fromStdString(row.part);
    if (index.column() < FirstEvaluation) {
        if (role == Qt::DisplayRole && index.column() == Subject) {
            const QString part = partName(QString::fromStdString(row.part));
            return row.subject.empty()
                       ? part
                       : QStringLiteral("%1 · %2").arg(part, readableKey(row.subject));
        }
        if (role == Qt::DisplayRole)
            return metricName(row.metric);
        if (role == Qt::ForegroundRole && (isBaseline(row.metric) || isCount(row.metric)))
            return look::Theme::instance().color(QStringLiteral("muted"));
        return {};
    }
    const auto& value = row.values[static_cast<size_t>(index.column() - FirstEvaluation)];
    switch (role) {
    case kNumberRole:
        return value ? QVariant(*value) : QVariant();
    case Qt::DisplayRole:
        return value ? figureText(row.metric, *value) : QStringLiteral("–");
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::FontRole:
        if (value && value == row.best) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case Qt::ForegroundRole:
        if (value && !isBaseline(row.metric) && !isCount(row.metric))
            return {};
        return look::Theme::instance().color(QStringLiteral("muted"));
    default:
        return {};
    }
}

QVariant EvaluationTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (section < FirstEvaluation) {
        if (role == Qt::DisplayRole)
            return section == Subject ? tr("Figure (%)") : tr("Metric");
        if (role == Qt::TextAlignmentRole)
            return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
        return {};
    }
    const auto& evaluation = evaluations_[static_cast<size_t>(section - FirstEvaluation)];
    const QString about =
        tr("step %1 · %2 · %3")
            .arg(evaluation.step < 0 ? QStringLiteral("?") : look::formatCount(evaluation.step),
                 splitText(evaluation.split), evaluation.regions);
    switch (role) {
    case Qt::DisplayRole:
        return evaluation.name + QLatin1Char('\n') + about;
    case Qt::ToolTipRole:
        return evaluation.run;
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

void EvaluationFilter::setPart(const QString& part)
{
    part_ = part;
    invalidateFilter();
}

void EvaluationFilter::setText(const QString& text)
{
    text_ = text.trimmed();
    invalidateFilter();
}

void EvaluationFilter::setRun(const QString& text)
{
    run_ = text.trimmed();
    invalidateFilter();
}

bool EvaluationFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto cell = [&](int column) { return sourceModel()->index(row, column, parent); };
    if (!part_.isEmpty() && cell(0).data(EvaluationTableModel::kPartRole).toString() != part_)
        return false;
    const QString line = cell(EvaluationTableModel::Subject).data().toString() + QLatin1Char(' ') +
                         cell(EvaluationTableModel::Metric).data().toString();
    return line.contains(text_, Qt::CaseInsensitive);
}

bool EvaluationFilter::filterAcceptsColumn(int column, const QModelIndex&) const
{
    return column < EvaluationTableModel::FirstEvaluation ||
           sourceModel()
               ->headerData(column, Qt::Horizontal, Qt::DisplayRole)
               .toString()
               .contains(run_, Qt::CaseInsensitive);
}

} // namespace unimo::panels
