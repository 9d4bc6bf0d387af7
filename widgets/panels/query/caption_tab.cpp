// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/caption_tab.h"

#include "widgets/look/themed_icon.h"
#include "widgets/panels/query/token_text.h"

#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {

using bridge::EngineThread;

namespace {

QSpinBox* spin(int low, int high, int value, const QString& name, const QString& help)
{
    auto* box = new QSpinBox;
    box->setRange(low, high);
    box->setValue(value);
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setKeyboardTracking(false);
    return box;
}

QFrame* card(const inference::CaptionCandidate& caption, int rank)
{
    auto* frame = new QFrame;
    frame->setProperty("card", true);
    auto* number = new QLabel(QString::number(rank));
    number->setProperty("muted", true);
    auto* score = new QLabel(QString::number(caption.score, 'f', 2));
    score->setProperty("muted", true);
    score->setToolTip(CaptionTab::tr("Score: log-probability, normalised by length; nearer to 0 "
                                     "is surer"));
    auto* copy = new QToolButton;
    look::setThemedIcon(copy, QStringLiteral("copy"));
    copy->setToolTip(CaptionTab::tr("Copy this caption"));
    copy->setAccessibleName(copy->toolTip());
    const QString text = QString::fromStdString(caption.text);
    QObject::connect(copy, &QToolButton::clicked, copy,
                     [text] { QGuiApplication::clipboard()->setText(text); });

    auto* layout = new QHBoxLayout(frame);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(12);
    layout->addWidget(number, 0, Qt::AlignTop);
    layout->addWidget(new TokenText(text, caption.words), 1);
    layout->addWidget(score, 0, Qt::AlignTop);
    layout->addWidget(copy, 0, Qt::AlignTop);
    return frame;
}

} // namespace

CaptionTab::CaptionTab(EngineThread* engine, QWidget* parent)
    : QueryTab(engine, parent),
      beams_(spin(1, 20, 5, tr("Beams"),
                  tr("Beams: candidates kept at each word; 1 takes the likeliest word each time"))),
      longest_(spin(4, 100, 40, tr("Longest"), tr("The most tokens a caption may have"))),
      cards_(new QVBoxLayout)
{
    auto* options = new QHBoxLayout;
    options->setSpacing(8);
    options->addWidget(new QLabel(tr("Beams")));
    options->addWidget(beams_);
    options->addSpacing(8);
    options->addWidget(new QLabel(tr("Longest")));
    options->addWidget(longest_);
    options->addStretch();
    body()->addLayout(options);

    auto* content = new QWidget;
    content->setProperty("panel", true);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(cards_);
    column->addStretch();
    cards_->setSpacing(8);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(scroll, 1);

    connect(beams_, &QSpinBox::valueChanged, this, &CaptionTab::ask);
    connect(longest_, &QSpinBox::valueChanged, this, &CaptionTab::ask);
    connect(engine, &EngineThread::captioned, this, &CaptionTab::show);
}

void CaptionTab::ask()
{
    inference::CaptionOptions options;
    options.beams = beams_->value();
    options.maxTokens = longest_->value();
    tell(tr("Writing captions…"));
    engine()->caption(options);
}

void CaptionTab::show(const std::vector<inference::CaptionCandidate>& captions, double milliseconds)
{
    while (QLayoutItem* item = cards_->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    int rank = 0;
    for (const auto& caption : captions)
        cards_->addWidget(card(caption, ++rank));
    tell(captions.empty() ? tr("The model gave no caption")
                          : tr("%1 captions in %2. The bar under a word shows how sure the model "
                               "was of it.")
                                .arg(captions.size())
                                .arg(took(milliseconds)));
}

void CaptionTab::onFailed(EngineThread::Request request, const Error& error)
{
    if (request == EngineThread::Request::Caption)
        tellError(error);
}

} // namespace unimo::panels
