// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/text_sections.h"

#include "core/checks/caption_faults.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/clear_layout.h"
#include "widgets/look/themed_icon.h"
#include "widgets/panels/data/text_editor.h"
#include "widgets/panels/data/token_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {
namespace {

constexpr size_t kMostRows = 40;

QLabel* headingLabel()
{
    auto* label = new QLabel;
    label->setProperty("heading", true);
    return label;
}

QToolButton* deleteButton(const QString& name)
{
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(name);
    look::setThemedIcon(button, QStringLiteral("close"));
    return button;
}

QString faultText(checks::CaptionFault fault)
{
    using checks::CaptionFault;
    switch (fault) {
    case CaptionFault::TooShort:
        return CaptionSection::tr("Shorter than 3 words");
    case CaptionFault::TooLong:
        return CaptionSection::tr("Longer than 80 words");
    case CaptionFault::Repetition:
        return CaptionSection::tr("One word over and over");
    case CaptionFault::Shouting:
        return CaptionSection::tr("All in capital letters");
    case CaptionFault::Markup:
        return CaptionSection::tr("HTML in it");
    case CaptionFault::Address:
        return CaptionSection::tr("A web or mail address in it");
    case CaptionFault::BrokenLetters:
        return CaptionSection::tr("Letters that were read wrongly");
    }
    return {};
}

QVBoxLayout* sectionLayout(QWidget* section, QLabel* heading, QVBoxLayout* rows)
{
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    rows->setSpacing(4);
    layout->addWidget(heading);
    layout->addLayout(rows);
    return layout;
}

void tellOfMore(QVBoxLayout* rows, size_t count)
{
    if (count <= kMostRows)
        return;
    auto* more = new QLabel(CaptionSection::tr("and %1 more").arg(count - kMostRows));
    more->setProperty("muted", true);
    rows->addWidget(more);
}

} // namespace

CaptionSection::CaptionSection(bridge::Workspace* workspace, const bridge::TokenCounter* counter,
                               QWidget* parent)
    : QWidget(parent), workspace_(workspace), counter_(counter), heading_(headingLabel()),
      rows_(new QVBoxLayout), added_(new QLineEdit)
{
    added_->setPlaceholderText(tr("Add a caption"));
    added_->setAccessibleName(tr("Add a caption"));
    connect(added_, &QLineEdit::returnPressed, this, [this] {
        const QString text = added_->text().simplified();
        if (!text.isEmpty())
            workspace_->addCaptions({{0, sample_, text.toStdString(), ""}});
        added_->clear();
    });
    QVBoxLayout* layout = sectionLayout(this, heading_, rows_);
    layout->addWidget(added_);
    layout->addWidget(new TokenLabel(counter, added_));
}

void CaptionSection::show(qint64 sample, const std::vector<store::Caption>& captions)
{
    if (sample != sample_)
        added_->clear();
    sample_ = sample;
    heading_->setText(captions.size() == 1 ? tr("1 caption")
                                           : tr("%1 captions").arg(captions.size()));
    look::clearLayout(rows_);
    for (size_t i = 0; i < std::min(captions.size(), kMostRows); ++i)
        rows_->addWidget(rowOf(captions[i]));
    tellOfMore(rows_, captions.size());
}

QWidget* CaptionSection::rowOf(const store::Caption& caption)
{
    auto* row = new QWidget;
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setSpacing(2);
    auto* editor = new TextEditor(tr("Caption"), QString::fromStdString(caption.text));
    connect(editor, &TextEditor::edited, workspace_,
            [workspace = workspace_, id = caption.id](const QString& text) {
                workspace->setCaptionText(id, text);
            });
    auto* removed = deleteButton(tr("Delete this caption"));
    connect(removed, &QToolButton::clicked, workspace_,
            [workspace = workspace_, id = caption.id] { workspace->deleteCaption(id); });
    line->addWidget(editor, 1);
    line->addWidget(removed, 0, Qt::AlignTop);
    layout->addLayout(line);
    layout->addWidget(new TokenLabel(counter_, editor));
    QStringList about;
    if (!caption.style.empty() && caption.style != "full") // which is what captions are
        about << QString::fromStdString(caption.style);
    if (const auto fault = checks::faultOf(caption.text))
        about << faultText(*fault);
    if (!about.isEmpty()) {
        auto* label = new QLabel(about.join(QStringLiteral(" · ")));
        label->setProperty("muted", true);
        label->setContentsMargins(4, 0, 0, 2);
        layout->addWidget(label);
    }
    return row;
}

QuestionSection::QuestionSection(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), heading_(headingLabel()), rows_(new QVBoxLayout),
      addedQuestion_(new QLineEdit), addedAnswer_(new QLineEdit)
{
    addedQuestion_->setPlaceholderText(tr("Add a question"));
    addedQuestion_->setAccessibleName(tr("Add a question"));
    addedAnswer_->setPlaceholderText(tr("Its answer"));
    addedAnswer_->setAccessibleName(tr("Answer of the new question"));
    for (QLineEdit* edit : {addedQuestion_, addedAnswer_})
        connect(edit, &QLineEdit::returnPressed, this, &QuestionSection::addTyped);
    auto* line = new QHBoxLayout;
    line->setSpacing(4);
    line->addWidget(addedQuestion_, 2);
    line->addWidget(addedAnswer_, 1);
    sectionLayout(this, heading_, rows_)->addLayout(line);
}

void QuestionSection::addTyped()
{
    const QString question = addedQuestion_->text().simplified();
    const QString answer = addedAnswer_->text().simplified();
    if (question.isEmpty() || answer.isEmpty()) {
        (question.isEmpty() ? addedQuestion_ : addedAnswer_)->setFocus();
        return;
    }
    workspace_->addQuestion(sample_, question, answer);
    addedQuestion_->clear();
    addedAnswer_->clear();
}

void QuestionSection::show(qint64 sample, const std::vector<store::Question>& questions)
{
    if (sample != sample_) {
        addedQuestion_->clear();
        addedAnswer_->clear();
    }
    sample_ = sample;
    heading_->setText(questions.size() == 1 ? tr("1 question")
                                            : tr("%1 questions").arg(questions.size()));
    look::clearLayout(rows_);
    for (size_t i = 0; i < std::min(questions.size(), kMostRows); ++i)
        rows_->addWidget(rowOf(questions[i]));
    tellOfMore(rows_, questions.size());
}

QWidget* QuestionSection::rowOf(const store::Question& question)
{
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    auto* text = new TextEditor(tr("Question"), QString::fromStdString(question.text));
    auto* answer = new TextEditor(tr("Answer"), QString::fromStdString(question.answer));
    connect(text, &TextEditor::edited, workspace_,
            [workspace = workspace_, question](const QString& changed) {
                workspace->setQuestion(question.id, changed,
                                       QString::fromStdString(question.answer));
            });
    connect(answer, &TextEditor::edited, workspace_,
            [workspace = workspace_, question](const QString& changed) {
                workspace->setQuestion(question.id, QString::fromStdString(question.text), changed);
            });
    auto* removed = deleteButton(tr("Delete this question"));
    connect(removed, &QToolButton::clicked, workspace_,
            [workspace = workspace_, id = question.id] { workspace->deleteQuestion(id); });
    line->addWidget(text, 2);
    line->addWidget(answer, 1);
    line->addWidget(removed, 0, Qt::AlignTop);
    return row;
}

} // namespace unimo::panels
