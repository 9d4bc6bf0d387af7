// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/caption_cards.h"

#include "widgets/look/clear_layout.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/query/token_text.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {

CaptionCards::CaptionCards(bool explainable, QWidget* parent)
    : QScrollArea(parent), explainable_(explainable), cards_(new QVBoxLayout)
{
    auto* content = new QWidget;
    content->setProperty("panel", true);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(cards_);
    column->addStretch();
    cards_->setSpacing(8);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QWidget* CaptionCards::card(const inference::CaptionCandidate& caption, int rank)
{
    auto* frame = new QFrame;
    frame->setProperty("card", true);
    auto* number = new QLabel(QString::number(rank));
    number->setProperty("muted", true);
    auto* score = new QLabel(QString::number(caption.score, 'f', 2));
    score->setProperty("muted", true);
    score->setToolTip(tr("Score: log-probability, normalised by length; nearer to 0 is surer"));
    const QString text = QString::fromStdString(caption.text);
    auto* words = new TokenText(text, caption.words);
    texts_.push_back(words);

    auto* layout = new QHBoxLayout(frame);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(number, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    if (caption.times > 1) {
        auto* times = new QLabel(QStringLiteral("× %1").arg(caption.times));
        times->setToolTip(tr("Drawn %1 times").arg(caption.times));
        layout->addWidget(times, 0, Qt::AlignTop);
    }
    layout->addWidget(score, 0, Qt::AlignTop);
    const auto button = [&](const QString& icon, const QString& help) {
        auto* made = new QToolButton;
        look::setThemedIcon(made, icon);
        made->setToolTip(help);
        made->setAccessibleName(help);
        layout->addWidget(made, 0, Qt::AlignTop);
        return made;
    };
    if (explainable_)
        connect(button(QStringLiteral("evidence"), tr("Why this caption: show the evidence")),
                &QToolButton::clicked, this, [this, text] { Q_EMIT explainWanted(text); });
    connect(button(QStringLiteral("copy"), tr("Copy this caption")), &QToolButton::clicked, this,
            [text] { QGuiApplication::clipboard()->setText(text); });
    return frame;
}

void CaptionCards::setCaptions(const std::vector<inference::CaptionCandidate>& captions)
{
    look::clearLayout(cards_);
    texts_.clear();
    int rank = 0;
    for (const auto& caption : captions)
        cards_->addWidget(card(caption, ++rank));
}

void CaptionCards::markAgainst(const CaptionCards& other)
{
    for (size_t i = 0; i < texts_.size(); ++i)
        texts_[i]->markAgainst(i < other.texts_.size() ? other.texts_[i]->words() : QStringList());
}

} // namespace unimo::panels
