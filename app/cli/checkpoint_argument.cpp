// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/checkpoint_argument.h"

#include "core/base/result.h"
#include "core/train/run_folder.h"

namespace unimo::cli {

std::filesystem::path resolveCheckpoint(const std::string& argument,
                                        const std::filesystem::path& project)
{
    std::error_code code;
    if (!argument.empty()) {
        std::filesystem::path folder = argument;
        if (std::filesystem::exists(folder / "model.safetensors", code))
            return folder;
        if (auto latest = train::RunFolder(folder).latestCheckpoint())
            return *latest;
        throw ErrorException({ErrorKind::Data, "is neither a checkpoint nor a run with one",
                              argument, "see: unimo runs --project DIR"});
    }
    for (const auto& run : train::listRuns(project / "runs"))
        if (auto latest = run.latestCheckpoint())
            return *latest;
    throw ErrorException({ErrorKind::Data, "the project has no checkpoint yet", project.string(),
                          "run: unimo train --project " + project.string()});
}

} // namespace unimo::cli
