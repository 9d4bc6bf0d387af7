// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenu;
class QWidget;

namespace unimo::bridge {
class Workspace;
}

namespace unimo::models {

/// Adds the panels that have something to say of the selected sample, but the one it is in: "data",
/// "rewrites", "retrieved", "query" or "map".
void addSamplePlaces(QMenu* menu, bridge::Workspace* workspace, const QString& here);
/// Gives a view that follows the selection a context menu of these places.
void giveSampleMenu(QWidget* view, bridge::Workspace* workspace, const QString& here);

} // namespace unimo::models
