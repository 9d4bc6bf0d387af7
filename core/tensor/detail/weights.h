// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>

namespace unimo::tensor {

using TensorMap = std::map<std::string, at::Tensor>;

/// What a safetensors file holds.
struct WeightFile
{
    TensorMap tensors;
    std::map<std::string, std::string> metadata;
};

/// Maps a safetensors file. The tensors are read-only views that keep the mapping alive: clone what
/// will be changed. The file is untrusted: header size, nesting, types, shapes and offsets are
/// checked before anything is built; a fault is a Data error. Thread: any.
[[nodiscard]] Result<WeightFile> readSafetensors(const std::filesystem::path& file);

/// Writes under a temporary name, syncs, renames. The same tensors give the same bytes. Tensors
/// may lie on any device and need not be contiguous.
[[nodiscard]] Status writeSafetensors(const std::filesystem::path& file, const TensorMap& tensors,
                                      const std::map<std::string, std::string>& metadata = {});

/// Reads a state dictionary that torch.save wrote, in its old (pickles one after another) or new
/// (zip) form, without running anything: an object other than a tensor in an ordinary or ordered
/// dictionary is refused by name. A dictionary nested under "state_dict" or "model" is taken
/// instead of the outer one. The tensors are ordinary memory; tied ones share it. Thread: any.
[[nodiscard]] Result<TensorMap> readTorchFile(const std::filesystem::path& file);

/// Reads a state dictionary that paddle.save wrote (model_state.pdparams: a pickle of NumPy
/// arrays), without running anything. The tensors are ordinary memory. Thread: any.
[[nodiscard]] Result<TensorMap> readPaddleFile(const std::filesystem::path& file);

/// Reads a folder of Paddle variables, one file each, named like the variable (unimo.md 1.6;
/// paddle/fluid/framework: SerializeToStream). Other files are left out. Thread: any.
[[nodiscard]] Result<TensorMap> readPaddleFolder(const std::filesystem::path& folder);

/// Reads weights by what is there: a .safetensors, a .pdparams or a torch.save file, or a folder
/// that holds one under its usual name (model.safetensors, pytorch_model.bin,
/// model_state.pdparams) or Paddle variables. Thread: any.
[[nodiscard]] Result<TensorMap> readWeights(const std::filesystem::path& path);

} // namespace unimo::tensor
