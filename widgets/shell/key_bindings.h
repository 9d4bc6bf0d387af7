// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QVector>

namespace unimo::shell {

/// The keys of the window's actions, as the user has bound them. An action is known by its object
/// name, which stays the same in every language and version. Thread: the window's.
class KeyBindings
{
public:
    /// Takes the keys that the actions have as their usual ones, then gives them those that were
    /// kept. remember: keep what is bound from now on.
    KeyBindings(QVector<QAction*> actions, bool remember);

    [[nodiscard]] const QVector<QAction*>& actions() const { return actions_; }
    /// Gives the action these keys (none: takes them away). An action that had them loses them: it
    /// is returned.
    QAction* bind(QAction* action, const QKeySequence& keys);
    [[nodiscard]] bool isUsual(const QAction* action) const;
    /// Whether every action has its usual keys.
    [[nodiscard]] bool areUsual() const;
    void resetAll();

private:
    void keep(const QAction* action) const;

    QVector<QAction*> actions_;
    QVector<QKeySequence> usual_;
    bool remember_;
};

} // namespace unimo::shell
