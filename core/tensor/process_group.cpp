// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/process_group.h"

// As the wheel was built: without it the header hides Gloo.
#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace unimo::tensor {

struct ProcessGroup::Links
{
    std::array<c10::intrusive_ptr<c10d::ProcessGroupGloo>, static_cast<size_t>(Channel::Count)>
        channels;

    [[nodiscard]] c10d::ProcessGroupGloo& at(Channel channel) const
    {
        return *channels[static_cast<size_t>(channel)];
    }
};

namespace {

using Work = c10::intrusive_ptr<c10d::Work>;

/// The longest silence between two processes that is no failure: process 0 validates and writes
/// checkpoints alone.
constexpr auto kPatience = std::chrono::minutes(60);
/// How long the first process waits for the last one to start.
constexpr auto kStartPatience = std::chrono::minutes(5);

/// The first line of what c10d says, which goes on with a trace of its own calls.
std::string firstLine(const std::exception& error)
{
    const std::string message = error.what();
    return message.substr(0, message.find('\n'));
}

LostProcess lost(const std::exception& error)
{
    LostProcess problem("another process of the run was lost: " + firstLine(error));
    return problem;
}

template <typename Call>
void finished(const Call& call)
{
    try {
        call()->wait();
    } catch (const std::exception& error) {
        throw lost(error);
    }
}

/// Where this process listens for the others: a host name may not resolve, and what is on this host
/// needs no name.
std::shared_ptr<gloo::transport::Device> listeningDevice(const Rank& rank)
{
    if (const char* interface = std::getenv("GLOO_SOCKET_IFNAME"))
        return c10d::ProcessGroupGloo::createDeviceForInterface(interface);
    if (rank.localCount == rank.count)
        return c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1");
    return c10d::ProcessGroupGloo::createDefaultDevice();
}

at::Tensor bytesOf(const std::string& text)
{
    at::Tensor bytes = at::empty({static_cast<int64_t>(text.size())}, at::kByte);
    if (!text.empty())
        std::memcpy(bytes.mutable_data_ptr(), text.data(), text.size());
    return bytes;
}

std::string textOf(const at::Tensor& bytes)
{
    std::string text(static_cast<size_t>(bytes.numel()), '\0');
    if (!text.empty())
        std::memcpy(text.data(), bytes.const_data_ptr(), text.size());
    return text;
}

/// Tensors of one shape from all processes, on the CPU.
std::vector<at::Tensor> gathered(c10d::ProcessGroupGloo& link, int count, const at::Tensor& own)
{
    std::vector<at::Tensor> inputs{own.cpu().contiguous()};
    std::vector<std::vector<at::Tensor>> outputs(1);
    for (int i = 0; i < count; ++i)
        outputs[0].push_back(at::empty_like(inputs[0]));
    finished([&] { return link.allgather(outputs, inputs); });
    return outputs[0];
}

void summed(c10d::ProcessGroupGloo& link, at::Tensor& host)
{
    std::vector<at::Tensor> tensors{host};
    finished([&] { return link.allreduce(tensors); });
}

/// The result of a collective on the host, to where the tensor lies.
void putBack(const at::Tensor& host, const at::Tensor& tensor)
{
    const torch::NoGradGuard noGrad;
    if (!host.is_alias_of(tensor))
        at::Tensor(tensor).copy_(host);
}

/// Rows filled up to the fullest process's, so that all send as much.
class GatherRowsFunction : public torch::autograd::Function<GatherRowsFunction>
{
public:
    /// rows [n, dim] -> [processes * most, dim]
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& rows,
                              c10d::ProcessGroupGloo* link, int64_t processes, int64_t own,
                              int64_t most)
    {
        context->saved_data["link"] = reinterpret_cast<int64_t>(link);
        context->saved_data["first"] = own * most;
        context->saved_data["count"] = rows.size(0);
        const at::Tensor full =
            at::constant_pad_nd(rows.detach(), {0, 0, 0, most - rows.size(0)}, 0);
        return at::cat(gathered(*link, static_cast<int>(processes), full), 0).to(rows.device());
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        auto* link = reinterpret_cast<c10d::ProcessGroupGloo*>(context->saved_data["link"].toInt());
        at::Tensor all = gradients[0].cpu().clone(at::MemoryFormat::Contiguous);
        summed(*link, all);
        return {all.narrow(0, context->saved_data["first"].toInt(),
                           context->saved_data["count"].toInt())
                    .to(gradients[0].device()),
                {},
                {},
                {},
                {}};
    }
};

} // namespace

ProcessGroup::ProcessGroup(const Rank& rank, std::unique_ptr<Links> links)
    : rank_(rank), links_(std::move(links))
{
}

ProcessGroup::~ProcessGroup() = default;

