// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/log.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>
#include <QString>
#include <deque>
#include <vector>

namespace unimo::models {

/// The last lines of a log; the oldest go when there are too many. Thread: GUI thread.
class LogModel : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr int kMostLines = 20'000;
    enum Role { LevelRole = Qt::UserRole }; ///< int(log::Level)

    struct Line
    {
        log::Level level = log::Level::Info;
        QString text;
    };

    using QAbstractListModel::QAbstractListModel;

    void append(const std::vector<Line>& lines);
    void clear();
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::deque<Line> lines_;
};

/// The lines at or above a level that hold a text.
class LogFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setLevel(log::Level level);
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    log::Level level_ = log::Level::Debug;
    QString text_;
};

/// "2026-11-24 15:12:01 warning [train] ..." as the program writes log files; a line of another
/// form is Info.
[[nodiscard]] log::Level levelOfLine(const QString& line);

} // namespace unimo::models
