// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bench/session.h"

#include <span>

namespace unimo::bench {

// One file each. All throw ErrorException.

/// Rates of matrix products: what shares are of.
void benchMachine(Session& session);
/// A training step: W1 (rewritten and retrieved items) and W2 (masking and matching).
void benchSteps(Session& session);
/// Captions by beam search; a question about a picture that was asked about before.
void benchCaption(Session& session);
/// Texts and pictures to vectors.
void benchEmbed(Session& session);
/// Crops to features, pictures to boxes, a photo to regions.
void benchRegions(Session& session);
/// How long a step waits for its data; memory over an epoch.
void benchLoader(Session& session);
/// The nearest of many vectors.
void benchSearch(Session& session);
/// UMAP and t-SNE, and how far they can be trusted.
void benchMaps(Session& session);
/// Event files: opened, followed, written.
void benchEvents(Session& session);

struct Workload
{
    const char* name;
    const char* what; ///< for the command's help
    void (*run)(Session&);
};
/// In the order that `unimo bench all` runs them.
[[nodiscard]] std::span<const Workload> workloads();

} // namespace unimo::bench
