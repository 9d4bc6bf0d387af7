// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/key_bindings.h"

#include <QSettings>
#include <algorithm>
#include <utility>

namespace unimo::shell {
namespace {

/// Only what differs from the usual is kept, so that later versions may change the rest.
QString settingOf(const QAction* action)
{
    return QStringLiteral("keys/") + action->objectName();
}

} // namespace

KeyBindings::KeyBindings(QVector<QAction*> actions, bool remember)
    : actions_(std::move(actions)), remember_(remember)
{
    const QSettings settings;
    for (QAction* action : std::as_const(actions_)) {
        usual_.append(action->shortcut());
        if (remember_ && settings.contains(settingOf(action)))
            action->setShortcut(QKeySequence::fromString(
                settings.value(settingOf(action)).toString(), QKeySequence::PortableText));
    }
}

QAction* KeyBindings::bind(QAction* action, const QKeySequence& keys)
{
    QAction* loser = nullptr;
    if (!keys.isEmpty())
        for (QAction* other : std::as_const(actions_))
            if (other != action && other->shortcut() == keys) {
                other->setShortcut({});
                keep(other);
                loser = other;
            }
    action->setShortcut(keys);
    keep(action);
    return loser;
}

bool KeyBindings::isUsual(const QAction* action) const
{
    const auto at = std::find(actions_.begin(), actions_.end(), action) - actions_.begin();
    return action->shortcut() == usual_[at];
}

bool KeyBindings::areUsual() const
{
    return std::all_of(actions_.begin(), actions_.end(),
                       [this](const QAction* action) { return isUsual(action); });
}

void KeyBindings::resetAll()
{
    for (qsizetype i = 0; i < actions_.size(); ++i) {
        actions_[i]->setShortcut(usual_[i]);
        keep(actions_[i]);
    }
}

void KeyBindings::keep(const QAction* action) const
{
    if (!remember_)
        return;
    QSettings settings;
    if (isUsual(action))
        settings.remove(settingOf(action));
    else
        settings.setValue(settingOf(action),
                          action->shortcut().toString(QKeySequence::PortableText));
}

} // namespace unimo::shell
