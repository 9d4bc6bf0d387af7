// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/workloads.h"

namespace unimo::bench {

std::span<const Workload> workloads()
{
    static constexpr Workload kWorkloads[] = {
        {"steps", "Training steps, as a share of the product rate", benchSteps},
        {"caption", "Captions by beam search; the tenth question on a picture", benchCaption},
        {"embed", "Texts and pictures to vectors", benchEmbed},
        {"regions", "Crops, proposals, a photo to its regions", benchRegions},
        {"loader", "What a step waits for its data; memory over an epoch", benchLoader},
        {"search", "The nearest of many vectors", benchSearch},
        {"maps", "UMAP and t-SNE, and their trustworthiness", benchMaps},
        {"events", "Event files: opened, followed, written", benchEvents},
    };
    return kWorkloads;
}

} // namespace unimo::bench
