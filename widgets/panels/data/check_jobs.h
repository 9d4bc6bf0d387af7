// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"
#include "core/store/proposals.h"

#include <QVector>

namespace unimo::bridge {
class Workspace;
}

namespace unimo::panels {

/// Looks at every picture and caption of the project as a background job; the measures it leaves
/// can be queried and sorted by.
void startDataCheck(bridge::Workspace* workspace);

/// Scores the pairs of a filter by the checkpoint that is asked, or by all of its run, as a
/// background job.
void startScoring(bridge::Workspace* workspace, const store::SampleFilter& filter, bool wholeRun);

/// Asks the checkpoint about these samples as a background job; what it says is kept as proposals.
void startProposing(bridge::Workspace* workspace, const QVector<qint64>& samples,
                    store::Proposal::Kind kind);

} // namespace unimo::panels
