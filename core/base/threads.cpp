// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/threads.h"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace unimo {

int availableCores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return std::max(1, CPU_COUNT(&set));
    return std::max(1U, std::thread::hardware_concurrency());
}

void parallelFor(int64_t count, int threads, const std::function<void(int64_t)>& body)
{
    const int64_t wanted = threads > 0 ? threads : availableCores();
    const auto workers = static_cast<int>(std::min(wanted, count));
    std::atomic<int64_t> next{0};
    std::exception_ptr failure;
    std::mutex mutex;
    const auto work = [&] {
        for (int64_t i = next++; i < count; i = next++) {
            try {
                body(i);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (!failure)
                    failure = std::current_exception();
                next = count;
            }
        }
    };
    std::vector<std::jthread> pool;
    for (int i = 1; i < workers; ++i)
        pool.emplace_back(work);
    work();
    pool.clear();
    if (failure)
        std::rethrow_exception(failure);
}

void lowerPriority(int by)
{
    if (::nice(by) == -1) {
        // Not allowed: the process keeps its priority, which is slower for others but correct.
    }
}

int64_t peakMemoryBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<int64_t>(usage.ru_maxrss) * 1024;
}

int64_t currentMemoryBytes()
{
    std::ifstream statm("/proc/self/statm");
    int64_t size = 0;
    int64_t resident = 0;
    statm >> size >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

int64_t availableMemoryBytes()
{
    std::ifstream file("/proc/meminfo");
    std::string name, unit;
    int64_t kibibytes = 0;
    while (file >> name >> kibibytes) {
        if (name == "MemAvailable:")
            return kibibytes * 1024;
        std::getline(file, unit); // the rest of the line
    }
    return 0;
}

} // namespace unimo
