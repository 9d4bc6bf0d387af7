// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/inspector.h"

#include "widgets/bridge/marks.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/token_counter.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/clear_layout.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/picture_view.h"
#include "widgets/look/theme.h"
#include "widgets/look/themed_icon.h"
#include "widgets/models/labelled_boxes.h"
#include "widgets/panels/data/proposal_section.h"
#include "widgets/panels/data/sample_notes.h"
#include "widgets/panels/data/text_sections.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace unimo::panels {

using look::Theme;

namespace {

constexpr int kPictureHeight = 260;
constexpr qsizetype kMostRows = 40;

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

QString html(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString muted(const QString& text)
{
    return QStringLiteral("<span style=\"color:%1\">%2</span>")
        .arg(Theme::instance().color(QStringLiteral("muted")).name(), text);
}

/// All measures on one line each.
QStringList rowsOf(const std::vector<std::pair<std::string, double>>& measures)
{
    QStringList rows;
    for (const auto& [name, value] : measures)
        rows << muted(html(name)) + QStringLiteral("&nbsp; ") + QString::number(value, 'g', 4);
    return rows.isEmpty() ? rows : QStringList{rows.join(QStringLiteral(" &nbsp;·&nbsp; "))};
}

QStringList rowsOf(const std::vector<store::Example>& examples)
{
    QStringList rows;
    for (const auto& example : examples) {
        QString row = muted(html(example.task)) + QStringLiteral("<br>") + html(example.source);
        if (!example.context.empty())
            row += QStringLiteral("<br>") + html(example.context);
        rows << row + QStringLiteral("<br><b>") + html(example.target) + QStringLiteral("</b>");
    }
    return rows;
}

/// Those that are used first, each under its rule.
QStringList rowsOf(std::vector<store::Rewrite> rewrites)
{
    std::stable_partition(rewrites.begin(), rewrites.end(),
                          [](const store::Rewrite& rewrite) { return rewrite.usable(); });
    QStringList rows;
    for (const auto& rewrite : rewrites) {
        const bool isTrue = rewrite.polarity > 0;
        QString about = html(rewrite.rule) + QStringLiteral(" · ");
        if (rewrite.usable())
            about += isTrue ? Inspector::tr("still true") : Inspector::tr("false");
        else
            about += (isTrue ? Inspector::tr("meant as true") : Inspector::tr("meant as false")) +
                     QStringLiteral(" · ") +
                     Inspector::tr("not used: %1").arg(bridge::whyUnused(rewrite).toHtmlEscaped());
        rows << html(rewrite.text) + QStringLiteral("<br>") + muted(about);
    }
    return rows;
}

QStringList rowsOf(const std::vector<bridge::SampleDetails::Retrieved>& retrieved)
{
    QStringList rows;
    for (const auto& [neighbour, shown, file, collection] : retrieved) {
        const bool picture = neighbour.kind == store::SampleKind::Image;
        QString about = (picture ? Inspector::tr("picture") : Inspector::tr("text")) +
                        QStringLiteral(" · %1 · %2")
                            .arg(html(neighbour.method))
                            .arg(neighbour.score, 0, 'f', 2);
        if (!neighbour.usable())
            about +=
                QStringLiteral(" · ") +
                Inspector::tr("not used: %1").arg(bridge::whyUnused(neighbour).toHtmlEscaped());
        rows << shown.toHtmlEscaped() + QStringLiteral("<br>") + muted(about);
    }
    return rows;
}

} // namespace

Inspector::Inspector(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), stack_(new QStackedWidget),
      picture_(new look::PictureView), boxesButton_(new QToolButton), facts_(new QLabel),
      notes_(new SampleNotes(workspace)), proposals_(new ProposalSection(workspace)),
      counter_(new bridge::TokenCounter(workspace, this)),
      captions_(new CaptionSection(workspace, counter_)), questions_(new QuestionSection(workspace))
{
    setAccessibleName(tr("Inspector"));
    stack_->addWidget(new look::EmptyState(
        QStringLiteral("picture"),
        tr("Select a sample to see its picture, captions, questions and boxes here."), {}));
    stack_->addWidget(buildContent());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(stack_);

    look::setThemedIcon(boxesButton_, QStringLiteral("boxes"));
    connect(workspace, &bridge::Workspace::primaryChanged, this, &Inspector::load);
    connect(workspace, &bridge::Workspace::dataChanged, this, &Inspector::load);
    connect(&Theme::instance(), &Theme::changed, this, &Inspector::load); // colours in the rows
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
    layout->addWidget(notes_);
    layout->addWidget(proposals_);
    layout->addWidget(captions_);
    layout->addWidget(questions_);
    for (Section* section : {&measures_, &examples_, &rewrites_, &retrieved_})
        *section = addSection(layout);
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
    picture_->setBoxes(models::labelledBoxes(details.regions));
    proposals_->show(details.sample.id, details.proposals);
    boxesButton_->setVisible(!details.regions.empty());
    facts_->setText(factsText(details));
    notes_->show(details.sample);
    captions_->show(details.sample.id, details.captions);
    // A text alone has nothing to be asked about.
    questions_->setVisible(hasPicture || !details.questions.empty());
    questions_->show(details.sample.id, details.questions);
    fill(measures_, tr("Measures"), rowsOf(details.measures));
    fill(examples_, tr("Labelled tasks"), rowsOf(details.examples));
    fill(rewrites_,
         details.rewrites.size() == 1 ? tr("1 rewrite")
                                      : tr("%1 rewrites").arg(details.rewrites.size()),
         rowsOf(details.rewrites));
    fill(retrieved_, tr("%1 retrieved").arg(details.retrieved.size()), rowsOf(details.retrieved));
}

void Inspector::setKnownTags(const QStringList& tags)
{
    notes_->setKnownTags(tags);
}

void Inspector::typeTag()
{
    if (stack_->currentIndex() == 1)
        notes_->typeTag();
}

void Inspector::judgeProposal(bool accept)
{
    proposals_->judgeFirst(accept);
}

Inspector::Section Inspector::addSection(QVBoxLayout* layout)
{
    const Section section{heading({}), new QVBoxLayout};
    section.rows->setSpacing(6);
    layout->addWidget(section.heading);
    layout->addLayout(section.rows);
    return section;
}

void Inspector::fill(const Section& section, const QString& title, const QStringList& rows)
{
    look::clearLayout(section.rows);
    section.heading->setVisible(!rows.isEmpty());
    section.heading->setText(title);
    const auto shown = rows.mid(0, kMostRows);
    for (const QString& row : shown) {
        auto* label = new QLabel(row);
        label->setTextFormat(Qt::RichText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        section.rows->addWidget(label);
    }
    if (shown.size() < rows.size()) {
        auto* more = new QLabel(tr("and %1 more").arg(rows.size() - shown.size()));
        more->setProperty("muted", true);
        section.rows->addWidget(more);
    }
}

} // namespace unimo::panels
