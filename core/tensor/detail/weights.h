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

} // namespace unimo::tensor
