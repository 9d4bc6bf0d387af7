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
      button_(new QPushButton)
{
    sentence_->setWordWrap(true);
    sentence_->setAlignment(Qt::AlignCenter);
    sentence_->setMinimumWidth(kSentenceWidth / 2);
    sentence_->setMaximumWidth(kSentenceWidth);
    sentence_->setProperty("muted", true);
    button_->setProperty("accent", true);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(16);
    layout->addStretch(2);
    layout->addWidget(icon_, 0, Qt::AlignHCenter);
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(sentence_, 1);
    row->addStretch();
    layout->addLayout(row);
    layout->addWidget(button_, 0, Qt::AlignHCenter);
    layout->addStretch(3);

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

void EmptyState::takeIcon()
{
    icon_->setPixmap(
        Theme::instance().icon(iconName_).pixmap(QSize(kIconSide, kIconSide), QIcon::Disabled));
}

} // namespace unimo::look