Result<std::shared_ptr<ProcessGroup>> ProcessGroup::join(const Rank& rank)
{
    try {
        c10d::TCPStoreOptions options;
        options.port = static_cast<uint16_t>(rank.port);
        options.isServer = rank.opensPort;
        options.waitWorkers = false;
        options.timeout = kStartPatience;
        const auto store = c10::make_intrusive<c10d::TCPStore>(rank.host, options);
        // A restart by torchrun meets again under names of its own.
        const char* restart = std::getenv("TORCHELASTIC_RESTART_COUNT");
        const std::string prefix = std::string("unimo/") + (restart ? restart : "0") + "/";
        auto links = std::make_unique<Links>();
        for (size_t i = 0; i < links->channels.size(); ++i) {
            auto channel = c10d::ProcessGroupGloo::Options::create(kPatience);
            channel->devices.push_back(listeningDevice(rank));
            links->channels[i] = c10::make_intrusive<c10d::ProcessGroupGloo>(
                c10::make_intrusive<c10d::PrefixStore>(prefix + std::to_string(i), store),
                rank.index, rank.count, channel);
        }
        return std::shared_ptr<ProcessGroup>(new ProcessGroup(rank, std::move(links)));
    } catch (const std::exception& error) {
        return Error{ErrorKind::Io,
                     "process " + std::to_string(rank.index) + " of " + std::to_string(rank.count) +
                         " cannot meet the others: " + firstLine(error),
                     rank.host + ":" + std::to_string(rank.port),
                     "all processes have to be started, with MASTER_ADDR and MASTER_PORT of a free "
                     "port of process 0's host"};
    }
}

void ProcessGroup::broadcast(const at::Tensor& tensor) const
{
    std::vector<at::Tensor> host{tensor.detach().cpu().contiguous()};
    finished([&] { return links_->at(Channel::Control).broadcast(host); });
    putBack(host[0], tensor);
}

std::string ProcessGroup::broadcast(const std::string& text) const
{
    at::Tensor size = at::full({1}, static_cast<int64_t>(text.size()), at::kLong);
    broadcast(size);
    at::Tensor bytes = leads() ? bytesOf(text) : at::empty({size.item<int64_t>()}, at::kByte);
    if (bytes.numel() > 0)
        broadcast(bytes);
    return textOf(bytes);
}

std::vector<std::string> ProcessGroup::gather(const std::string& text) const
{
    auto& link = links_->at(Channel::Control);
    const at::Tensor size = at::full({1}, static_cast<int64_t>(text.size()), at::kLong);
    const auto sizes = gathered(link, rank_.count, size);
    int64_t most = 0;
    for (const auto& other : sizes)
        most = std::max(most, other.item<int64_t>());
    std::vector<std::string> texts(sizes.size());
    if (most == 0)
        return texts;
    const at::Tensor own =
        at::constant_pad_nd(bytesOf(text), {0, most - static_cast<int64_t>(text.size())}, 0);
    const auto all = gathered(link, rank_.count, own);
    for (size_t i = 0; i < all.size(); ++i)
        texts[i] = textOf(all[i].narrow(0, 0, sizes[i].item<int64_t>()));
    return texts;
}

void ProcessGroup::sum(const at::Tensor& tensor) const
{
    at::Tensor host = tensor.detach().cpu().contiguous();
    summed(links_->at(Channel::Control), host);
    putBack(host, tensor);
}

std::function<void()> ProcessGroup::sumLater(const at::Tensor& tensor) const
{
    std::vector<at::Tensor> tensors{tensor};
    Work work;
    try {
        work = links_->at(Channel::Gradients).allreduce(tensors);
    } catch (const std::exception& error) {
        throw lost(error);
    }
    return [work] { finished([&] { return work; }); };
}

std::vector<GatheredRows> ProcessGroup::gatherRows(Channel channel,
                                                   const std::vector<at::Tensor>& parts) const
{
    auto& link = links_->at(channel);
    at::Tensor own = at::empty({static_cast<int64_t>(parts.size())}, at::kLong);
    for (size_t p = 0; p < parts.size(); ++p)
        own[static_cast<int64_t>(p)] = parts[p].size(0);
    const auto sizes = gathered(link, rank_.count, own);
    int64_t most = 0;
    for (const auto& other : sizes)
        most = std::max(most, other.sum().item<int64_t>());
    const at::Tensor all =
        GatherRowsFunction::apply(at::cat(parts, 0), &link, rank_.count, rank_.index, most);

    std::vector<GatheredRows> result(parts.size());
    std::vector<int64_t> place(sizes.size());
    for (size_t i = 0; i < place.size(); ++i)
        place[i] = static_cast<int64_t>(i) * most;
    for (size_t p = 0; p < parts.size(); ++p) {
        std::vector<at::Tensor> pieces;
        for (size_t i = 0; i < sizes.size(); ++i) {
            const auto count = sizes[i][static_cast<int64_t>(p)].item<int64_t>();
            if (static_cast<int>(i) < rank_.index)
                result[p].first += count;
            pieces.push_back(all.narrow(0, place[i], count));
            place[i] += count;
        }
        result[p].rows = at::cat(pieces, 0);
    }
    return result;
}

std::vector<GatheredRows> gatherRows(const ProcessGroup* group, ProcessGroup::Channel channel,
                                     const std::vector<at::Tensor>& parts)
{
    if (group)
        return group->gatherRows(channel, parts);
    std::vector<GatheredRows> own;
    own.reserve(parts.size());
    for (const at::Tensor& part : parts)
        own.push_back({part, 0});
    return own;
}

} // namespace unimo::tensor
