// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/dropped.h"

#include "core/events/event_folders.h"

#include <QDir>
#include <QFileInfo>
#include <QImageReader>

namespace unimo::workbench {

namespace {

/// A short look: a folder of pictures can be very large.
bool holdsEvents(const QString& folder)
{
    const events::EventSearch search{.mostFound = 1, .mostEntries = 2000, .deepest = 4};
    return !events::findEventFolders(folder.toStdString(), search).folders.empty();
}

} // namespace

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
        return holdsEvents(path) ? Dropped::Events : Dropped::Data;
    }
    if (events::isEventFile(path.toStdString()))
        return Dropped::Events;
    return QImageReader::imageFormat(path).isEmpty() ? Dropped::Data : Dropped::Picture;
}

} // namespace unimo::workbench
