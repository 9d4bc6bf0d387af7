// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/nccl_exchange.h"

#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/csrc/distributed/c10d/Store.hpp>
#include <torch/torch.h>

#include <cstring>

namespace unimo::tensor {
namespace {

constexpr std::chrono::seconds kMeetPatience{120};

NcclType typeOf(const at::Tensor& tensor)
{
    switch (tensor.scalar_type()) {
    case at::kByte:
    case at::kBool:
        return NcclType::Byte;
    case at::kInt:
        return NcclType::Int32;
    case at::kLong:
        return NcclType::Int64;
    case at::kHalf:
        return NcclType::Half;
    case at::kBFloat16:
        return NcclType::BFloat16;
    case at::kDouble:
        return NcclType::Double;
    default:
        TORCH_CHECK(tensor.scalar_type() == at::kFloat, "NCCL has no ", tensor.scalar_type());
        return NcclType::Float;
    }
}

class NcclExchange final : public Exchange
{
public:
    NcclExchange(std::shared_ptr<NcclCommunicator> communicator, Lifeline& lifeline,
                 const at::Device& gpu)
        : communicator_(std::move(communicator)), lifeline_(lifeline), gpu_(gpu),
          stream_(c10::impl::VirtualGuardImpl(at::kCUDA).getNewStream(gpu))
    {
        lifeline_.onFault([communicator = std::weak_ptr(communicator_)] {
            if (const auto live = communicator.lock())
                live->abort();
        });
    }

    void abandon() override { communicator_->abort(); }

    Wait sum(const at::Tensor& tensor) override
    {
        return later({tensor}, [&](void* stream) {
            return communicator_->sum(tensor.mutable_data_ptr(), count(tensor), typeOf(tensor),
                                      stream);
        });
    }
    Wait gather(const at::Tensor& all, const at::Tensor& own) override
    {
        return later({all, own}, [&](void* stream) {
            return communicator_->gather(own.const_data_ptr(), all.mutable_data_ptr(), count(own),
                                         typeOf(own), stream);
        });
    }
    Wait scatterSum(const at::Tensor& own, const at::Tensor& all) override
    {
        return later({all, own}, [&](void* stream) {
            return communicator_->scatterSum(all.const_data_ptr(), own.mutable_data_ptr(),
                                             count(own), typeOf(own), stream);
        });
    }
    Wait broadcast(const at::Tensor& tensor) override
    {
        // Parameters may lie in any order; the library wants one piece.
        const at::Tensor piece = tensor.detach().contiguous();
        const Wait sent = later({piece}, [&](void* stream) {
            return communicator_->broadcast(piece.mutable_data_ptr(), count(piece), typeOf(piece),
                                            stream);
        });
        return [sent, piece, tensor] {
            sent();
            const torch::NoGradGuard noGrad;
            if (!piece.is_alias_of(tensor))
                at::Tensor(tensor).copy_(piece);
        };
    }

private:
    static size_t count(const at::Tensor& tensor) { return static_cast<size_t>(tensor.numel()); }

    /// Behind what the current stream has been given so far, on the stream of this exchange.
    template <typename Call>
    Wait later(const std::vector<at::Tensor>& tensors, const Call& call)
    {
        for (const at::Tensor& tensor : tensors)
            TORCH_CHECK(tensor.is_contiguous(), "NCCL wants tensors in one piece");
        const c10::OptionalDeviceGuard device(gpu_);
        const c10::impl::VirtualGuardImpl guard(at::kCUDA);
        c10::Event before(at::kCUDA);
        before.record(guard.getStream(gpu_));
        before.block(stream_);
        check(call(guard.getStreamNativeHandle(stream_)));
        for (const at::Tensor& tensor : tensors) // its memory is not to be given away before
            guard.recordDataPtrOnStream(tensor.storage().data_ptr(), stream_);
        const auto done = std::make_shared<c10::Event>(at::kCUDA);
        done->record(stream_);
        return [this, done] {
            check({});
            const c10::OptionalDeviceGuard current(gpu_);
            done->block(c10::impl::VirtualGuardImpl(at::kCUDA).getStream(gpu_));
        };
    }

    void check(const Status& status) const
    {
        if (lifeline_.faulty())
            throw LostProcess(lifeline_.fault());
        if (status)
            return;
        const std::string fault = lifeline_.awaitFault(std::chrono::seconds(3));
        if (!fault.empty())
            throw LostProcess(fault);
        throw ErrorException(status.error());
    }

    std::shared_ptr<NcclCommunicator> communicator_;
    Lifeline& lifeline_;
    at::Device gpu_;
    c10::Stream stream_;
};

/// Process 0's, by the store; empty bytes where it has none.
Result<NcclCommunicator::Id> sharedId(const Rank& rank, c10d::Store& store)
{
    constexpr const char* kKey = "id";
    if (rank.index == 0) {
        auto id = NcclCommunicator::newId();
        if (id)
            store.set(kKey, std::vector<uint8_t>(id->bytes.begin(), id->bytes.end()));
        else
            store.set(kKey, std::vector<uint8_t>());
        return id;
    }
    const auto bytes = store.get(kKey);
    NcclCommunicator::Id id;
    if (bytes.size() != id.bytes.size())
        return Error{ErrorKind::Device, "process 0 has no name for the meeting", {}, {}};
    std::memcpy(id.bytes.data(), bytes.data(), bytes.size());
    return id;
}

} // namespace

Result<std::unique_ptr<Exchange>> ncclExchange(const Rank& rank,
                                               const c10::intrusive_ptr<c10d::Store>& store,
                                               Lifeline& lifeline, const at::Device& gpu)
{
    try {
        const auto id = sharedId(rank, *store);
        if (!id)
            return id.error();
        const c10::OptionalDeviceGuard device(gpu);
        auto joined = NcclCommunicator::join(*id, rank.index, rank.count, kMeetPatience,
                                             [&] { return !lifeline.faulty(); });
        if (!joined)
            return joined.error();
        return std::unique_ptr<Exchange>(
            std::make_unique<NcclExchange>(std::move(*joined), lifeline, gpu));
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::tensor
