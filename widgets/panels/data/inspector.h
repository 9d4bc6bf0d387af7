// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/bridge/sample_details.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace unimo::bridge {
class TokenCounter;
class Workspace;
} // namespace unimo::bridge
namespace unimo::look {
class PictureView;
}

namespace unimo::panels {

class CaptionSection;
class ProposalSection;
class QuestionSection;
class SampleNotes;

/// Everything about the primary sample: picture with boxes, rating and tags, what models propose,
/// captions and questions to edit, measures, examples of tasks, rewritten captions with the reason
/// of a rejection, what was retrieved, facts.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(bridge::Workspace* workspace, QWidget* parent = nullptr);
    /// What is offered while a tag is typed.
    void setKnownTags(const QStringList& tags);
    /// Puts the cursor where a tag for the selected samples is typed.
    void typeTag();
    /// Accepts or rejects the first proposal for the sample.
    void judgeProposal(bool accept);

private:
    void load();
    void show(const bridge::SampleDetails& details);
    /// A heading and rows of text; hidden when there are none.
    struct Section
    {
        QLabel* heading = nullptr;
        QVBoxLayout* rows = nullptr;
    };
    static Section addSection(QVBoxLayout* layout);
    static void fill(const Section& section, const QString& title, const QStringList& rows);
    [[nodiscard]] QWidget* buildContent();

    bridge::Workspace* workspace_;
    QStackedWidget* stack_;
    look::PictureView* picture_;
    QToolButton* boxesButton_;
    QLabel* facts_;
    SampleNotes* notes_;
    ProposalSection* proposals_;
    bridge::TokenCounter* counter_;
    CaptionSection* captions_;
    QuestionSection* questions_;
    Section measures_, examples_, rewrites_, retrieved_;
};

} // namespace unimo::panels
