// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"

#include <filesystem>
#include <memory>

namespace unimo::model {

/// The folder of the MiniLM starter in the cache: model.safetensors and vocab.txt.
[[nodiscard]] std::filesystem::path miniLmFolder();

/// Its tokenizer. Io error that says what to run when the starter has not been fetched.
[[nodiscard]] Result<std::unique_ptr<text::Tokenizer>> miniLmTokenizer();

} // namespace unimo::model
