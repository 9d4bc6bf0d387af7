// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace unimo::model {

/// The folder of the MiniLM starter in the cache: model.safetensors and vocab.txt.
[[nodiscard]] std::filesystem::path miniLmFolder();

} // namespace unimo::model
