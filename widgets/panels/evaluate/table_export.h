// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <Qt>

class QAbstractItemModel;

namespace unimo::panels {

/// A table as it is shown, as a Markdown table.
[[nodiscard]] QString markdownOf(const QAbstractItemModel& table);
/// As comma-separated values.
[[nodiscard]] QString csvOf(const QAbstractItemModel& table);
/// As a JSON array, an object a row by the headers' names. A cell that has a number under
/// kNumberRole is that number.
[[nodiscard]] QByteArray jsonOf(const QAbstractItemModel& table);
/// Where tables have the number behind a cell's text.
inline constexpr int kNumberRole = Qt::UserRole + 100;
/// Writes the table; the ending chooses Markdown (.md), JSON or CSV.
[[nodiscard]] Status saveTable(const QAbstractItemModel& table, const QString& file);

} // namespace unimo::panels
