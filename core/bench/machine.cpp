// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/machine.h"

#include "core/base/threads.h"

#include <malloc.h>

#include <fstream>
#include <string_view>

namespace unimo::bench {
namespace {

/// A line "name : value" of a file under /proc; empty when there is none.
std::string fieldOf(const char* file, std::string_view name)
{
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with(name)) {
            const size_t start = line.find_first_not_of(": \t", name.size());
            return start == std::string::npos ? std::string() : line.substr(start);
        }
    return {};
}

/// One of /proc/self/status, which counts in kB.
int64_t statusBytes(const char* name)
{
    const std::string text = fieldOf("/proc/self/status", name);
    return text.empty() ? 0 : std::stoll(text) * 1024;
}

} // namespace

std::string machineName()
{
    std::string name = fieldOf("/proc/cpuinfo", "model name");
    if (name.empty())
        name = "unknown processor";
    return name + ", " + std::to_string(availableCores()) + " cores";
}

double machineLoad()
{
    double load = 0;
    std::ifstream("/proc/loadavg") >> load;
    return load;
}

PeakMemory::PeakMemory()
{
    ::malloc_trim(0);                            // what earlier work left is not this one's
    std::ofstream("/proc/self/clear_refs") << 5; // proc(5): resets the peak
}

int64_t PeakMemory::bytes() const
{
    return statusBytes("VmHWM");
}

int64_t ownMemoryBytes()
{
    return statusBytes("RssAnon");
}

} // namespace unimo::bench
