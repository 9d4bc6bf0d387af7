// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

class QAbstractItemModel;

namespace unimo::panels {

/// A table as it is shown, as a Markdown table.
[[nodiscard]] QString markdownOf(const QAbstractItemModel& table);
/// As comma-separated values.
[[nodiscard]] QString csvOf(const QAbstractItemModel& table);
/// Writes the table; the ending chooses Markdown (.md) or CSV.
[[nodiscard]] Status saveTable(const QAbstractItemModel& table, const QString& file);

} // namespace unimo::panels
