// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace unimo::panels {

/// The checkpoint that stands for a step of a run.
struct CheckpointChoice
{
    QString folder; ///< empty: there is none
    qint64 step = -1;
    /// What asking it is called; says why it cannot be asked where there is none.
    QString text;
};

/// The latest kept checkpoint at or before `step`. Reads the disk.
[[nodiscard]] CheckpointChoice chooseCheckpoint(const QString& run, qint64 step);

} // namespace unimo::panels
