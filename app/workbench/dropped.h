// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace unimo::workbench {

/// What a file or folder that is dropped on the window means there.
enum class Dropped {
    Project,    ///< the folder of a project
    Run,        ///< the folder of a run
    Checkpoint, ///< the folder of a checkpoint
    Events,     ///< TensorBoard's event files, or a folder of them
    Picture,    ///< to ask about
    Data        ///< anything else: to import
};

[[nodiscard]] Dropped droppedKind(const QString& path);

} // namespace unimo::workbench
