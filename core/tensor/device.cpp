// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/device.h"

#include "core/base/threads.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/cpu/Utils.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace unimo::tensor {
namespace {

namespace fs = std::filesystem;

/// The folder that the loaded libtorch_cpu came from.
fs::path torchFolder()
{
    void* handle = ::dlopen("libtorch_cpu.so", RTLD_NOW | RTLD_NOLOAD);
    link_map* map = nullptr;
    if (!handle || ::dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0)
        return {};
    ::dlclose(handle); // only the count of users goes down
    return fs::path(map->l_name).parent_path();
}

/// Opens libtorch_cuda; returns why it cannot be, or nothing. It has to be there before torch first
/// asks for CUDA, since torch remembers a no.
std::string openCudaLibrary()
{
    const fs::path library = torchFolder() / "libtorch_cuda.so";
    std::error_code code;
    if (!fs::exists(library, code))
        return "this LibTorch has no CUDA part (libtorch_cuda.so)";
    if (!::dlopen(library.c_str(), RTLD_NOW | RTLD_GLOBAL)) {
        const char* reason = ::dlerror();
        return std::string("libtorch_cuda.so cannot be opened: ") + (reason ? reason : "unknown");
    }
    return {};
}

/// Why CUDA cannot be used; empty when it can. Found out once a process.
const std::string& cudaFault()
{
    static const std::string fault = [] {
        std::string reason = openCudaLibrary();
        if (reason.empty() && !torch::cuda::is_available())
            reason = "the driver shows no CUDA device";
        return reason;
    }();
    return fault;
}

/// The driver's own functions: torch's calls are in its CUDA headers.
struct Driver
{
    int (*device)(int*, int) = nullptr;
    int (*name)(char*, int, int) = nullptr;
    int (*identity)(char*, int) = nullptr; ///< 16 bytes

    Driver()
    {
        void* library = ::dlopen("libcuda.so.1", RTLD_NOW);
        const auto find = [&](const char* function) {
            return library ? ::dlsym(library, function) : nullptr;
        };
        const auto init = reinterpret_cast<int (*)(unsigned)>(find("cuInit"));
        if (!init || init(0) != 0)
            return;
        device = reinterpret_cast<decltype(device)>(find("cuDeviceGet"));
        name = reinterpret_cast<decltype(name)>(find("cuDeviceGetName"));
        identity = reinterpret_cast<decltype(identity)>(find("cuDeviceGetUuid_v2"));
    }
};

const Driver& driver()
{
    static const Driver opened;
    return opened;
}

std::vector<std::string> cudaDeviceNames()
{
    std::vector<std::string> names;
    if (!driver().device || !driver().name)
        return names;
    for (int i = 0; i < gpuCount(); ++i) {
        int handle = 0;
        std::array<char, 256> text{};
        if (driver().device(&handle, i) == 0 &&
            driver().name(text.data(), text.size() - 1, handle) == 0)
            names.emplace_back(text.data());
    }
    return names;
}

bool cpuHas(const char* feature)
{
    const auto features = at::cpu::get_cpu_capabilities();
    const auto found = features.find(feature);
    return found != features.end() && found->second.isBool() && found->second.toBool();
}

} // namespace

DeviceReport deviceReport()
{
    DeviceReport report;
    report.torchVersion = TORCH_VERSION;
    report.cudaReason = cudaFault();
    report.cuda = report.cudaReason.empty();
    if (report.cuda)
        report.cudaDevices = cudaDeviceNames();
    report.cpuCapability = at::get_cpu_capability();
    report.cpuBf16 = cpuHas("avx512_bf16");
    report.cpuAmx = cpuHas("amx_tile");
    report.threads = at::get_num_threads();
    return report;
}

Result<std::string> resolveDevice(const std::string& wanted)
{
    if (wanted == "cpu")
        return wanted;
    if (wanted != "auto" && wanted != "cuda")
        return Error{
            ErrorKind::Config, "device is \"" + wanted + "\"; allowed: auto, cpu, cuda", {}, {}};
    if (cudaFault().empty())
        return std::string("cuda");
    if (wanted == "auto")
        return std::string("cpu");
    return Error{
        ErrorKind::Device, "CUDA cannot be used: " + cudaFault(), {}, "choose auto or cpu"};
}

int gpuCount()
{
    return cudaFault().empty() ? static_cast<int>(torch::cuda::device_count()) : 0;
}

std::string gpuIdentity(int index)
{
    int handle = 0;
    std::array<char, 16> bytes{};
    if (!driver().device || !driver().identity || driver().device(&handle, index) != 0 ||
        driver().identity(bytes.data(), handle) != 0)
        return {};
    return {bytes.begin(), bytes.end()};
}

bool cpuHasBf16()
{
    static const bool has = cpuHas("avx512_bf16") || cpuHas("amx_tile");
    return has;
}

void setComputeThreads(int count)
{
    at::set_num_threads(count > 0 ? count : availableCores());
}

} // namespace unimo::tensor
