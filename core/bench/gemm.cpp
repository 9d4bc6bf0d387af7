// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bench/detail/gemm.h"

#include "core/bench/rounds.h"
#include "core/bench/workloads.h"
#include "core/tensor/detail/device_meter.h"
#include "core/tensor/device.h"

#include <torch/torch.h>

namespace unimo::bench {

double gemmRate(at::ScalarType type, const at::Device& device)
{
    const torch::NoGradGuard noGrad;
    const int64_t size = device.is_cuda() ? 8192 : 1024;
    const auto options = at::TensorOptions().dtype(type).device(device);
    const at::Tensor a = at::randn({size, size}, options);
    const at::Tensor b = at::randn({size, size}, options);
    Times times;
    for (int i = 0; i < 15; ++i)
        times.seconds.push_back(timed([&] {
            (void)at::matmul(a, b);
            tensor::finishWork(device);
        }));
    const auto side = static_cast<double>(size);
    return 2.0 * side * side * side / times.median() / 1e9;
}

void benchMachine(Session& session)
{
    tensor::setComputeThreads(0);
    const auto add = [&](const char* name, const char* precision, at::ScalarType type) {
        Record record{name, std::string("products of 1024 x 1024 in ") + precision};
        record.value = gemmRate(type, at::kCPU);
        record.unit = "GFLOP/s";
        record.lowerIsBetter = false;
        session.add(std::move(record));
    };
    add("machine.fp32", "fp32", at::kFloat);
    if (tensor::cpuHasBf16())
        add("machine.bf16", "bf16", at::kBFloat16);
}

} // namespace unimo::bench
