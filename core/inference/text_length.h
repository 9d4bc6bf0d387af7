// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace unimo::inference {

/// How long a text is for a model. `cut`: the byte from which on the model does not read it; the
/// text's length where it reads all.
struct TextLength
{
    int64_t tokens = 0; ///< without [CLS] and [SEP]
    int64_t limit = 0;
    size_t cut = 0;
    [[nodiscard]] bool fits() const { return tokens <= limit; }
};

/// Measures texts as one checkpoint takes them. Thread: any.
class TextRuler
{
public:
    /// Of a checkpoint's folder: its vocabulary and its "max_text_tokens".
    [[nodiscard]] static Result<TextRuler> load(const std::filesystem::path& checkpoint);
    [[nodiscard]] TextLength measure(const std::string& text) const;
    [[nodiscard]] int64_t limit() const { return limit_; }

private:
    TextRuler(std::shared_ptr<const text::Tokenizer> tokenizer, int64_t limit)
        : tokenizer_(std::move(tokenizer)), limit_(limit)
    {
    }

    std::shared_ptr<const text::Tokenizer> tokenizer_;
    int64_t limit_;
};

} // namespace unimo::inference
