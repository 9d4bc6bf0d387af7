// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/csv_field.h"
#include "widgets/look/theme.h"

#include <QLocale>
#include <cmath>

namespace unimo::look {

QString formatCount(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

QString formatDuration(double seconds)
{
    const auto total = static_cast<qint64>(std::llround(seconds));
    const qint64 minutes = total / 60 % 60;
    const QString tail = QStringLiteral(":%1").arg(total % 60, 2, 10, QLatin1Char('0'));
    if (total < 3600)
        return QString::number(minutes) + tail;
    return QStringLiteral("%1:%2").arg(total / 3600).arg(minutes, 2, 10, QLatin1Char('0')) + tail;
}

QString formatBytes(qint64 bytes)
{
    return QLocale(QLocale::English)
        .formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString csvField(QString text)
{
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) &&
        !text.contains(QLatin1Char('\n')))
        return text;
    text.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

} // namespace unimo::look
