// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/live_settings.h"

#include "widgets/look/language.h"
#include "widgets/panels/train/real_edit.h"

#include <QHBoxLayout>
#include <QLabel>

namespace unimo::panels {
namespace {

constexpr int kEditorWidth = 96;

/// "Optimiser: learning rate": the groups are not shown here.
QString labelOf(const SettingInfo& info)
{
    QString label = look::recipeText(info.label);
    if (!label.isEmpty())
        label[0] = label[0].toLower();
    return look::recipeText(info.group) + QStringLiteral(": ") + label;
}

} // namespace

LiveSettings::LiveSettings(const SettingTable& table, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (const SettingInfo& info : table) {
        const bool isNumber =
            info.type == SettingInfo::Type::Real || info.type == SettingInfo::Type::Integer;
        if (!info.live || !isNumber)
            continue;
        const QString key = QString::fromStdString(info.key);
        auto* edit = new RealEdit(info.minimum, info.maximum);
        edit->setObjectName(QStringLiteral("live ") + key);
        edit->setAccessibleName(labelOf(info));
        edit->setFixedWidth(kEditorWidth);
        auto* label = new QLabel(labelOf(info));
        label->setBuddy(edit);
        auto* row = new QWidget;
        row->setToolTip(look::recipeText(info.help) + QLatin1Char('\n') + key);
        auto* line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->addWidget(label, 1);
        line->addWidget(edit);
        column->addWidget(row);
        connect(edit, &RealEdit::valueEdited, this,
                [this, key](double value) { Q_EMIT setWanted(key, value); });
        editors_.insert(key, edit);
        rows_.insert(key, row);
    }
}

void LiveSettings::setRecipe(const Settings& recipe)
{
    for (auto editor = editors_.begin(); editor != editors_.end(); ++editor) {
        const QString& key = editor.key();
        editor.value()->setValue(recipe.get(key.toStdString()).get<double>());
        const std::string part = key.section(QLatin1Char('.'), 0, 0).toStdString() + ".on";
        const bool isOff = findSetting(recipe.table(), part) && !recipe.boolean(part);
        rows_.value(key)->setVisible(!isOff);
    }
}

void LiveSettings::setEditable(bool editable)
{
    for (RealEdit* edit : std::as_const(editors_))
        edit->setEnabled(editable);
}

} // namespace unimo::panels
