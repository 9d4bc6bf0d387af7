// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/log_model.h"

#include "widgets/look/theme.h"

#include <algorithm>

namespace unimo::models {

void LogModel::append(const std::vector<Line>& lines)
{
    if (lines.empty())
        return;
    const auto kept = std::min<size_t>(lines.size(), kMostLines);
    const auto surplus =
        std::max<qsizetype>(0, static_cast<qsizetype>(lines_.size() + kept) - kMostLines);
    if (surplus > 0) {
        beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
        lines_.erase(lines_.begin(), lines_.begin() + surplus);
        endRemoveRows();
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(kept) - 1);
    lines_.insert(lines_.end(), lines.end() - static_cast<ptrdiff_t>(kept), lines.end());
    endInsertRows();
}

void LogModel::clear()
{
    beginResetModel();
    lines_.clear();
    endResetModel();
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line& line = lines_[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return line.text;
    case LevelRole:
        return static_cast<int>(line.level);
    case Qt::ForegroundRole: {
        const look::Theme& theme = look::Theme::instance();
        switch (line.level) {
        case log::Level::Debug:
            return theme.color(QStringLiteral("muted"));
        case log::Level::Info:
            return theme.color(QStringLiteral("text"));
        case log::Level::Warning:
            return theme.color(QStringLiteral("warning"));
        case log::Level::Error:
            return theme.color(QStringLiteral("bad"));
        }
        return {};
    }
    default:
        return {};
    }
}

void LogFilter::setLevel(log::Level level)
{
    level_ = level;
    invalidateFilter();
}

void LogFilter::setText(const QString& text)
{
    text_ = text;
    invalidateFilter();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return index.data(LogModel::LevelRole).toInt() >= static_cast<int>(level_) &&
           (text_.isEmpty() ||
            index.data(Qt::DisplayRole).toString().contains(text_, Qt::CaseInsensitive));
}

log::Level levelOfLine(const QString& line)
{
    const QString word = line.section(QLatin1Char(' '), 2, 2, QString::SectionSkipEmpty);
    if (word == QLatin1String("error") || word == QLatin1String("critical"))
        return log::Level::Error;
    if (word == QLatin1String("warning"))
        return log::Level::Warning;
    if (word == QLatin1String("debug") || word == QLatin1String("trace"))
        return log::Level::Debug;
    return log::Level::Info;
}

} // namespace unimo::models
