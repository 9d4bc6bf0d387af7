// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/proposal_section.h"

#include "widgets/bridge/workspace.h"
#include "widgets/look/clear_layout.h"
#include "widgets/look/themed_icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace unimo::panels {
namespace {

using Kind = store::Proposal::Kind;

QString textOf(const store::Proposal& proposal)
{
    const QString text = QString::fromStdString(proposal.text);
    return proposal.kind == Kind::Answer
               ? QString::fromStdString(proposal.question) + QStringLiteral(" → ") + text
               : text;
}

/// "box · 62 % · step-400 of demo-01"
QString about(const store::Proposal& proposal)
{
    const QString kind = proposal.kind == Kind::Caption  ? ProposalSection::tr("caption")
                         : proposal.kind == Kind::Answer ? ProposalSection::tr("answer")
                                                         : ProposalSection::tr("box");
    return QStringLiteral("%1 · %2 % · %3")
        .arg(kind)
        .arg(proposal.score * 100, 0, 'f', 0)
        .arg(QString::fromStdString(proposal.source));
}

} // namespace

ProposalSection::ProposalSection(bridge::Workspace* workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), heading_(new QLabel), all_(new QWidget),
      rows_(new QVBoxLayout)
{
    setObjectName(QStringLiteral("proposals"));
    heading_->setProperty("heading", true);
    auto* accept = new QPushButton(tr("Accept all"));
    auto* reject = new QPushButton(tr("Reject all"));
    accept->setToolTip(tr("Take all proposals for this sample into the data"));
    reject->setToolTip(tr("Put all proposals for this sample away"));
    connect(accept, &QPushButton::clicked, this, [this] { judge(waiting_, true); });
    connect(reject, &QPushButton::clicked, this, [this] { judge(waiting_, false); });
    auto* buttons = new QHBoxLayout(all_);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    buttons->addWidget(accept);
    buttons->addWidget(reject);
    auto* head = new QHBoxLayout;
    head->addWidget(heading_, 1);
    head->addWidget(all_);
    rows_->setSpacing(6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addLayout(rows_);
    hide();
}

void ProposalSection::judge(const QVector<qint64>& proposals, bool accept)
{
    workspace_->judgeProposals(proposals, accept);
}

void ProposalSection::judgeFirst(bool accept)
{
    if (!waiting_.isEmpty() && sample_ == workspace_->primarySample())
        judge({waiting_.takeFirst()}, accept); // the next key is about the next one
}

QToolButton* ProposalSection::button(const QString& name, const QString& help, const char* icon,
                                     const QVector<qint64>& proposals, bool accept)
{
    auto* result = new QToolButton;
    result->setAutoRaise(true);
    result->setAccessibleName(name);
    result->setToolTip(help);
    look::setThemedIcon(result, QString::fromLatin1(icon));
    connect(result, &QToolButton::clicked, this,
            [this, proposals, accept] { judge(proposals, accept); });
    return result;
}

QWidget* ProposalSection::rowOf(const store::Proposal& proposal, bool first)
{
    auto* text = new QLabel(textOf(proposal));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* source = new QLabel(about(proposal));
    source->setProperty("muted", true);
    source->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(text);
    words->addWidget(source);
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    line->addLayout(words, 1);
    line->addWidget(button(tr("Accept"),
                           first ? tr("Take it into the data (A)") : tr("Take it into the data"),
                           "check", {proposal.id}, true),
                    0, Qt::AlignTop);
    line->addWidget(button(tr("Reject"), first ? tr("Put it away (R)") : tr("Put it away"), "close",
                           {proposal.id}, false),
                    0, Qt::AlignTop);
    return row;
}

void ProposalSection::show(qint64 sample, const std::vector<store::Proposal>& proposals)
{
    sample_ = sample;
    waiting_.clear();
    look::clearLayout(rows_);
    for (const store::Proposal& proposal : proposals) {
        rows_->addWidget(rowOf(proposal, waiting_.isEmpty()));
        waiting_ << proposal.id;
    }
    heading_->setText(proposals.size() == 1 ? tr("1 proposal")
                                            : tr("%1 proposals").arg(proposals.size()));
    all_->setVisible(proposals.size() > 1);
    setVisible(!proposals.empty());
}

} // namespace unimo::panels
