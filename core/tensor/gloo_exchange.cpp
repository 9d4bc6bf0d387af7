// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/gloo_exchange.h"

// As the wheel was built: without it the header hides Gloo.
#define USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/torch.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace unimo::tensor {
namespace {

using Work = c10::intrusive_ptr<c10d::Work>;

/// The longest silence between two processes that is no failure: process 0 validates and writes
/// checkpoints alone.
constexpr auto kPatience = std::chrono::minutes(60);
/// How long after a connection broke it may take until the lifeline knows whose it was.
constexpr auto kBlamePatience = std::chrono::seconds(3);

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

/// On the host, where another thread may read and write it; the tensor itself where it can be.
at::Tensor hosted(const at::Tensor& tensor)
{
    return tensor.detach().cpu().contiguous();
}

void putBack(const at::Tensor& host, const at::Tensor& tensor)
{
    const torch::NoGradGuard noGrad;
    if (!host.is_alias_of(tensor))
        at::Tensor(tensor).copy_(host);
}

/// Wakes who waits for work or for bad news.
struct Bell
{
    std::mutex mutex;
    std::condition_variable rung;
    void ring()
    {
        const std::lock_guard lock(mutex); // not between a look and a sleep
        rung.notify_all();
    }
};

/// c10d notes each call in a record of the whole process, which holds no lock of its own.
std::mutex& recordLock()
{
    static std::mutex lock;
    return lock;
}

class GlooExchange final : public Exchange
{
public:
    GlooExchange(const Rank& rank, const c10::intrusive_ptr<c10d::Store>& store, Lifeline& lifeline)
        : index_(rank.index), lifeline_(lifeline)
    {
        auto options = c10d::ProcessGroupGloo::Options::create(kPatience);
        options->devices.push_back(listeningDevice(rank));
        link_ = c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank.index, rank.count, options);
        lifeline_.onFault([bell = bell_] { bell->ring(); });
    }

    Wait sum(const at::Tensor& tensor) override
    {
        const at::Tensor host = hosted(tensor);
        return later([&] { return summed(host); }, host, tensor);
    }

    Wait gather(const at::Tensor& all, const at::Tensor& own) override
    {
        at::Tensor part = hosted(own);
        at::Tensor host = hostFor(all);
        return later([&] { return link_->_allgather_base(host, part); }, host, all);
    }

    Wait scatterSum(const at::Tensor& own, const at::Tensor& all) override
    {
        // Gloo has no better way than to sum all.
        const at::Tensor whole =
            all.detach().to(at::kCPU, all.scalar_type(), /*non_blocking=*/false,
                            /*copy=*/true, at::MemoryFormat::Contiguous);
        const at::Tensor part = whole.narrow(0, index_ * own.size(0), own.size(0));
        return later([&] { return summed(whole); }, part, own);
    }

    Wait broadcast(const at::Tensor& tensor) override
    {
        std::vector<at::Tensor> hosts{hosted(tensor)};
        return later([&] { return link_->broadcast(hosts); }, hosts[0], tensor);
    }

private:
    Work summed(const at::Tensor& host)
    {
        std::vector<at::Tensor> hosts{host};
        return link_->allreduce(hosts);
    }

    /// Room for a result.
    static at::Tensor hostFor(const at::Tensor& tensor)
    {
        return tensor.is_cpu() && tensor.is_contiguous()
                   ? tensor.detach()
                   : at::empty(tensor.sizes(), tensor.options().device(at::kCPU));
    }

    template <typename Call>
    Wait later(const Call& call, const at::Tensor& host, const at::Tensor& tensor)
    {
        Work work;
        try {
            const std::scoped_lock lock(recordLock());
            work = call();
        } catch (const std::exception& error) {
            throw lost(error);
        }
        return [this, work, host, tensor] {
            finish(*work);
            putBack(host, tensor);
        };
    }

    void finish(c10d::Work& work) const
    {
        try {
            const auto done = work.getFuture();
            if (!done->completed()) {
                done->addCallback([bell = bell_](c10::ivalue::Future&) { bell->ring(); });
                std::unique_lock lock(bell_->mutex);
                bell_->rung.wait(lock, [&] { return done->completed() || lifeline_.faulty(); });
            }
            if (!done->completed())
                throw LostProcess(lifeline_.fault());
            work.wait();
        } catch (const LostProcess&) {
            throw;
        } catch (const std::exception& error) {
            throw lost(error);
        }
    }

    /// What c10d says goes on with a trace of its own calls; the lifeline knows better.
    [[nodiscard]] LostProcess lost(const std::exception& error) const
    {
        std::string fault = lifeline_.awaitFault(kBlamePatience);
        if (fault.empty()) {
            const std::string message = error.what();
            fault = "another process of the run was lost: ";
            fault += message.substr(0, message.find('\n'));
        }
        return LostProcess(fault);
    }

    int64_t index_;
    Lifeline& lifeline_;
    std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
    c10::intrusive_ptr<c10d::ProcessGroupGloo> link_;
};

} // namespace

std::unique_ptr<Exchange>
glooExchange(const Rank& rank, const c10::intrusive_ptr<c10d::Store>& store, Lifeline& lifeline)
{
    return std::make_unique<GlooExchange>(rank, store, lifeline);
}

} // namespace unimo::tensor
