// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/sample_notes.h"

#include "widgets/bridge/workspace.h"
#include "widgets/look/clear_layout.h"
#include "widgets/look/flow_layout.h"
#include "widgets/look/themed_icon.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {
namespace {

constexpr int kMostStars = 5;
constexpr int kStarWidth = 24;
constexpr int kLongestTag = 64;

} // namespace

SampleNotes::SampleNotes(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), tags_(new look::FlowLayout(nullptr, 4)),
      newTag_(new QLineEdit), knownTags_(new QStringListModel(this))
{
    auto* starRow = new QHBoxLayout;
    starRow->setSpacing(0);
    for (int star = 1; star <= kMostStars; ++star) {
        auto* button = new QToolButton;
        button->setAutoRaise(true);
        button->setFixedWidth(kStarWidth);
        button->setAccessibleName(tr("Rate with %1").arg(star));
        button->setToolTip(tr("Rate the selected samples with %1 (%1; 0 takes it away)").arg(star));
        connect(button, &QToolButton::clicked, this,
                [this, star] { workspace_->rate(changed(), star == rating_ ? 0 : star); });
        starRow->addWidget(button);
        stars_ << button;
    }
    newTag_->setPlaceholderText(tr("Add a tag (T)"));
    newTag_->setAccessibleName(tr("Add a tag"));
    newTag_->setToolTip(tr("Tags the selected samples"));
    newTag_->setMaxLength(kLongestTag);
    auto* completer = new QCompleter(knownTags_, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    newTag_->setCompleter(completer);
    connect(newTag_, &QLineEdit::returnPressed, this, [this] {
        const QString tag = newTag_->text().simplified();
        if (!tag.isEmpty())
            workspace_->addTag(changed(), tag);
        newTag_->clear();
    });
    starRow->addSpacing(8);
    starRow->addWidget(newTag_, 1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(starRow);
    layout->addLayout(tags_);
}

QVector<qint64> SampleNotes::changed() const
{
    // Not what is shown: that may still be on its way after a click.
    const QSet<qint64>& selected = workspace_->selection();
    const qint64 primary = workspace_->primarySample();
    return selected.contains(primary) ? selected.values() : QVector<qint64>{primary};
}

void SampleNotes::show(const store::Sample& sample)
{
    if (sample.id != sample_)
        newTag_->clear();
    sample_ = sample.id;
    rating_ = sample.rating;
    for (int star = 1; star <= kMostStars; ++star)
        stars_[star - 1]->setText(star <= rating_ ? QStringLiteral("★") : QStringLiteral("☆"));
    fillTags(sample.tags);
}

void SampleNotes::fillTags(const std::vector<std::string>& tags)
{
    look::clearLayout(tags_);
    for (const std::string& name : tags) {
        const QString tag = QString::fromStdString(name);
        auto* chip = new QToolButton;
        chip->setText(tag);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setLayoutDirection(Qt::RightToLeft); // the cross behind the word
        chip->setProperty("chip", true);
        chip->setAccessibleName(tr("Take away the tag %1").arg(tag));
        chip->setToolTip(tr("Take this tag away from the selected samples"));
        look::setThemedIcon(chip, QStringLiteral("close"));
        connect(chip, &QToolButton::clicked, this,
                [this, tag] { workspace_->removeTag(changed(), tag); });
        tags_->addWidget(chip);
    }
    updateGeometry();
}

void SampleNotes::typeTag()
{
    newTag_->setFocus(Qt::ShortcutFocusReason);
    newTag_->selectAll();
}

void SampleNotes::setKnownTags(const QStringList& tags)
{
    knownTags_->setStringList(tags);
}

} // namespace unimo::panels
