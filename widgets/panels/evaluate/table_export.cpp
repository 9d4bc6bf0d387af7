// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/evaluate/table_export.h"

#include "core/base/files.h"
#include "widgets/look/csv_field.h"

#include <QAbstractItemModel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <functional>

namespace unimo::panels {
namespace {

/// A header on one line.
QString headerOf(const QAbstractItemModel& table, int column)
{
    return table.headerData(column, Qt::Horizontal)
        .toString()
        .replace(QLatin1Char('\n'), QStringLiteral(" · "));
}

/// The header and every row, each cell as `cell` writes it.
QVector<QStringList> linesOf(const QAbstractItemModel& table,
                             const std::function<QString(QString)>& cell)
{
    QVector<QStringList> lines(table.rowCount() + 1);
    for (int column = 0; column < table.columnCount(); ++column) {
        lines[0] << cell(headerOf(table, column));
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

QByteArray jsonOf(const QAbstractItemModel& table)
{
    QJsonArray rows;
    for (int row = 0; row < table.rowCount(); ++row) {
        QJsonObject object;
        for (int column = 0; column < table.columnCount(); ++column) {
            const QString name = headerOf(table, column);
            const QModelIndex cell = table.index(row, column);
            const QVariant number = cell.data(kNumberRole);
            object[name] = number.isValid() ? QJsonValue(number.toDouble())
                                            : QJsonValue(cell.data().toString());
        }
        rows.append(object);
    }
    return QJsonDocument(rows).toJson();
}

Status saveTable(const QAbstractItemModel& table, const QString& file)
{
    const auto endsWith = [&](const char* ending) {
        return file.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
    };
    const QByteArray content = endsWith(".json") ? jsonOf(table)
                               : endsWith(".md") ? markdownOf(table).toUtf8()
                                                 : csvOf(table).toUtf8();
    return writeFileAtomic(file.toStdString(), content.toStdString());
}

} // namespace unimo::panels
