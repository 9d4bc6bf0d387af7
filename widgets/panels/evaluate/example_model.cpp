// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/example_model.h"

#include "widgets/look/theme.h"
#include "widgets/models/thumbnail_loader.h"
#include "widgets/panels/evaluate/figure_text.h"

#include <QPixmap>
#include <algorithm>
#include <array>

namespace unimo::panels {
namespace {

constexpr std::array kColumns = {
    ExampleModel::Picture, ExampleModel::Asked,      ExampleModel::Right, ExampleModel::Predicted,
    ExampleModel::Other,   ExampleModel::Confidence, ExampleModel::Loss,  ExampleModel::Rank,
    ExampleModel::Margin,  ExampleModel::Score};

bool isNumber(ExampleModel::Column kind)
{
    return kind >= ExampleModel::Confidence;
}

/// On one line.
QString line(const std::string& text)
{
    return QString::fromStdString(text).replace(QLatin1Char('\n'), QStringLiteral(" · "));
}

/// The prediction, with a mark where it is right or wrong.
QString marked(const tasks::EvaluatedExample& example)
{
    const auto right = tasks::isRight(example);
    const QString mark = !right ? QString() : *right ? QStringLiteral("✓ ") : QStringLiteral("✗ ");
    return mark + line(example.prediction);
}

} // namespace

ExampleModel::ExampleModel(models::ThumbnailLoader* thumbnails, QObject* parent)
    : QAbstractTableModel(parent), thumbnails_(thumbnails)
{
    connect(thumbnails_, &models::ThumbnailLoader::ready, this, [this] {
        if (!rows_.empty() && columnOf(Picture) >= 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1),
                               {Qt::DecorationRole});
    });
}

bool ExampleModel::has(Column kind) const
{
    const auto any = [&](const auto& test) {
        return std::any_of(set_->examples.begin(), set_->examples.end(), test);
    };
    switch (kind) {
    case Picture:
        return any([&](const auto& example) { return set_->pictures.contains(example.sample); });
    case Asked:
        return any([](const auto& example) { return !example.text.empty(); });
    case Other:
        return set_->compared;
    case Right: // a caption that looks for its picture is what it should find
        return any([](const auto& example) { return example.gold != example.text; });
    case Predicted:
        return true;
    case Score: // what the marks say already needs no column
        return any([&](const auto& example) {
            const auto score = example.scores.find(set_->score);
            const auto right = tasks::isRight(example);
            return score != example.scores.end() &&
                   (!right || score->second != (*right ? 1.0 : 0.0));
        });
    default: {
        for (size_t i = 0; i < set_->examples.size(); ++i)
            if (number(i, kind))
                return true;
        return false;
    }
    }
}

void ExampleModel::setExamples(std::shared_ptr<const ExampleSet> set)
{
    beginResetModel();
    set_ = std::move(set);
    columns_.clear();
    for (const Column kind : kColumns)
        if (has(kind))
            columns_.push_back(kind);
    sortColumn_ = -1;
    findRows();
    endResetModel();
}

void ExampleModel::setFilter(const ExampleFilter& filter)
{
    beginResetModel();
    filter_ = filter;
    findRows();
    endResetModel();
}

void ExampleModel::findRows()
{
    rows_.clear();
    for (size_t i = 0; i < set_->examples.size(); ++i)
        if (filter_.accepts(*set_, i))
            rows_.push_back(static_cast<int>(i));
    const auto byNumber = [&](const auto& value) {
        std::vector<std::optional<double>> values(set_->examples.size());
        for (const int row : rows_)
            values[static_cast<size_t>(row)] = value(static_cast<size_t>(row));
        const bool descending = sortOrder_ == Qt::DescendingOrder;
        std::stable_sort(rows_.begin(), rows_.end(), [&](int a, int b) {
            const auto& x = values[static_cast<size_t>(a)];
            const auto& y = values[static_cast<size_t>(b)];
            if (!x || !y)
                return x.has_value() && !y.has_value(); // what has none comes last
            return descending ? *x > *y : *x < *y;
        });
    };
    if (sortColumn_ < 0) {
        sortOrder_ = Qt::DescendingOrder;
        byNumber(
            [this](size_t i) { return std::optional<double>(tasks::badness(set_->examples[i])); });
        return;
    }
    const Column kind = kindOf(sortColumn_);
    if (isNumber(kind)) {
        byNumber([&](size_t i) { return number(i, kind); });
        return;
    }
    const bool descending = sortOrder_ == Qt::DescendingOrder;
    std::stable_sort(rows_.begin(), rows_.end(), [&](int a, int b) {
        const auto& x = words(static_cast<size_t>(a), kind);
        const auto& y = words(static_cast<size_t>(b), kind);
        return descending ? y < x : x < y;
    });
}

void ExampleModel::sort(int column, Qt::SortOrder order)
{
    if (column >= columnCount())
        return;
    Q_EMIT layoutAboutToBeChanged();
    const std::vector<int> before = rows_;
    sortColumn_ = column;
    sortOrder_ = order;
    findRows();
    std::vector<int> places(set_->examples.size(), -1);
    for (size_t row = 0; row < rows_.size(); ++row)
        places[static_cast<size_t>(rows_[row])] = static_cast<int>(row);
    for (const QModelIndex& old : persistentIndexList()) {
        const int example = before[static_cast<size_t>(old.row())];
        changePersistentIndex(old, index(places[static_cast<size_t>(example)], old.column()));
    }
    Q_EMIT layoutChanged();
}

