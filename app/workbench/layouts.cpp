// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/layouts.h"

#include <QSettings>
#include <QUrl>

namespace unimo::workbench::layouts {
namespace {

const QString kGroup = QStringLiteral("layouts");

/// A name may hold a slash, which would be a group of the settings.
QString keyOf(const QString& name)
{
    return kGroup + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(name));
}

} // namespace

QStringList names()
{
    QSettings settings;
    settings.beginGroup(kGroup);
    QStringList names;
    for (const QString& key : settings.childKeys())
        names << QUrl::fromPercentEncoding(key.toLatin1());
    names.sort(Qt::CaseInsensitive);
    return names;
}

QByteArray state(const QString& name)
{
    return QSettings().value(keyOf(name)).toByteArray();
}

QByteArray keep(const QString& name, const QByteArray& wanted)
{
    const QByteArray before = state(name);
    QSettings settings;
    if (wanted.isEmpty())
        settings.remove(keyOf(name));
    else
        settings.setValue(keyOf(name), wanted);
    return before;
}

} // namespace unimo::workbench::layouts
