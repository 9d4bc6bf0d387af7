// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QVector>

namespace unimo::bridge {

/// A run as a list shows it, before anything of its status or events is known.
struct FoundRun
{
    QString path;
    QString
        name; ///< the person's name for it, else the folder's; a foreign run's is "logs/a/train"
    bool archived = false;
    bool foreign = false;                 ///< event files outside of the project
    QMap<QString, QString> settings = {}; ///< of its recipe: "optim.learning_rate" -> "0.0002"
    /// The version of the data it began with: a content hash; empty: not known.
    QString dataVersion = {};

    bool operator==(const FoundRun&) const = default;
};

using FoundRuns = QVector<FoundRun>;

/// The settings of a run's recipe.json; empty when it is not there or makes no sense.
[[nodiscard]] QMap<QString, QString> readSettings(const QString& run);

} // namespace unimo::bridge
