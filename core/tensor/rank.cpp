// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/rank.h"

#include <charconv>
#include <cstdlib>
#include <cstring>

namespace unimo::tensor {
namespace {

/// The variables of one launcher.
struct Launcher
{
    const char* index;
    const char* count;
    const char* localIndex;
    const char* localCount;
};
constexpr Launcher kLaunchers[] = {
    {"RANK", "WORLD_SIZE", "LOCAL_RANK", "LOCAL_WORLD_SIZE"},
    // Not SLURM_NTASKS: that is set in a batch script too, where one process runs.
    {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID", "SLURM_STEP_TASKS_PER_NODE"},
    {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK",
     "OMPI_COMM_WORLD_LOCAL_SIZE"}};

/// The number at the start of a variable ("4(x2)" of Slurm is 4), or `otherwise` where it is unset.
int numberOf(const char* variable, int otherwise, int least)
{
    const char* text = std::getenv(variable);
    if (!text)
        return otherwise;
    int number = 0;
    const auto read = std::from_chars(text, text + std::strlen(text), number);
    if (read.ec != std::errc{} || number < least)
        throw ErrorException({ErrorKind::Config,
                              std::string(variable) + " = \"" + text + "\" is not a number from " +
                                  std::to_string(least),
                              {},
                              "start all processes by torchrun, srun or mpirun"});
    return number;
}

} // namespace

Result<Rank> rankOfEnvironment()
{
    try {
        Rank rank;
        for (const Launcher& launcher : kLaunchers) {
            if (!std::getenv(launcher.index) || !std::getenv(launcher.count))
                continue;
            rank.index = numberOf(launcher.index, 0, 0);
            rank.count = numberOf(launcher.count, 1, 1);
            rank.localIndex = numberOf(launcher.localIndex, rank.index, 0);
            rank.localCount = numberOf(launcher.localCount, rank.count, 1);
            if (rank.index >= rank.count)
                return Error{ErrorKind::Config,
                             std::string(launcher.index) + " = " + std::to_string(rank.index) +
                                 " is not below " + launcher.count + " = " +
                                 std::to_string(rank.count),
                             {},
                             {}};
            break;
        }
        rank.port = numberOf("MASTER_PORT", rank.port, 1);
        if (const char* host = std::getenv("MASTER_ADDR"))
            rank.host = host;
        else if (rank.count > rank.localCount)
            return Error{ErrorKind::Config,
                         "the processes run on several hosts",
                         {},
                         "set MASTER_ADDR to the host of process 0"};
        const char* agent = std::getenv("TORCHELASTIC_USE_AGENT_STORE");
        rank.opensPort = rank.index == 0 && !(agent && std::strcmp(agent, "True") == 0);
        return rank;
    } catch (...) {
        return currentExceptionAsError();
    }
}

} // namespace unimo::tensor
