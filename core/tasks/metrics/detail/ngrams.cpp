// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/metrics/detail/ngrams.h"

namespace unimo::metrics::detail {

NgramCounts countNgrams(const Tokens& words)
{
    NgramCounts counts;
    for (size_t start = 0; start < words.size(); ++start) {
        std::string ngram;
        for (size_t n = 0; n < kLongest && start + n < words.size(); ++n) {
            if (n > 0)
                ngram += ' ';
            ngram += words[start + n];
            ++counts[n][ngram];
        }
    }
    return counts;
}

} // namespace unimo::metrics::detail
