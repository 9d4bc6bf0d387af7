// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include "core/base/files.h"
#include "core/base/log.h"
#include "core/train/detail/trainer_run.h"

#include <nlohmann/json.hpp>

namespace unimo::train {

Result<RunStatus> train(const TrainRequest& request)
{
    auto rank = tensor::rankOfEnvironment();
    if (!rank)
        return rank.error();
    if (rank->index == 0) {
        std::error_code code;
        std::filesystem::create_directories(request.run.path(), code);
        log::addFile(request.run.logFile());
        if (!request.resume)
            if (auto status = writeJsonAtomic(request.run.recipeFile(), request.recipe.toJson());
                !status)
                return status.error();
    }

    TrainerRun run(request, *rank);
    try {
        return run.run();
    } catch (...) {
        const Error error = currentExceptionAsError();
        log::error("train", error.text());
        run.fail(error);
        return error;
    }
}

} // namespace unimo::train
