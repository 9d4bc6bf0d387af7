// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"

#include <QHash>
#include <QWidget>

class QVBoxLayout;

namespace unimo::panels {

class RealEdit;

/// The settings that may be changed while a run goes on. A change is sent when its field is left.
class LiveSettings : public QWidget
{
    Q_OBJECT
public:
    explicit LiveSettings(const SettingTable& table, QWidget* parent = nullptr);
    /// The values the run has; settings of parts that the run leaves out are hidden.
    void setRecipe(const Settings& recipe);
    void setEditable(bool editable);
    [[nodiscard]] RealEdit* editor(const QString& key) const { return editors_.value(key); }

Q_SIGNALS:
    void setWanted(const QString& key, double value);

private:
    QHash<QString, RealEdit*> editors_;
    QHash<QString, QWidget*> rows_;
};

} // namespace unimo::panels
