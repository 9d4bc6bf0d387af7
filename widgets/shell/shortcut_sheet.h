// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QVector>

class QAction;

namespace unimo::shell {

/// All shortcuts on one page (F1). Does not block the window.
class ShortcutSheet : public QDialog
{
    Q_OBJECT
public:
    ShortcutSheet(const QVector<QAction*>& actions, QWidget* parent);
};

} // namespace unimo::shell
