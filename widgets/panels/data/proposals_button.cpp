// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data/proposals_button.h"

#include "widgets/bridge/data_names.h"
#include "widgets/bridge/project_thread.h"
#include "widgets/bridge/workspace.h"
#include "widgets/look/theme.h"
#include "widgets/panels/data/check_jobs.h"

#include <QMenu>
#include <algorithm>

namespace unimo::panels {

using Kind = store::Proposal::Kind;

ProposalsButton::ProposalsButton(bridge::Workspace* workspace, const bridge::DataNames* names,
                                 std::function<store::SampleFilter()> shown, QWidget* parent)
    : QToolButton(parent), workspace_(workspace), names_(names), shown_(std::move(shown))
{
    setText(tr("Proposals"));
    setToolTip(tr("What a model proposes for the data, to accept or reject"));
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    menu()->setToolTipsVisible(true);
    connect(menu(), &QMenu::aboutToShow, this, &ProposalsButton::fillMenu);
    connect(names, &bridge::DataNames::changed, this, [this] {
        setText(names_->proposed() == 0
                    ? tr("Proposals")
                    : tr("Proposals (%1)").arg(look::formatCount(names_->proposed())));
    });
}

QString ProposalsButton::samplesText() const
{
    const auto count = workspace_->selection().size();
    return count == 1 ? tr("the selected sample")
                      : tr("%1 selected samples").arg(look::formatCount(count));
}

void ProposalsButton::fillMenu()
{
    menu()->clear();
    const bool selected = !workspace_->selection().isEmpty();
    const bool canAsk = selected && !workspace_->checkpoint().isEmpty();
    const auto add = [&](const QString& text, const QString& help, bool enabled, auto slot) {
        QAction* action = menu()->addAction(text, this, slot);
        action->setToolTip(help);
        action->setEnabled(enabled);
    };
    const QString need = canAsk      ? QString()
                         : !selected ? tr("Select samples first")
                                     : tr("There is no checkpoint yet: train first");
    add(tr("Ask for captions of %1").arg(samplesText()), need, canAsk,
        [this] { ask(Kind::Caption); });
    add(tr("Ask for answers about %1").arg(samplesText()), need, canAsk,
        [this] { ask(Kind::Answer); });
    add(tr("Ask for boxes in %1").arg(samplesText()), need, canAsk, [this] { ask(Kind::Box); });
    menu()->addSeparator();
    const bool any = names_->proposed() > 0;
    add(tr("Show the samples with proposals"), tr("The query proposals>0"), any,
        [this] { Q_EMIT showWanted(); });
    menu()->addSeparator();
    add(tr("Accept all of %1").arg(samplesText()), tr("Take them into the data, as one step"),
        any && selected, [this] { judge(true, true); });
    add(tr("Reject all of %1").arg(samplesText()), tr("Put them away, as one step"),
        any && selected, [this] { judge(true, false); });
    add(tr("Accept all that are shown"), tr("Of all samples that the grid shows, as one step"), any,
        [this] { judge(false, true); });
    add(tr("Reject all that are shown"), tr("Of all samples that the grid shows, as one step"), any,
        [this] { judge(false, false); });
}

void ProposalsButton::ask(Kind kind)
{
    auto samples = workspace_->selection().values();
    std::sort(samples.begin(), samples.end());
    startProposing(workspace_, samples, kind);
}

void ProposalsButton::judge(bool ofSelection, bool accept)
{
    workspace_->reader()->ask(
        this,
        [ofSelection, filter = shown_(),
         samples = workspace_->selection()](const store::Project& project) {
            QVector<qint64> ids;
            const auto add = [&](const std::vector<store::Proposal>& proposals) {
                for (const store::Proposal& proposal : proposals)
                    ids << proposal.id;
            };
            if (!ofSelection)
                add(project.proposals(filter));
            for (const qint64 sample : samples)
                if (ofSelection)
                    add(project.proposals(sample));
            return ids;
        },
        [this, accept](const QVector<qint64>& ids) {
            if (ids.isEmpty())
                workspace_->notify(tr("None of these samples has a proposal"));
            else
                workspace_->judgeProposals(ids, accept);
        });
}

} // namespace unimo::panels
