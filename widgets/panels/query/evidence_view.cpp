// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/evidence_view.h"

#include "widgets/look/flow_layout.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/query/attention_grid.h"
#include "widgets/panels/query/evidence_export.h"
#include "widgets/panels/query/evidence_words.h"
#include "widgets/panels/query/query_tab.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

namespace unimo::panels {

using bridge::EngineThread;
using inference::AttentionChoice;
using inference::Evidence;
using inference::EvidenceQuestion;
using inference::EvidenceUnit;
using Kind = EvidenceQuestion::Kind;

namespace {

constexpr int kRollout = -2; ///< as a layer of the box
constexpr double kStrongest = 0.65;
constexpr int kLeastHeight = 132; ///< three lines of words, the grid of a small model

} // namespace

EvidenceView::EvidenceView(EngineThread* engine, QWidget* parent)
    : QWidget(parent), engine_(engine), title_(new QLabel), onPicture_(new QToolButton),
      text_(new QLineEdit), score_(new QLabel), methods_(new QButtonGroup(this)),
      attentionTools_(new QWidget), layer_(new QComboBox), head_(new QComboBox),
      words_(new EvidenceWords), grid_(new AttentionGrid), explanation_(new QLabel)
{
    setProperty("panel", true);
    explanation_->setProperty("muted", true);
    explanation_->setWordWrap(true);
    auto* content = new QWidget;
    content->setProperty("panel", true);
    auto* middle = new QHBoxLayout(content);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(12);
    middle->addWidget(words_, 1, Qt::AlignTop);
    middle->addWidget(grid_, 0, Qt::AlignTop);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setMinimumHeight(kLeastHeight);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(buildHead());
    layout->addWidget(text_);
    layout->addWidget(buildTools());
    layout->addWidget(scroll, 1);
    layout->addWidget(explanation_);

    text_->setAccessibleName(tr("Text that is explained"));
    text_->setToolTip(tr("Change a word and press Enter to see the score move"));
    connect(text_, &QLineEdit::returnPressed, this, [this] {
        EvidenceQuestion question = question_;
        question.text = text_->text().trimmed().toStdString();
        if (question.text.empty())
            return;
        if (evidence_)
            question.target = evidence_->question.target;
        askEdited(question);
        Q_EMIT this->edited(question);
    });
    connect(words_, &EvidenceWords::unitChosen, this, &EvidenceView::choose);
    connect(grid_, &AttentionGrid::chosen, this, &EvidenceView::takeChoice);
    connect(engine, &EngineThread::explained, this, &EvidenceView::show);
    connect(engine, &EngineThread::failed, this,
            [this](EngineThread::Request request, const Error& error) {
                if (request != EngineThread::Request::Explain)
                    return;
                waiting_ = false;
                explanation_->setText(QString::fromStdString(error.text()));
            });
    connect(engine, &EngineThread::busyChanged, this, [this](bool busy) {
        if (!busy && std::exchange(waiting_, false))
            explanation_->setText(tr("Stopped"));
    });
    connect(&look::Theme::instance(), &look::Theme::changed, this, &EvidenceView::shade);
    hide();
}

QLayout* EvidenceView::buildHead()
{
    title_->setProperty("heading", true);
    title_->setMinimumWidth(1); // two of these may stand side by side
    score_->setProperty("muted", true);
    score_->setWordWrap(true);
    auto* saveButton = new QToolButton;
    saveButton->setText(tr("Save…"));
    saveButton->setToolTip(tr("Save this evidence as JSON, CSV or a picture"));
    connect(saveButton, &QToolButton::clicked, this, &EvidenceView::save);
    auto* closeButton = new QToolButton;
    look::setThemedIcon(closeButton, QStringLiteral("close"));
    closeButton->setToolTip(tr("Close the evidence"));
    closeButton->setAccessibleName(closeButton->toolTip());
    connect(closeButton, &QToolButton::clicked, this, &EvidenceView::closeWanted);
    onPicture_->setText(tr("On the picture"));
    onPicture_->setToolTip(tr("Shade the picture by this model's evidence"));
    onPicture_->setCheckable(true);
    onPicture_->hide();
    connect(onPicture_, &QToolButton::clicked, this, [this] {
        onPicture_->setChecked(true); // another one is taken instead, never none
        Q_EMIT onPictureWanted();
    });
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title_);
    head->addWidget(score_, 1);
    head->addWidget(onPicture_);
    head->addWidget(saveButton);
    head->addWidget(closeButton);
    return head;
}

