// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/detail/weights.h"

namespace unimo::tensor {

Result<TensorMap> readWeights(const std::filesystem::path& path)
{
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) {
        for (const char* name : {"model.safetensors", "pytorch_model.bin", "model_state.pdparams"})
            if (std::filesystem::exists(path / name, code))
                return readWeights(path / name);
        return readPaddleFolder(path);
    }
    if (path.extension() == ".safetensors") {
        auto file = readSafetensors(path);
        if (!file)
            return file.error();
        return std::move(file->tensors);
    }
    if (path.extension() == ".pdparams")
        return readPaddleFile(path);
    return readTorchFile(path);
}

} // namespace unimo::tensor
