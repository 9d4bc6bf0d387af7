// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/inspector.h"

#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/panels/data/caption_editor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {

using look::Theme;

namespace {

constexpr int kPictureHeight = 260;
constexpr size_t kMostQuestions = 40;

void clear(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("heading", true);
    return label;
}

QString factsText(const bridge::SampleDetails& details)
{
    const store::Sample& sample = details.sample;
    QStringList facts{Inspector::tr("Sample %1").arg(look::formatCount(sample.id))};
    if (!sample.split.empty())
        facts << QString::fromStdString(sample.split);
    if (!sample.collection.empty())
        facts << QString::fromStdString(sample.collection);
    if (sample.width > 0)
        facts << QStringLiteral("%1 × %2 px").arg(sample.width).arg(sample.height);
    for (QString& fact : facts)
        fact.replace(QLatin1Char(' '), QChar::Nbsp); // lines break between facts only
    return facts.join(QStringLiteral("  · "));
}

QVector<look::PictureView::LabelledBox> labelled(const std::vector<store::Region>& regions)
{
    QVector<look::PictureView::LabelledBox> boxes;
    for (const store::Region& region : regions) {
        const QString label = QString::fromStdString(
            region.colour + (region.colour.empty() ? "" : " ") + region.label);
        boxes.push_back(
            {QRectF(QPointF(region.box.x1, region.box.y1), QPointF(region.box.x2, region.box.y2)),
             label});
    }
    return boxes;
}

} // namespace

Inspector::Inspector(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), stack_(new QStackedWidget),
      picture_(new look::PictureView), boxesButton_(new QToolButton), facts_(new QLabel),
      captionsHeading_(heading({})), questionsHeading_(heading({})), captions_(new QVBoxLayout),
      questions_(new QVBoxLayout)
{
    setAccessibleName(tr("Inspector"));
    stack_->addWidget(new look::EmptyState(
        QStringLiteral("picture"),
        tr("Select a sample to see its picture, captions, questions and boxes here."), {}));
    stack_->addWidget(buildContent());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(stack_);

    const auto takeIcon = [this] {
        boxesButton_->setIcon(Theme::instance().icon(QStringLiteral("boxes")));
    };
    takeIcon();
    connect(&Theme::instance(), &Theme::changed, this, takeIcon);
    connect(workspace, &bridge::Workspace::primaryChanged, this, &Inspector::load);
    connect(workspace, &bridge::Workspace::dataChanged, this, &Inspector::load);
}

QWidget* Inspector::buildContent()
{
    picture_->setFixedHeight(kPictureHeight);
    boxesButton_->setText(tr("Boxes"));
    boxesButton_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    boxesButton_->setCheckable(true);
    boxesButton_->setChecked(true);
    boxesButton_->setToolTip(tr("Draw the known boxes on the picture"));
    connect(boxesButton_, &QToolButton::toggled, picture_, &look::PictureView::setBoxesVisible);
    facts_->setProperty("muted", true);
    facts_->setWordWrap(true);
    facts_->setTextInteractionFlags(Qt::TextSelectableByMouse);

    captions_->setSpacing(4);
    questions_->setSpacing(6);
    auto* content = new QWidget;
    content->setProperty("panel", true);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(picture_);
    auto* row = new QHBoxLayout;
    row->addWidget(facts_, 1);
    row->addWidget(boxesButton_);
    layout->addLayout(row);
    layout->addWidget(captionsHeading_);
    layout->addLayout(captions_);
    layout->addWidget(questionsHeading_);
    layout->addLayout(questions_);
    layout->addStretch();

    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return scroll;
}

void Inspector::load()
{
    const qint64 id = workspace_->primarySample();
    if (id == 0 || !workspace_->hasProject()) {
        stack_->setCurrentIndex(0);
        return;
    }
    workspace_->reader()->ask(
        this,
        [id](const store::Project& project) { return bridge::readSampleDetails(project, id); },
        [this, id](const bridge::SampleDetails& details) {
            if (id == workspace_->primarySample())
                show(details);
        });
}

void Inspector::show(const bridge::SampleDetails& details)
{
    stack_->setCurrentIndex(details.sample.id == 0 ? 0 : 1);
    const bool hasPicture = details.sample.kind != store::SampleKind::Text;
    picture_->setVisible(hasPicture);
    picture_->setPlaceholder(details.pictureError);
    picture_->setPicture(details.picture);
    picture_->setBoxes(labelled(details.regions));
    boxesButton_->setVisible(!details.regions.empty());
    facts_->setText(factsText(details));
    fillCaptions(details);
    fillQuestions(details);
}

void Inspector::fillCaptions(const bridge::SampleDetails& details)
{
    clear(captions_);
    captionsHeading_->setText(details.captions.size() == 1
                                  ? tr("1 caption")
                                  : tr("%1 captions").arg(details.captions.size()));
    for (const store::Caption& caption : details.captions) {
        auto* editor = new CaptionEditor(caption.id, QString::fromStdString(caption.text));
        connect(editor, &CaptionEditor::edited, workspace_, &bridge::Workspace::setCaptionText);
        captions_->addWidget(editor);
    }
}

void Inspector::fillQuestions(const bridge::SampleDetails& details)
{
    clear(questions_);
    questionsHeading_->setVisible(!details.questions.empty());
    questionsHeading_->setText(details.questions.size() == 1
                                   ? tr("1 question")
                                   : tr("%1 questions").arg(details.questions.size()));
    const size_t count = std::min(details.questions.size(), kMostQuestions);
    for (size_t i = 0; i < count; ++i) {
        const store::Question& question = details.questions[i];
        auto* label = new QLabel(QStringLiteral("%1<br><b>%2</b>")
                                     .arg(QString::fromStdString(question.text).toHtmlEscaped(),
                                          QString::fromStdString(question.answer).toHtmlEscaped()));
        label->setTextFormat(Qt::RichText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        questions_->addWidget(label);
    }
    if (count < details.questions.size()) {
        auto* more = new QLabel(tr("and %1 more").arg(details.questions.size() - count));
        more->setProperty("muted", true);
        questions_->addWidget(more);
    }
}

} // namespace unimo::panels
