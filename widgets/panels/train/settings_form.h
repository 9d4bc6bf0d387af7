// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/settings.h"

#include <QPair>
#include <QVector>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace unimo::panels {

class SettingRow;

/// A form made from a table of settings: groups under headings, a search box, and for each field
/// whether it differs from the preset.
class SettingsForm : public QWidget
{
    Q_OBJECT
public:
    explicit SettingsForm(const SettingTable& table, QWidget* parent = nullptr);

    /// The values that fields are compared with, which they take too.
    void setPreset(const Settings& preset);
    /// Fills the fields; the preset stays, so that what differs from it is marked.
    void setValues(const Settings& values);
    /// Of one field.
    void setValue(const QString& key, const nlohmann::json& value);
    /// Puts every field back to the preset.
    void resetAll();
    /// What differs from the preset: key and value as `unimo train --set` takes them.
    [[nodiscard]] QVector<QPair<QString, QString>> changes() const;
    [[nodiscard]] const nlohmann::json& value(const QString& key) const;
    [[nodiscard]] SettingRow* row(const QString& key) const;
    [[nodiscard]] QLineEdit* searchBox() const { return search_; }

Q_SIGNALS:
    void changed();

private:
    struct Group
    {
        QWidget* box = nullptr;
        QVector<SettingRow*> rows;
    };

    void search();
    void showChanges();

    QLineEdit* search_;
    QLabel* changed_;
    QPushButton* resetAll_;
    QLabel* nothing_;
    QVector<Group> groups_;
};

} // namespace unimo::panels
