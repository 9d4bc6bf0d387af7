// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/layer_operations.h"

#include "core/tensor/detail/row_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <vector>

namespace unimo::tensor {
namespace {

/// The rows of a float or bf16 tensor as float: in place, or by way of a thread's own row.
class FloatRows
{
public:
    explicit FloatRows(const at::Tensor& tensor)
        : width_(tensor.size(1)), halves_(tensor.scalar_type() == at::kBFloat16),
          data_(tensor.data_ptr())
    {
        TORCH_INTERNAL_ASSERT(tensor.is_contiguous() &&
                              (halves_ || tensor.scalar_type() == at::kFloat));
    }
    [[nodiscard]] const float* read(int64_t row, std::vector<float>& room) const
    {
        if (!halves_)
            return static_cast<float*>(data_) + row * width_;
        room.resize(static_cast<size_t>(width_));
        fromBfloat16Row(static_cast<uint16_t*>(data_) + row * width_, width_, room.data());
        return room.data();
    }
    /// Where to write a row; stored() then puts it into the tensor.
    [[nodiscard]] float* place(int64_t row, std::vector<float>& room) const
    {
        if (!halves_)
            return static_cast<float*>(data_) + row * width_;
        room.resize(static_cast<size_t>(width_));
        return room.data();
    }
    void store(int64_t row, const float* values) const
    {
        if (halves_)
            toBfloat16Row(values, width_, static_cast<uint16_t*>(data_) + row * width_);
    }

private:
    int64_t width_;
    bool halves_;
    void* data_;
};

/// body(share, first row, behind the last) over all rows, a share a thread.
template <typename Body>
void shareOut(int64_t rows, const Body& body)
{
    const int64_t shares = at::get_num_threads();
    at::parallel_for(0, shares, 1, [&](int64_t begin, int64_t end) {
        for (int64_t share = begin; share < end; ++share)
            body(share, share * rows / shares, (share + 1) * rows / shares);
    });
}

/// A line of zeros a thread, for column sums. [threads, n]
at::Tensor sumsOf(int64_t n, const at::Tensor& like)
{
    return at::zeros({at::get_num_threads(), n}, like.options().dtype(at::kFloat));
}

} // namespace

NormedSum normedSum(const at::Tensor& x, const at::Tensor& branch, const at::Tensor& scale,
                    const at::Tensor& shift, double epsilon, const Dropout& dropout)
{
    const int64_t rows = x.size(0), n = x.size(1);
    NormedSum result{at::empty_like(x), at::empty({rows, 2}, x.options())};
    const NormWeights norm{scale.const_data_ptr<float>(), shift.const_data_ptr<float>(),
                           static_cast<float>(epsilon)};
    const auto* in = x.const_data_ptr<float>();
    const FloatRows added(branch);
    auto* out = result.out.mutable_data_ptr<float>();
    auto* moments = result.moments.mutable_data_ptr<float>();
    shareOut(rows, [&](int64_t, int64_t begin, int64_t end) {
        std::vector<float> room;
        for (int64_t row = begin; row < end; ++row) {
            const RowMoments own = normedSumRow(in + row * n, added.read(row, room), n, row, norm,
                                                dropout, out + row * n);
            moments[2 * row] = own.mean;
            moments[2 * row + 1] = own.inverseDeviation;
        }
    });
    return result;
}

NormedSumGradients normedSumBackward(const at::Tensor& gradient, const at::Tensor& x,
                                     const at::Tensor& branch, const at::Tensor& moments,
                                     const at::Tensor& scale, const Dropout& dropout)
{
    const int64_t rows = x.size(0), n = x.size(1);
    const at::Tensor branchGradient = at::empty_like(branch);
    const at::Tensor sums = sumsOf(3 * n, x);
    const NormWeights norm{scale.const_data_ptr<float>(), nullptr, 0};
    const auto* in = x.const_data_ptr<float>();
    const auto* pairs = moments.const_data_ptr<float>();
    auto* ownGradient = gradient.mutable_data_ptr<float>();
    auto* columns = sums.mutable_data_ptr<float>();
    const FloatRows added(branch), addedGradient(branchGradient);
    shareOut(rows, [&](int64_t share, int64_t begin, int64_t end) {
        std::vector<float> room, outRoom;
        float* own = columns + share * 3 * n;
        for (int64_t row = begin; row < end; ++row) {
            float* out = addedGradient.place(row, outRoom);
            normedSumBackwardRow(ownGradient + row * n, in + row * n, added.read(row, room), n, row,
                                 norm, {pairs[2 * row], pairs[2 * row + 1]}, dropout,
                                 ownGradient + row * n, out, {own, own + n, own + 2 * n});
            addedGradient.store(row, out);
        }
    });
    const at::Tensor summed = sums.sum(0);
    return {gradient, branchGradient, summed.narrow(0, 0, n), summed.narrow(0, n, n),
            summed.narrow(0, 2 * n, n)};
}

at::Tensor geluOf(const at::Tensor& x)
{
    const int64_t n = x.size(1);
    at::Tensor result = at::empty_like(x);
    const FloatRows in(x), out(result);
    shareOut(x.size(0), [&](int64_t, int64_t begin, int64_t end) {
        std::vector<float> room, outRoom;
        for (int64_t row = begin; row < end; ++row) {
            float* values = out.place(row, outRoom);
            geluRow(in.read(row, room), n, values);
            out.store(row, values);
        }
    });
    return result;
}

GeluGradients geluBackward(const at::Tensor& gradient, const at::Tensor& x)
{
    const int64_t n = x.size(1);
    const at::Tensor result = at::empty_like(x);
    const at::Tensor sums = sumsOf(n, x);
    auto* columns = sums.mutable_data_ptr<float>();
    const FloatRows in(x), out(result), passed(gradient);
    shareOut(x.size(0), [&](int64_t share, int64_t begin, int64_t end) {
        std::vector<float> room, outRoom, gradientRoom;
        for (int64_t row = begin; row < end; ++row) {
            float* values = out.place(row, outRoom);
            const float* read = passed.read(row, gradientRoom);
            float* written = passed.place(row, gradientRoom);
            geluBackwardRow(in.read(row, room), read, n, values, written, columns + share * n);
            out.store(row, values);
            passed.store(row, written);
        }
    });
    return {result, gradient, sums.sum(0)};
}

} // namespace unimo::tensor
