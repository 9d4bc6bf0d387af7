// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>

namespace unimo::tensor {

/// This process's place among those that train one model together.
struct Rank
{
    int index = 0;      ///< 0: the one that writes
    int count = 1;      ///< processes on all hosts
    int localIndex = 0; ///< among those of this host
    int localCount = 1;
    std::string host = "127.0.0.1"; ///< where process 0 is
    int port = 29500;               ///< on which all find each other
    bool opensPort = false; ///< process 0 does, unless torchrun's agent has opened it already
};

/// What a launcher left in the environment: torchrun (RANK, WORLD_SIZE, ...), Slurm's srun
/// (SLURM_PROCID, SLURM_STEP_NUM_TASKS, ...) or Open MPI's mpirun (OMPI_COMM_WORLD_RANK, ...);
/// MASTER_ADDR and MASTER_PORT say where process 0 is. One process where none of them is set. A
/// Config error names the variable and its value. Thread: any.
[[nodiscard]] Result<Rank> rankOfEnvironment();

} // namespace unimo::tensor
