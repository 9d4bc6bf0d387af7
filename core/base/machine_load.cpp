// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/machine_load.h"

#include "core/base/detail/gpu_load.h"
#include "core/base/threads.h"

#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

namespace unimo {
namespace {

std::string textOf(const char* file)
{
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The number that follows spaces; `text` is moved behind it.
std::optional<uint64_t> takeNumber(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    uint64_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc())
        return std::nullopt;
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    return number;
}

std::optional<int64_t> kibibytesOf(std::string_view meminfo, std::string_view name)
{
    const size_t place = meminfo.find(name);
    if (place == std::string_view::npos)
        return std::nullopt;
    std::string_view rest = meminfo.substr(place + name.size());
    const auto number = takeNumber(rest);
    return number ? std::optional(static_cast<int64_t>(*number)) : std::nullopt;
}

} // namespace

std::optional<ProcessorTime> parseProcessorTime(std::string_view procStat)
{
    constexpr std::string_view kAll = "cpu ";
    if (!procStat.starts_with(kAll))
        return std::nullopt;
    // user nice system idle iowait irq softirq steal; guests are in the first two.
    std::string_view rest = procStat.substr(kAll.size());
    std::array<uint64_t, 8> fields{};
    for (uint64_t& field : fields) {
        const auto number = takeNumber(rest);
        if (!number)
            return std::nullopt;
        field = *number;
    }
    ProcessorTime time;
    for (const uint64_t field : fields)
        time.all += field;
    time.busy = time.all - fields[3] - fields[4];
    return time;
}

std::optional<MemoryUse> parseMemoryUse(std::string_view procMeminfo)
{
    const auto total = kibibytesOf(procMeminfo, "MemTotal:");
    const auto available = kibibytesOf(procMeminfo, "MemAvailable:");
    if (!total || !available || *available > *total)
        return std::nullopt;
    return MemoryUse{(*total - *available) * 1024, *total * 1024};
}

double busyBetween(const ProcessorTime& before, const ProcessorTime& now)
{
    if (now.all <= before.all || now.busy < before.busy)
        return -1;
    return static_cast<double>(now.busy - before.busy) / static_cast<double>(now.all - before.all);
}

MachineMeter::MachineMeter() = default;
MachineMeter::~MachineMeter() = default;

MachineLoad MachineMeter::read()
{
    MachineLoad load;
    load.cores = availableCores();
    const auto now = parseProcessorTime(textOf("/proc/stat"));
    if (now && before_)
        load.busy = busyBetween(*before_, *now);
    before_ = now;
    if (const auto memory = parseMemoryUse(textOf("/proc/meminfo"))) {
        load.used = memory->used;
        load.total = memory->total;
    }
    if (!gpus_)
        gpus_ = std::make_unique<Gpus>();
    load.gpus = gpus_->read();
    return load;
}

} // namespace unimo
