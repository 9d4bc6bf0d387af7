// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/table_export.h"

#include "core/base/files.h"
#include "widgets/look/csv_field.h"

#include <QAbstractItemModel>
#include <QStringList>
#include <functional>

namespace unimo::panels {
namespace {

/// The header and every row, each cell as `cell` writes it.
QVector<QStringList> linesOf(const QAbstractItemModel& table,
                             const std::function<QString(QString)>& cell)
{
    QVector<QStringList> lines(table.rowCount() + 1);
    for (int column = 0; column < table.columnCount(); ++column) {
        lines[0] << cell(table.headerData(column, Qt::Horizontal)
                             .toString()
                             .replace(QLatin1Char('\n'), QStringLiteral(" · ")));
        for (int row = 0; row < table.rowCount(); ++row)
            lines[row + 1] << cell(table.index(row, column).data().toString());
    }
    return lines;
}

} // namespace

QString markdownOf(const QAbstractItemModel& table)
{
    const auto lines = linesOf(
        table, [](QString text) { return text.replace(QLatin1Char('|'), QStringLiteral("\\|")); });
    QString out;
    for (int i = 0; i < lines.size(); ++i) {
        out += QStringLiteral("| %1 |\n").arg(lines[i].join(QStringLiteral(" | ")));
        if (i > 0)
            continue;
        out += QLatin1Char('|');
        for (int column = 0; column < lines[0].size(); ++column)
            out += table.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() &
                           Qt::AlignRight
                       ? QStringLiteral(" ---: |")
                       : QStringLiteral(" --- |");
        out += QLatin1Char('\n');
    }
    return out;
}

QString csvOf(const QAbstractItemModel& table)
{
    const auto lines = linesOf(table, look::csvField);
    QString out;
    for (const QStringList& line : lines)
        out += line.join(QLatin1Char(',')) + QLatin1Char('\n');
    return out;
}

Status saveTable(const QAbstractItemModel& table, const QString& file)
{
    const QString text =
        file.endsWith(QLatin1String(".md"), Qt::CaseInsensitive) ? markdownOf(table) : csvOf(table);
    return writeFileAtomic(file.toStdString(), text.toStdString());
}

} // namespace unimo::panels
