// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/detail/exact_scan.h"

#include "core/base/threads.h"
#include "core/base/vector_clones.h"
#include "core/search/detail/code_products.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace unimo::search {
namespace {

constexpr float kSteps = 127;         ///< of a code, either way
constexpr float kRounding = 4e-6F;    ///< of float sums, relative to the lengths
constexpr int32_t kMiddle = 128;      ///< the code of zero
constexpr size_t kGroupsAtOnce = 64;  ///< 256 KiB of 256 numbers a row: what a core's cache holds
constexpr size_t kQueriesAtOnce = 64; ///< that share them
constexpr size_t kTasksAThread = 4;
constexpr size_t kLanes = 16;

/// A vector as 8-bit numbers: steps of `scale`.
struct Steps
{
    float scale = 0;
    float error = 0;  ///< length of the difference
    float length = 0; ///< of the steps
};

template <typename Store>
Steps stepsOf(std::span<const float> values, const Store& store)
{
    float largest = 0;
    for (const float value : values)
        largest = std::max(largest, std::abs(value));
    Steps steps;
    steps.scale = largest / kSteps;
    double error = 0, length = 0;
    for (size_t i = 0; i < values.size(); ++i) {
        const float rounded = steps.scale > 0 ? std::nearbyint(values[i] / steps.scale) : 0;
        const double step = static_cast<double>(rounded) * static_cast<double>(steps.scale);
        error += std::pow(static_cast<double>(values[i]) - step, 2);
        length += step * step;
        store(i, static_cast<int>(rounded));
    }
    steps.error = static_cast<float>(std::sqrt(error));
    steps.length = static_cast<float>(std::sqrt(length));
    return steps;
}

UNIMO_VECTOR_CLONES
float product(const float* a, const float* b, size_t count)
{
    std::array<float, kLanes> sums{};
    size_t i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (size_t lane = 0; lane < kLanes; ++lane)
            sums[lane] += a[i + lane] * b[i + lane];
    float sum = 0;
    for (; i < count; ++i)
        sum += a[i] * b[i];
    for (const float part : sums)
        sum += part;
    return sum;
}

/// The most and the least that products can be, from those of the codes; returns whether one may
/// reach `least`. All of kGroup.
struct Limits
{
    std::array<float, kGroup> low, high;
};
UNIMO_VECTOR_CLONES
bool limitsOf(const int32_t* sums, int32_t middle, float queryScale, float queryError,
              float queryLength, const float* scale, const float* error, const float* length,
              float least, Limits& limits)
{
    int reached = 0;
    for (size_t i = 0; i < kGroup; ++i) {
        const float about = static_cast<float>(sums[i] - middle) * (queryScale * scale[i]);
        const float wrong = queryLength * error[i] + queryError * length[i];
        limits.low[i] = about - wrong;
        limits.high[i] = about + wrong;
        reached |= !(limits.high[i] < least); // what is no number is looked at, too
    }
    return reached != 0;
}

} // namespace

/// A query as the scan needs it.
struct ExactScan::Question
{
    std::span<const float> query;
    std::vector<int8_t> codes; ///< [quads * kQuad]
    int32_t middle = 0;        ///< what the 128 of the rows' codes adds to every sum
    Steps steps;
    float length = 0;
};

/// Rows that may be among a query's best.
struct ExactScan::Candidates
{
    std::vector<float> surest; ///< heap of the largest lower limits, the least of them first
    float least = -INFINITY;   ///< that an upper limit must reach
    std::vector<std::pair<size_t, float>> rows; ///< with their upper limit

    void add(size_t row, float low, float high, size_t best)
    {
        rows.emplace_back(row, high);
        surest.push_back(low);
        std::push_heap(surest.begin(), surest.end(), std::greater<>());
        if (surest.size() > best) {
            std::pop_heap(surest.begin(), surest.end(), std::greater<>());
            surest.pop_back();
        }
        if (surest.size() == best)
            least = surest.front();
    }
};

ExactScan::ExactScan(std::vector<float> rows, size_t dimension)
    : dimension_(dimension), count_(rows.size() / dimension),
      quads_((dimension + kQuad - 1) / kQuad), rows_(std::move(rows)),
      codes_(groups() * quads_ * kGroup * kQuad, static_cast<uint8_t>(kMiddle)),
      scale_(groups() * kGroup), error_(scale_.size()), length_(scale_.size())
{
    constexpr size_t kAtOnce = 4096;
    parallelFor(static_cast<int64_t>((count_ + kAtOnce - 1) / kAtOnce), 0, [&](int64_t block) {
        const size_t first = static_cast<size_t>(block) * kAtOnce;
        for (size_t row = first; row < std::min(count_, first + kAtOnce); ++row)
            encode(row);
    });
}

size_t ExactScan::groups() const
{
    return (count_ + kGroup - 1) / kGroup;
}

void ExactScan::encode(size_t row)
{
    uint8_t* codes = codes_.data() + (row / kGroup * quads_ * kGroup + row % kGroup) * kQuad;
    const Steps steps =
        stepsOf(std::span(rows_).subspan(row * dimension_, dimension_), [&](size_t i, int step) {
            codes[i / kQuad * kGroup * kQuad + i % kQuad] = static_cast<uint8_t>(step + kMiddle);
        });
    scale_[row] = steps.scale;
    length_[row] = steps.length;
    error_[row] = steps.error + kRounding * steps.length;
}

