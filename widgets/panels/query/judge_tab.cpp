// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/judge_tab.h"

#include "widgets/look/flow_layout.h"
#include "widgets/panels/query/answer_bars.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace unimo::panels {

using bridge::EngineThread;

namespace {

constexpr int kExamples = 4;

} // namespace

JudgeTab::JudgeTab(EngineThread* engine, QWidget* parent)
    : QueryTab(engine, parent), task_(new QComboBox), text_(new QLineEdit),
      button_(new QPushButton(tr("Judge"))), examples_(new QWidget), bars_(new AnswerBars),
      otherBars_(new AnswerBars)
{
    task_->setAccessibleName(tr("Task"));
    task_->setToolTip(tr("A labelled task that the checkpoint has learnt"));
    text_->setPlaceholderText(tr("Say something about the picture"));
    text_->setAccessibleName(tr("Statement"));
    text_->setClearButtonEnabled(true);
    button_->setProperty("accent", true);
    button_->setEnabled(false);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(task_);
    line->addWidget(text_, 1);
    line->addWidget(button_);
    body()->addLayout(line);
    new look::FlowLayout(examples_, 4);
    body()->addWidget(examples_);
    body()->addSpacing(8);
    body()->addWidget(inColumns(bars_, otherBars_));
    body()->addStretch();

    connect(text_, &QLineEdit::textChanged, this,
            [this](const QString& text) { button_->setEnabled(!text.trimmed().isEmpty()); });
    connect(text_, &QLineEdit::textEdited, this,
            [this](const QString& text) { typed_ = !text.isEmpty(); });
    connect(text_, &QLineEdit::returnPressed, this, &JudgeTab::ask);
    connect(button_, &QPushButton::clicked, this, &JudgeTab::ask);
    connect(task_, &QComboBox::currentIndexChanged, this, [this] {
        offerExamples();
        ask();
    });
    connect(engine, &EngineThread::judged, this, &JudgeTab::show);
    bars_->setExplainable(true);
    connect(bars_, &AnswerBars::explainWanted, this, [this](const QString& label) {
        Q_EMIT explainWanted({inference::EvidenceQuestion::Kind::Label, askedText_, askedTask_,
                              label.toStdString()});
    });
}

void JudgeTab::setTasks(const std::vector<inference::EngineInfo::Task>& tasks)
{
    const QSignalBlocker quiet(task_);
    const QString chosen = task_->currentText();
    task_->clear();
    for (const auto& task : tasks)
        task_->addItem(QString::fromStdString(task.name));
    task_->setCurrentIndex(std::max(0, task_->findText(chosen)));
    offerExamples();
}

void JudgeTab::setKnownExamples(const std::vector<store::Example>& examples)
{
    known_ = examples;
    offerExamples();
}

void JudgeTab::offerExamples()
{
    QStringList texts;
    for (const auto& example : known_)
        if (texts.size() < kExamples &&
            QString::fromStdString(example.task) == task_->currentText())
            texts << QString::fromStdString(example.source);
    offer(examples_, texts, tr("Judge this"), [this](const QString& text) {
        text_->setText(text);
        ask();
    });
    if (typed_)
        return;
    text_->setText(texts.value(0));
    text_->setCursorPosition(0);
}

void JudgeTab::ask()
{
    const QString text = text_->text().trimmed();
    if (text.isEmpty() || task_->count() == 0)
        return;
    QString label;
    for (const auto& example : known_)
        if (QString::fromStdString(example.task) == task_->currentText() &&
            QString::fromStdString(example.source) == text)
            label = QString::fromStdString(example.target);
    for (auto* bars : {bars_, otherBars_})
        bars->setKnownAnswer(label);
    askedTask_ = task_->currentText().toStdString();
    askedText_ = text.toStdString();
    tell(tr("Asking…"));
    askBoth([&](EngineThread* model) { model->judge(task_->currentText(), text); });
}

void JudgeTab::show(const std::vector<inference::Answer>& labels, double milliseconds)
{
    bars_->setAnswers(labels);
    otherBars_->setReference(labels);
    tell(tr("Judged in %1. Click a label to see why.").arg(took(milliseconds)));
}

void JudgeTab::connectOther(EngineThread* other)
{
    connect(other, &EngineThread::judged, this,
            [this](const std::vector<inference::Answer>& labels) {
                otherBars_->setAnswers(labels);
                bars_->setReference(labels);
            });
}

void JudgeTab::clearOther()
{
    otherBars_->setAnswers({});
    bars_->setReference({});
}

void JudgeTab::explainBest()
{
    if (!bars_->answers().empty())
        Q_EMIT bars_->explainWanted(QString::fromStdString(bars_->answers().front().text));
}

void JudgeTab::onFailed(EngineThread::Request request, const Error& error)
{
    if (request == EngineThread::Request::Judge)
        tellError(error);
}

} // namespace unimo::panels
