// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/text_length.h"

#include "core/base/files.h"

#include <nlohmann/json.hpp>

namespace unimo::inference {

Result<TextRuler> TextRuler::load(const std::filesystem::path& checkpoint)
{
    const auto file = checkpoint / "config.json";
    const auto config = readJson(file, uint64_t{64} << 20);
    if (!config)
        return config.error();
    const auto limit =
        config->is_object() ? config->value("max_text_tokens", nlohmann::json()) : nlohmann::json();
    if (!limit.is_number_integer() || limit.get<int64_t>() < 1)
        return Error{ErrorKind::Data, "max_text_tokens = " + limit.dump(), file.string(),
                     "a checkpoint's config.json says how many tokens of a text it reads"};
    auto tokenizer = text::loadTokenizer(checkpoint);
    if (!tokenizer)
        return tokenizer.error();
    return TextRuler(*std::move(tokenizer), limit.get<int64_t>());
}

TextLength TextRuler::measure(const std::string& text) const
{
    const text::Encoding encoding = tokenizer_->encode(text);
    TextLength length{static_cast<int64_t>(encoding.ids.size()), limit_, text.size()};
    if (!length.fits())
        length.cut = static_cast<size_t>(encoding.offsets[static_cast<size_t>(limit_)].begin);
    return length;
}

} // namespace unimo::inference
