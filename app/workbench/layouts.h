// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace unimo::workbench {

/// Arrangements of the panels that the user gave a name, kept in the settings. Thread: any one.
namespace layouts {

/// In alphabetical order.
[[nodiscard]] QStringList names();
/// What QMainWindow::saveState() gave; empty when there is none of this name.
[[nodiscard]] QByteArray state(const QString& name);
/// An empty state takes the layout away. Returns what was there before, for undo.
QByteArray keep(const QString& name, const QByteArray& state);

} // namespace layouts
} // namespace unimo::workbench