void ExactScan::scan(std::span<const Question> questions, size_t firstGroup, size_t endGroup,
                     size_t best, std::span<Candidates> into) const
{
    const CodeProducts products = codeProducts().front();
    std::vector<int8_t> together(kTogether * quads_ * kQuad);
    std::array<int32_t, kTogether * kGroup> sums{};
    Limits limits{};
    for (size_t block = firstGroup; block < endGroup; block += kGroupsAtOnce)
        for (size_t q = 0; q < questions.size(); q += kTogether) {
            const size_t asked = std::min(kTogether, questions.size() - q);
            for (size_t i = 0; i < asked; ++i)
                std::ranges::copy(questions[q + i].codes,
                                  together.begin() +
                                      static_cast<std::ptrdiff_t>(i * quads_ * kQuad));
            for (size_t g = block; g < std::min(endGroup, block + kGroupsAtOnce); ++g) {
                products(codes_.data() + g * quads_ * kGroup * kQuad, together.data(), quads_,
                         sums.data());
                const size_t row = g * kGroup;
                for (size_t i = 0; i < asked; ++i) {
                    const Question& question = questions[q + i];
                    Candidates& own = into[q + i];
                    if (!limitsOf(sums.data() + i * kGroup, question.middle, question.steps.scale,
                                  question.steps.error, question.length, scale_.data() + row,
                                  error_.data() + row, length_.data() + row, own.least, limits))
                        continue;
                    for (size_t r = 0; r < std::min(kGroup, count_ - row); ++r)
                        if (!(limits.high[r] < own.least))
                            own.add(row + r, limits.low[r], limits.high[r], best);
                }
            }
        }
}

std::vector<ExactScan::Found> ExactScan::finish(std::span<const float> query,
                                                std::span<Candidates* const> parts,
                                                size_t best) const
{
    std::vector<float> surest;
    for (const Candidates* part : parts)
        surest.insert(surest.end(), part->surest.begin(), part->surest.end());
    float least = -INFINITY;
    if (surest.size() >= best) {
        const auto last = surest.begin() + static_cast<std::ptrdiff_t>(best - 1);
        std::nth_element(surest.begin(), last, surest.end(), std::greater<>());
        least = *last;
    }
    std::vector<Found> found;
    for (const Candidates* part : parts)
        for (const auto& [row, high] : part->rows)
            if (!(high < least))
                found.push_back(
                    {row, product(query.data(), rows_.data() + row * dimension_, dimension_)});
    const auto before = [](const Found& a, const Found& b) {
        return a.product != b.product ? a.product > b.product : a.row < b.row;
    };
    const size_t wanted = std::min(best, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(wanted),
                      found.end(), before);
    found.resize(wanted);
    return found;
}

std::vector<std::vector<ExactScan::Found>> ExactScan::search(std::span<const float> queries,
                                                             size_t best) const
{
    const size_t count = queries.size() / dimension_;
    std::vector<std::vector<Found>> found(count);
    if (count == 0 || best == 0 || count_ == 0)
        return found;
    std::vector<Question> questions(count);
    parallelFor(static_cast<int64_t>(count), count < kQueriesAtOnce ? 1 : 0, [&](int64_t i) {
        Question& question = questions[static_cast<size_t>(i)];
        question.query = queries.subspan(static_cast<size_t>(i) * dimension_, dimension_);
        question.codes.resize(quads_ * kQuad);
        question.steps = stepsOf(question.query, [&](size_t at, int step) {
            question.codes[at] = static_cast<int8_t>(step);
            question.middle += kMiddle * step;
        });
        question.length =
            std::sqrt(product(question.query.data(), question.query.data(), dimension_));
    });

    // Tasks: some queries over a slice of the rows. Few queries share out the rows.
    const size_t batches = (count + kQueriesAtOnce - 1) / kQueriesAtOnce;
    const size_t wanted = kTasksAThread * static_cast<size_t>(availableCores());
    const size_t slices =
        std::clamp<size_t>(wanted / batches, 1, (groups() + kGroupsAtOnce - 1) / kGroupsAtOnce);
    const size_t sliceGroups = (groups() + slices - 1) / slices;
    std::vector<Candidates> candidates(slices * count); // [slices, count]
    parallelFor(static_cast<int64_t>(batches * slices), 0, [&](int64_t task) {
        const size_t slice = static_cast<size_t>(task) % slices;
        const size_t first = static_cast<size_t>(task) / slices * kQueriesAtOnce;
        const size_t some = std::min(kQueriesAtOnce, count - first);
        scan(std::span(questions).subspan(first, some), slice * sliceGroups,
             std::min(groups(), (slice + 1) * sliceGroups), best,
             std::span(candidates).subspan(slice * count + first, some));
    });
    parallelFor(static_cast<int64_t>(batches), 0, [&](int64_t batch) {
        const size_t first = static_cast<size_t>(batch) * kQueriesAtOnce;
        for (size_t q = first; q < std::min(count, first + kQueriesAtOnce); ++q) {
            std::vector<Candidates*> parts;
            for (size_t slice = 0; slice < slices; ++slice)
                parts.push_back(&candidates[slice * count + q]);
            found[q] = finish(questions[q].query, parts, best);
            for (Candidates* part : parts)
                *part = {};
        }
    });
    return found;
}

} // namespace unimo::search
