// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace unimo::tensor {

/// Why libnccl.so.2 cannot be used; empty: it can. It is opened at run time, once a process, and
/// lies beside libtorch_cuda, which needs it. Thread: any.
[[nodiscard]] const std::string& ncclFault();
/// "2.28.9" of the library that was opened; empty: none.
[[nodiscard]] std::string ncclVersion();

/// The numbers of nccl.h.
enum class NcclType {
    Byte = 1,
    Int32 = 2,
    Int64 = 4,
    Half = 6,
    Float = 7,
    Double = 8,
    BFloat16 = 9
};

/// One process's GPU among those that exchange tensors directly (NVIDIA NCCL user guide,
/// "Communicators"). Not blocking: what another process never answers can be ended by abort().
/// Memory is that of the GPU which was current when it joined; work is put on a CUDA stream.
/// Thread: one at a time; abort() any.
class NcclCommunicator
{
public:
    /// Names the meeting; made by one process, passed on to the others.
    struct Id
    {
        std::array<char, 128> bytes{};
    };
    [[nodiscard]] static Result<Id> newId();

    /// Waits for the others, at most so long and while `wanted` says so.
    [[nodiscard]] static Result<std::unique_ptr<NcclCommunicator>>
    join(const Id& id, int index, int count, std::chrono::seconds patience,
         const std::function<bool()>& wanted);
    ~NcclCommunicator();
    NcclCommunicator(const NcclCommunicator&) = delete;
    NcclCommunicator& operator=(const NcclCommunicator&) = delete;

    // Counts are of elements: of `own` where there is one.
    [[nodiscard]] Status sum(void* values, size_t count, NcclType type, void* stream);
    [[nodiscard]] Status gather(const void* own, void* all, size_t count, NcclType type,
                                void* stream);
    [[nodiscard]] Status scatterSum(const void* all, void* own, size_t count, NcclType type,
                                    void* stream);
    [[nodiscard]] Status broadcast(void* values, size_t count, NcclType type, void* stream);

    /// Ends all work, also what waits on the GPU. What it was to give is not there then.
    void abort();

private:
    NcclCommunicator() = default;
    template <typename Call>
    Status run(const char* what, const Call& call);
    [[nodiscard]] Status awaitReady(const char* what, int code, std::chrono::seconds patience,
                                    const std::function<bool()>& wanted);

    std::mutex mutex_;
    void* handle_ = nullptr; ///< guarded by mutex_; null after abort()
};

} // namespace unimo::tensor
