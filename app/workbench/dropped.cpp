// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/dropped.h"

#include <QDir>
#include <QFileInfo>
#include <QImageReader>

namespace unimo::workbench {

Dropped droppedKind(const QString& path)
{
    if (QFileInfo(path).isDir()) {
        const QDir folder(path);
        if (folder.exists(QStringLiteral("project.sqlite")))
            return Dropped::Project;
        if (folder.exists(QStringLiteral("status.json")))
            return Dropped::Run;
        if (folder.exists(QStringLiteral("trainer.json")))
            return Dropped::Checkpoint;
        return Dropped::Data;
    }
    return QImageReader::imageFormat(path).isEmpty() ? Dropped::Data : Dropped::Picture;
}

} // namespace unimo::workbench
