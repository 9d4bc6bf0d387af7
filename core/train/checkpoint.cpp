// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/detail/checkpoint.h"

#include "core/base/files.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <cstdio>

namespace unimo::train {
namespace fs = std::filesystem;
namespace {

/// "random/cpu", "random/cuda" of process 0; the others' end in their number.
std::string randomKey(const char* device, int rank)
{
    std::string key = std::string("random/") + device;
    if (rank > 0)
        key += '/' + std::to_string(rank);
    return key;
}

std::string bytesOf(const at::Tensor& state)
{
    return {static_cast<const char*>(state.const_data_ptr()), state.nbytes()};
}

at::Tensor stateOf(const std::string& bytes)
{
    at::Tensor state = at::empty({static_cast<int64_t>(bytes.size())}, at::kByte);
    std::copy(bytes.begin(), bytes.end(), static_cast<char*>(state.mutable_data_ptr()));
    return state;
}

std::string folderName(int64_t step)
{
    char name[32];
    std::snprintf(name, sizeof name, "step-%08lld", static_cast<long long>(step));
    return name;
}

nlohmann::json toJson(const TrainerState& state, const Circumstances& madeWith)
{
    return {{"version", 1},
            {"step", state.step},
            {"elapsed_seconds", state.elapsedSeconds},
            {"learning_rate", state.learningRate},
            {"changed", state.weights},
            {"made_with", toJson(madeWith)}};
}

/// Half-written checkpoints of a process that was killed.
void removeLeftovers(const fs::path& checkpoints)
{
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(checkpoints, code))
        if (entry.path().filename().string().starts_with(".tmp-"))
            fs::remove_all(entry.path(), code);
}

/// Under a temporary name first: a process that is killed half-way must not leave half of it under
/// the name of a whole one.
void removeWhole(const fs::path& checkpoint)
{
    const fs::path temporary =
        checkpoint.parent_path() / (".tmp-" + checkpoint.filename().string());
    std::error_code code;
    fs::rename(checkpoint, temporary, code);
    fs::remove_all(code ? checkpoint : temporary, code);
}

} // namespace

Result<fs::path> saveCheckpoint(const RunFolder& run, const tasks::Bundle& bundle,
                                const TrainerState& state, const Circumstances& madeWith,
                                const tensor::TensorMap& memory, int64_t keep)
{
    std::error_code code;
    fs::create_directories(run.checkpointsFolder(), code);
    removeLeftovers(run.checkpointsFolder());
    const fs::path final = run.checkpointsFolder() / folderName(state.step);
    if (fs::exists(final / "trainer.json", code))
        return final; // asked for twice at the same step
    const fs::path temporary = run.checkpointsFolder() / (".tmp-" + folderName(state.step));
    fs::create_directories(temporary, code);
    if (code)
        return Error{ErrorKind::Io, "cannot be created: " + code.message(), temporary.string(), {}};

    if (auto status = tasks::saveBundle(bundle, temporary); !status)
        return status.error();
    if (auto status = tensor::writeSafetensors(temporary / "optimizer.safetensors", memory);
        !status)
        return status.error();
    if (auto status = writeJsonAtomic(temporary / "trainer.json", toJson(state, madeWith)); !status)
        return status.error();
    if (auto status = syncFolder(temporary); !status)
        return status.error();
    fs::rename(temporary, final, code);
    if (code)
        return Error{ErrorKind::Io, "cannot be renamed: " + code.message(), temporary.string(), {}};
    if (auto status = syncFolder(run.checkpointsFolder()); !status)
        return status.error();

    const auto all = run.checkpoints();
    for (size_t i = 0; i + static_cast<size_t>(keep) < all.size(); ++i)
        removeWhole(all[i]);
    return final;
}

tensor::TensorMap randomStates(const at::Device& device, const tensor::ProcessGroup* group)
{
    std::vector<std::pair<const char*, at::Tensor>> own{
        {"cpu", at::detail::getDefaultCPUGenerator().get_state()}};
    if (device.is_cuda())
        own.emplace_back("cuda", at::globalContext().defaultGenerator(device).get_state());
    tensor::TensorMap states;
    for (const auto& [name, state] : own) {
        if (!group) {
            states[randomKey(name, 0)] = state;
            continue;
        }
        const auto all = group->gather(bytesOf(state));
        for (size_t rank = 0; rank < all.size(); ++rank)
            states[randomKey(name, static_cast<int>(rank))] = stateOf(all[rank]);
    }
    return states;
}

Result<TrainerState> restoreCheckpoint(const fs::path& folder, Optimizer& optimizer,
                                       const at::Device& device, int rank)
{
    auto json = readJson(folder / "trainer.json", 1 << 20);
    if (!json)
        return json.error();
    TrainerState state;
    try {
        state.step = json->at("step").get<int64_t>();
        state.elapsedSeconds = json->at("elapsed_seconds").get<double>();
        state.learningRate = json->at("learning_rate").get<double>();
        state.weights = json->at("changed");
    } catch (const nlohmann::json::exception& e) {
        return Error{ErrorKind::Data, e.what(), (folder / "trainer.json").string(),
                     "resume from another checkpoint"};
    }
    auto tensors = tensor::readSafetensors(folder / "optimizer.safetensors");
    if (!tensors)
        return tensors.error();
    if (auto status = optimizer.restore(tensors->tensors); !status)
        return status.error();
    const auto random = tensors->tensors.find(randomKey("cpu", rank));
    if (random != tensors->tensors.end()) {
        at::Generator generator = at::detail::getDefaultCPUGenerator();
        generator.set_state(random->second.clone());
    } else if (rank == 0) {
        return Error{ErrorKind::Data, "the random state is missing",
                     (folder / "optimizer.safetensors").string(), "resume from another checkpoint"};
    }
    const auto gpuRandom = tensors->tensors.find(randomKey("cuda", rank));
    if (device.is_cuda() && gpuRandom != tensors->tensors.end()) {
        at::Generator gpu = at::globalContext().defaultGenerator(device);
        gpu.set_state(gpuRandom->second.clone());
    }
    return state;
}

} // namespace unimo::train
