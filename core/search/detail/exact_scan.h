// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace unimo::search {

/// The rows with the largest products with a query, exactly, in one look at a quarter of the
/// memory: rows are scanned as 8-bit numbers, how far these can be wrong is known of each row, and
/// the few that may be among the best are compared as floats. Thread: searches at the same time.
class ExactScan
{
public:
    /// rows: [n, dimension], finite.
    ExactScan(std::vector<float> rows, size_t dimension);

    struct Found
    {
        size_t row = 0;
        float product = 0;
    };
    /// The best of each query, [m, dimension], best first; of equal ones the earlier row. At most
    /// as many as there are rows.
    [[nodiscard]] std::vector<std::vector<Found>> search(std::span<const float> queries,
                                                         size_t best) const;

private:
    struct Question;
    struct Candidates;

    [[nodiscard]] size_t groups() const;
    void encode(size_t row);
    void scan(std::span<const Question> questions, size_t firstGroup, size_t endGroup, size_t best,
              std::span<Candidates> into) const;
    [[nodiscard]] std::vector<Found> finish(std::span<const float> query,
                                            std::span<Candidates* const> parts, size_t best) const;

    size_t dimension_, count_, quads_;
    std::vector<float> rows_;
    std::vector<uint8_t> codes_; ///< [groups, quads, kGroup, kQuad]
    // Of each row, filled up to whole groups:
    std::vector<float> scale_;  ///< what a step of its codes is worth
    std::vector<float> error_;  ///< length of what the codes leave out
    std::vector<float> length_; ///< of what the codes say
};

} // namespace unimo::search
