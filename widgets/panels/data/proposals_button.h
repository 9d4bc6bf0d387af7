// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/proposals.h"

#include <QToolButton>
#include <functional>

class QMenu;

namespace unimo::bridge {
class DataNames;
class Workspace;
} // namespace unimo::bridge

namespace unimo::panels {

/// The menu of what models propose: ask the checkpoint for captions, answers or boxes, show the
/// samples that have proposals, accept or reject them in bulk.
class ProposalsButton : public QToolButton
{
    Q_OBJECT
public:
    /// shown: which samples the panel shows.
    ProposalsButton(bridge::Workspace* workspace, const bridge::DataNames* names,
                    std::function<store::SampleFilter()> shown, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Samples with proposals are to be shown.
    void showWanted();

private:
    void fillMenu();
    void ask(store::Proposal::Kind kind);
    void judge(bool ofSelection, bool accept);
    [[nodiscard]] QString samplesText() const;

    bridge::Workspace* workspace_;
    const bridge::DataNames* names_;
    std::function<store::SampleFilter()> shown_;
};

} // namespace unimo::panels
