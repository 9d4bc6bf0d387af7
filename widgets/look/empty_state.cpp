// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/empty_state.h"

#include "widgets/look/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace unimo::look {
namespace {

constexpr int kIconSide = 48;
constexpr int kSentenceWidth = 360;

} // namespace

EmptyState::EmptyState(const QString& iconName, const QString& sentence, const QString& buttonText,
                       QWidget* parent)
    : QWidget(parent), iconName_(iconName), icon_(new QLabel), sentence_(new QLabel),
      button_(new QPushButton), layout_(new QVBoxLayout(this))
{
    sentence_->setWordWrap(true);
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setMinimumWidth(kSentenceWidth / 2);
    sentence_->setMaximumWidth(kSentenceWidth);
    sentence_->setProperty("muted", true);
    button_->setProperty("accent", true);

    layout_->setSpacing(16);
    layout_->addStretch(2);
    layout_->addWidget(icon_, 0, Qt::AlignHCenter);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(sentence_, 1);
    row->addStretch();
    layout_->addLayout(row);
    layout_->addWidget(button_, 0, Qt::AlignHCenter);
    layout_->addStretch(3);

    setSentence(sentence);
    setButtonText(buttonText);
    takeIcon();
    connect(button_, &QPushButton::clicked, this, &EmptyState::activated);
    connect(&Theme::instance(), &Theme::changed, this, &EmptyState::takeIcon);
}

void EmptyState::setSentence(const QString& sentence)
{
    sentence_->setText(sentence);
}

void EmptyState::setButtonText(const QString& text)
{
    button_->setText(text);
    button_->setVisible(!text.isEmpty());
}

QPushButton* EmptyState::addButton(const QString& text)
{
    auto* button = new QPushButton(text);
    layout_->insertWidget(layout_->count() - 1, button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::takeIcon()
{
    icon_->setPixmap(
        Theme::instance().icon(iconName_).pixmap(QSize(kIconSide, kIconSide), QIcon::Disabled));
}

} // namespace unimo::look