int ExampleModel::rowOf(qint64 sample) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (at(row).sample == sample)
            return row;
    return -1;
}

int ExampleModel::columnOf(Column kind) const
{
    const auto found = std::find(columns_.begin(), columns_.end(), kind);
    return found == columns_.end() ? -1 : static_cast<int>(found - columns_.begin());
}

int ExampleModel::wrongCount() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += tasks::isRight(at(row)) == false;
    return count;
}

QSet<qint64> ExampleModel::wrongSamples() const
{
    QSet<qint64> samples;
    for (int row = 0; row < rowCount(); ++row)
        if (tasks::isRight(at(row)) == false)
            samples.insert(at(row).sample);
    return samples;
}

int ExampleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ExampleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

std::optional<double> ExampleModel::number(size_t index, Column kind) const
{
    const auto& example = set_->examples[index];
    switch (kind) {
    case Confidence:
        return example.confidence;
    case Loss:
        return example.loss;
    case Rank:
        return example.rank ? std::optional(static_cast<double>(*example.rank)) : std::nullopt;
    case Margin:
        return example.margin;
    case Score:
        if (const auto score = example.scores.find(set_->score); score != example.scores.end())
            return score->second;
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

const std::string& ExampleModel::words(size_t index, Column kind) const
{
    static const std::string none;
    const auto& example = set_->examples[index];
    switch (kind) {
    case Asked:
        return example.text;
    case Right:
        return example.gold;
    case Predicted:
        return example.prediction;
    case Other: {
        const auto* other = set_->other(index);
        return other ? other->prediction : none;
    }
    default:
        return none;
    }
}

QString ExampleModel::text(int row, Column kind) const
{
    const auto place = static_cast<size_t>(rows_[static_cast<size_t>(row)]);
    if (kind == Predicted || kind == Other) {
        const auto* example = kind == Other ? set_->other(place) : &set_->examples[place];
        return example ? marked(*example) : QStringLiteral("–");
    }
    if (!isNumber(kind))
        return line(words(place, kind));
    const auto value = number(place, kind);
    if (!value)
        return QStringLiteral("–");
    switch (kind) {
    case Confidence:
        return QString::number(100 * *value, 'f', 1);
    case Rank:
        return look::formatCount(static_cast<qint64>(*value));
    case Margin:
        return QString::number(*value, 'f', 3);
    case Score:
        return figureText(set_->score, *value);
    default:
        return QString::number(*value, 'f', 2);
    }
}

/// An icon, which views draw at their icon size.
QVariant ExampleModel::picture(qint64 sample) const
{
    const auto file = set_->pictures.constFind(sample);
    if (file == set_->pictures.constEnd())
        return {};
    return thumbnails_->thumbnail(sample, *file);
}

QVariant ExampleModel::data(const QModelIndex& index, int role) const
{
    const Column kind = kindOf(index.column());
    const auto& example = at(index.row());
    const bool wrong = tasks::isRight(example) == false;
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), kind);
    case Qt::DecorationRole:
        if (kind == Picture)
            return picture(example.sample);
        if (kind == Predicted && example.found != 0)
            return picture(example.found);
        return {};
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(kind) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (kind == Predicted && wrong)
            return look::Theme::instance().color(QStringLiteral("bad"));
        return {};
    case Qt::ToolTipRole:
        if (kind == Picture)
            return tr("Sample %1").arg(look::formatCount(example.sample));
        if (kind == Loss && example.probability)
            return tr("Probability of what is right: %1 %")
                .arg(100 * *example.probability, 0, 'f', 2);
        return isNumber(kind) ? QVariant() : QVariant(text(index.row(), kind));
    case Qt::AccessibleTextRole:
        if (kind == Picture)
            return tr("Sample %1").arg(look::formatCount(example.sample));
        return text(index.row(), kind);
    default:
        return {};
    }
}

QVariant ExampleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    const Column kind = kindOf(section);
    const QString names[] = {
        tr("Picture"),  tr("Asked"), tr("Gold"), tr("Prediction"), tr("Compared"),
        tr("Sure (%)"), tr("Loss"),  tr("Rank"), tr("Margin"),     metricName(set_->score)};
    const QString helps[] = {
        tr("The picture that was asked about"),
        tr("Question, statement or text that the model was given"),
        tr("What is right"),
        tr("What the model said"),
        tr("What the compared checkpoint said"),
        tr("The model's probability of its own prediction; of a written text the geometric mean "
           "over its tokens"),
        tr("Minus the logarithm of the model's probability of what is right"),
        tr("Place of what is right among all candidates, from 1"),
        tr("Score of what is right minus the best score of what is wrong"),
        tr("What the example adds to the figure")};
    switch (role) {
    case Qt::DisplayRole:
        return names[kind];
    case Qt::ToolTipRole:
        return helps[kind];
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(kind) ? Qt::AlignRight : Qt::AlignLeft) |
                                Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace unimo::panels
