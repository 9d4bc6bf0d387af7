// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/similarity_matrix.h"

#include "core/base/host.h"
#include "core/objectives/detail/losses.h"

#include <algorithm>

namespace unimo::train {

std::optional<SimilarityPoint> similarityMatrix(const std::vector<Compared>& compared,
                                                const std::vector<int64_t>& samples, int64_t step)
{
    const auto contrast = std::find_if(compared.begin(), compared.end(), [](const Compared& one) {
        return one.name == "contrast" && !one.positive.defined();
    });
    if (contrast == compared.end())
        return std::nullopt;
    const at::NoGradGuard noGrad;
    const int64_t pairs = std::min({int64_t{kMostSimilarityPairs}, contrast->images.size(0),
                                    static_cast<int64_t>(samples.size())});
    const at::Tensor values = objectives::similarities(contrast->images.narrow(0, 0, pairs),
                                                       contrast->texts.narrow(0, 0, pairs))
                                  .to(at::kCPU, at::kFloat)
                                  .contiguous();
    SimilarityPoint point;
    point.step = step;
    point.time = unixTime();
    point.samples.assign(samples.begin(), samples.begin() + pairs);
    point.values.assign(values.const_data_ptr<float>(),
                        values.const_data_ptr<float>() + values.numel());
    return point;
}

} // namespace unimo::train
