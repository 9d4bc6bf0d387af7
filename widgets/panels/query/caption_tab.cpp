// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/caption_tab.h"

#include "widgets/look/flow_layout.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/query/caption_cards.h"
#include "widgets/panels/query/token_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

using bridge::EngineThread;
using inference::CaptionOptions;

namespace {

constexpr int kLastSeed = 999'999;

template <typename Box, typename Number>
Box* spin(Number low, Number high, Number value, const QString& name, const QString& help)
{
    auto* box = new Box;
    box->setRange(low, high);
    box->setValue(value);
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setKeyboardTracking(false);
    return box;
}

QWidget* labelled(QWidget* box)
{
    auto* widget = new QWidget;
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 12, 0);
    line->setSpacing(6);
    line->addWidget(new QLabel(box->accessibleName()));
    line->addWidget(box);
    return widget;
}

} // namespace

CaptionTab::CaptionTab(EngineThread* engine, QWidget* parent)
    : QueryTab(engine, parent), method_(new QComboBox),
      beams_(spin<QSpinBox>(
          1, 20, 5, tr("Beams"),
          tr("Beams: candidates kept at each word; 1 takes the likeliest word each time"))),
      samples_(spin<QSpinBox>(1, 50, 5, tr("Captions"), tr("How many captions are drawn"))),
      topP_(spin<QDoubleSpinBox>(
          0.0, 1.0, 0.9, tr("Top-p"),
          tr("Words are drawn from the likeliest ones that make up this share of the probability; "
             "0 takes the likeliest word each time"))),
      temperature_(spin<QDoubleSpinBox>(
          0.1, 3.0, 1.0, tr("Temperature"),
          tr("Below 1 likely words become likelier, above 1 captions vary more"))),
      seed_(
          spin<QSpinBox>(0, kLastSeed, 1, tr("Seed"), tr("The same seed draws the same captions"))),
      longest_(spin<QSpinBox>(4, 100, 40, tr("Longest"), tr("The most tokens a caption may have"))),
      cards_(new CaptionCards(true)), otherCards_(new CaptionCards(false))
{
    body()->addWidget(buildOptions());
    body()->addWidget(inColumns(cards_, otherCards_), 1);
    connect(cards_, &CaptionCards::explainWanted, this, [this](const QString& caption) {
        Q_EMIT explainWanted(
            {inference::EvidenceQuestion::Kind::Caption, caption.toStdString(), {}, {}});
    });
    connect(engine, &EngineThread::captioned, this, &CaptionTab::show);
    showOptions();
}

QWidget* CaptionTab::buildOptions()
{
    method_->addItem(tr("Beam search"));
    method_->addItem(tr("Sampling"));
    method_->setAccessibleName(tr("How captions are written"));
    method_->setToolTip(tr("Beam search finds the likeliest captions, sampling draws varied ones"));
    topP_->setSingleStep(0.05);
    temperature_->setSingleStep(0.1);
    auto* again = new QToolButton;
    look::setThemedIcon(again, QStringLiteral("refresh"));
    again->setToolTip(tr("Draw others: the next seed"));
    again->setAccessibleName(again->toolTip());
    connect(again, &QToolButton::clicked, this,
            [this] { seed_->setValue((seed_->value() + 1) % (kLastSeed + 1)); });

    auto* widget = new QWidget;
    auto* flow = new look::FlowLayout(widget, 4);
    beamOptions_ = {labelled(beams_)};
    sampleOptions_ = {labelled(samples_), labelled(topP_), labelled(temperature_), labelled(seed_)};
    sampleOptions_.last()->layout()->addWidget(again);
    flow->addWidget(method_);
    for (QWidget* option : beamOptions_ + sampleOptions_)
        flow->addWidget(option);
    flow->addWidget(labelled(longest_));

    connect(method_, &QComboBox::currentIndexChanged, this, [this] {
        showOptions();
        ask();
    });
    for (auto* box : {beams_, samples_, seed_, longest_})
        connect(box, &QSpinBox::valueChanged, this, &CaptionTab::ask);
    for (auto* box : {topP_, temperature_})
        connect(box, &QDoubleSpinBox::valueChanged, this, &CaptionTab::ask);
    return widget;
}

void CaptionTab::showOptions()
{
    const bool sampling = method_->currentIndex() == 1;
    for (QWidget* option : beamOptions_)
        option->setVisible(!sampling);
    for (QWidget* option : sampleOptions_)
        option->setVisible(sampling);
}

CaptionOptions CaptionTab::options() const
{
    CaptionOptions options;
    options.method = method_->currentIndex() == 1 ? CaptionOptions::Method::Nucleus
                                                  : CaptionOptions::Method::Beams;
    options.beams = beams_->value();
    options.samples = samples_->value();
    options.topP = topP_->value();
    options.temperature = temperature_->value();
    options.seed = static_cast<uint64_t>(seed_->value());
    options.maxTokens = longest_->value();
    return options;
}

void CaptionTab::ask()
{
    tell(tr("Writing captions…"));
    askBoth([&](EngineThread* model) { model->caption(options()); });
}

void CaptionTab::show(const std::vector<inference::CaptionCandidate>& captions, double milliseconds)
{
    cards_->setCaptions(captions);
    mark();
    tell(captions.empty() ? tr("The model gave no caption")
                          : tr("%1 captions in %2. The bar under a word shows how sure the model "
                               "was of it.")
                                .arg(captions.size())
                                .arg(took(milliseconds)));
}

void CaptionTab::connectOther(EngineThread* other)
{
    connect(other, &EngineThread::captioned, this,
            [this](const std::vector<inference::CaptionCandidate>& captions) {
                otherCards_->setCaptions(captions);
                mark();
            });
}

void CaptionTab::clearOther()
{
    otherCards_->setCaptions({});
    mark();
}

void CaptionTab::mark()
{
    if (cards_->texts().empty() || otherCards_->texts().empty())
        return;
    cards_->markAgainst(*otherCards_);
    otherCards_->markAgainst(*cards_);
}

void CaptionTab::explainBest()
{
    if (!cards_->texts().empty())
        Q_EMIT cards_->explainWanted(cards_->texts().front()->text());
}

void CaptionTab::onFailed(EngineThread::Request request, const Error& error)
{
    if (request != EngineThread::Request::Caption)
        return;
    const bool sampling = method_->currentIndex() == 1;
    QSpinBox* many = sampling ? samples_ : beams_;
    if (error.kind != ErrorKind::OutOfMemory || many->value() == 1) {
        tellError(error);
        return;
    }
    const int fewer = std::max(1, many->value() / 2);
    tellError(error,
              sampling ? tr("Retry with %1 captions").arg(fewer)
                       : tr("Retry with %1 beams").arg(fewer),
              [many, fewer] { many->setValue(fewer); });
}

} // namespace unimo::panels
