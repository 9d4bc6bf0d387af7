// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/settings_form.h"

#include "widgets/look/language.h"
#include "widgets/panels/train/setting_row.h"

#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace unimo::panels {

SettingsForm::SettingsForm(const SettingTable& table, QWidget* parent)
    : QWidget(parent), search_(new QLineEdit), changed_(new QLabel),
      resetAll_(new QPushButton(tr("Reset all"))), nothing_(new QLabel)
{
    search_->setPlaceholderText(tr("Search settings"));
    search_->setClearButtonEnabled(true);
    changed_->setProperty("muted", true);
    resetAll_->setToolTip(tr("Back to the preset"));
    nothing_->setText(tr("No setting matches."));
    nothing_->setProperty("muted", true);
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->hide();

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    QString heading;
    for (const SettingInfo& info : table) {
        const QString name = look::recipeText(info.group);
        if (name != heading) {
            heading = name;
            auto* box = new QFrame;
            box->setProperty("card", true);
            auto* rows = new QVBoxLayout(box);
            rows->setContentsMargins(8, 8, 8, 8);
            rows->setSpacing(4);
            auto* title = new QLabel(name);
            title->setProperty("heading", true);
            rows->addWidget(title);
            column->addWidget(box);
            groups_.append(Group{box, {}});
        }
        auto* row = new SettingRow(info);
        groups_.last().box->layout()->addWidget(row);
        groups_.last().rows.append(row);
        connect(row, &SettingRow::edited, this, [this] {
            showChanges();
            Q_EMIT changed();
        });
    }
    column->addWidget(nothing_);
    column->addStretch();

    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* top = new QHBoxLayout;
    top->addWidget(search_, 1);
    top->addWidget(changed_);
    top->addWidget(resetAll_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(area, 1);
    connect(search_, &QLineEdit::textChanged, this, &SettingsForm::search);
    connect(resetAll_, &QPushButton::clicked, this, &SettingsForm::resetAll);
    showChanges();
}

void SettingsForm::setPreset(const Settings& preset)
{
    for (const Group& group : groups_)
        for (SettingRow* row : group.rows) {
            row->setPreset(preset.get(row->info().key));
            row->setValue(preset.get(row->info().key));
        }
    showChanges();
    Q_EMIT changed();
}

void SettingsForm::setValues(const Settings& values)
{
    for (const Group& group : groups_)
        for (SettingRow* row : group.rows)
            row->setValue(values.get(row->info().key));
    showChanges();
    Q_EMIT changed();
}

void SettingsForm::setValue(const QString& key, const nlohmann::json& value)
{
    row(key)->setValue(value);
    showChanges();
    Q_EMIT changed();
}

void SettingsForm::resetAll()
{
    for (const Group& group : groups_)
        for (SettingRow* row : group.rows)
            row->resetToPreset();
    showChanges();
    Q_EMIT changed();
}

SettingRow* SettingsForm::row(const QString& key) const
{
    for (const Group& group : groups_)
        for (SettingRow* row : group.rows)
            if (row->info().key == key.toStdString())
                return row;
    return nullptr;
}

const nlohmann::json& SettingsForm::value(const QString& key) const
{
    return row(key)->value();
}

QVector<QPair<QString, QString>> SettingsForm::changes() const
{
    QVector<QPair<QString, QString>> out;
    for (const Group& group : groups_)
        for (const SettingRow* row : group.rows)
            if (row->isChanged())
                out.append({QString::fromStdString(row->info().key), row->valueText()});
    return out;
}

void SettingsForm::search()
{
    const QStringList words = search_->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    bool any = false;
    for (const Group& group : groups_) {
        bool anyInGroup = false;
        for (SettingRow* row : group.rows) {
            const bool wanted = row->matches(words);
            row->setVisible(wanted);
            anyInGroup = anyInGroup || wanted;
        }
        group.box->setVisible(anyInGroup);
        any = any || anyInGroup;
    }
    nothing_->setVisible(!any);
}

void SettingsForm::showChanges()
{
    const auto count = changes().size();
    changed_->setText(count == 0 ? tr("as the preset") : tr("%1 changed").arg(count));
    resetAll_->setEnabled(count > 0);
}

} // namespace unimo::panels
