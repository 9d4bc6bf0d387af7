// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings/statistics.h"
#include "core/tasks/examples.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace unimo::findings {

/// What examples are told apart by.
enum class Trait { All, Split, Type, AnswerType, Collection, Words, Objects };

/// The value that an example has: "colour"; "yes/no", "number" or "other"; "5-6". Words are those
/// of what was asked, or of what is right where nothing was.
[[nodiscard]] std::string traitOf(const tasks::EvaluatedExample& example, Trait trait);

/// A score over a slice with its 95 % interval: Student's t, or Wilson's where every score is 0 or
/// 1. Examples of one sample count as a cluster.
struct SliceScore
{
    size_t examples = 0;
    double mean = 0;
    Bounds bounds;
};

/// What a second evaluation has over a first one.
struct SliceDifference
{
    double mean = 0;
    std::optional<double> half; ///< of the 95 % interval; none from a single sample
    /// How likely a difference as large is where there is none, corrected after Holm for the slices
    /// of its trait: McNemar's exact test where each sample has one example that is right or wrong,
    /// else Student's t over the samples.
    double p = 1;
    /// The examples that both have; 0 where they have none in common, which are then compared as
    /// two independent sets.
    size_t paired = 0;

    [[nodiscard]] bool significant() const { return p < 0.05; }
};

struct Slice
{
    Trait trait = Trait::All;
    std::string value; ///< of the trait; empty for all
    SliceScore first;
    std::optional<SliceScore> second;
    std::optional<SliceDifference> difference; ///< second minus first

    /// Too few to say anything of.
    [[nodiscard]] bool few() const { return first.examples < kFewExamples; }
    static constexpr size_t kFewExamples = 20;
};

/// One score of an evaluation's examples of one part and group, by every trait that tells them
/// apart, beside the same of another evaluation. Examples without the score are left out. The
/// traits in their order, their slices in the order of their values.
[[nodiscard]] std::vector<Slice>
slicesOf(std::span<const tasks::EvaluatedExample> first,
         std::optional<std::span<const tasks::EvaluatedExample>> second, const std::string& score);

} // namespace unimo::findings
