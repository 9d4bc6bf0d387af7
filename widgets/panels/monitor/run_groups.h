// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/found_run.h"

#include <QStringList>
#include <QVector>

namespace unimo::panels {

/// How the runs of the list are put together.
struct Grouping
{
    enum class By {
        Nothing,
        Name,       ///< the name without its seed or number
        AllButSeed, ///< every setting of the recipe but the seed
        Setting
    };
    By by = By::Nothing;
    QString setting; ///< of By::Setting

    bool operator==(const Grouping&) const = default;
};

struct RunGroup
{
    QString name;     ///< no two groups have the same
    QStringList runs; ///< paths, in the order of the list
};

/// Runs with nothing to go by, as those without a recipe when it is asked for, are in no group.
[[nodiscard]] QVector<RunGroup> groupRuns(const bridge::FoundRuns& runs, const Grouping& grouping);

/// The recipe's keys in which runs differ, sorted; there is nothing to group by in the others.
[[nodiscard]] QStringList differingSettings(const bridge::FoundRuns& runs);

/// "2026-11-24-1512-full-3" and "full_seed2" -> "full"; "logs/seed1/train" -> "logs/train".
[[nodiscard]] QString nameWithoutNumber(const QString& name);

} // namespace unimo::panels
