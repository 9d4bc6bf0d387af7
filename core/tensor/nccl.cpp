// SPDX-License-Identifier: GPL-3.0-or-later
// The few functions of nccl.h that are needed, declared here as they are there: the header would
// bring CUDA's.
#include "core/tensor/detail/nccl.h"

#include <dlfcn.h>

#include <climits>
#include <thread>

namespace unimo::tensor {
namespace {

using Id = NcclCommunicator::Id;
using Comm = void*;

constexpr int kSuccess = 0, kInProgress = 7; // ncclResult_t
constexpr int kSum = 0;                      // ncclRedOp_t
constexpr int kOldest = 21400;               // the first that need not block
constexpr std::chrono::seconds kCallPatience{60};

/// ncclConfig_t as it was in 2.14: later libraries read it by its size and version.
struct Config
{
    size_t size = sizeof(Config);
    unsigned magic = 0xcafebeef;
    unsigned version = kOldest;
    int blocking = 0;
};

struct Library
{
    std::string fault;
    int version = 0;
    int (*getVersion)(int*) = nullptr;
    const char* (*getErrorString)(int) = nullptr;
    int (*getUniqueId)(Id*) = nullptr;
    int (*initRank)(Comm*, int, Id, int, Config*) = nullptr;
    int (*asyncError)(Comm, int*) = nullptr;
    int (*destroy)(Comm) = nullptr;
    int (*abort)(Comm) = nullptr;
    int (*allReduce)(const void*, void*, size_t, int, int, Comm, void*) = nullptr;
    int (*allGather)(const void*, void*, size_t, int, Comm, void*) = nullptr;
    int (*reduceScatter)(const void*, void*, size_t, int, int, Comm, void*) = nullptr;
    int (*broadcast)(const void*, void*, size_t, int, int, Comm, void*) = nullptr;
};

template <typename Function>
void find(void* library, const char* name, Function& place, std::string& missing)
{
    place = reinterpret_cast<Function>(::dlsym(library, name));
    if (!place && missing.empty())
        missing = name;
}

Library opened()
{
    Library nccl;
    void* library = ::dlopen("libnccl.so.2", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char* reason = ::dlerror();
        nccl.fault = std::string("libnccl.so.2 cannot be opened: ") + (reason ? reason : "unknown");
        return nccl;
    }
    std::string missing;
    find(library, "ncclGetVersion", nccl.getVersion, missing);
    find(library, "ncclGetErrorString", nccl.getErrorString, missing);
    find(library, "ncclGetUniqueId", nccl.getUniqueId, missing);
    find(library, "ncclCommInitRankConfig", nccl.initRank, missing);
    find(library, "ncclCommGetAsyncError", nccl.asyncError, missing);
    find(library, "ncclCommDestroy", nccl.destroy, missing);
    find(library, "ncclCommAbort", nccl.abort, missing);
    find(library, "ncclAllReduce", nccl.allReduce, missing);
    find(library, "ncclAllGather", nccl.allGather, missing);
    find(library, "ncclReduceScatter", nccl.reduceScatter, missing);
    find(library, "ncclBroadcast", nccl.broadcast, missing);
    if (!missing.empty())
        nccl.fault = "libnccl.so.2 lacks " + missing;
    else if (nccl.getVersion(&nccl.version) != kSuccess || nccl.version < kOldest)
        nccl.fault = "NCCL " + std::to_string(nccl.version) + " is too old, 2.14 is needed";
    return nccl;
}

const Library& nccl()
{
    static const Library library = opened();
    return library;
}

Error errorOf(const char* what, int code)
{
    return {ErrorKind::Device,
            std::string("NCCL: ") + what + ": " + nccl().getErrorString(code),
            {},
            "NCCL_DEBUG=WARN says more; UNIMO_EXCHANGE=gloo does without"};
}

} // namespace

const std::string& ncclFault()
{
    return nccl().fault;
}

std::string ncclVersion()
{
    const int code = nccl().version;
    if (code == 0)
        return {};
    return std::to_string(code / 10000) + '.' + std::to_string(code / 100 % 100) + '.' +
           std::to_string(code % 100);
}

Result<Id> NcclCommunicator::newId()
{
    if (!ncclFault().empty())
        return Error{ErrorKind::Device, ncclFault(), {}, {}};
    Id id;
    if (const int code = nccl().getUniqueId(&id); code != kSuccess)
        return errorOf("no name for the meeting", code);
    return id;
}

Result<std::unique_ptr<NcclCommunicator>>
NcclCommunicator::join(const Id& id, int index, int count, std::chrono::seconds patience,
                       const std::function<bool()>& wanted)
{
    if (!ncclFault().empty())
        return Error{ErrorKind::Device, ncclFault(), {}, {}};
    std::unique_ptr<NcclCommunicator> made(new NcclCommunicator);
    Config config;
    const int code = nccl().initRank(&made->handle_, count, id, index, &config);
    if (auto ready = made->awaitReady("the GPUs do not meet", code, patience, wanted); !ready) {
        made->abort();
        return ready.error();
    }
    return made;
}

NcclCommunicator::~NcclCommunicator()
{
    if (handle_)
        nccl().destroy(handle_);
}

/// A call that does not block may still be under way when it returns.
Status NcclCommunicator::awaitReady(const char* what, int code, std::chrono::seconds patience,
                                    const std::function<bool()>& wanted)
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (code == kInProgress) {
        {
            const std::lock_guard lock(mutex_);
            if (!handle_)
                return Error{ErrorKind::Device, std::string("NCCL: ") + what + ": ended", {}, {}};
            if (const int asked = nccl().asyncError(handle_, &code); asked != kSuccess)
                code = asked;
        }
        if (code != kInProgress)
            break;
        if ((wanted && !wanted()) || std::chrono::steady_clock::now() > end)
            return Error{ErrorKind::Device,
                         std::string("NCCL: ") + what + ": no answer after " +
                             std::to_string(patience.count()) + " s at most",
                         {},
                         {}};
        std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    if (code != kSuccess)
        return errorOf(what, code);
    return {};
}

template <typename Call>
Status NcclCommunicator::run(const char* what, const Call& call)
{
    int code = kSuccess;
    {
        const std::lock_guard lock(mutex_);
        if (!handle_)
            return Error{ErrorKind::Device, std::string("NCCL: ") + what + ": ended", {}, {}};
        code = call();
    }
    return awaitReady(what, code, kCallPatience, nullptr);
}

Status NcclCommunicator::sum(void* values, size_t count, NcclType type, void* stream)
{
    return run("sum", [&] {
        return nccl().allReduce(values, values, count, static_cast<int>(type), kSum, handle_,
                                stream);
    });
}

Status NcclCommunicator::gather(const void* own, void* all, size_t count, NcclType type,
                                void* stream)
{
    return run("gather", [&] {
        return nccl().allGather(own, all, count, static_cast<int>(type), handle_, stream);
    });
}

Status NcclCommunicator::scatterSum(const void* all, void* own, size_t count, NcclType type,
                                    void* stream)
{
    return run("scatter", [&] {
        return nccl().reduceScatter(all, own, count, static_cast<int>(type), kSum, handle_, stream);
    });
}

Status NcclCommunicator::broadcast(void* values, size_t count, NcclType type, void* stream)
{
    return run("broadcast", [&] {
        return nccl().broadcast(values, values, count, static_cast<int>(type), 0, handle_, stream);
    });
}

void NcclCommunicator::abort()
{
    const std::lock_guard lock(mutex_);
    if (handle_)
        nccl().abort(handle_);
    handle_ = nullptr;
}

} // namespace unimo::tensor
