// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace unimo::panels {

/// One setting of a table: label with help, an editor of its type that keeps to what is allowed,
/// and, when it differs from the preset, a dot and a button that puts it back.
class SettingRow : public QWidget
{
    Q_OBJECT
public:
    explicit SettingRow(const SettingInfo& info, QWidget* parent = nullptr);

    [[nodiscard]] const SettingInfo& info() const { return info_; }
    void setPreset(const nlohmann::json& value);
    void setValue(const nlohmann::json& value);
    [[nodiscard]] const nlohmann::json& value() const { return value_; }
    /// As `unimo train --set` takes it.
    [[nodiscard]] QString valueText() const;
    void resetToPreset() { setValue(preset_); }
    [[nodiscard]] bool isChanged() const { return value_ != preset_; }
    [[nodiscard]] QWidget* editor() const { return editor_; }
    /// Whether the words occur in the label, key, help or group.
    [[nodiscard]] bool matches(const QStringList& words) const;

Q_SIGNALS:
    /// By hand.
    void edited(const QString& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeEditor();
    [[nodiscard]] QString help() const;
    void take(const nlohmann::json& value);
    void showValue();
    void showChange();

    const SettingInfo& info_; ///< of a static table
    nlohmann::json preset_;
    nlohmann::json value_;
    QLabel* dot_;
    QWidget* editor_;
    QToolButton* reset_;
};

} // namespace unimo::panels
