// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tensor/detail/exchange.h"
#include "core/tensor/rank.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>

namespace unimo::tensor {

/// Vectors of all processes, in the order of the processes.
struct GatheredRows
{
    at::Tensor rows;   ///< [all, dim]
    int64_t first = 0; ///< where this process's own begin
};

/// The processes that train one model together. Every process has to call the same functions in the
/// same order on each channel; channels do not wait for each other. Tensors travel by Gloo, those
/// of a GPU by NCCL where useGpus() found that all processes can. All functions throw LostProcess,
/// which names the process. Thread: one at a time a channel.
class ProcessGroup
{
public:
    enum class Channel { Control, Gradients, Contrast, Cmcl, Count };

    /// Waits until all processes are there; an Io error names those that are not.
    [[nodiscard]] static Result<std::shared_ptr<ProcessGroup>> join(const Rank& rank);
    ~ProcessGroup();

    [[nodiscard]] const Rank& rank() const { return rank_; }
    [[nodiscard]] bool leads() const { return rank_.index == 0; }

    /// Joins the processes' GPUs by NCCL, if each process has one of its own and the library is
    /// there; all have to call it, with the GPU that they compute on. Returns why not, the same
    /// text in all of them; empty: done. UNIMO_EXCHANGE=gloo does not try, nccl makes a failure a
    /// Device error.
    [[nodiscard]] Result<std::string> useGpus(const at::Device& gpu);
    /// Whether NCCL is in use.
    [[nodiscard]] bool joinsGpus() const;
    /// Where tensors that belong to `device` are exchanged: there, or on the host.
    [[nodiscard]] at::Device placeFor(const at::Device& device) const;

    /// Says to the others that this process is about to end by an error of its own.
    void leave(const std::string& error) const;

    /// Overwrites the tensor by process 0's.
    void broadcast(const at::Tensor& tensor) const;
    /// Process 0's text.
    [[nodiscard]] std::string broadcast(const std::string& text) const;
    /// Each process's text.
    [[nodiscard]] std::vector<std::string> gather(const std::string& text) const;
    /// The sum over all processes in place.
    void sum(const at::Tensor& tensor) const;

    /// Starts to sum a tensor in place; the result is there when what is returned has been called.
    [[nodiscard]] Exchange::Wait sumLater(const at::Tensor& tensor) const;
    /// own [n] of each process into all [processes * n], on the channel of the gradients.
    void gather(const at::Tensor& all, const at::Tensor& own) const;

    /// The rows of all processes of each part ([n, dim] each; n may differ between processes).
    /// Gradients flow back to the process that a row came from, summed over all processes.
    [[nodiscard]] std::vector<GatheredRows> gatherRows(Channel channel,
                                                       const std::vector<at::Tensor>& parts) const;

private:
    struct Links;
    ProcessGroup(const Rank& rank, std::unique_ptr<Links> links);
    [[nodiscard]] Exchange& on(Channel channel, const at::Tensor& tensor) const;

    Rank rank_;
    std::unique_ptr<Links> links_;
};

/// The same for one process (no group): its own rows.
[[nodiscard]] std::vector<GatheredRows> gatherRows(const ProcessGroup* group,
                                                   ProcessGroup::Channel channel,
                                                   const std::vector<at::Tensor>& parts);

} // namespace unimo::tensor
