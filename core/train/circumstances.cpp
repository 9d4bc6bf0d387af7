// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/circumstances.h"

#include "core/base/hash.h"
#include "core/base/threads.h"
#include "core/base/version.h"
#include "core/tensor/device.h"
#include "core/train/detail/recipe_plan.h"

#include <ATen/Version.h>

#include <fstream>

namespace unimo::train {
namespace {

/// "AVX512, Intel(R) Xeon(R) Platinum 8480+": the code that torch chose, and oneDNN by the name.
std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with("model name"))
            if (const size_t colon = line.find(": "); colon != std::string::npos)
                return at::get_cpu_capability() + ", " + line.substr(colon + 2);
    return at::get_cpu_capability();
}

} // namespace

Result<Circumstances> circumstancesNow(const Settings& recipe, const std::string& dataVersion)
{
    const auto device = tensor::resolveDevice(recipe.text("run.device"));
    if (!device)
        return device.error();
    const int64_t threads = recipe.integer("run.threads");
    return Circumstances{.program = programVersion(),
                         .data = dataVersion,
                         .recipe = contentHash(recipe.toJson().dump()),
                         .device = *device,
                         .processor = processorName(),
                         .precision = stepRules(recipe, *device).autocast ? "bf16" : "fp32",
                         .threads = threads > 0 ? threads : availableCores(),
                         .processes = 1};
}

} // namespace unimo::train