QWidget* EvidenceView::buildTools()
{
    const std::initializer_list<std::tuple<EvidenceMethod, QString, QString>> methods = {
        {EvidenceMethod::Attention, tr("Attention"),
         tr("What each word and region looks at, in the layers and heads chosen")},
        {EvidenceMethod::Gradient, tr("Gradient"),
         tr("Norm of gradient times input: what the score hangs on")},
        {EvidenceMethod::LeftOut, tr("Left out"),
         tr("How far the score falls (+) or rises (−) without the word or region")}};
    auto* widget = new QWidget;
    auto* tools = new look::FlowLayout(widget, 4);
    for (const auto& [method, text, help] : methods) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setToolTip(help);
        button->setCheckable(true);
        button->setChecked(method == method_);
        methods_->addButton(button, static_cast<int>(method));
        tools->addWidget(button);
    }
    connect(methods_, &QButtonGroup::idClicked, this, [this](int method) {
        method_ = static_cast<EvidenceMethod>(method);
        shade();
    });
    layer_->setAccessibleName(tr("Layer"));
    layer_->setToolTip(tr("Attention of this layer; rollout follows it through all layers"));
    head_->setAccessibleName(tr("Head"));
    head_->setToolTip(tr("Attention of this head"));
    auto* line = new QHBoxLayout(attentionTools_);
    line->setContentsMargins(8, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(layer_);
    line->addWidget(head_);
    for (auto* box : {layer_, head_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(box, &QComboBox::activated, this, [this] {
            const int layer = layer_->currentData().toInt();
            takeChoice(layer == kRollout ? AttentionChoice{-1, -1, true}
                                         : AttentionChoice{layer, head_->currentData().toInt()});
        });
    }
    tools->addWidget(attentionTools_);
    return widget;
}

void EvidenceView::ask(const EvidenceQuestion& question)
{
    question_ = question;
    edited_ = false;
    evidence_.reset();
    const QSignalBlocker quiet(text_);
    text_->setText(QString::fromStdString(question.text));
    text_->setCursorPosition(0);
    QWidget::show();
    askAgain();
}

void EvidenceView::askEdited(const EvidenceQuestion& question)
{
    question_ = question;
    edited_ = evidence_ != nullptr;
    if (const QString text = QString::fromStdString(question.text); text_->text() != text) {
        text_->setText(text);
        text_->setCursorPosition(0);
    }
    askAgain();
}

void EvidenceView::setModelName(const QString& name)
{
    model_ = name;
    onPicture_->setVisible(!name.isEmpty());
    takeTitle();
}

void EvidenceView::setOnPicture(bool on)
{
    onPicture_->setChecked(on);
    if (on)
        shade();
}

void EvidenceView::askAgain()
{
    if (isHidden() || question_.text.empty())
        return;
    takeTitle();
    explanation_->setText(tr("Looking for the evidence…"));
    waiting_ = true;
    engine_->explain(question_);
}

void EvidenceView::takeTitle()
{
    QString title;
    switch (question_.kind) {
    case Kind::Caption:
        title = tr("Why this caption");
        break;
    case Kind::Answer:
        title = tr("Why this answer");
        break;
    case Kind::Label:
        title = tr("Why this judgement");
        break;
    case Kind::Match:
        title = tr("Why this match");
        break;
    }
    // Of two models each has its name; what they are asked is the same.
    title_->setText(model_.isEmpty() ? title : model_);
    title_->setToolTip(model_.isEmpty() ? QString() : model_ + QStringLiteral("\n") + title);
}

void EvidenceView::close()
{
    hide();
    waiting_ = false;
    evidence_.reset();
    question_ = {};
    words_->setEvidence(nullptr, {});
    Q_EMIT regionsShaded({}, {}, -1);
}

void EvidenceView::setRegions(const std::vector<inference::SeenRegion>& regions,
                              const QVector<bool>& boxed)
{
    regions_ = regions;
    boxed_ = boxed;
}

void EvidenceView::show(const std::shared_ptr<const Evidence>& evidence, double milliseconds)
{
    if (isHidden() || evidence->question.kind != question_.kind ||
        evidence->question.text != question_.text)
        return;
    waiting_ = false;
    evidence_ = evidence;
    if (!edited_)
        firstScore_ = evidence->score;
    QVector<bool> boxed;
    int region = 0;
    for (const EvidenceUnit& unit : evidence->units)
        boxed << (unit.role == EvidenceUnit::Role::Region && boxed_.value(region++, true));
    words_->setEvidence(evidence, boxed);
    chosen_ = -1;
    if (choice_.layer >= evidence->layers || choice_.head >= evidence->heads)
        choice_ = {};
    fillCombos();
    tellScore(milliseconds);
    shade();
}

void EvidenceView::fillCombos()
{
    const QSignalBlocker quietLayer(layer_);
    const QSignalBlocker quietHead(head_);
    layer_->clear();
    layer_->addItem(tr("All layers"), -1);
    layer_->addItem(tr("Rollout"), kRollout);
    for (int layer = 0; layer < evidence_->layers; ++layer)
        layer_->addItem(tr("Layer %1").arg(layer + 1), layer);
    head_->clear();
    head_->addItem(tr("All heads"), -1);
    for (int head = 0; head < evidence_->heads; ++head)
        head_->addItem(tr("Head %1").arg(head + 1), head);
    layer_->setCurrentIndex(layer_->findData(choice_.rollout ? kRollout : choice_.layer));
    head_->setCurrentIndex(head_->findData(choice_.head));
    head_->setEnabled(!choice_.rollout);
}

void EvidenceView::takeChoice(const AttentionChoice& choice)
{
    choice_ = choice;
    if (evidence_)
        fillCombos();
    shade();
}

void EvidenceView::choose(int unit)
{
    chosen_ = unit;
    shade();
}

void EvidenceView::chooseRegion(int region)
{
    if (!evidence_)
        return;
    const int unit = region < 0 ? -1 : region + 1; // after [IMG]
    words_->setChosen(unit == chosen_ ? -1 : unit);
    choose(words_->chosen());
}

void EvidenceView::tellScore(double milliseconds)
{
    const double score = evidence_->score;
    QString text;
    switch (question_.kind) {
    case Kind::Caption:
        text = tr("log-probability %1, match %2")
                   .arg(score, 0, 'f', 2)
                   .arg(static_cast<double>(evidence_->fit), 0, 'f', 2);
        break;
    case Kind::Answer:
    case Kind::Label:
        text = tr("%1: %2 %")
                   .arg(QString::fromStdString(evidence_->question.target))
                   .arg(std::exp(score) * 100, 0, 'f', 1);
        break;
    case Kind::Match:
        text = tr("match %1").arg(score, 0, 'f', 2);
        break;
    }
    if (edited_) {
        const double before = firstScore_;
        const bool share = question_.kind == Kind::Answer || question_.kind == Kind::Label;
        text += share ? tr(" (%1 % before the change)").arg(std::exp(before) * 100, 0, 'f', 1)
                      : tr(" (%1 by the change)").arg(signedNumber(score - before));
    }
    score_->setText(text + QStringLiteral("  ·  ") + QueryTab::took(milliseconds));
}

void EvidenceView::shade()
{
    if (!evidence_)
        return;
    const bool attention = method_ == EvidenceMethod::Attention;
    attentionTools_->setVisible(attention);
    grid_->setVisible(attention);
    // Of the words together where none is chosen.
    if (attention) {
        std::vector<float> across;
        int words = 0;
        for (size_t u = 0; u < evidence_->units.size(); ++u) {
            const bool wanted = chosen_ < 0 ? evidence_->units[u].role == EvidenceUnit::Role::Word
                                            : static_cast<int>(u) == chosen_;
            if (!wanted)
                continue;
            const auto own = evidence_->acrossOf(u);
            across.resize(own.size());
            for (size_t i = 0; i < own.size(); ++i)
                across[i] += own[i];
            ++words;
        }
        for (float& share : across)
            share /= static_cast<float>(std::max(words, 1));
        grid_->setShares(evidence_->layers, evidence_->heads, across);
        grid_->setChoice(choice_);
    }
    const EvidenceShading shading = shadingOf(*evidence_, method_, choice_, chosen_);
    words_->setShading(shading);
    QVector<QColor> colors;
    QStringList labels;
    for (size_t u = 0; u < evidence_->units.size(); ++u) {
        if (evidence_->units[u].role != EvidenceUnit::Role::Region)
            continue;
        colors << shading.color(static_cast<qsizetype>(u), kStrongest);
        labels << shading.labels[static_cast<qsizetype>(u)];
    }
    const bool region = chosen_ > 0 && evidence_->units[static_cast<size_t>(chosen_)].role ==
                                           EvidenceUnit::Role::Region;
    Q_EMIT regionsShaded(colors, labels, region ? chosen_ - 1 : -1);
    explanation_->setText(explanation(shading));
}

QString EvidenceView::nameOf(int unit) const
{
    const EvidenceUnit& own = evidence_->units[static_cast<size_t>(unit)];
    if (own.role == EvidenceUnit::Role::Picture)
        return tr("The whole picture");
    return own.role == EvidenceUnit::Role::Region
               ? tr("Region %1").arg(unit)
               : tr("“%1”").arg(QString::fromStdString(own.text));
}

QString EvidenceView::explanation(const EvidenceShading& shading) const
{
    switch (method_) {
    case EvidenceMethod::Attention: {
        const AttentionSplit split = attentionSplit(*evidence_, choice_, chosen_);
        QString text = (chosen_ < 0 ? tr("The words pay %1 % of their attention to regions, %2 % "
                                         "to the whole picture, %3 % to the text.")
                                    : tr("%4 pays %1 % of its attention to regions, %2 % to the "
                                         "whole picture, %3 % to the text."))
                           .arg(split.regions * 100, 0, 'f', 0)
                           .arg(split.picture * 100, 0, 'f', 0)
                           .arg(split.text * 100, 0, 'f', 0);
        if (chosen_ >= 0)
            text = text.arg(nameOf(chosen_));
        if (chosen_ >= 0 && evidence_->units[static_cast<size_t>(chosen_)].isVisual() &&
            !evidence_->pictureSeesText())
            text = tr("Regions cannot see a caption: each word shows what it pays to %1 when it "
                      "is chosen.")
                       .arg(nameOf(chosen_));
        return text;
    }
    case EvidenceMethod::Gradient:
        return question_.kind == Kind::Caption && chosen_ >= 0 && shading.values.size() > chosen_ &&
                       !evidence_->units[static_cast<size_t>(chosen_)].isVisual()
                   ? tr("What the probability of %1 hangs on: gradient × input, norm")
                         .arg(nameOf(chosen_))
                   : tr("What the score hangs on: gradient × input, norm");
    case EvidenceMethod::LeftOut:
        if (std::all_of(shading.labels.begin(), shading.labels.end(), [](const QString& label) {
                return label.isEmpty() || label == QLatin1String("0.00");
            }))
            return question_.kind == Kind::Caption || question_.kind == Kind::Match
                       ? tr("Nothing left out changes the match: this checkpoint has hardly learnt "
                            "to match pictures and texts")
                       : tr("Nothing left out changes the score");
        return question_.kind == Kind::Caption || question_.kind == Kind::Match
                   ? tr("What each adds to the match of picture and text: the score with it, less "
                        "the score without it")
                   : tr("What each adds to the log-probability: with it, less without it");
    }
    return {};
}

void EvidenceView::save()
{
    if (!evidence_)
        return;
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Save the evidence"), QStringLiteral("evidence.json"),
        tr("All of it, JSON (*.json);;What is shown, CSV (*.csv);;The picture, PNG (*.png)"));
    if (file.isEmpty())
        return;
    if (file.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
        Q_EMIT pictureWanted(file);
        return;
    }
    const Status written =
        saveEvidence(*evidence_, regions_, shadingOf(*evidence_, method_, choice_, chosen_), file);
    explanation_->setText(written ? tr("Saved as %1").arg(file)
                                  : QString::fromStdString(written.error().text()));
}

} // namespace unimo::panels
