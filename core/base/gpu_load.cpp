// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/detail/gpu_load.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace unimo {
namespace {

// As nvml.h of the driver declares them; its return value 0 is success.
struct Utilization
{
    unsigned gpu;
    unsigned memory;
};
struct Memory
{
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};
struct Process
{
    unsigned pid;
    unsigned long long usedGpuMemory;
    unsigned gpuInstanceId;
    unsigned computeInstanceId;
};
constexpr unsigned long long kNotAvailable = ~0ULL;
constexpr unsigned kMostProcesses = 64;
constexpr unsigned kMostDevices = 64;

template <typename Function>
Function* find(void* library, std::initializer_list<const char*> names)
{
    for (const char* name : names)
        if (void* found = ::dlsym(library, name))
            return reinterpret_cast<Function*>(found);
    return nullptr;
}

std::string nameOfProcess(unsigned pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
    std::string name;
    std::getline(file, name);
    return name;
}

} // namespace

struct MachineMeter::Gpus::Functions
{
    explicit Functions(void* library)
        : init(find<int()>(library, {"nvmlInit_v2"})),
          shutdown(find<int()>(library, {"nvmlShutdown"})),
          count(find<int(unsigned*)>(library, {"nvmlDeviceGetCount_v2"})),
          device(find<int(unsigned, void**)>(library, {"nvmlDeviceGetHandleByIndex_v2"})),
          name(find<int(void*, char*, unsigned)>(library, {"nvmlDeviceGetName"})),
          utilization(find<int(void*, Utilization*)>(library, {"nvmlDeviceGetUtilizationRates"})),
          memory(find<int(void*, Memory*)>(library, {"nvmlDeviceGetMemoryInfo"})),
          processes(find<int(void*, unsigned*, Process*)>(
              library, {"nvmlDeviceGetComputeRunningProcesses_v3",
                        "nvmlDeviceGetComputeRunningProcesses_v2"}))
    {
    }
    [[nodiscard]] bool complete() const
    {
        return init && shutdown && count && device && name && utilization && memory && processes;
    }

    int (*init)();
    int (*shutdown)();
    int (*count)(unsigned*);
    int (*device)(unsigned, void**);
    int (*name)(void*, char*, unsigned);
    int (*utilization)(void*, Utilization*);
    int (*memory)(void*, Memory*);
    int (*processes)(void*, unsigned*, Process*);
};

MachineMeter::Gpus::Gpus() : library_(::dlopen("libnvidia-ml.so.1", RTLD_NOW))
{
    if (!library_)
        return;
    auto functions = std::make_unique<Functions>(library_);
    if (functions->complete() && functions->init() == 0)
        functions_ = std::move(functions);
}

MachineMeter::Gpus::~Gpus()
{
    if (functions_)
        functions_->shutdown();
    if (library_)
        ::dlclose(library_);
}

std::vector<GpuLoad> MachineMeter::Gpus::read() const
{
    std::vector<GpuLoad> gpus;
    unsigned count = 0;
    if (!functions_ || functions_->count(&count) != 0)
        return gpus;
    for (unsigned i = 0; i < std::min(count, kMostDevices); ++i) {
        void* device = nullptr;
        if (functions_->device(i, &device) == 0)
            gpus.push_back(loadOf(device));
    }
    return gpus;
}

GpuLoad MachineMeter::Gpus::loadOf(void* device) const
{
    GpuLoad load;
    std::array<char, 96> name{};
    if (functions_->name(device, name.data(), name.size() - 1) == 0)
        load.name = name.data();
    Utilization utilization{};
    load.busy = functions_->utilization(device, &utilization) == 0 ? utilization.gpu / 100.0 : -1.0;
    Memory memory{};
    if (functions_->memory(device, &memory) == 0) {
        load.used = static_cast<int64_t>(memory.used);
        load.total = static_cast<int64_t>(memory.total);
    }
    std::array<Process, kMostProcesses> processes{};
    unsigned count = kMostProcesses;
    if (functions_->processes(device, &count, processes.data()) == 0)
        for (unsigned i = 0; i < std::min(count, kMostProcesses); ++i) {
            const unsigned long long bytes = processes[i].usedGpuMemory;
            load.processes.push_back({processes[i].pid, nameOfProcess(processes[i].pid),
                                      bytes == kNotAvailable ? -1 : static_cast<int64_t>(bytes)});
        }
    return load;
}

} // namespace unimo
