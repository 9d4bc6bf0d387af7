// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/train/setting_row.h"

#include "widgets/look/language.h"
#include "widgets/look/theme.h"
#include "widgets/panels/train/real_edit.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <algorithm>

namespace unimo::panels {
namespace {

using Type = SettingInfo::Type;

constexpr int kEditorWidth = 150;

QString toText(const nlohmann::json& value)
{
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_number_float())
        return RealEdit::textOf(value.get<double>());
    return QString::fromStdString(value.dump());
}

} // namespace

SettingRow::SettingRow(const SettingInfo& info, QWidget* parent)
    : QWidget(parent), info_(info), preset_(info.fallback), value_(info.fallback), dot_(new QLabel),
      editor_(makeEditor()), reset_(new QToolButton)
{
    auto* label = new QLabel(look::recipeText(info.label));
    label->setBuddy(editor_);
    label->setMinimumWidth(60);
    setToolTip(help());
    dot_->setFixedWidth(12);
    dot_->setText(QStringLiteral("●"));
    dot_->setToolTip(tr("Differs from the preset"));
    reset_->setIcon(look::Theme::instance().icon(QStringLiteral("undo")));
    reset_->setAccessibleName(tr("Reset %1").arg(label->text()));
    for (QWidget* widget : {static_cast<QWidget*>(dot_), static_cast<QWidget*>(reset_)}) {
        QSizePolicy policy = widget->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        widget->setSizePolicy(policy);
    }
    editor_->setObjectName(QString::fromStdString(info.key));
    editor_->setAccessibleName(label->text());
    editor_->setFixedWidth(kEditorWidth);
    // The wheel scrolls the form; it must not change numbers on its way.
    editor_->setFocusPolicy(Qt::StrongFocus);
    editor_->installEventFilter(this);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(dot_);
    layout->addWidget(label, 1);
    layout->addWidget(editor_);
    layout->addWidget(reset_);

    const auto takeTheme = [this] {
        dot_->setStyleSheet(
            QStringLiteral("color: %1")
                .arg(look::Theme::instance().color(QStringLiteral("accent")).name()));
        reset_->setIcon(look::Theme::instance().icon(QStringLiteral("undo")));
    };
    takeTheme();
    connect(&look::Theme::instance(), &look::Theme::changed, this, takeTheme);
    connect(reset_, &QToolButton::clicked, this, [this] {
        resetToPreset();
        Q_EMIT edited(QString::fromStdString(info_.key));
    });
    showValue();
    showChange();
}

QString SettingRow::help() const
{
    QString text = look::recipeText(info_.help);
    if (!text.isEmpty())
        text += QLatin1Char('\n');
    if (info_.type == Type::Integer || info_.type == Type::Real)
        text += tr("%1 to %2\n").arg(info_.minimum, 0, 'g', 10).arg(info_.maximum, 0, 'g', 10);
    return text + QString::fromStdString(info_.key) +
           (info_.live ? tr("  (can be changed while it runs)") : QString());
}

QWidget* SettingRow::makeEditor()
{
    switch (info_.type) {
    case Type::Integer: {
        auto* box = new QSpinBox;
        box->setRange(static_cast<int>(info_.minimum), static_cast<int>(info_.maximum));
        box->setGroupSeparatorShown(true);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setLocale(QLocale(QLocale::English));
        box->setAlignment(Qt::AlignRight);
        box->setKeyboardTracking(false);
        connect(box, &QSpinBox::valueChanged, this, [this](int value) { take(value); });
        return box;
    }
    case Type::Real: {
        auto* edit = new RealEdit(info_.minimum, info_.maximum);
        connect(edit, &RealEdit::valueEdited, this, [this](double value) { take(value); });
        return edit;
    }
    case Type::Boolean: {
        auto* box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, [this](bool on) { take(on); });
        return box;
    }
    case Type::Choice: {
        auto* box = new QComboBox;
        for (const auto& choice : info_.choices)
            box->addItem(QString::fromStdString(choice));
        connect(box, &QComboBox::textActivated, this,
                [this](const QString& text) { take(text.toStdString()); });
        return box;
    }
    case Type::Text:
    case Type::Path:
        break;
    }
    auto* edit = new QLineEdit;
    connect(edit, &QLineEdit::editingFinished, this,
            [this, edit] { take(edit->text().toStdString()); });
    return edit;
}

void SettingRow::take(const nlohmann::json& value)
{
    if (value == value_)
        return;
    value_ = value;
    showChange();
    Q_EMIT edited(QString::fromStdString(info_.key));
}

QString SettingRow::valueText() const
{
    return toText(value_);
}

void SettingRow::setPreset(const nlohmann::json& value)
{
    preset_ = value;
    showChange();
}

void SettingRow::setValue(const nlohmann::json& value)
{
    value_ = value;
    showValue();
    showChange();
}

void SettingRow::showValue()
{
    const QSignalBlocker blocker(editor_);
    if (auto* box = qobject_cast<QSpinBox*>(editor_))
        box->setValue(value_.get<int>());
    else if (auto* real = qobject_cast<RealEdit*>(editor_))
        real->setValue(value_.get<double>());
    else if (auto* check = qobject_cast<QCheckBox*>(editor_))
        check->setChecked(value_.get<bool>());
    else if (auto* combo = qobject_cast<QComboBox*>(editor_))
        combo->setCurrentText(toText(value_));
    else if (auto* edit = qobject_cast<QLineEdit*>(editor_))
        edit->setText(toText(value_));
}

void SettingRow::showChange()
{
    dot_->setVisible(isChanged());
    reset_->setVisible(isChanged());
    reset_->setToolTip(tr("Back to the preset's %1").arg(toText(preset_)));
}

bool SettingRow::matches(const QStringList& words) const
{
    // In the window's language, and as the recipe files and the papers have it.
    QString all = QString::fromStdString(info_.key);
    for (const std::string& text : {info_.group, info_.label, info_.help})
        all += QLatin1Char(' ') + look::recipeText(text) + QLatin1Char(' ') +
               QString::fromStdString(text);
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

bool SettingRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && !editor_->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace unimo::panels
