// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/query/ask_tab.h"

#include "widgets/look/flow_layout.h"
#include "widgets/panels/query/answer_bars.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

using bridge::EngineThread;

namespace {

constexpr int kAnswers = 5;
constexpr size_t kExamples = 6;

std::vector<store::Question> usualQuestions()
{
    std::vector<store::Question> questions;
    for (const char* text :
         {"What is in the picture?", "How many are there?", "What colour is it?", "Where is it?"})
        questions.push_back({0, 0, text, {}, {}});
    return questions;
}

} // namespace

AskTab::AskTab(EngineThread* engine, QWidget* parent)
    : QueryTab(engine, parent), question_(new QLineEdit), button_(new QPushButton(tr("Ask"))),
      examples_(new QWidget), known_(new QLabel), bars_(new AnswerBars), otherBars_(new AnswerBars)
{
    question_->setPlaceholderText(tr("Ask a question about the picture"));
    question_->setAccessibleName(tr("Question"));
    question_->setClearButtonEnabled(true);
    button_->setProperty("accent", true);
    button_->setEnabled(false);
    known_->setProperty("muted", true);
    known_->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(question_, 1);
    line->addWidget(button_);
    body()->addLayout(line);
    new look::FlowLayout(examples_, 4);
    body()->addWidget(examples_);
    body()->addSpacing(8);
    body()->addWidget(known_);
    body()->addWidget(inColumns(bars_, otherBars_));
    body()->addStretch();
    offerQuestions(usualQuestions());

    connect(question_, &QLineEdit::textChanged, this,
            [this](const QString& text) { button_->setEnabled(!text.trimmed().isEmpty()); });
    connect(question_, &QLineEdit::textEdited, this,
            [this](const QString& text) { typed_ = !text.isEmpty(); });
    connect(question_, &QLineEdit::returnPressed, this, &AskTab::ask);
    connect(button_, &QPushButton::clicked, this, &AskTab::ask);
    connect(engine, &EngineThread::answered, this, &AskTab::show);
    bars_->setExplainable(true);
    connect(bars_, &AnswerBars::explainWanted, this, [this](const QString& answer) {
        Q_EMIT explainWanted(
            {inference::EvidenceQuestion::Kind::Answer, asked_, {}, answer.toStdString()});
    });
}

void AskTab::setKnownQuestions(const std::vector<store::Question>& questions)
{
    knownQuestions_ = questions;
    offerQuestions(questions.empty() ? usualQuestions() : questions);
    if (!typed_)
        question_->setText(questions.empty() ? QString()
                                             : QString::fromStdString(questions.front().text));
}

void AskTab::offerQuestions(const std::vector<store::Question>& questions)
{
    QStringList texts;
    for (size_t i = 0; i < std::min(questions.size(), kExamples); ++i)
        texts << QString::fromStdString(questions[i].text);
    offer(examples_, texts, tr("Ask this"), [this](const QString& text) {
        question_->setText(text);
        ask();
    });
}

void AskTab::ask()
{
    const QString question = question_->text().trimmed();
    if (question.isEmpty())
        return;
    const auto found =
        std::find_if(knownQuestions_.begin(), knownQuestions_.end(), [&](const auto& known) {
            return question.compare(QString::fromStdString(known.text), Qt::CaseInsensitive) == 0;
        });
    const QString answer =
        found == knownQuestions_.end() ? QString() : QString::fromStdString(found->answer);
    known_->setVisible(!answer.isEmpty());
    known_->setText(tr("Known answer: %1").arg(answer));
    for (auto* bars : {bars_, otherBars_})
        bars->setKnownAnswer(answer);
    asked_ = question.toStdString();
    tell(tr("Asking…"));
    askBoth([&](EngineThread* model) { model->answer(question, kAnswers); });
}

void AskTab::show(const std::vector<inference::Answer>& answers, double milliseconds)
{
    bars_->setAnswers(answers);
    otherBars_->setReference(answers);
    tell(answers.empty()
             ? tr("The model gave no answer")
             : tr("Answered in %1. Click an answer to see why.").arg(took(milliseconds)));
}

void AskTab::connectOther(EngineThread* other)
{
    connect(other, &EngineThread::answered, this,
            [this](const std::vector<inference::Answer>& answers) {
                otherBars_->setAnswers(answers);
                bars_->setReference(answers);
            });
}

void AskTab::clearOther()
{
    otherBars_->setAnswers({});
    bars_->setReference({});
}

void AskTab::explainBest()
{
    if (!bars_->answers().empty())
        Q_EMIT bars_->explainWanted(QString::fromStdString(bars_->answers().front().text));
}

void AskTab::onFailed(EngineThread::Request request, const Error& error)
{
    if (request == EngineThread::Request::Answer)
        tellError(error);
}

} // namespace unimo::panels
