// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/process_group.h"

#include "core/base/log.h"
#include "core/tensor/detail/gloo_exchange.h"
#include "core/tensor/detail/nccl_exchange.h"
#include "core/tensor/device.h"
#include "core/tensor/lifeline.h"
#include "core/tensor/rendezvous.h"

#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <future>
#include <set>
#include <thread>

namespace unimo::tensor {
namespace {

constexpr auto kChannels = static_cast<size_t>(ProcessGroup::Channel::Count);
/// How long the first process waits for the last one to start.
constexpr auto kStartPatience = std::chrono::minutes(5);
/// How long a process waits for its own connections to close when another was lost.
constexpr auto kEndPatience = std::chrono::seconds(3);

using StorePtr = c10::intrusive_ptr<c10d::Store>;

} // namespace

struct ProcessGroup::Links
{
    StorePtr store;
    std::unique_ptr<Lifeline> lifeline; ///< outlives what watches it
    std::array<std::unique_ptr<Exchange>, kChannels> hosts;
    std::array<std::unique_ptr<Exchange>, kChannels> gpus; ///< empty: all goes through the host
};

namespace {

/// The first line of what c10d says, which goes on with a trace of its own calls.
std::string firstLine(const std::exception& error)
{
    const std::string message = error.what();
    return message.substr(0, message.find('\n'));
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

std::vector<uint8_t> storedText(const std::string& text)
{
    return {text.begin(), text.end()};
}

/// Waits for keys of the others. A launcher that lost one of them says so in the store.
void await(c10d::Store& store, c10d::Store& launcher, const std::vector<std::string>& keys)
{
    const auto end = std::chrono::steady_clock::now() + kStartPatience;
    while (!store.check(keys)) {
        if (launcher.check({kGivenUpKey})) {
            const auto why = launcher.get(kGivenUpKey);
            throw LostProcess(std::string(why.begin(), why.end()));
        }
        if (std::chrono::steady_clock::now() > end) {
            std::string missing;
            for (const std::string& key : keys)
                if (!store.check({key}))
                    missing += (missing.empty() ? "" : ", ") + key;
            throw std::runtime_error("not there after 5 minutes: " + missing);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

/// Every process has its key: "process 2".
void awaitAll(c10d::Store& store, c10d::Store& launcher, const Rank& rank)
{
    std::vector<std::string> all;
    for (int i = 0; i < rank.count; ++i)
        all.push_back("process " + std::to_string(i));
    store.set(all[static_cast<size_t>(rank.index)], storedText("here"));
    await(store, launcher, all);
}

std::unique_ptr<Lifeline> joinLifeline(c10d::Store& store, c10d::Store& launcher, const Rank& rank)
{
    constexpr const char* kKey = "lifeline";
    if (rank.index == 0) {
        auto lifeline = Lifeline::open(rank).orThrow();
        store.set(kKey, storedText(lifeline->address()));
        return lifeline;
    }
    await(store, launcher, {kKey});
    const auto address = store.get(kKey);
    auto lifeline = Lifeline::join(rank, {address.begin(), address.end()});
    if (lifeline)
        return std::move(*lifeline);
    log::warning("processes", lifeline.error().text());
    return std::make_unique<Lifeline>();
}

/// Tensors of one shape from all processes, on the CPU: [processes, ...].
at::Tensor gathered(Exchange& link, int count, const at::Tensor& own)
{
    std::vector<int64_t> shape = own.sizes().vec();
    shape.front() *= count;
    const at::Tensor all = at::empty(shape, own.options());
    link.gather(all, own)();
    shape.front() /= count;
    shape.insert(shape.begin(), count);
    return all.view(shape);
}

/// Rows filled up to the fullest process's, so that all send as much.
class GatherRowsFunction : public torch::autograd::Function<GatherRowsFunction>
{
public:
    /// rows [n, dim] -> [processes * most, dim]
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& rows,
                              Exchange* link, int64_t processes, int64_t most)
    {
        context->saved_data["link"] = reinterpret_cast<int64_t>(link);
        context->saved_data["most"] = most;
        context->saved_data["count"] = rows.size(0);
        const at::Tensor full =
            at::constant_pad_nd(rows.detach(), {0, 0, 0, most - rows.size(0)}, 0);
        const at::Tensor all = at::empty({processes * most, rows.size(1)}, full.options());
        link->gather(all, full)();
        return all;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients)
    {
        auto* link = reinterpret_cast<Exchange*>(context->saved_data["link"].toInt());
        const at::Tensor own = at::empty(
            {context->saved_data["most"].toInt(), gradients[0].size(1)}, gradients[0].options());
        link->scatterSum(own, gradients[0].contiguous())();
        return {own.narrow(0, 0, context->saved_data["count"].toInt()), {}, {}, {}};
    }
};

/// What UNIMO_EXCHANGE says.
Result<std::string> wantedExchange()
{
    const char* set = std::getenv("UNIMO_EXCHANGE");
    std::string wanted = set && *set ? set : "auto";
    if (wanted != "auto" && wanted != "gloo" && wanted != "nccl")
        return Error{ErrorKind::Config,
                     "UNIMO_EXCHANGE = \"" + wanted + "\"; allowed: auto, gloo, nccl",
                     {},
                     {}};
    return wanted;
}

} // namespace

ProcessGroup::ProcessGroup(const Rank& rank, std::unique_ptr<Links> links)
    : rank_(rank), links_(std::move(links))
{
}

ProcessGroup::~ProcessGroup()
{
    const bool faulty = links_->lifeline->faulty();
    links_->lifeline->leave();
    if (!faulty)
        return;
    // Their threads may wait for one that will never answer; the process is about to end.
    auto closed = std::make_shared<std::promise<void>>();
    const auto end = closed->get_future();
    std::thread([closed, links = std::shared_ptr<Links>(std::move(links_))]() mutable {
        links.reset();
        closed->set_value();
    }).detach();
    end.wait_for(kEndPatience);
}

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
        links->store = c10::make_intrusive<c10d::PrefixStore>(prefix, store);
        links->lifeline = joinLifeline(*links->store, *store, rank);
        awaitAll(*links->store, *store, rank);
        for (size_t i = 0; i < kChannels; ++i)
            links->hosts[i] = glooExchange(
                rank, c10::make_intrusive<c10d::PrefixStore>(std::to_string(i), links->store),
                *links->lifeline);
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

Result<std::string> ProcessGroup::useGpus(const at::Device& gpu)
{
    const auto wanted = wantedExchange();
    if (!wanted)
        return wanted.error();
    // All have to agree, before any of them joins: what stands in the way, and which GPU it is.
    const std::string identity = gpuIdentity(gpu.index());
    const auto faults = gather(*wanted == "gloo"  ? "UNIMO_EXCHANGE is gloo"
                               : identity.empty() ? "the driver shows no GPU"
                                                  : ncclFault());
    const auto gpus = gather(identity);
    const std::set<std::string> different(gpus.begin(), gpus.end());
    std::string reason;
    for (size_t i = 0; i < faults.size() && reason.empty(); ++i)
        if (!faults[i].empty())
            reason = "process " + std::to_string(i) + ": " + faults[i];
    if (reason.empty() && different.size() < gpus.size())
        reason = std::to_string(gpus.size()) + " processes share " +
                 std::to_string(different.size()) + " GPUs";
    for (size_t i = 0; reason.empty() && i < kChannels; ++i) {
        if (i == static_cast<size_t>(Channel::Control))
            continue; // what is agreed upon is on the host
        auto joined = ncclExchange(
            rank_,
            c10::make_intrusive<c10d::PrefixStore>("nccl" + std::to_string(i), links_->store),
            *links_->lifeline, gpu);
        const auto failures = gather(joined ? "" : joined.error().message);
        for (size_t p = 0; p < failures.size() && reason.empty(); ++p)
            if (!failures[p].empty())
                reason = "process " + std::to_string(p) + ": " + failures[p];
        if (joined)
            links_->gpus[i] = std::move(*joined);
    }
    if (reason.empty())
        return reason;
    links_->gpus = {};
    if (*wanted == "nccl")
        return Error{ErrorKind::Device,
                     "NCCL cannot be used: " + reason,
                     {},
                     "set UNIMO_EXCHANGE=auto, which takes Gloo then"};
    return reason;
}

bool ProcessGroup::joinsGpus() const
{
    return links_->gpus[static_cast<size_t>(Channel::Gradients)] != nullptr;
}

at::Device ProcessGroup::placeFor(const at::Device& device) const
{
    return device.is_cuda() && joinsGpus() ? device : at::Device(at::kCPU);
}

Exchange& ProcessGroup::on(Channel channel, const at::Tensor& tensor) const
{
    const auto place = static_cast<size_t>(channel);
    return tensor.is_cuda() && links_->gpus[place] ? *links_->gpus[place] : *links_->hosts[place];
}

void ProcessGroup::leave(const std::string& error) const
{
    links_->lifeline->leave(error);
    if (!error.empty())
        for (const auto& gpu : links_->gpus)
            if (gpu)
                gpu->abandon();
}

void ProcessGroup::broadcast(const at::Tensor& tensor) const
{
    on(tensor.is_cuda() && joinsGpus() ? Channel::Gradients : Channel::Control, tensor)
        .broadcast(tensor)();
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
    Exchange& link = *links_->hosts[static_cast<size_t>(Channel::Control)];
    const at::Tensor size = at::full({1}, static_cast<int64_t>(text.size()), at::kLong);
    const at::Tensor sizes = gathered(link, rank_.count, size);
    const auto most = sizes.max().item<int64_t>();
    std::vector<std::string> texts(static_cast<size_t>(rank_.count));
    if (most == 0)
        return texts;
    const at::Tensor own =
        at::constant_pad_nd(bytesOf(text), {0, most - static_cast<int64_t>(text.size())}, 0);
    const at::Tensor all = gathered(link, rank_.count, own);
    for (int i = 0; i < rank_.count; ++i)
        texts[static_cast<size_t>(i)] =
            textOf(all[i].narrow(0, 0, sizes[i].item<int64_t>()).contiguous());
    return texts;
}

void ProcessGroup::sum(const at::Tensor& tensor) const
{
    on(Channel::Control, tensor).sum(tensor)();
}

Exchange::Wait ProcessGroup::sumLater(const at::Tensor& tensor) const
{
    return on(Channel::Gradients, tensor).sum(tensor);
}

void ProcessGroup::gather(const at::Tensor& all, const at::Tensor& own) const
{
    on(Channel::Gradients, all).gather(all, own)();
}

std::vector<GatheredRows> ProcessGroup::gatherRows(Channel channel,
                                                   const std::vector<at::Tensor>& parts) const
{
    at::Tensor own = at::empty({static_cast<int64_t>(parts.size())}, at::kLong);
    for (size_t p = 0; p < parts.size(); ++p)
        own[static_cast<int64_t>(p)] = parts[p].size(0);
    // [processes, parts]
    const at::Tensor sizes =
        gathered(*links_->hosts[static_cast<size_t>(channel)], rank_.count, own);
    const auto most = std::max<int64_t>(1, sizes.sum(1).max().item<int64_t>());
    const at::Tensor rows = at::cat(parts, 0);
    const at::Tensor all = GatherRowsFunction::apply(rows, &on(channel, rows), rank_.count, most);

    std::vector<GatheredRows> result(parts.size());
    std::vector<int64_t> place(static_cast<size_t>(rank_.count));
    for (size_t i = 0; i < place.size(); ++i)
        place[i] = static_cast<int64_t>(i) * most;
    for (size_t p = 0; p < parts.size(); ++p) {
        std::vector<at::Tensor> pieces;
        for (size_t i = 0; i < place.size(); ++i) {
            const auto count =
                sizes[static_cast<int64_t>(i)][static_cast<int64_t>(p)].item<int64_t>();
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
