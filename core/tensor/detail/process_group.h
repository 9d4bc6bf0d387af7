// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tensor/rank.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace unimo::tensor {

/// Another process has died or cannot be reached any more.
class LostProcess final : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Vectors of all processes, in the order of the processes.
struct GatheredRows
{
    at::Tensor rows;   ///< [all, dim]
    int64_t first = 0; ///< where this process's own begin
};

/// The processes that train one model together (c10d's Gloo). Every process has to call the same
/// functions in the same order on each channel; channels do not wait for each other. Tensors of a
/// GPU travel through the host. All functions throw LostProcess. Thread: one at a time a channel.
class ProcessGroup
{
public:
    enum class Channel { Control, Gradients, Contrast, Cmcl, Count };

    /// Waits until all processes are there.
    [[nodiscard]] static Result<std::shared_ptr<ProcessGroup>> join(const Rank& rank);
    ~ProcessGroup();

    [[nodiscard]] const Rank& rank() const { return rank_; }
    [[nodiscard]] bool leads() const { return rank_.index == 0; }

    /// Overwrites the tensor by process 0's.
    void broadcast(const at::Tensor& tensor) const;
    /// Process 0's text.
    [[nodiscard]] std::string broadcast(const std::string& text) const;
    /// Each process's text.
    [[nodiscard]] std::vector<std::string> gather(const std::string& text) const;
    /// The sum over all processes in place.
    void sum(const at::Tensor& tensor) const;

    /// Starts to sum a tensor of the CPU in place; the result is there when what is returned has
    /// been called.
    [[nodiscard]] std::function<void()> sumLater(const at::Tensor& tensor) const;

    /// The rows of all processes of each part ([n, dim] each; n may differ between processes).
    /// Gradients flow back to the process that a row came from, summed over all processes.
    [[nodiscard]] std::vector<GatheredRows> gatherRows(Channel channel,
                                                       const std::vector<at::Tensor>& parts) const;

private:
    struct Links;
    ProcessGroup(const Rank& rank, std::unique_ptr<Links> links);

    Rank rank_;
    std::unique_ptr<Links> links_;
};

/// The same for one process (no group): its own rows.
[[nodiscard]] std::vector<GatheredRows> gatherRows(const ProcessGroup* group,
                                                   ProcessGroup::Channel channel,
                                                   const std::vector<at::Tensor>& parts);

} // namespace unimo::tensor
