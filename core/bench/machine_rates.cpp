// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/workloads.h"
#include "core/tensor/device.h"
#include "core/train/detail/bench_parts.h"

namespace unimo::bench {

void benchMachine(Session& session)
{
    tensor::setComputeThreads(0);
    const auto add = [&](const char* name, const char* precision, at::ScalarType type) {
        Record record{name, std::string("products of 1024 x 1024 in ") + precision};
        record.value = train::gemmRate(type, at::kCPU);
        record.unit = "GFLOP/s";
        record.lowerIsBetter = false;
        session.add(std::move(record));
    };
    add("machine.fp32", "fp32", at::kFloat);
    if (tensor::cpuHasBf16())
        add("machine.bf16", "bf16", at::kBFloat16);
}

} // namespace unimo::bench
