// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

/// Imports folders, CSV or JSON files, or pictures into the open project as one background job;
/// then tells what was taken in and, if any, which rows were not, in a window that does not block.
void startImport(bridge::Workspace* workspace, const QStringList& paths, QWidget* parent);

} // namespace unimo::panels
